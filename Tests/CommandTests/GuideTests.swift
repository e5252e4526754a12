import Foundation
import PseudoTerminal
import Testing

/// A page of Markdown that explains the project: the front page, the course page or a guide.
struct GuidePage: CustomStringConvertible {
  /// A fenced block: the word after its opening marks, and its lines.
  struct Block {
    var word: String
    var lines: [String]
  }

  /// The commands of a `console` block, and what they print. The block is one shell session.
  struct ConsoleSession: CustomTestStringConvertible {
    var page: String
    var commands: [String] = []
    var output: [String] = []

    init(_ lines: [String], page: String) {
      self.page = page
      for line in lines {
        if line.hasPrefix("$ ") { commands.append(String(line.dropFirst(2))) } else { output.append(line) }
      }
    }

    var testDescription: String { "\(page): \(commands.first ?? "")" }
  }

  let path: String

  init(_ path: String) { self.path = path }

  static let frontPage = GuidePage("README.md")
  static let usingErrorbook = GuidePage("lessons/guides/using-errorbook.md")
  static let language = GuidePage("lessons/guides/language.md")
  static let changingTheCode = GuidePage("Sources/README.md")

  static let all: [GuidePage] = {
    let guides = (try? FileManager.default.contentsOfDirectory(atPath: Shell.top + "lessons/guides")) ?? []
    return [frontPage, changingTheCode, GuidePage("lessons/README.md"), GuidePage("Tests/Benchmark/README.md")]
      + guides.sorted().map { GuidePage("lessons/guides/" + $0) }
  }()

  var description: String { path }

  var text: String { (try? String(contentsOfFile: Shell.top + path, encoding: .utf8)) ?? "" }

  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (marks: String, block: Block)?
    for line in text.components(separatedBy: "\n") {
      let marks = String(line.prefix { $0 == "`" })
      if let current = open {
        if marks == current.marks {
          blocks.append(current.block)
          open = nil
        } else {
          open?.block.lines.append(line)
        }
      } else if marks.count >= 3 {
        open = (marks, Block(word: String(line.dropFirst(marks.count)), lines: []))
      }
    }
    return blocks
  }

  /// The lines of the blocks with commands to copy.
  var commands: [String] { blocks.filter { $0.word == "sh" }.flatMap(\.lines) }

  /// What is between backticks in sentences.
  var inlineCode: [String] {
    text.components(separatedBy: "\n").filter { !$0.hasPrefix("```") }.flatMap { line in
      let pieces = line.components(separatedBy: "`")
      return pieces.indices.filter { $0 % 2 == 1 }.map { pieces[$0] }
    }
  }

  var sessions: [ConsoleSession] {
    blocks.filter { $0.word == "console" }.map { ConsoleSession($0.lines, page: path) }
  }
}

/// Every command in the guides does what the guide says. LessonsTests compares the cells and their outputs.
@Suite("Guides") struct GuideTests {
  private static let sessions = GuidePage.all.flatMap(\.sessions)

  @Test func allGuidesAreFound() {
    #expect(GuidePage.all.count >= 9)
    #expect(GuidePage.all.allSatisfy { !$0.text.isEmpty })
    #expect(Self.sessions.count >= 5)
    let course = GuidePage("lessons/README.md").text
    for guide in GuidePage.all where guide.path.hasPrefix("lessons/guides/") {
      #expect(course.contains("](\(guide.path.dropFirst("lessons/".count)))"), "\(guide)")
    }
  }

  @Test(arguments: sessions) func consoleShowsActualOutput(_ session: GuidePage.ConsoleSession) throws {
    let result = try Shell().run(session.commands.joined(separator: "\n"), in: Shell.top)
    #expect(result.output == session.output.joined(separator: "\n") + "\n")
    #expect(result.errors == "")
  }

  @Test func promptShowsActualOutput() throws {
    let blocks = GuidePage.all.flatMap(\.blocks).filter { $0.word == "prompt" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let terminal = try PseudoTerminal(PseudoTerminal.product("errorbook"), rows: 100)
      try terminal.expect("[1]>")
      for line in block.lines {
        // `0.12.2 [7]> raise E1`: the typed text comes after the prompt.
        guard let prompt = line.prefixMatch(of: #/[0-9.]+ \[([0-9]+)\]> /#), let number = Int(prompt.output.1) else {
          continue
        }
        try terminal.send(String(line[prompt.range.upperBound...]), Key.enter)
        try terminal.expect("[\(number + 1)]>")
      }
      let screen = terminal.visible.components(separatedBy: "\n").drop { !$0.contains("[1]> ") }
      #expect(screen.prefix(block.lines.count).joined(separator: "\n") == block.lines.joined(separator: "\n"))
    }
  }

  @Test func releaseTableIsTheRecordedOne() throws {
    let table = try String(
      contentsOfFile: Shell.top + "Tests/InterpreterTests/Fixtures/versions.md", encoding: .utf8)
    #expect(GuidePage.usingErrorbook.text.contains("\n\n" + table + "\n"))
  }

  @Test func frontPageIsShort() {
    #expect(GuidePage.frontPage.text.split(separator: "\n", omittingEmptySubsequences: false).count < 150)
  }

