import Diagnostics
import Rendering
import Testing

@testable import Prompt

@Suite("The hint after two failures")
struct PromptHintTests {
  private func error(_ slug: String, _ message: String = "it is wrong") -> Diagnostic {
    let kind = DiagnosticKind(slug, title: "", explanation: "", wrong: "", right: "")
    return Diagnostic(kind, message, at: .init(Span(start: 0, end: 1)))
  }

  @Test("comes at the second of the same kind in a row, once for each kind")
  func twice() {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: [error("b")]) == nil)
    #expect(streak.hint(after: [error("c"), error("b")])?.characters.contains("explain b") == true)
    #expect(streak.hint(after: [error("b")]) == nil)
  }

  @Test("two mistakes of one kind about different things are not the same")
  func otherThings() throws {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a", "no class is named `X`")]) == nil)
    #expect(streak.hint(after: [error("a", "no class is named `Y`")]) == nil)
    #expect(streak.hint(after: [error("a", "no class is named `Y`")]) != nil)
    var lesson = try TypedLesson(1)
    #expect(try !lesson.type("raise Nobody\nraise Nothing\nraise Nowhere").contains("Twice the same"))
    #expect(try lesson.type("raise Nowhere").contains("Twice the same"))
  }

  @Test("a success in between begins anew")
  func success() {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: []) == nil)
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: [error("a")]) != nil)
  }
}
