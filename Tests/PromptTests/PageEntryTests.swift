import Foundation
import Interpreter
import Resolution
import Testing

@testable import Prompt

@Suite("Entries at the prompt of a page") struct PageEntryTests {
  private struct Entered: Decodable {
    var incomplete: Bool
    var output: String
    var text: String
    var sentRequest: Bool
    var isComparison: Bool
    var task: String?
    var argument: String?
    var prompt: String
    var framework: String
    var release: String
    var canUndo: Bool
    var canRedo: Bool
  }

  private var session = PromptSession(.init(kinds: allKinds))

  @discardableResult
  private mutating func enter(_ text: String, isEnded: Bool = false, columns: Int = 80) throws -> Entered {
    let entry = PageEntry(Array(text.utf8), isEnded: isEnded, in: &session, columns: columns)
    return try JSONDecoder().decode(Entered.self, from: Data(entry.json))
  }

  @Test("an entry shows the same text in HTML, and offers the lookup of its request")
  mutating func request() throws {
    let declared = try enter("class Timeout(Exception)\nhandler Timeout -> \"<wait>\", 504")
    #expect(!declared.sentRequest && declared.canUndo && declared.prompt == "3.1.0 [3]> ")
    let sent = try enter("raise Timeout")
    #expect(sent.sentRequest && !sent.isComparison && !sent.incomplete && sent.task == nil)
    #expect(sent.text.contains("<wait>"))
    #expect(sent.output.contains("&lt;wait&gt;") && !sent.output.contains("<wait>"))
  }

  @Test("an entry with an error sends no request")
  mutating func failedRequest() throws {
    try enter("class Timeout(Exception)\nraise Timeout")
    let failed = try enter("raise Timeoot")
    #expect(!failed.sentRequest && failed.text.contains("Timeoot"))
    #expect(failed.prompt == "3.1.0 [3]> ")
  }

  @Test("a test keeps its requests to itself, unless it is continuing")
  mutating func tests() throws {
    try enter("class Timeout(Exception)")
    #expect(try !enter("test \"apart\" { raise Timeout }").sentRequest)
    #expect(try enter("test \"here\" continuing { raise Timeout }").sentRequest)
    #expect(try enter("expect raise Timeout -> crash").sentRequest)
  }

  @Test("a block that is not finished does not run, unless no more lines come")
  mutating func block() throws {
    let open = try enter("test \"open\" {\nclass A(Exception)")
    #expect(open.incomplete && open.text.isEmpty && open.prompt == "3.1.0 [1]> ")
    let ended = try enter("test \"open\" {\nclass A(Exception)", isEnded: true)
    #expect(!ended.incomplete && ended.text.contains("error"))
    let closed = try enter("test \"open\" {\nclass A(Exception)\n}")
    #expect(!closed.incomplete && !closed.text.contains("error"))
  }

  @Test("an empty line ends a block of Python, and not a test")
  mutating func emptyLine() throws {
    try enter("class E(Exception)")
    let declaration = "class F(E):\n    code = 418"
    #expect(try enter(declaration).incomplete)
    let ended = try enter(declaration + "\n    ")
    #expect(!ended.incomplete && !ended.text.contains("error"))
    #expect(try enter("test \"open\" {\n\n").incomplete)
  }

  @Test(
    "the page carries out commands that need files, its log or another page",
    arguments: [
      ("clear", "clear", nil), ("save shop.eb", "save", "shop.eb"), ("load shop.eb", "load", "shop.eb"),
      ("edit 3", "edit", "3"), ("learn 5", "learn", "5"), ("history", "history", nil), ("quit", "quit", nil),
      ("restore", "restore", nil), ("step KeyError", "step", "KeyError"), ("list", nil, nil),
      ("raise KeyError", nil, nil),
    ] as [(String, String?, String?)])
  mutating func tasks(_ line: String, _ task: String?, _ argument: String?) throws {
    let entered = try enter(line)
    #expect(entered.task == task)
    #expect(entered.argument == argument)
  }

  @Test("a step that cannot be shown is no task")
  mutating func unknownStep() throws {
    let entered = try enter("step Nobody")
    #expect(entered.task == nil && entered.argument == nil)
    #expect(entered.text.contains("Nobody"))
  }

  @Test("undo and redo are offered where they do something")
  mutating func undo() throws {
    #expect(try !enter("help").canUndo)
    #expect(try enter("class A(Exception)").canUndo)
    let undone = try enter("undo")
    #expect(!undone.canUndo && undone.canRedo)
    #expect(try !enter("redo").canRedo)
  }

  @Test("the release is the one in use")
  mutating func release() throws {
    let used = try enter("use sanic 25.12")
    #expect(used.framework == "sanic" && used.release == "25.12.1")
  }

  @Test("output fits the width of the page")
  mutating func width() throws {
    let shown = try enter("help", columns: 40).text
    #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 40 })
    // A page that is not laid out yet has no width.
    #expect(try !enter("help", columns: -1).text.isEmpty)
  }

  // MARK: Comparisons

  private func rows(_ line: String) throws -> [[String: Any]] {
    let json = session.comparisonJSON(line)
    guard !json.isEmpty else { return [] }
    let event = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    return try #require(event["rows"] as? [[String: Any]])
  }

  @Test("a comparison has rows whose releases a menu knows, and leaves the session as it is")
  mutating func comparison() throws {
    try enter("class Timeout(Exception)\nhandler Timeout -> \"wait\", 504\nraise Timeout")
    #expect(try enter("compare raise Timeout").isComparison)
    let before = session.bytes
    let rows = try rows("compare raise Timeout  # all of them")
    #expect(session.bytes == before)
    #expect(rows.count >= Framework.all.count)
    for row in rows {
      let frameworks = Framework.all.filter { row[$0.word] != nil }
      #expect(frameworks.count == 1)
      for member in ["from", "to"] {
        let name = try #require(row[member] as? String)
        #expect(frameworks.first?.releases.contains { $0.name == name } == true, "\(name)")
      }
    }
    #expect(rows.count { $0["inUse"] as? Bool == true } == 1)
  }

  @Test(
    "what is no comparison has no event", arguments: ["raise KeyError", "compare raise Nobody", "compare", "why", ""])
  mutating func noComparison(_ line: String) throws {
    // `compare` without a request compares the declared classes: here there are none, which is an event without rows.
    #expect(try rows(line).isEmpty)
    #expect(try !enter(line).isComparison || line == "compare")
  }
}
