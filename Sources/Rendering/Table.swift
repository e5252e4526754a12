/// Rows of cells, in columns as wide as the screen allows.
///
/// If the widest cells do not fit next to each other, cells are wrapped at words and the columns stay aligned. If a
/// column would become too narrow to read, the cells of a row go below each other.
public struct Table {
  private enum Row {
    case cells([StyledText])
    /// A separate line, such as a heading, that belongs to no column.
    case line(StyledText)
  }

  private var rows: [Row] = []
  /// The names of the columns. They are shown above the columns, or before each cell if there is only one column.
  private let head: [StyledText]?
  /// The indentation of cells below the separate lines.
  private let indent: Int
  /// Whether the third cell of a row is a remark, which follows directly if the rows fit.
  private let hasRemarks: Bool

  private static let gap = 2

  /// Creates a table without rows. `head` has the names of the columns; nil for none.
  public init(head: [StyledText]? = nil, indent: Int = 0, hasRemarks: Bool = false) {
    self.head = head?.map { $0.restyled(.strong) }
    self.indent = indent
    self.hasRemarks = hasRemarks
  }

  /// Adds a row with a cell for each column.
  public mutating func add(_ cells: [StyledText]) { rows.append(.cells(cells)) }

  /// Adds a line that belongs to no column, such as a heading.
  public mutating func addLine(_ line: StyledText) { rows.append(.line(line)) }

  /// Whether the table has no rows and no lines; the head does not count.
  public var isEmpty: Bool { rows.isEmpty }

  /// Returns the rows, each with a line break at the end.
  /// - Parameter columns: the columns of the screen; nil for no limit.
  public func text(columns: Int?) -> StyledText {
    let widths = naturalWidths
    let whole = drawn { Self.line(of: $0, widths, remarkFollows: hasRemarks) }
    guard let columns, whole.width > columns else { return whole }
    let room = max(10, columns - indent)
    if let narrower = narrowed(widths, to: room) { return drawn { Self.line(of: $0, narrower) } }
    return head == nil ? stacked(room) : labeled(room)
  }

  private var cellRows: [[StyledText]] {
    (head.map { [$0] } ?? []) + rows.compactMap { if case .cells(let cells) = $0 { cells } else { nil } }
  }

  // MARK: Widths

  /// The width of the widest cell of each column.
  private var naturalWidths: [Int] { widths { $0.width } }

  private func widths(_ width: (StyledText) -> Int) -> [Int] {
    var widths: [Int] = []
    for cells in cellRows {
      for (column, cell) in cells.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], width(cell))
      }
    }
    return widths
  }

  private static func width(of widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }

  /// Returns widths at which the columns fit, reduced where that makes the fewest rows longer; nil if the columns would
  /// be too narrow to read.
  private func narrowed(_ natural: [Int], to columns: Int) -> [Int]? {
    // A cell of a few words can be wrapped well; a cell with a sentence cannot.
    let readable = head == nil ? 20 : 12
    let narrowest = zip(natural, widths { $0.widestPiece }).map { min($0, max($1, readable)) }
    guard Self.width(of: narrowest) <= columns else { return nil }
    // For a very long table, only the first rows are measured.
    let measured = Array(cellRows.prefix(60))
    var heights = natural.indices.map { Self.heights(of: $0, in: measured, width: natural[$0]) }
    var widths = natural
    while Self.width(of: widths) > columns {
      var best: (column: Int, cost: Int, heights: [Int])?
      for column in widths.indices where widths[column] > narrowest[column] {
        let narrower = Self.heights(of: column, in: measured, width: widths[column] - 1)
        var all = heights
        all[column] = narrower
        let cost = Self.total(all)
        if best.map({ cost < $0.cost || cost == $0.cost && widths[column] > widths[$0.column] }) ?? true {
          best = (column, cost, narrower)
        }
      }
      guard let best else { return nil }
      widths[best.column] -= 1
      heights[best.column] = best.heights
    }
    return widths
  }

  /// Returns the number of lines of each cell in a column.
  private static func heights(of column: Int, in rows: [[StyledText]], width: Int) -> [Int] {
    rows.map { column < $0.count ? lines(of: $0[column], width: width).count : 0 }
  }

  /// Returns the number of lines of all rows; the highest cell of a row counts.
  private static func total(_ heights: [[Int]]) -> Int {
    guard let first = heights.first else { return 0 }
    return first.indices.reduce(0) { sum, row in sum + heights.reduce(0) { max($0, $1[row]) } }
  }

  private static func lines(of cell: StyledText, width: Int) -> [StyledText] {
    // The rest of an indented cell is indented a little further.
    cell.width <= width
      ? cell.lines : cell.wrapped(to: width, hanging: cell.indentation == 0 ? 0 : cell.indentation + 2).lines
  }

  // MARK: Layouts

  /// Returns the rows, with the cells drawn by a function.
  private func drawn(_ draw: ([StyledText]) -> StyledText) -> StyledText {
    var text = StyledText()
    if let head { text += draw(head).indented(by: indent) }
    for row in rows {
      switch row {
      case .line(let line): text.appendLine(line)
      case .cells(let cells): text += draw(cells).indented(by: indent)
      }
    }
    return text
  }

  /// Draws the cells next to each other, each with as many lines as it needs. No line ends in spaces.
  private static func line(of cells: [StyledText], _ widths: [Int], remarkFollows: Bool = false) -> StyledText {
    let lines = zip(cells, widths).map { Self.lines(of: $0, width: $1) }
    var text = StyledText()
    for index in 0..<(lines.map { $0.count }.max() ?? 0) {
      var column = 0
      var end = 0
      for (number, (cell, width)) in zip(lines, widths).enumerated() {
        if index < cell.count, !cell[index].isEmpty {
          if remarkFollows, number == 2 { column = end + gap }
          text.space(column - end)
          text += cell[index]
          end = column + cell[index].width
        }
        column += width + gap
      }
      text.breakLine()
    }
    return text
  }

  /// Draws the first columns next to each other as far as they fit. The other cells of each row go below: under the
  /// second column, or further left if that leaves too little room.
  private func stacked(_ columns: Int) -> StyledText {
    let widths = naturalWidths
    let fitting = widths.indices.last { Self.width(of: Array(widths[...$0])) <= columns } ?? 0
    let second = (widths.first ?? 0) + Self.gap
    let isReadable = columns - second >= 24
    let hanging = isReadable ? second : 2
    // A second column that does not fit is wrapped at words, if there is enough room to read it.
    let kept = fitting == 0 && isReadable ? [second - Self.gap, columns - second] : Array(widths.prefix(fitting + 1))
    return drawn { cells in
      var text = Self.line(of: Array(cells.prefix(kept.count)), kept)
      for cell in cells.dropFirst(kept.count) where !cell.isEmpty {
        for line in Self.lines(of: cell, width: columns - hanging) { text.appendLine(line.indented(by: hanging)) }
      }
      return text
    }
  }

  /// Draws `name: cell`, one below the other, with an empty line between two rows.
  private func labeled(_ columns: Int) -> StyledText {
    var text = StyledText()
    for (index, row) in rows.enumerated() {
      if index > 0 { text.breakLine() }
      guard case .cells(let cells) = row else { continue }
      for (column, cell) in cells.enumerated() {
        var line = StyledText()
        if let head, column < head.count, !head[column].isEmpty { line += head[column] + ": " }
        line += cell.isEmpty ? "-" : cell
        text.appendLine(line.width > columns ? line.wrapped(to: columns, hanging: 2) : line)
      }
    }
    return text
  }
}
