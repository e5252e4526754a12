import Diagnostics

/// One line of source as it is shown on the screen: which bytes take which columns.
///
/// Tabs are expanded, unsafe characters become escapes, and invalid UTF-8 becomes U+FFFD. So bytes, scalars and columns
/// have different counts. Columns here count from 0.
struct ScreenLine {
  /// A character with everything that belongs to it, shown and marked as one.
  private struct Cell {
    var offset: Int32
    var column: Int32
  }

  private static let tabStop = 4

  /// The width of the whole line in columns.
  private(set) var width = 0
  /// The number of columns before the first character that is not a space or tab; the width if there is none.
  private(set) var indentation = 0
  private let bytes: ArraySlice<UInt8>
  private let span: Span
  private var cells: [Cell] = []

  init(_ line: Int, of source: SourceText) {
    span = source.spanOfLine(line) ?? Span(start: 0, end: 0)
    bytes = source.bytes[Int(span.start)..<Int(span.end)]
    if bytes.isPrintableASCII {
      // Every byte is one column, so no table is needed.
      width = bytes.count
    } else {
      measure()
    }
    let blanks = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    indentation = column(of: Int32(blanks.endIndex))
  }

  /// Returns the columns of a span on this line. A span that is empty on this line, or at its end, takes one column at
  /// its position, possibly one after the end.
  func columns(of marked: Span) -> Range<Int> {
    let start = min(max(marked.start, span.start), span.end)
    let end = min(max(marked.end, start), span.end)
    let first = column(of: start)
    let last = start < end ? columnAfter(end) : first
    return first..<max(last, first + 1)
  }

  /// Returns the first column from `column` on at which a character starts, or the width.
  func boundary(from column: Int) -> Int {
    guard !cells.isEmpty else { return min(max(column, 0), width) }
    return columnOfCell(firstCell(from: column))
  }

  /// Returns the text in some columns, which must start and end at boundaries.
  func text(in columns: Range<Int>) -> String {
    guard !cells.isEmpty else {
      let shown = columns.clamped(to: 0..<width)
      let start = bytes.startIndex + shown.lowerBound
      return String(decoding: bytes[start..<start + shown.count], as: UTF8.self)
    }
    var text = ""
    for index in firstCell(from: columns.lowerBound)..<firstCell(from: columns.upperBound) {
      text += shown(cell: index, width: columnOfCell(index + 1) - columnOfCell(index))
    }
    return text
  }

  private func shown(cell index: Int, width: Int) -> String {
    let start = Int(cells[index].offset)
    let end = index + 1 < cells.count ? Int(cells[index + 1].offset) : bytes.endIndex
    let piece = bytes[start..<end]
    if piece.first == UInt8(ascii: "\t") { return String(repeating: " ", count: width) }
    return escapedForDisplay(String(decoding: piece, as: UTF8.self))
  }

  private mutating func measure() {
    cells.reserveCapacity(bytes.count)
    var placing = ScalarPlacing()
    var scalars = ScalarReading(bytes)
    var next = scalars.next()
    while let (scalar, offset) = next {
      next = scalars.next()
      let placement = placing.place(scalar, before: next?.scalar)
      if case .joined(let extra) = placement, !cells.isEmpty {
        width += extra
        continue
      }
      cells.append(Cell(offset: offset, column: Int32(width)))
      let isTab = scalar == "\t"
      width += isTab ? Self.tabStop - width % Self.tabStop : placement.width(of: scalar)
    }
  }

  /// Returns the column at which the cell with a byte starts.
  private func column(of offset: Int32) -> Int {
    guard !cells.isEmpty else { return Int(offset - span.start) }
    guard offset < span.end else { return width }
    return columnOfCell(max(0, cellsBefore { $0.offset <= offset } - 1))
  }

  /// Returns the column after the cell with the byte before an offset.
  private func columnAfter(_ offset: Int32) -> Int {
    guard !cells.isEmpty else { return Int(offset - span.start) }
    return columnOfCell(cellsBefore { $0.offset < offset })
  }

  private func firstCell(from column: Int) -> Int {
    cellsBefore { $0.column < column }
  }

  private func columnOfCell(_ index: Int) -> Int {
    index < cells.count ? Int(cells[index].column) : width
  }

  /// Returns how many cells from the start satisfy a condition that no later cell satisfies.
  private func cellsBefore(_ condition: (Cell) -> Bool) -> Int {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if condition(cells[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Returns the scalars of bytes and where each starts, with U+FFFD for invalid UTF-8.
private struct ScalarReading {
  private var parser = Unicode.UTF8.ForwardParser()
  private var bytes: ArraySlice<UInt8>.Iterator
  private var offset: Int32

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes.makeIterator()
    offset = Int32(bytes.startIndex)
  }

  mutating func next() -> (scalar: Unicode.Scalar, offset: Int32)? {
    let start = offset
    switch parser.parseScalar(from: &bytes) {
    case .valid(let encoded):
      offset += Int32(encoded.count)
      return (UTF8.decode(encoded), start)
    case .error(let length):
      offset += Int32(length)
      return ("\u{FFFD}", start)
    case .emptyInput:
      return nil
    }
  }
}
