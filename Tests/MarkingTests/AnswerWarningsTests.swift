import Diagnostics
import Testing

@testable import Marking

/// What a reader of an answer is warned of.
@Suite("Warnings about answers") struct AnswerWarningsTests {
  private func warnings(_ answer: String) -> [String] {
    AnswerWarnings(SourceText(name: "answer.eb", answer)).sentences
  }

  @Test func aNameThatLooksLikeAnotherIsNamed() {
    #expect(
      warnings("handler P\u{430}yment -> \"x\"") == ["The name P\u{430}yment looks like Payment and is another."])
    #expect(warnings("handler Payment -> \"n\u{43E}t\"") == ["The name n\u{43E}t looks like not and is another."])
    #expect(warnings("handler Größe -> \"größer\"") == [])
  }

  /// A remark in Russian or Greek holds words that could be read as Latin ones, and deceives nobody.
  @Test func remarksMayBeInAnyLanguage() {
    #expect(warnings("# \u{441}\u{43E}\u{440}\nhandler Payment -> \"#1\" # \u{441}\u{43E}\u{440}\n") == [])
    #expect(warnings("handler Payment -> \"# \u{441}\u{43E}\u{440}\"\n").count == 1)
  }

  @Test func textThatTurnsAroundIsSaidWhereverItStands() {
    #expect(warnings("# \u{202E}x").count == 1)
  }

  @Test func manyNamesAreCounted() {
    let many = warnings((0..<1000).map { "class \u{430}\($0)(Exception)\n" }.joined())
    #expect(many.count == 6)
    #expect(many.last?.hasSuffix("more names.") == true)
  }
}
