import Foundation
import SeededRandom
import Testing

/// Arguments can contain anything, such as the names of unpacked files, and a terminal runs the escape sequences in them.
@Suite("Escapes in arguments") struct ArgumentEscapeTests {
  private let shell = Shell()

  /// Text that must not reach a terminal: an escape that sets the title, a fake line of ours, right-to-left text.
  private static let bad = "\u{1B}]0;x\u{7}\r\nerrorbook: fine\u{9B}31m\u{202E}\u{2066}\u{7F}\u{8}"

  private func expectHarmless(_ arguments: [String], _ place: String) throws {
    let words = arguments.map { "'\($0.replacingOccurrences(of: "'", with: #"'\''"#))'" }.joined(separator: " ")
    let run = try shell.run("timeout 2 \"$ERRORBOOK\" \(words)", input: Array("quit\n".utf8))
    // CSV lines end with this. Below, the test checks that it does not come from the argument.
    let shown = (run.output + run.errors).replacingOccurrences(of: "\r\n", with: "\n")
    for scalar in shown.unicodeScalars where scalar != "\n" {
      let isBad = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.properties.isBidiControl
      #expect(!isBad, "\(place): U+\(String(scalar.value, radix: 16)) in \(run)")
      if isBad { break }
    }
    for line in shown.split(separator: "\n") {
      #expect(!line.hasPrefix("errorbook: fine"), "\(place)")
    }
  }

  /// The words of a command line, without quoting for the shell.
  private static let commands =
    EveryCommand.printing.map { line in
      line.split(separator: " ").prefix { $0 != "<" }.map { String($0) }
    } + [
      ["grade", "mine.md", "in", "--roster", "roster.csv", "--overrides", "overrides.csv", "--late", "late.csv"],
      ["grade", "mine.md", "in", "--tests", "mine.md", "--jobs", "1", "--part", "1/1", "--to", "to.csv"],
      ["grade", "mine.md", "in", "--anonymous", "--key", "key.csv", "--feedback", "pages", "--variant", "x"],
      ["grade", "mine.md", "in", "--fill", "sheet.csv", "--column", "Grade", "--feedback", "pages"],
      ["export", "flask", "a.eb", "--flask", "1.0", "--to", "to.py"], ["run", "a.eb", "--flask", "1.0"],
      ["hand-in", "mine.md", "--to", "to.md"], ["progress", "export", "--to", "to.md"],
      ["new-lesson", "fine", "--to", "lessons"], ["hand-out", "mine.md", "--to", "out", "--variant", "x"],
      ["book", "mine.md", "--to", "out", "--engine", "engine", "--single-file"],
      ["prompt", "--flask", "1.0", "--format", "text"], ["explain", "x", "--plain"], ["learn", "mine.md", "--plain"],
    ]

  /// Tries random commands and random places.
  @Test(.sampled, arguments: TestRun.sample(Array(commands.indices), 10)) func argumentsAreEscaped(
    _ index: Int
  ) throws {
    try EveryCommand.prepare(shell)
    let words = Self.commands[index]
    var lines: [[String]] = []
    for place in words.indices {
      var changed = words
      for word in [Self.bad, words[place] + Self.bad] {
        changed[place] = word
        lines.append(changed)
      }
    }
    for more in ["--\(Self.bad)", "-\(Self.bad)", "--to=\(Self.bad)", "--format=\(Self.bad)", Self.bad] {
      lines.append(words + [more])
    }
    for line in TestRun.sample(lines, 1) { try expectHarmless(line, "\(line)") }
  }

  @Test func messageStaysReadable() throws {
    let run = try shell.run("errorbook run --format $'x\\e[31m\\ny' a.eb")
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix(#"Error: The value 'x\u{1B}[31m\ny' is invalid for '--format <format>'. Please"#))
    #expect(run.errors.split(separator: "\n").count == 4)
  }
}
