import Diagnostics
import Foundation
import Interpreter
import Rendering
import Resolution
import Syntax
import Testing

@testable import Prompt

@Suite("Help")
struct PromptHelpTests {
  /// The recorded pages. `ERRORBOOK_RECORD=1 swift test` records them again.
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  @Test("the overview and every page match the recorded pages", arguments: [80, 40])
  func pictures(columns: Int) throws {
    var prompt = TypedPrompt()
    prompt.screen.columns = columns
    var pages = ""
    for line in ["help"] + HelpPages.topics.map({ "help \($0)" }) {
      pages += "> \(line)\n" + prompt.type(line) + "\n"
    }
    let file = Self.fixtures.appending(path: "help-\(columns).txt")
    if ProcessInfo.processInfo.environment["ERRORBOOK_RECORD"] == "1" {
      try pages.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try pages == String(contentsOf: file, encoding: .utf8))
    for line in pages.split(separator: "\n") {
      #expect(line.count <= columns, "\(line)")
      #expect(!line.contains("\\n"), "\(line)")
    }
  }

  @Test("the overview names every statement and command on one screen of 24 rows")
  func overview() {
    let page = HelpPages.overview(columns: 80)
    #expect(page.lines.count <= 23)
    let text = page.lines.map(\.characters).joined(separator: "\n")
    for word in StatementWord.allCases { #expect(text.contains("   \(word.descriptor.sample)"), "\(word)") }
    for word in CommandWord.allCases { #expect(text.contains("   \(word.sample)"), "\(word)") }
    #expect(HelpPages.topics.count == StatementWord.allCases.count + CommandWord.allCases.count)
  }

  @Test("the overview starts with three lines to type")
  func firstLines() {
    var session = Session(name: "session")
    let typed = HelpPages.overview(columns: 80).lines.dropFirst().prefix(3).map(\.characters)
    #expect(session.run(typed.joined(separator: "\n")).count == 3)
  }

  @Test("on a small screen Enter shows more, and any other entry skips the rest")
  func paged() {
    var prompt = TypedPrompt()
    prompt.screen.columns = 40
    let whole = prompt.type("help")
    prompt.screen.rows = 10
    var shown: [String] = []
    for line in ["help"] + [String](repeating: "", count: 10) {
      let screen = prompt.type(line)
      if screen.isEmpty { break }
      #expect(screen.split(separator: "\n", omittingEmptySubsequences: false).count <= 10)
      shown.append(screen)
    }
    #expect(shown.count > 2)
    #expect(shown.dropLast().allSatisfy { $0.hasSuffix("\nPress Enter for more.\n") })
    func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }
    let read = shown.map { $0.replacingOccurrences(of: "Press Enter for more.\n", with: "") }
    #expect(words(read.joined(separator: "\n")) == words(whole))

    _ = prompt.type("help")
    #expect(prompt.type("mro KeyError").contains("LookupError"))
    #expect(prompt.type("") == "")
  }

  @Test("a word inside statements leads to the first statement that uses it")
  func otherWords() {
    let words: [(String, StatementWord)] = [
      ("code", .class), ("self.code", .class), ("None", .class), ("in", .blueprint), ("as", .blueprint),
      ("e", .handler),
      ("e.code", .handler), ("->", .handler), ("raise e", .handler), ("memo", .use), ("on", .config),
      ("redirect", .visit),
      ("last", .expect), ("received", .expect), ("page", .expect), ("crash", .expect), ("refused", .expect),
      ("safe", .expect), ("under", .test), ("continuing", .test),
    ]
    for (topic, word) in words {
      #expect(HelpPages.page(topic, columns: 80) == HelpPages.page(word.rawValue, columns: 80), "\(topic)")
    }
    for option in Configuration.Option.allCases {
      #expect(HelpPages.page(option.rawValue.lowercased(), columns: 80) == HelpPages.page("config", columns: 80))
    }
    for topic in ["", " ", "x", "raise x", "BASE"] {
      #expect(HelpPages.page(topic, columns: 80) == nil, "\(topic)")
    }
  }

  @Test("a colon before the topic is ignored", arguments: HelpPages.topics)
  func colon(topic: String) {
    #expect(HelpPages.page(":" + topic, columns: 80) == HelpPages.page(topic, columns: 80))
  }
}
