import CMarkGFM
import Exercises
import Foundation
import Interpreter
import Lessons
import Marking
import Rendering
import Resolution
import SeededRandom
import Testing

@testable import Classroom

/// Text from a student, a roster or a list is never markup on a feedback page. cmark-gfm renders the pages with the least
/// safe options: raw HTML allowed, addresses linked, all extensions on.
@Suite("Markup in feedback") struct FeedbackMarkupTests {
  /// Text that is markup in some renderer. `Tests/Classroom/feedback-check` uses it with other renderers.
  static let attacks: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/attacks.json")
    return (try? JSONDecoder().decode([String].self, from: Data(contentsOf: file))) ?? []
  }()

  /// Returns a mark with the text in every place that can contain untrusted text.
  private static func mark(_ text: String) -> Mark {
    let name = text.split { !$0.isLetter }.joined()
    return Mark(
      student: text, exercise: text, status: .failed, points: 1, possible: 2,
      // As code, like the judge writes it, and plain, because somebody may have changed the file of marks.
      reason: Finding.unmet(
        Finding.Unmet(after: [text], subject: .request(text), expected: text, actual: text, release: .standard)
      ).text + " Line 1 cannot be read: unknown statement `\(text)`\(name).",
      tests: [Mark.Test(name: text, passed: false, message: text, points: 0, possible: 2)],
      warnings: [text, "The name \(text) looks like \(text)."], late: text, overridden: text)
  }

  /// The node types of a normal feedback page.
  private static let ourTypes: Set<String> = ["document", "heading", "paragraph", "text", "code", "list", "item"]

  /// Returns other node types on a page, and the types of its blocks.
  private static func types(on page: String) -> (foreign: Set<String>, blocks: [String]) {
    Markdown.withExclusiveAccess {
      cmark_gfm_core_extensions_ensure_registered()
      let options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES | CMARK_OPT_LIBERAL_HTML_TAG | CMARK_OPT_SMART
      guard let parser = cmark_parser_new(options) else { return (["no memory"], []) }
      defer { cmark_parser_free(parser) }
      for name in ["autolink", "table", "strikethrough", "tasklist"] {
        guard let found = cmark_find_syntax_extension(name) else { return (["no \(name)"], []) }
        cmark_parser_attach_syntax_extension(parser, found)
      }
      cmark_parser_feed(parser, page, page.utf8.count)
      guard let document = cmark_parser_finish(parser) else { return (["no document"], []) }
      defer { cmark_node_free(document) }
      var foreign: Set<String> = []
      var blocks: [String] = []
      guard let walk = cmark_iter_new(document) else { return (["no memory"], []) }
      defer { cmark_iter_free(walk) }
      while case let event = cmark_iter_next(walk), event != CMARK_EVENT_DONE {
        guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk),
          let name = cmark_node_get_type_string(node)
        else { continue }
        let type = String(cString: name)
        if !ourTypes.contains(type) { foreign.insert(type) }
        if ["heading", "paragraph", "item", "list"].contains(type) { blocks.append(type) }
      }
      return (foreign, blocks)
    }
  }

  /// The blocks of a page in which every text is a plain word.
  private static let blocks = types(on: FeedbackPage([mark("word")], lesson: "word").text).blocks

  private static func expectNoMarkup(_ text: String) {
    let page = FeedbackPage([mark(text)], lesson: text).text
    let types = types(on: page)
    #expect(types.foreign.isEmpty, "\(types.foreign) from \(text.debugDescription):\n\(page)")
    // A blank warning gives no paragraph.
    guard text.contains(where: { $0 != " " }) else { return }
    #expect(types.blocks == blocks, "\(text.debugDescription):\n\(page)")
  }

  @Test func noAttackIsMarkup() {
    #expect(Self.attacks.count > 100)
    for attack in Self.attacks {
      for text in [attack, "word \(attack)", "\(attack) word", "`\(attack)", "\(attack)`", "(\(attack)),"] {
        Self.expectNoMarkup(text)
      }
    }
  }

  @Test(.seeded) func noCombinationOfAttacksIsMarkup() {
    var numbers = SeededRandom(test: 13)
    for _ in 0..<TestRun.rounds(3000, sample: 300) {
      let parts = (0..<Int.random(in: 2...5, using: &numbers)).map { _ in
        Self.attacks.randomElement(using: &numbers) ?? ""
      }
      Self.expectNoMarkup(parts.joined(separator: Bool.random(using: &numbers) ? " " : ""))
    }
  }

  /// Ordinary sentences stay unchanged.
  @Test func sentencesStayReadable() {
    func plain(_ text: String) -> String { MarkdownText(text, startsBlock: true).text }
    for sentence in [
      "Under Flask 0.12.2 in a new process, `raise Timeout` is `\"no\", 402`; expected `500`.", "A test does not pass.",
      "opens-tomorrow", "3 hours", "1 to 2: typo, not ignorance", "Größe, имя (2/3).",
    ] {
      #expect(plain(sentence) == sentence)
    }
    #expect(plain("write to a@e.org now") == "write to `a@e.org` now")
    #expect(plain("it is `` a`b `` here") == "it is ``a`b`` here")
    #expect(plain("1. one") == "`1.` one")
    #expect(MarkdownText("1. one", startsBlock: false).text == "1. one")
  }

  /// A code span ends in the intended place, whatever it contains.
  @Test func codeSpansEndWhereIntended() {
    for code in Self.attacks where code.contains(where: { $0 != " " }) && !code.contains("\n") {
      let marked = CodeSpan.marked(code)
      #expect(
        CodeSpan.pieces(of: "x \(marked) y").contains(.code(code)) || code.hasPrefix(" "), "\(code.debugDescription)")
    }
    #expect(CodeSpan.pieces(of: "a ``b`c`` `d`") == [.text("a "), .code("b`c"), .text(" "), .code("d")])
  }
}
