import Diagnostics
import Rendering
import Testing

@testable import Prompt

@Suite("The hint after the same mistake twice")
struct PromptHintTests {
  private func error(_ slug: String, _ message: String = "it is wrong") -> Diagnostic {
    let kind = DiagnosticKind(slug, title: "", explanation: "", wrong: "", right: "")
    return Diagnostic(kind, message, at: .init(Span(start: 0, end: 1)))
  }

  @Test("the hint comes at the second mistake of a kind in a row, once for each kind")
  func twice() {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: [error("b")]) == nil)
    #expect(streak.hint(after: [error("c"), error("b")])?.characters.contains("explain b") == true)
    #expect(streak.hint(after: [error("b")]) == nil)
  }

  @Test("two errors of the same kind with different messages are different mistakes")
  func otherThings() throws {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a", "no class is named `X`")]) == nil)
    #expect(streak.hint(after: [error("a", "no class is named `Y`")]) == nil)
    #expect(streak.hint(after: [error("a", "no class is named `Y`")]) != nil)
    var lesson = try TypedLesson(1)
    #expect(try !lesson.type("raise Nobody\nraise Nothing\nraise Nowhere").contains("The same error again"))
    #expect(try lesson.type("raise Nowhere").contains("The same error again"))
  }

  @Test("a success in between resets the streak")
  func success() {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: []) == nil)
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: [error("a")]) != nil)
  }
}
