import Diagnostics
import Syntax

/// # Rendering
///
/// Input: events and diagnostics, which are data. Output: `StyledText`, which a `Theme` turns into terminal output, and
/// JSON Lines for programs. Rendering does no I/O and makes no decisions about the language.
///
/// Scripts and file names come from anywhere, and a terminal executes control sequences. So text is escaped when it is
/// added to a `StyledText` or to JSON, not when it is printed: no path can forget it.

/// Text whose parts have a meaning (code, an error, faint) instead of a color.
///
/// It works like a string: `+` continues the last line, and only a line break starts a new one.
public struct StyledText: Sendable, Hashable {
  /// The meaning of a part of a text. Themes decide how it looks.
  public enum Style: UInt8, Sendable, Hashable, CaseIterable {
    case plain
    case strong
    /// Frames, gutters and what the reader can skip.
    case faint
    case error
    case warning
    case note
    case success
    /// Code inside a sentence.
    case code
    /// Marks under a related position, and their labels.
    case label
    case heading
    /// A line of code. It is never wrapped, so that code copied from the screen stays the same.
    case listing
  }

  private struct Run: Sendable, Hashable {
    var style: Style
    /// In bytes. The run ends where the next one starts.
    var start: Int
  }

  /// The text without its styles, in UTF-8: escaped, with lines separated by LF. Text is composed of many small pieces
  /// and usually goes directly to a file. With a String, writing all answers of a script took twice the time.
  private(set) var bytes: [UInt8] = []
  /// Adjacent runs have different styles. The first run starts at 0.
  private var runs: [Run] = []
  /// The style of the last run.
  private var lastStyle: Style?
  /// The columns at which the rest of a line continues if the line is wrapped.
  private var hangingPlaces: [Int] = []
  /// The number of spaces before each line that is not empty; 0 outside of `indent`.
  private(set) var margin = 0

  /// Creates an empty text.
  public init() {}

  /// Creates a text from one piece. Line breaks in it are shown as escapes, because they are not part of our layout.
  public init(_ text: String, _ style: Style = .plain) {
    append(text, style)
  }

  /// Whether the text is empty, without any line break.
  public var isEmpty: Bool { bytes.isEmpty }

  /// The text without its styles.
  public var characters: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the next text starts a line.
  public var isAtLineStart: Bool { bytes.last.map { $0 == .lineFeed } ?? true }

  /// Removes the text after it was printed; keeps the memory.
  public mutating func removeAll() {
    guard !isEmpty else { return }
    bytes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    lastStyle = nil
    if !hangingPlaces.isEmpty { hangingPlaces.removeAll(keepingCapacity: true) }
  }

