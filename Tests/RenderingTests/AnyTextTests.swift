import Diagnostics
import SeededRandom
import Testing

@testable import Rendering

@Suite("Any text")
struct AnyTextTests {
  /// Characters that a terminal could execute: every control character except LF, and characters that hide or reorder
  /// text outside emoji.
  private func isHarmless(_ output: String) -> Bool {
    let withoutLineEnds = output.replacing("\n", with: "")
    return escapedForDisplay(withoutLineEnds) == withoutLineEnds
  }

  /// The output without the escape sequences that only set colors.
  private func withoutColor(_ output: String) -> String {
    var plain = String.UnicodeScalarView()
    var rest = output.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let parameters = rest.dropFirst().prefix { $0 == ";" || ("0"..."9").contains($0) }
      if scalar == "\u{1B}", rest.first == "[", rest[parameters.endIndex...].first == "m" {
        rest = rest[parameters.endIndex...].dropFirst()
      } else {
        plain.append(scalar)
      }
    }
    return String(plain)
  }

  @Test("text from anywhere cannot act on the terminal, in any style and theme", .seeded)
  func styledText() {
    var random = SeededRandom(test: 2)
    for _ in 0..<TestRun.rounds(2000, sample: 250) {
      let (first, second) = (random.nastyText(), random.nastyText())
      let style = StyledText.Style.allCases.randomElement(using: &random) ?? .plain
      let text: StyledText = "\(first, style) and \(second)\n"
      #expect(isHarmless(Theme.colorless.render(text)))
      #expect(withoutColor(Theme.colored.render(text)) == Theme.colorless.render(text))
      #expect(escapedForDisplay(first).unicodeScalars.allSatisfy { $0 != "\n" })
    }
  }

  @Test(
    "any diagnostic of any source can be drawn and written in words: safe, no wider than a picture, quickly", .seeded)
  func pictures() {
    var random = SeededRandom(test: 3)
    for _ in 0..<TestRun.rounds(400, sample: 30) {
      let source = SourceText(name: random.nastyText(), bytes: randomBytes(&random))
      let labels = (0..<Int.random(in: 1...12, using: &random)).map { _ in randomLabel(of: source, &random) }
      let diagnostic = Diagnostic(
        .sample, .warning, random.nastyText(), at: labels[0], also: Array(labels.dropFirst()),
        help: Advice(random.nastyText()), notes: [random.nastyText() + "\n" + random.nastyText()])
      let picture = diagnostic.picture(in: source)
      #expect(isHarmless(picture.characters))
      for row in picture.lines.dropFirst(2) { #expect(row.width <= pictureWidth, "\(row.characters)") }
      #expect(picture.characters.split(separator: "\n").allSatisfy { !$0.hasSuffix(" |  ") })
      #expect(isHarmless(diagnostic.sentences(in: source).characters))
    }
  }

  @Test("the carets are under the marked text", .seeded)
  func carets() throws {
    var random = SeededRandom(test: 4)
    for _ in 0..<TestRun.rounds(500, sample: 75) {
      let words = (0..<8).map { _ in ["E", "日本", "e\u{301}x", "👩‍🚀", "plain"].randomElement(using: &random) ?? "" }
      let chosen = Int.random(in: 0..<8, using: &random)
      let marked = words.enumerated().map { $0 == chosen ? "«0:\($1)»" : $1 }.joined(separator: " ")
      let rows = Script(marked).drawing("").split(separator: "\n")
      let carets = try #require(rows.last)
      let before = displayWidth(of: String(carets.prefix { $0 != "^" }))
      #expect(before == 4 + displayWidth(of: words.prefix(chosen).map { $0 + " " }.joined()))
      #expect(carets.filter { $0 == "^" }.count == displayWidth(of: words[chosen]))
    }
  }

  private func randomBytes(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...10, using: &random) {
      switch Int.random(in: 0...5, using: &random) {
      case 0: bytes += (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
      case 1: bytes += Array(repeating: UInt8(ascii: "x"), count: Int.random(in: 0...200, using: &random))
      case 2: bytes += Array(String(repeating: "日\t", count: Int.random(in: 0...60, using: &random)).utf8)
      case 3: bytes += Array(repeating: UInt8(ascii: "\n"), count: Int.random(in: 1...8, using: &random))
      default: bytes += Array(random.nastyText().utf8)
      }
    }
    return bytes
  }

  private func randomLabel(of source: SourceText, _ random: inout SeededRandom) -> Diagnostic.Label {
    let length = Int32(source.bytes.count)
    let start = Int32.random(in: -1...length + 1, using: &random)
    let reach = Bool.random(using: &random) ? 10 : length + 5
    let words = (0..<Int.random(in: 0...30, using: &random)).map { _ in random.nastyText() }
    return .init(
      Span(start: start, end: start + Int32.random(in: 0...reach, using: &random)), words.joined(separator: " "))
  }
}

@Suite("Size")
struct SizeTests {
  @Test("the time for a diagnostic is linear in the lines of its source and in the length of a line")
  func large() {
    let lines = TestRun.rounds(2 << 17, sample: 1 << 17)
    #expect(Growth.ofFourTimes { draw(lines: $0 * lines, repeats: $0 * 25_000) } < 9)
  }

  private func draw(lines: Int, repeats: Int) {
    var bytes = Array("raise E1\n".utf8)
    bytes += Array(repeating: UInt8(ascii: "\n"), count: lines)
    let start = Int32(bytes.count)
    bytes += Array(repeating: Array("日\tx ".utf8), count: repeats).flatMap { $0 }
    let source = SourceText(name: "large.eb", bytes: bytes)
    let labels: [Diagnostic.Label] = (0..<20).map {
      .init(Span(start: start + 6_000 * $0, end: start + 6_000 * $0 + 5), "label \($0)")
    }
    let farBack = Diagnostic.Label(Span(start: 6, end: 8), "far back")
    let diagnostic = Diagnostic(
      .sample, .error, "it is wrong", at: labels[0], also: [farBack] + labels.dropFirst())
    let picture = diagnostic.picture(in: source)
    #expect(picture.characters.utf8.count < 5000)
    #expect(picture.characters.contains(" 1 | raise E1\n"))
    #expect(picture.characters.contains(" |       -- far back\n...\n\(lines + 2) | "))
  }
}
