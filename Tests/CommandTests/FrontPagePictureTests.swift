import Foundation
import PseudoTerminal
import Testing

/// The picture on the front page shows what the program prints at a terminal for the cell above the picture.
///
/// After a change of the output, draw it again: `ERRORBOOK_RECORD=1 swift test --filter FrontPagePicture`
@Suite struct FrontPagePictureTests {
  private static let path = ".ci/the-bug.svg"

  @Test func showsActualOutput() throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["run", Shell.top + "README.md"], columns: 120)
    #expect(try terminal.waitForExit() == .exit(0))
    let lines = try TerminalLine.lines(of: terminal.output)
    let picture = TerminalPicture(command: "errorbook run README.md", lines).svg
    let file = Shell.top + Self.path
    if ProcessInfo.processInfo.environment["ERRORBOOK_RECORD"] == "1" {
      try picture.write(toFile: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == picture)
    #expect(GuidePage.frontPage.text.contains("](\(Self.path))"))
  }

  /// The alternative text is for readers who cannot see the picture, so it must name what the picture shows.
  @Test func alternativeTextNamesBothResponses() throws {
    let text = GuidePage.frontPage.text
    let start = try #require(text.range(of: "!["))
    let end = try #require(text.range(of: "](\(Self.path))"))
    let alternative = text[start.upperBound..<end.lowerBound]
    let picture = try String(contentsOfFile: Shell.top + Self.path, encoding: .utf8)
    for word in ["402", "card not charged", "500", "unknown error", "why"] {
      #expect(alternative.contains(word), "\(word)")
      #expect(picture.contains(word), "\(word)")
    }
  }

  @Test func stylesAndMarkupAreDrawn() throws {
    let lines = try TerminalLine.lines(of: Array("a \u{1B}[1;35mb<c\u{1B}[0m &\r\n\r\n  d\r\n".utf8))
    #expect(lines.map(\.text) == ["a b<c &", "", "  d"])
    let svg = TerminalPicture(command: "x", lines).svg
    #expect(svg.contains("class=\"warning\""))
    #expect(svg.contains(">b&lt;c</text>"))
    #expect(svg.contains(">d</text>"))
  }

  @Test func unknownEscapesAreRefused() {
    #expect(throws: TerminalLine.UnknownEscape.self) { try TerminalLine.lines(of: Array("\u{1B}[2J".utf8)) }
    #expect(throws: TerminalLine.UnknownEscape.self) { try TerminalLine.lines(of: Array("\u{1B}[33mx".utf8)) }
  }
}

/// A line of a program's output at a terminal: pieces of text, each with the style that its escapes give it.
struct TerminalLine {
  /// The styles of the program's theme, as the escapes name them (SGR).
  enum Style: String, CaseIterable {
    case plain = "0"
    case strong = "1"
    case faint = "2"
    case error = "1;31"
    case warning = "1;35"
    case note = "1;36"
    case success = "1;32"
    case code = "36"
    case heading = "1;4"
  }

  /// A picture that leaves out an escape would not show what the terminal shows.
  struct UnknownEscape: Error {
    var text: Substring
  }

  var pieces: [(style: Style, text: String)] = []

  var text: String { pieces.map(\.text).joined() }

  static func lines(of output: [UInt8]) throws -> [TerminalLine] {
    var style = Style.plain
    var lines = [TerminalLine()]
    var rest = String(decoding: output, as: UTF8.self).replacing("\r\n", with: "\n")[...]
    while let character = rest.first {
      if character == "\n" {
        lines.append(TerminalLine())
        rest.removeFirst()
      } else if character == "\u{1B}" {
        guard let escape = rest.prefixMatch(of: /\x1B\[([0-9;]*)m/), let found = Style(rawValue: String(escape.1))
        else {
          throw UnknownEscape(text: rest.prefix(12))
        }
        style = found
        rest = rest[escape.range.upperBound...]
      } else {
        let text = rest.prefix { $0 != "\n" && $0 != "\u{1B}" }
        lines[lines.count - 1].pieces.append((style, String(text)))
        rest = rest[text.endIndex...]
      }
    }
    if lines.last?.pieces.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// A terminal's screen as an SVG with light and dark colors. The text in it stays text.
struct TerminalPicture {
  private let lines: [TerminalLine]
  private let command: String
  private let column = 7.8
  private let row = 19.0
  private let margin = 18.0

  init(command: String, _ lines: [TerminalLine]) {
    self.command = command
    self.lines = [TerminalLine(pieces: [(.faint, "$ "), (.plain, command)])] + lines
  }

  var svg: String {
    let width = Int(2 * margin + column * Double(lines.map(\.text.count).max() ?? 0))
    let height = Int(2 * margin + row * Double(lines.count) - 4)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img">
      <title>The output of \(Self.escaped(command)) in a terminal</title>
      <style>
      text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328 }
      rect { fill: #f6f8fa; stroke: #d1d9e0 }
      .strong, .error, .warning, .note, .success, .heading { font-weight: bold }
      .heading { text-decoration: underline }
      .faint { fill: #59636e } .code, .note { fill: #05606e } .warning { fill: #7a2ea0 } .error { fill: #b3202b } .success { fill: #116329 }
      @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      rect { fill: #161b22; stroke: #3d444d }
      .faint { fill: #9198a1 } .code, .note { fill: #6fd5de } .warning { fill: #d9a6f5 } .error { fill: #ff8b83 } .success { fill: #7ee787 }
      }
      </style>
      <rect x="0.5" y="0.5" width="\(width - 1)" height="\(height - 1)" rx="8"/>
      \(texts.joined(separator: "\n"))
      </svg>

      """
  }

  private var texts: [String] {
    lines.enumerated().flatMap { number, line in texts(of: line, y: margin + row * Double(number) + 12) }
  }

  /// Each piece is at its own column, and as wide as it is in a terminal: no font on the reader's machine moves the columns.
  private func texts(of line: TerminalLine, y: Double) -> [String] {
    var start = 0
    return line.pieces.compactMap { style, text in
      defer { start += text.count }
      let shown = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      guard !shown.isEmpty else { return nil }
      let x = margin + column * Double(start + text.prefix { $0 == " " }.count)
      let name = style == .plain ? "" : " class=\"\(style)\""
      return
        "<text x=\"\(number(x))\" y=\"\(number(y))\" textLength=\"\(number(column * Double(shown.count)))\"\(name)>"
        + "\(Self.escaped(String(shown)))</text>"
    }
  }

  private func number(_ value: Double) -> String { String(format: "%.1f", value) }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