  @Test func frontPageHasTwoCommands() throws {
    let commands = GuidePage.frontPage.commands
    #expect(commands.count == 2)
    #expect(GuidePage.changingTheCode.commands.contains("swift test"))
    // The second command needs no network. Enter goes through the first lesson, up to its exercise.
    let start = try #require(commands.last)
    try #require(start.hasPrefix("swift run errorbook "))
    let run = try Shell().run(
      String(start.dropFirst("swift run ".count)), input: Array(repeating: UInt8(ascii: "\n"), count: 40), in: Shell.top
    )
    #expect(run.status == 0)
    for response in ["402 \"card not charged\"", "500 \"unknown error\""] { #expect(run.output.contains(response)) }
  }

  @Test func ciInstallsWithTheCommandOfTheFrontPage() throws {
    let ci = try String(contentsOfFile: Shell.top + ".ci/run", encoding: .utf8)
    let install = try #require(GuidePage.frontPage.commands.first)
    // In a new container the lists of packages are empty.
    #expect(install.hasPrefix("apt-get update && apt-get install -y "))
    #expect(ci.components(separatedBy: "\n").contains(install))
    #expect(ci.contains("swift test"))
  }

  /// The Markdown that "Writing lessons" shows is correct: with the app of lesson 1 above it, it passes the check.
  @Test func examplesOfLessonsPassTheCheck() throws {
    // The front page shows the app of lesson 1, then requests to it.
    let cell = try #require(GuidePage.frontPage.blocks.first { $0.word == "errorbook" })
    let app = (["```errorbook"] + cell.lines.prefix { !$0.isEmpty } + ["```"]).joined(separator: "\n")
    let examples = GuidePage("lessons/guides/writing-lessons.md").blocks.filter { $0.word == "markdown" }
      .map { $0.lines.joined(separator: "\n") }
    #expect(examples.count == 5)
    for example in examples {
      let shell = Shell()
      let needsApp = example.contains("errorbook exercise")
      let title = example.contains("# First steps") ? "" : "# An example\n\n"
      try shell.write(title + (needsApp ? app + "\n\n" : "") + example + "\n", to: "example.md")
      let run = try shell.run("errorbook check example.md")
      #expect(run.status == 0, "\(run.output)")
    }
  }

  /// The commands of errorbook in blocks to copy and in sentences, which no test runs, exist and have the options.
  @Test func everyCommandHasItsOptions() throws {
    var optionsByCommand: [String: Set<Substring>] = [:]
    for line in GuidePage.all.flatMap({ $0.commands + $0.inlineCode }) {
      guard let start = line.firstRange(of: "errorbook ")?.upperBound else { continue }
      let words = line[start...].split(separator: " ")
      let command = words.prefix { $0.allSatisfy { $0.isLetter || $0 == "-" } && !$0.hasPrefix("-") }
      let name = command.prefix(["export", "progress"].contains(command.first) ? 2 : 1).joined(separator: " ")
      optionsByCommand[name, default: []].formUnion(words.filter { $0.hasPrefix("--") })
    }
    #expect(optionsByCommand.count > 12)
    for (command, options) in optionsByCommand {
      let help = try Shell().run("errorbook \(command) --help")
      #expect(help.status == 0, "\(command)")
      for option in options { #expect(help.output.contains(option), "\(command) \(option)") }
    }
  }

  @Test func exitStatusesAreListed() {
    let rows = GuidePage.usingErrorbook.text.components(separatedBy: "\n").drop { !$0.hasPrefix("| Exit status") }
      .prefix { $0.hasPrefix("|") }
    for status in [0, 1, 2, 64, 74, 141] {
      #expect(rows.contains { $0.hasPrefix("| \(status) | ") }, "\(status)")
    }
  }

  /// The statements of the language's tables run, each after the declarations that it needs.
  @Test func everyStatementOfTheTablesRuns() throws {
    let cells = GuidePage.language.text.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }
    let statements = cells.flatMap { row in
      row.components(separatedBy: "|").dropFirst().first?.components(separatedBy: "`").enumerated()
        .filter { $0.offset % 2 == 1 }.map(\.element) ?? []
    }.map { $0.replacingOccurrences(of: "{ ... }", with: "{ expect raise KeyError -> 500 }") }
    #expect(statements.count > 25)
    let shell = Shell()
    // Each file has a session of its own. One process runs the files that must not fail, another one the rest.
    var files: (fine: [String], maybeFailing: [String]) = ([], [])
    for (number, statement) in statements.enumerated() {
      // A statement that declares what others need runs alone.
      let isClass = statement.hasPrefix("class E(")
      let isBlueprint = statement == "blueprint admin"
      let isRefusal = statement.hasPrefix("expect refused")
      let before =
        (isClass ? "" : "class E(Exception)\nclass E2(Exception)\n") + (isBlueprint ? "" : "blueprint admin\n")
        + (isRefusal ? "class A(Exception)\nclass B(A)\n" : "") + "handler E -> \"text\", 500\n"
      let script = isClass ? statement : before + "raise KeyError\n" + statement
      let isLate = statement.hasPrefix("handler") || statement.hasPrefix("blueprint")
      let name = try shell.write((isLate ? before + statement : script) + "\n", to: "\(number).eb")
      let mayFail = isRefusal || ["received", "not safe", "expect last"].contains { statement.contains($0) }
      if mayFail { files.maybeFailing.append(name) } else { files.fine.append(name) }
    }
    let fine = try shell.run("errorbook run \(files.fine.joined(separator: " "))")
    #expect(fine.status == 0, "\(fine)")
    let others = try shell.run("errorbook run \(files.maybeFailing.joined(separator: " "))")
    #expect(others.status <= 1, "\(others)")
  }
}
