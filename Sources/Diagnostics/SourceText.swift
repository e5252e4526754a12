/// # Diagnostics
///
/// In: the bytes of a script. Out: values that say where something stands (`Span`, `Position`) and what is wrong with
/// it (`Diagnostic`). Nothing here prints, and nothing here knows the language: the phases above make the diagnostics,
/// Rendering draws them. A span is two byte offsets and no more, so that every token and statement can afford one;
/// lines and columns are worked out only when a person is going to read them.

/// The text of one session: a file, the cells of a lesson, or what was typed so far.
///
/// A session at the prompt grows by one entry at a time, so a source text can be appended to; offsets that were handed
/// out stay good. Lines end at LF, CRLF or CR.
package struct SourceText: Sendable {
  /// The name that is shown before line and column: a path as given, `-` for standard input.
  package var name: String
  /// UTF-8, though nothing here relies on it being valid.
  package private(set) var bytes: [UInt8]
  /// Offset of the first byte of each line, in order; never empty.
  private var lineStarts: [Int32]
  /// For each block of bytes the line, counted from 0, on which it begins: every event of a script asks for a line, and among
  /// a million of them the search of all took 2.5 to 4 times as long.
  private var linesOfBlocks: [Int32] = []
  private static let blockShift = 7

  package init(name: String, bytes: [UInt8] = []) {
    self.name = name
    self.bytes = bytes
    self.lineStarts = [0]
    noteLines(from: 0)
  }

  package init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Adds text at the end, as if the file had been longer, and says where it stands.
  @discardableResult
  package mutating func append(_ more: [UInt8]) -> Span {
    let start = bytes.count
    // A CR that ended the old text and a LF that begins the new one are one line end.
    if start > 0, bytes[start - 1] == .carriageReturn, more.first == .lineFeed { lineStarts.removeLast() }
    bytes.append(contentsOf: more)
    noteLines(from: start)
    return Span(start: Int32(start), end: Int32(bytes.count))
  }

  private mutating func noteLines(from start: Int) {
    for place in start..<bytes.count where bytes[place].endsLine {
      let next = place + 1
      let isPair = bytes[place] == .carriageReturn && next < bytes.count && bytes[next] == .lineFeed
      if !isPair { lineStarts.append(Int32(next)) }
    }
    var line = Int(linesOfBlocks.last ?? 0)
    while linesOfBlocks.count << Self.blockShift < bytes.count {
      let offset = linesOfBlocks.count << Self.blockShift
      while line + 1 < lineStarts.count, Int(lineStarts[line + 1]) <= offset { line += 1 }
      linesOfBlocks.append(Int32(line))
    }
  }

  /// Number of lines; a final line end does not begin another line.
  package var lineCount: Int {
    guard let last = lineStarts.last, Int(last) == bytes.count, lineStarts.count > 1 else { return lineStarts.count }
    return lineStarts.count - 1
  }

  /// Where an offset stands. Offsets past the end answer the end.
  package func position(of offset: Int32) -> Position {
    let line = lineIndex(of: offset)
    let start = Int(lineStarts[line])
    let end = min(max(Int(offset), start), bytes.count)
    // Continuation bytes (10xxxxxx) do not begin a scalar.
    let scalars = bytes[start..<end].reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
    return Position(line: line + 1, column: scalars + 1)
  }

  /// The number of the line, from 1, on which an offset stands.
  package func line(of offset: Int32) -> Int { lineIndex(of: offset) + 1 }

  /// The span of a line without its line end; nil where there is no such line. Lines count from 1.
  package func spanOfLine(_ line: Int) -> Span? {
    guard line >= 1, line <= lineStarts.count else { return nil }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : Int32(bytes.count)
    while end > start, bytes[Int(end) - 1].endsLine { end -= 1 }
    return Span(start: start, end: end)
  }

  /// The text under a span, with U+FFFD where bytes are not UTF-8.
  package func text(_ span: Span) -> String {
    let start = min(max(Int(span.start), 0), bytes.count)
    let end = min(max(Int(span.end), start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func lineIndex(of offset: Int32) -> Int {
    let block = min(max(Int(offset), 0) >> Self.blockShift, linesOfBlocks.count - 1)
    var low = block < 0 ? 0 : Int(linesOfBlocks[block])
    var high = block + 1 < linesOfBlocks.count ? Int(linesOfBlocks[block + 1]) + 1 : lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}

extension UInt8 {
  // Inlinable, since the floors above ask every byte of a text.
  @inlinable package static var lineFeed: UInt8 { 0x0A }
  @inlinable package static var carriageReturn: UInt8 { 0x0D }
  @inlinable package var endsLine: Bool { self == .lineFeed || self == .carriageReturn }
}

/// A run of bytes of a source text, `start` included, `end` not.
package struct Span: Sendable, Hashable {
  package var start: Int32
  package var end: Int32

  package init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
  }

  /// The smallest span that holds both.
  package func joined(_ other: Span) -> Span {
    Span(start: min(start, other.start), end: max(end, other.end))
  }

  package var isEmpty: Bool { end <= start }

  /// The place of what is in no text.
  package static let nowhere = Span(start: 0, end: 0)
}

/// Line and column as people count them: both from 1, columns in Unicode scalars.
package struct Position: Sendable, Hashable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
