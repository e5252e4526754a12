import Diagnostics
import Rendering
import Testing

@testable import Prompt

@Suite("The hint after two failures")
struct PromptHintTests {
  private func error(_ slug: String) -> Diagnostic {
    let kind = DiagnosticKind(slug, title: "", explanation: "", wrong: "", right: "")
    return Diagnostic(kind, "it is wrong", at: .init(Span(start: 0, end: 1)))
  }

  @Test("comes at the second of the same kind in a row, once for each kind")
  func twice() {
    var streak = FailureStreak()
    #expect(streak.hint(after: [error("a")]) == nil)
    #expect(streak.hint(after: [error("b")]) == nil)
    #expect(streak.hint(after: [error("c"), error("b")])?.characters.contains("explain b") == true)
    #expect(streak.hint(after: [error("b")]) == nil)
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
