import Diagnostics
import Testing

@testable import Marking

/// The warnings about text in an answer.
@Suite("Warnings about answers") struct AnswerWarningsTests {
  private func warnings(_ answer: String) -> [String] {
    AnswerWarnings(SourceText(name: "answer.eb", answer)).sentences
  }

  @Test func lookalikeNamesAreReported() {
    #expect(
      warnings("handler P\u{430}yment -> \"x\"")
        == ["The name P\u{430}yment looks like Payment but is a different name."])
    #expect(
      warnings("handler Payment -> \"n\u{43E}t\"") == ["The name n\u{43E}t looks like not but is a different name."])
    #expect(warnings("handler Größe -> \"größer\"") == [])
  }

  /// A comment in Russian or Greek contains words that look like Latin ones. That is harmless.
  @Test func commentsMayBeInAnyLanguage() {
    #expect(warnings("# \u{441}\u{43E}\u{440}\nhandler Payment -> \"#1\" # \u{441}\u{43E}\u{440}\n") == [])
    #expect(warnings("handler Payment -> \"# \u{441}\u{43E}\u{440}\"\n").count == 1)
  }

  @Test func bidirectionalControlsAreReportedAnywhere() {
    #expect(warnings("# \u{202E}x").count == 1)
  }

  @Test func manyLookalikesAreCounted() {
    let many = warnings((0..<1000).map { "class \u{430}\($0)(Exception)\n" }.joined())
    #expect(many.count == 6)
    #expect(many.last?.hasSuffix("look like other names.") == true)
  }
}