  /// Adds text from any source. Characters that could affect a terminal or mislead a reader are shown as escapes.
  public mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.utf8.isEmpty else { return }
    begin(style)
    if !bytes.appendIfPrintable(text) { bytes.append(contentsOf: escapedForDisplay(text).utf8) }
  }

  /// Adds fixed words, which need no escapes and contain no line break.
  mutating func append(words: StaticString, _ style: Style = .plain) {
    begin(style)
    bytes.append(words)
  }

  /// Adds a text by its number.
  mutating func append(_ id: TextID, _ texts: TextTable, _ style: Style = .plain) {
    guard texts.isPlain(id), id != .empty else { return append(texts[id], style) }
    begin(style)
    texts.withUTF8(id) { bytes.append(contentsOf: $0) }
  }

  /// Adds a text by its number, as a string literal of the language.
  mutating func append(quoted id: TextID, _ texts: TextTable, _ style: Style = .plain) {
    guard texts.isPlain(id) else { return append(quoted: texts[id], style) }
    begin(style)
    bytes.append(UInt8(ascii: "\""))
    texts.withUTF8(id) { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a number in decimal digits.
  public mutating func append(_ number: Int, _ style: Style = .plain) {
    begin(style)
    bytes.append(decimal: number)
  }

  /// Adds a text as a string literal of the language.
  mutating func append(quoted text: String, _ style: Style = .plain) {
    begin(style)
    if !bytes.appendQuotedIfPlain(text) { bytes.append(contentsOf: escapedForDisplay(quoted(text)).utf8) }
  }

  /// Adds text that was already escaped, such as a part of another styled text.
  mutating func appendShown(_ harmless: some StringProtocol, _ style: Style) {
    guard !harmless.isEmpty else { return }
    begin(style)
    bytes.append(contentsOf: harmless.utf8)
  }

  /// Adds a styled text with its styles and its `hangHere` columns.
  public mutating func append(_ other: StyledText) {
    guard margin == 0 else { return appendIndented(other) }
    let start = bytes.count
    for run in other.runs { setStyle(run.style, at: start + run.start) }
    for place in other.hangingPlaces { hangingPlaces.append(start + place) }
    bytes += other.bytes
  }

  /// Ends the line with an LF.
  public mutating func breakLine() {
    setStyle(.plain, at: bytes.count)
    bytes.append(.lineFeed)
  }

  /// Adds the text and ends the line.
  public mutating func appendLine(_ line: StyledText) {
    append(line)
    breakLine()
  }

  /// Sets the column at which the line continues if it has to be wrapped.
  public mutating func hangHere() {
    hangingPlaces.append(bytes.count)
  }

  /// The hanging indent of each line that has one, by the number of the line from 0.
  var hangingColumns: [Int: Int] {
    var columns: [Int: Int] = [:]
    var (line, lineStart, seen) = (0, 0, 0)
    for place in hangingPlaces {
      for offset in seen..<place where bytes[offset] == .lineFeed { (line, lineStart) = (line + 1, offset + 1) }
      columns[line] = displayWidth(of: String(decoding: bytes[lineStart..<place], as: UTF8.self))
      seen = place
    }
    return columns
  }

  /// Adds spaces; none for a count below 1.
  public mutating func space(_ count: Int = 1) {
    guard count > 0 else { return }
    begin(.plain)
    for _ in 0..<count { bytes.append(UInt8(ascii: " ")) }
  }

  /// Adds the right text to the end of the left one.
  public static func += (left: inout StyledText, right: StyledText) { left.append(right) }

  /// Returns the left text followed by the right one, on the same line unless the left one ends in a line break.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Calls `body` with each run and its style, in order. Line breaks are plain and can be anywhere in a plain run.
  public func forEachRun(_ body: (Style, Substring) -> Void) {
    let characters = characters
    var start = characters.startIndex
    for index in runs.indices {
      let end = characters.utf8.index(start, offsetBy: range(ofRun: index).count)
      body(runs[index].style, characters[start..<end])
      start = end
    }
  }

  private func range(ofRun index: Int) -> Range<Int> {
    runs[index].start..<(index + 1 < runs.count ? runs[index + 1].start : bytes.count)
  }

  /// Returns the text with spaces before each line that is not empty.
  public func indented(by columns: Int) -> StyledText {
    var output = StyledText()
    output.indent(by: columns) { $0.append(self) }
    return output
  }

  /// Adds spaces before each line that `body` adds, except empty ones.
  public mutating func indent(by columns: Int, _ body: (inout StyledText) -> Void) {
    margin += columns
    body(&self)
    margin -= columns
  }

  private mutating func appendIndented(_ other: StyledText) {
    var hanging = other.hangingPlaces[...]
    for index in other.runs.indices {
      let run = other.range(ofRun: index)
      var place = run.lowerBound
      while place < run.upperBound {
        let next = other.bytes[place..<run.upperBound].firstIndex(of: .lineFeed).map { $0 + 1 } ?? run.upperBound
        if other.bytes[place] != .lineFeed { indentLine() }
        setStyle(other.runs[index].style, at: bytes.count)
        while let first = hanging.first, first < next {
          hangingPlaces.append(bytes.count + first - place)
          hanging.removeFirst()
        }
        bytes.append(contentsOf: other.bytes[place..<next])
        place = next
      }
    }
    for _ in hanging { hangHere() }
  }

  /// Starts a piece of text, which must not be empty.
  private mutating func begin(_ style: Style) {
    if margin > 0 { indentLine() }
    setStyle(style, at: bytes.count)
  }

  private mutating func indentLine() {
    guard isAtLineStart else { return }
    setStyle(.plain, at: bytes.count)
    for _ in 0..<margin { bytes.append(UInt8(ascii: " ")) }
  }

  @inline(__always)
  private mutating func setStyle(_ style: Style, at start: Int) {
    if style == lastStyle { return }
    runs.append(Run(style: style, start: start))
    lastStyle = style
  }
}

/// `"handler \(name, .code) answers"`: the words of the literal are fixed and may contain line breaks. Interpolated
/// values can come from anywhere, so line breaks in them are escaped.
extension StyledText: ExpressibleByStringInterpolation {
  /// Builds a text from the parts of an interpolated literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = StyledText()

    /// Creates an empty text; the capacity is ignored.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds words of the literal, with their line breaks.
    public mutating func appendLiteral(_ literal: String) {
      text.appendLines(literal)
    }

    /// Adds text from any source; line breaks in it are shown as escapes.
    public mutating func appendInterpolation(_ value: String, _ style: Style = .plain) {
      text.append(value, style)
    }

    /// Adds a number in decimal digits.
    public mutating func appendInterpolation(_ value: Int, _ style: Style = .plain) {
      text.append(value, style)
    }

    /// Adds a styled text as it is, line breaks included.
    public mutating func appendInterpolation(_ value: StyledText) {
      text.append(value)
    }
  }

  /// Creates a text from a literal, with its line breaks.
  public init(stringLiteral literal: String) {
    appendLines(literal)
  }

  /// Creates a text from a literal and its interpolated values.
  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.text
  }

  /// Adds text with its line breaks; everything else in it is still escaped.
  public mutating func appendLines(_ text: String, _ style: Style = .plain) {
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return append(text, style) }
    for (index, line) in text.split(at: "\n").enumerated() {
      if index > 0 { breakLine() }
      append(String(line), style)
    }
  }
}
