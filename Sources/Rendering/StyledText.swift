import Diagnostics

/// # Rendering
///
/// In: events and diagnostics, which are data. Out: `StyledText`, which a `Theme` turns into what a terminal shows, and
/// JSON lines, which programs read. Nothing here does I/O and nothing here decides what is true.
///
/// Scripts and file names come from anywhere, and a terminal obeys what it is sent. So text is made harmless where it
/// enters a `StyledText` and where it enters JSON, not where it leaves: no path can forget it.

/// Text whose parts say what they are (code, an error, faint), not which colour they have.
///
/// It behaves like a string: `+` continues the last line, and only a line break begins a new one.
package struct StyledText: Sendable, Hashable {
  /// What a part of a text is. Themes decide how it looks.
  package enum Style: UInt8, Sendable, Hashable, CaseIterable {
    case plain
    case strong
    /// Frames, gutters and what can be skipped.
    case faint
    case error
    case warning
    case note
    case success
    /// Code inside a sentence.
    case code
    /// Marks under a place that is not itself the mistake, and what is said there.
    case label
    case heading
  }

  private struct Run: Sendable, Hashable {
    var style: Style
    /// In bytes.
    var length: Int
    /// No text, but the place under which the rest of a line goes on where the line is broken.
    var isHangingPlace = false
  }

  /// The text without its styles, in UTF-8: harmless, lines separated by LF. Text is put together from many small pieces
  /// and mostly goes straight to a file: as a String it took twice the time of a whole script's answers.
  private(set) var bytes: [UInt8] = []
  /// Neighbours differ in style or have a hanging place between them; together they cover `bytes`.
  private var runs: [Run] = []
  /// The spaces before each line that is not empty: 0 but within `indent`.
  private var margin = 0

  package init() {}

  /// One piece of text. Line ends in it are shown as escapes, since they are not ours.
  package init(_ text: String, _ style: Style = .plain) {
    append(text, style)
  }

  package var isEmpty: Bool { runs.isEmpty }

  /// The text without its styles.
  package var characters: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the next text begins a line.
  package var isAtLineStart: Bool { bytes.last.map { $0 == .lineFeed } ?? true }

  /// Forgets the text, once it has been sent on; keeps the room for more.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
  }

  /// Adds text from anywhere. What could disturb a terminal or mislead a reader is shown as an escape.
  package mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.utf8.isEmpty else { return }
    let start = beginPiece()
    if !bytes.append(text, ifEach: { $0.isPrintableASCII }) { bytes.append(contentsOf: escapedForDisplay(text).utf8) }
    extend(style, from: start)
  }

  package mutating func append(_ number: Int, _ style: Style = .plain) {
    let start = beginPiece()
    bytes.append(decimal: number)
    extend(style, from: start)
  }

  /// Adds text that was made harmless before, such as a part of another styled text.
  mutating func appendShown(_ harmless: some StringProtocol, _ style: Style) {
    guard !harmless.isEmpty else { return }
    let start = beginPiece()
    bytes.append(contentsOf: harmless.utf8)
    extend(style, from: start)
  }

  package mutating func append(_ other: StyledText) {
    guard margin == 0 else { return appendIndented(other) }
    bytes += other.bytes
    for run in other.runs { extend(run) }
  }

  package mutating func breakLine() {
    bytes.append(.lineFeed)
    extend(Run(style: .plain, length: 1))
  }

  /// Adds the text and ends the line.
  package mutating func appendLine(_ line: StyledText) {
    append(line)
    breakLine()
  }

  /// Where the line has to be broken, it goes on under this place.
  package mutating func hangHere() {
    runs.append(Run(style: .plain, length: 0, isHangingPlace: true))
  }

  /// The columns at which lines go on that have a place for that, by the number of the line from 0.
  var hangingColumns: [Int: Int] {
    var columns: [Int: Int] = [:]
    var (line, lineStart, place) = (0, 0, 0)
    for run in runs {
      if run.isHangingPlace {
        columns[line] = displayWidth(of: String(decoding: bytes[lineStart..<place], as: UTF8.self))
      }
      for offset in place..<place + run.length where bytes[offset] == UInt8(ascii: "\n") {
        (line, lineStart) = (line + 1, offset + 1)
      }
      place += run.length
    }
    return columns
  }

  /// Adds spaces; none for a count below 1.
  package mutating func space(_ count: Int = 1) {
    guard count > 0 else { return }
    let start = beginPiece()
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
    extend(.plain, from: start)
  }

  package static func += (left: inout StyledText, right: StyledText) { left.append(right) }

  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Calls `body` with each run and its style, in order. Line breaks are plain and may stand anywhere in a plain run.
  package func forEachRun(_ body: (Style, Substring) -> Void) {
    let characters = characters
    var start = characters.startIndex
    for run in runs {
      if run.isHangingPlace { continue }
      let end = characters.utf8.index(start, offsetBy: run.length)
      body(run.style, characters[start..<end])
      start = end
    }
  }

  /// The same with spaces before each line that is not empty.
  package func indented(by columns: Int) -> StyledText {
    var output = StyledText()
    output.indent(by: columns) { $0.append(self) }
    return output
  }

  /// Puts spaces before each line that `body` adds, but not before empty ones.
  package mutating func indent(by columns: Int, _ body: (inout StyledText) -> Void) {
    margin += columns
    body(&self)
    margin -= columns
  }

  private mutating func appendIndented(_ other: StyledText) {
    var place = 0
    for run in other.runs {
      if run.isHangingPlace { extend(run) }
      let end = place + run.length
      while place < end {
        let next = other.bytes[place..<end].firstIndex(of: .lineFeed).map { $0 + 1 } ?? end
        let start = other.bytes[place] == .lineFeed ? bytes.count : beginPiece()
        bytes.append(contentsOf: other.bytes[place..<next])
        extend(run.style, from: start)
        place = next
      }
    }
  }

  /// Indents a line that begins here. What is added next must not be empty.
  /// - Returns: where it is going to stand.
  private mutating func beginPiece() -> Int {
    if margin > 0, isAtLineStart {
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: margin))
      extend(Run(style: .plain, length: margin))
    }
    return bytes.count
  }

  /// Says the style of what was added from a place on.
  private mutating func extend(_ style: Style, from start: Int) {
    extend(Run(style: style, length: bytes.count - start))
  }

  private mutating func extend(_ run: Run) {
    let last = runs.count - 1
    if last >= 0, runs[last].style == run.style, runs[last].isHangingPlace == run.isHangingPlace {
      runs[last].length += run.length
    } else {
      runs.append(run)
    }
  }
}

/// `"handler \(name, .code) answers"`: the words of the literal are ours and may hold line breaks; what is interpolated
/// comes from anywhere and may not.
extension StyledText: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = StyledText()

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      text.appendLines(literal)
    }

    package mutating func appendInterpolation(_ value: String, _ style: Style = .plain) {
      text.append(value, style)
    }

    package mutating func appendInterpolation(_ value: Int, _ style: Style = .plain) {
      text.append(value, style)
    }

    package mutating func appendInterpolation(_ value: StyledText) {
      text.append(value)
    }
  }

  package init(stringLiteral literal: String) {
    appendLines(literal)
  }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.text
  }

  /// Adds text whose line ends are meant; everything else in it is still made harmless.
  package mutating func appendLines(_ text: String, _ style: Style = .plain) {
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return append(text, style) }
    for (index, line) in text.split(at: "\n").enumerated() {
      if index > 0 { breakLine() }
      append(String(line), style)
    }
  }
}
