/// # Diagnostics
///
/// Input: the bytes of a script. Output: values that say where something is (`Span`, `Position`) and what is wrong with
/// it (`Diagnostic`). Nothing here prints or knows the language: the targets above create the diagnostics, Rendering
/// draws them. A span is just two byte offsets, so that every token and statement can have one. Lines and columns are
/// computed only when a person reads them.

/// The text of one session: a file, the cells of a lesson, or what was typed so far.
///
/// A session at the prompt grows one entry at a time, so text can be appended. Earlier offsets stay valid. Lines end at
/// LF, CRLF or CR.
public struct SourceText: Sendable {
  /// The name that is shown before line and column: a path as given, or `-` for standard input.
  public var name: String
  /// The bytes, usually UTF-8. Invalid UTF-8 is allowed.
  public private(set) var bytes: [UInt8]
  /// The names and other texts of the statements that were read from this source.
  public var texts = TextTable()
  /// The number of line breaks before each block of bytes. Storing the start of each line would take four bytes per
  /// line.
  private var linesBefore: [Int32] = []
  /// The number of line breaks in the whole text.
  private var lineEnds = 0
  /// The files after the first one, each with the line on which it starts.
  private var otherFiles: [(firstLine: Int, name: String)] = []
  private static let blockShift = 10

  /// Creates a source text from bytes. Without bytes it is empty and grows with `append`.
  public init(name: String, bytes: [UInt8] = []) {
    self.name = name
    self.bytes = bytes
    countLines()
  }

  /// Creates a source text from the UTF-8 bytes of a string.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Appends text and returns its span.
  @discardableResult
  public mutating func append(_ more: [UInt8]) -> Span {
    let start = bytes.count
    bytes.append(contentsOf: more)
    // The last block is counted again: a CR at the end of the old text and an LF at the start of the new one are one
    // line break.
    linesBefore.removeLast(min(linesBefore.count, 2))
    countLines()
    return Span(start: Int32(start), end: Int32(bytes.count))
  }

  /// Appends another file, from a new line on. Its lines count on from those before it: `place(ofLine:)` returns the file
  /// and the line in it.
  @discardableResult
  public mutating func append(fileNamed name: String, _ more: [UInt8]) -> Span {
    if let last = bytes.last, last != .lineFeed { append([.lineFeed]) }
    let span = append(more)
    otherFiles.append((line(of: span.start), name))
    return span
  }

  /// Whether there is more than one file.
  public var hasOtherFiles: Bool { !otherFiles.isEmpty }

  /// Returns the file of a line, and the number of the line in it.
  public func place(ofLine line: Int) -> (file: String, line: Int) {
    guard let file = otherFiles.last(where: { $0.firstLine <= line }) else { return (name, line) }
    return (file.name, line - file.firstLine + 1)
  }

  /// Continues counting from the last block that was counted.
  private mutating func countLines() {
    var place = max(0, linesBefore.count - 1) << Self.blockShift
    var count = Int(linesBefore.last ?? 0)
    if linesBefore.isEmpty { linesBefore.append(0) }
    while place < bytes.count {
      let end = min(bytes.count, (place | (1 << Self.blockShift - 1)) + 1)
      count += bytes.lineEnds(in: place..<end)
      place = end
      if place & (1 << Self.blockShift - 1) == 0 { linesBefore.append(Int32(clamping: count)) }
    }
    lineEnds = count
  }

  /// The number of lines. A line break at the end does not start another line.
  public var lineCount: Int {
    guard let last = bytes.last, last.endsLine else { return lineEnds + 1 }
    return lineEnds
  }

  /// Returns the position of an offset. Offsets after the end return the end.
  public func position(of offset: Int32) -> Position {
    let end = min(max(Int(offset), 0), bytes.count)
    let start = startOfLine(at: end)
    // Continuation bytes (10xxxxxx) do not start a scalar.
    let scalars = bytes[start..<end].reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
    return Position(line: line(of: offset), column: scalars + 1)
  }

  /// Returns the number of the line with an offset, from 1.
  public func line(of offset: Int32) -> Int {
    let end = min(max(Int(offset), 0), bytes.count)
    let block = min(end >> Self.blockShift, linesBefore.count - 1)
    return Int(linesBefore[block]) + bytes.lineEnds(in: block << Self.blockShift..<end) + 1
  }

  /// Returns the span of a line without its line break; nil if there is no such line. Lines count from 1.
  public func spanOfLine(_ line: Int) -> Span? {
    guard line >= 1, line <= lineEnds + 1 else { return nil }
    let start = startOfLine(line)
    var end = start
    while end < bytes.count, !bytes[end].endsLine { end += 1 }
    return Span(start: Int32(clamping: start), end: Int32(clamping: end))
  }

  private func startOfLine(_ line: Int) -> Int {
    // The last block with fewer line breaks before it.
    var (low, high) = (0, linesBefore.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(linesBefore[middle]) < line - 1 { low = middle } else { high = middle }
    }
    var (place, count) = (low << Self.blockShift, Int(linesBefore[low]))
    while count < line - 1, place < bytes.count {
      if bytes.endsLine(at: place) { count += 1 }
      place += 1
    }
    return place
  }

  /// Returns the start of the line with an offset.
  private func startOfLine(at place: Int) -> Int {
    var start = place
    // Between a CR and its LF, the line has not ended yet.
    if start > 0, start < bytes.count, bytes.isFirstOfPair(start - 1) { start -= 1 }
    while start > 0, !bytes[start - 1].endsLine { start -= 1 }
    return start
  }

  /// Returns the text of a span, with U+FFFD for invalid UTF-8.
  public func text(_ span: Span) -> String {
    let start = min(max(Int(span.start), 0), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension UInt8 {
  // Inlinable, because the targets above check every byte of a text.
  /// LF, byte 0x0A, which ends a line.
  @inlinable public static var lineFeed: UInt8 { 0x0A }
  /// CR, byte 0x0D, which ends a line, alone or together with an LF that follows.
  @inlinable public static var carriageReturn: UInt8 { 0x0D }
  /// Whether the byte is LF or CR.
  @inlinable public var endsLine: Bool { self == .lineFeed || self == .carriageReturn }
}

/// A range of bytes of a source text. `start` is included, `end` is not.
public struct Span: Sendable, Hashable {
  /// The offset of the first byte in the source text, from 0.
  public var start: Int32
  /// The offset after the last byte.
  public var end: Int32

  /// Creates a span from the offset of its first byte and the offset after its last.
  public init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
  }

  /// Returns the smallest span that contains both.
  public func joined(_ other: Span) -> Span {
    Span(start: min(start, other.start), end: max(end, other.end))
  }

  /// Whether it contains no byte, like a position between two bytes.
  public var isEmpty: Bool { end <= start }

  /// The span of something that is in no text.
  public static let nowhere = Span(start: 0, end: 0)
}

/// A line and a column as people count them: both from 1, columns in Unicode scalars.
public struct Position: Sendable, Hashable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in Unicode scalars.
  public var column: Int

  /// Creates a position from a line and a column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
