import Testing

@testable import Resolution

/// What a client gets of what a handler returned.
@Suite("Answers")
struct AnswerTests {
  @Test("with 204 and 304 no body is sent, whatever the handler returned", arguments: Era.allCases)
  func noBody(_ era: Era) {
    var app = ModelApp(era)
    app.handler("KeyError", "gone", status: 204)
    app.handler("ValueError", "same", status: 304)
    app.handler("TypeError", "sent", status: 205)
    #expect(app.ask("raise KeyError") == "(KeyError)" && app.last?.status == 204)
    #expect(app.ask("raise ValueError") == "(ValueError)" && app.last?.status == 304)
    #expect(app.ask("raise TypeError") == "sent(TypeError)" && app.last?.status == 205)
  }
}
