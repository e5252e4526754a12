import Testing

@testable import Resolution

/// The response that a client gets for the result of a handler.
@Suite("Answers")
struct AnswerTests {
  @Test("a response with 204 or 304 never has a body", arguments: Era.flask)
  func noBody(_ era: Era) {
    var app = ModelApp(era)
    app.handler("KeyError", "gone", status: 204)
    app.handler("ValueError", "same", status: 304)
    app.handler("TypeError", "sent", status: 205)
    #expect(app.ask("raise KeyError") == "(KeyError)" && app.last?.status == 204)
    #expect(app.ask("raise ValueError") == "(ValueError)" && app.last?.status == 304)
    #expect(app.ask("raise TypeError") == "sent(TypeError)" && app.last?.status == 205)
  }

  @Test("the outcome lists the called handlers in order, at most two", arguments: Era.flask)
  func calls(_ era: Era) throws {
    var app = ModelApp(era)
    app.handler("KeyError", "raise ValueError")
    app.handler("500", "raise TypeError")
    app.handler("TypeError", "never called")
    app.ask("raise KeyError")
    let both = try #require(app.last)
    #expect(
      both.calls.all.map { $0.handler.index } == [0, 1] && both.calls.all.reversed().map { $0.handler.index } == [1, 0])
    #expect(both.calls.first?.argument == app.classes["KeyError"] && both.escaped == app.classes["TypeError"])
    app.ask("raise TypeError")
    #expect(app.last?.calls.all.count == 1 && app.last?.calls.first == app.last?.answered)
    app.ask("visit unknown")
    #expect(app.last?.calls.all.isEmpty == true && app.last?.calls != both.calls)
  }

  @Test("a preview has lookups only with tracing, and is the same otherwise", arguments: Era.flask)
  func preview(_ era: Era) {
    let app = ModelApp(era)
    let request = ResolvedRequest(cause: .raise(app.classes["KeyError"]), scope: nil)
    let plain = app.process.preview(request, handlers: [], in: app.classes.hierarchy)
    var traced = app.process.preview(request, handlers: [], in: app.classes.hierarchy, tracing: true)
    #expect(plain.lookups.isEmpty && traced.lookups.map { $0.purpose } == [.exception, .serverError])
    traced.lookups = []
    #expect(plain == traced && plain.status == 500 && plain.unhandled)
  }
}
