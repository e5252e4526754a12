import Foundation
import PseudoTerminal
import Testing

/// Every command on the README does what the README says. Its cells are compared with the lessons' (LessonsTests).
@Suite("README") struct ReadmeTests {
  /// A fenced block: the word behind its opening marks, and its lines.
  struct Block {
    var word: String
    var lines: [String]
  }

  static let text = (try? String(contentsOfFile: Shell.top + "README.md", encoding: .utf8)) ?? ""

  static var blocks: [Block] {
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

  /// The commands of the `console` blocks, each with what it prints, and the blocks as one shell session each.
  struct Session {
    var commands: [String] = []
    var output: [String] = []

    init(_ lines: [String]) {
      for line in lines {
        if line.hasPrefix("$ ") { commands.append(String(line.dropFirst(2))) } else { output.append(line) }
      }
    }
  }

  static let sessions = blocks.filter { $0.word == "console" }.map { Session($0.lines) }

  @Test(arguments: sessions.indices) func theConsoleShowsWhatComesOut(_ index: Int) throws {
    let session = Self.sessions[index]
    let result = try Shell().run(session.commands.joined(separator: "\n"), in: Shell.top)
    #expect(result.output == session.output.joined(separator: "\n") + "\n")
    #expect(result.errors == "")
  }

  @Test func thePromptShowsWhatComesOut() throws {
    let blocks = Self.blocks.filter { $0.word == "prompt" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let terminal = try PseudoTerminal(PseudoTerminal.product("errorbook"), rows: 100)
      try terminal.expect("[1]>")
      for line in block.lines {
        // `0.12.2 [7]> raise E1`: what is typed stands behind the prompt.
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

  @Test func theTableOfReleasesIsTheRecordedOne() throws {
    let table = try String(
      contentsOfFile: Shell.top + "Tests/InterpreterTests/Fixtures/versions.md", encoding: .utf8)
    #expect(Self.text.contains("\n\n" + table + "\n"))
  }

  @Test func thereAreTwoCommandsToBeginWith() throws {
    let commands = Self.blocks.filter { $0.word == "sh" }.flatMap(\.lines)
    let first = try #require(commands.first { $0.contains("swift run errorbook") })
    #expect(commands.contains("swift test"))
    // The half that needs no network.
    let run = try #require(first.components(separatedBy: " && swift run ").last)
    let result = try Shell().run(run, in: Shell.top)
    #expect(result.status == 0)
    #expect(result.output.contains("in a fresh process: 402 \"card not charged\""))
  }

  @Test func ciInstallsWhatTheReadmeSays() throws {
    let ci = try String(contentsOfFile: Shell.top + ".ci/run", encoding: .utf8)
    let command = try #require(
      Self.blocks.filter { $0.word == "sh" }.flatMap(\.lines).first { $0.contains("apt-get install") })
    // In a new container the lists of packages are empty.
    #expect(command.hasPrefix("apt-get update && apt-get install -y "))
    let install = try #require(command.components(separatedBy: " && swift run").first)
    #expect(ci.components(separatedBy: "\n").contains(install))
    #expect(ci.contains("swift test"))
  }

  @Test func exitStatusesAreListed() {
    let sentence = Self.text.components(separatedBy: "\n\n").first { $0.contains("The exit status is 0") } ?? ""
    for status in ["0 where", "1 where", "2 where", "64 for", "74 where", "141"] {
      #expect(sentence.contains(status), "\(status)")
    }
  }

  /// The statements of the language's tables run, each with the declarations that it leans on.
  @Test func everyStatementOfTheTablesIsOne() throws {
    let cells = Self.text.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }
    let statements = cells.flatMap { row in
      row.components(separatedBy: "|").dropFirst().first?.components(separatedBy: "`").enumerated()
        .filter { $0.offset % 2 == 1 }.map(\.element) ?? []
    }.map { $0.replacingOccurrences(of: "{ ... }", with: "{ expect raise KeyError -> 500 }") }
    #expect(statements.count > 25)
    let shell = Shell()
    // Each file has a session of its own, so one process runs all that must not fail, and another one the others.
    var files: (fine: [String], maybeFailing: [String]) = ([], [])
    for (number, statement) in statements.enumerated() {
      // Statements that another of the table declares what they need stand alone.
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
