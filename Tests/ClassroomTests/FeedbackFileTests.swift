import Marking
import Testing

@testable import Classroom

/// The names and the replacement of feedback files.
@Suite("Feedback files") struct FeedbackFileTests {
  @Test func namesCannotFormAPath() {
    let names = [
      "ada": "ada.md", "../ada": "%..%2Fada.md", "-rf": "%-rf.md", ".hidden": "%.hidden.md", "": "%.md",
      "50%": "50%25.md", "a\nb": "a%Ab.md", "a\u{202E}b": "a%202Eb.md", "zoë": "zoë.md",
    ]
    for (student, name) in names { #expect(FeedbackPage.fileName(of: student) == name) }
  }

  /// File systems limit the length of names. Two students still get two files.
  @Test func longNamesAreShortened() {
    let long = (0..<2).map { FeedbackPage.fileName(of: String(repeating: "名", count: 300) + "\($0)") }
    #expect(long.allSatisfy { $0.utf8.count <= 255 } && long[0] != long[1])
  }

  @Test func onlyUnchangedPagesAreReplaced() {
    let page = SealedPage("# Paying\n\n1 of 3 points.\n")
    #expect(SealedPage.isIntact(page.bytes))
    for other in [page.bytes + Array("mine\n".utf8), Array("x".utf8) + page.bytes, [], Array("\n".utf8)] {
      #expect(!SealedPage.isIntact(other))
    }
  }
}
