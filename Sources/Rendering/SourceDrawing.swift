import Diagnostics

/// The middle of a picture: numbered lines of source, with marks and labels below them. A bar on the left connects the
/// lines of each span that covers several lines.
///
///     3 | / test "fresh" {
///     4 | |   expect raise E -> "E2"
///       | |________________________^ no closing brace
struct SourceDrawing {
  private struct Placed {
    var label: Diagnostic.Label
    var isPrimary: Bool
    var firstLine: Int
    var lastLine: Int
  }

  /// A span of several lines and its bar.
  private struct Bar {
    var placed: Placed
    /// Whether the bar starts next to the first line, because the span starts with the text of that line.
    var startsNextToLine = false
    var isRunning = false
  }

  private static let mostLabelsOfLine = 8
  private static let mostBars = 3
  /// How much of a long line is shown: labels need room after it.
  private static let excerptWidth = 90

  /// The picture so far, starting with the first empty gutter row.
  private(set) var text = StyledText()
  /// Labels that are not drawn, because their line has too many labels that are too far apart.
  private(set) var undrawn: [Diagnostic.Label] = []
  /// The width of the widest line number.
  private(set) var numberWidth = 1

  private let source: SourceText
  private let primaryStyle: StyledText.Style
  private let primaryLine: Int
  /// The labels inside one line, by line, the primary one first.
  private var labels: [Int: [Placed]] = [:]
  private var bars: [Bar] = []

  /// The first label is the primary one. Spans are inside the text and end before a line break.
  init(_ labels: [Diagnostic.Label], primaryStyle: StyledText.Style, of source: SourceText) {
    self.source = source
    self.primaryStyle = primaryStyle
    primaryLine = source.line(of: labels.first?.span.start ?? 0)
    for (index, label) in labels.enumerated() { place(label, isPrimary: index == 0) }
    bars.sort { left, right in
      let (a, b) = (left.placed.label.span, right.placed.label.span)
      return (a.start, -a.end) < (b.start, -b.end)
    }
    let lines = bars.map { $0.placed.lastLine } + self.labels.keys
    numberWidth = lines.reduce(1) { max($0, String(source.place(ofLine: $1).line).utf8.count) }
  }

  private mutating func place(_ label: Diagnostic.Label, isPrimary: Bool) {
    let first = source.line(of: label.span.start)
    let last = source.line(of: label.span.isEmpty ? label.span.start : label.span.end - 1)
    let placed = Placed(label: label, isPrimary: isPrimary, firstLine: first, lastLine: last)
    if first < last, bars.count < Self.mostBars {
      bars.append(Bar(placed: placed))
    } else if labels[first, default: []].count < Self.mostLabelsOfLine {
      labels[first, default: []].append(placed)
    } else {
      undrawn.append(label)
    }
  }

  mutating func drawLines() {
    addRow(PictureRow())
    var previous: Int?
    for line in linesToShow() {
      if source.hasOtherFiles, addsFile(of: line, after: previous) { previous = nil }
      if let previous, line > previous + 1 { addGap() }
      draw(line)
      previous = line
    }
  }

  /// The lines with a label, the ends of long spans, and all lines of short spans. A gap of one line is filled: `...`
  /// would need the same space.
  private func linesToShow() -> [Int] {
    var wanted = Set(labels.keys)
    for bar in bars {
      let (first, last) = (bar.placed.firstLine, bar.placed.lastLine)
      wanted.formUnion(last - first < 5 ? Array(first...last) : [first, first + 1, last])
    }
    var lines: [Int] = []
    for line in wanted.sorted() {
      if let last = lines.last, line == last + 2 { lines.append(last + 1) }
      lines.append(line)
    }
    return lines
  }

  // MARK: One line

  private mutating func draw(_ number: Int) {
    let line = ScreenLine(number, of: source)
    for index in bars.indices where bars[index].placed.firstLine == number {
      let start = line.columns(of: bars[index].placed.label.span).lowerBound
      bars[index].startsNextToLine = start <= line.indentation
    }
    let excerpt = excerpt(of: line, number)
    var row = barsRow(beginningOn: number)
    row.put(excerpt.text, at: barsWidth)
    addRow(row, number: number)
    for index in bars.indices where bars[index].placed.firstLine == number && bars[index].startsNextToLine {
      bars[index].isRunning = true
    }
    drawMarks(of: number, line, excerpt)
    for index in bars.indices.reversed() where bars[index].placed.lastLine == number {
      drawEnd(of: index, line, excerpt)
    }
    for index in bars.indices where bars[index].placed.firstLine == number && !bars[index].startsNextToLine {
      drawBeginning(of: index, line, excerpt)
    }
  }

  /// The part of the line that is shown. Labels without room are removed and written as sentences.
  private mutating func excerpt(of line: ScreenLine, _ number: Int) -> LineExcerpt {
    var marks = labels[number, default: []].map { line.columns(of: $0.label.span) }
    for placed in bars.map({ $0.placed }) {
      let columns = line.columns(of: placed.label.span)
      if placed.firstLine == number { marks.append(columns.lowerBound..<columns.lowerBound + 1) }
      if placed.lastLine == number { marks.append(columns.upperBound - 1..<columns.upperBound) }
    }
    let isLabeledFarRight = marks.contains { $0.lowerBound > Self.excerptWidth }
    if line.width <= roomForSource, !isLabeledFarRight { return LineExcerpt(whole: line) }
    while true {
      if let excerpt = LineExcerpt(line, around: marks, limit: Self.excerptWidth) { return excerpt }
      let labelCount = labels[number, default: []].count
      guard labelCount > 1, let dropped = labels[number]?.popLast() else { break }
      undrawn.append(dropped.label)
      marks.remove(at: labelCount - 1)
    }
    return LineExcerpt(line, around: Array(marks.prefix(1)), limit: Self.excerptWidth) ?? LineExcerpt(whole: line)
  }

  private mutating func drawMarks(of number: Int, _ line: ScreenLine, _ excerpt: LineExcerpt) {
    let marks = labels[number, default: []].map { placed in
      MarkRows.Mark(
        columns: excerpt.shown(line.columns(of: placed.label.span)), glyph: glyph(of: placed),
        style: style(of: placed), label: StyledText(prose: shortened(placed.label.text), style(of: placed)))
    }
    for markRow in MarkRows(marks, columns: roomForSource).rows {
      var row = barsRow()
      row.put(markRow.text, at: barsWidth)
      addRow(row)
    }
  }

  // MARK: Bars

  /// Draws `|_____^ label`: the bar ends under the last character of its span.
  private mutating func drawEnd(of index: Int, _ line: ScreenLine, _ excerpt: LineExcerpt) {
    let placed = bars[index].placed
    let columns = line.columns(of: placed.label.span)
    let end = barsWidth + excerpt.shown(columns.upperBound - 1..<columns.upperBound).lowerBound
    let label = StyledText(prose: shortened(placed.label.text), style(of: placed))
      .wrapped(to: roomForSource + barsWidth - end - 2).lines
    for (offset, piece) in label.enumerated() {
      var row = barsRow()
      if offset == 0 { drawArm(of: index, to: end, in: &row) }
      row.put(piece, at: end + 2)
      addRow(row)
      bars[index].isRunning = false
    }
  }

  /// Draws ` ____^`: the bar starts under the first character of its span.
  private mutating func drawBeginning(of index: Int, _ line: ScreenLine, _ excerpt: LineExcerpt) {
    let columns = line.columns(of: bars[index].placed.label.span)
    var row = barsRow()
    drawArm(of: index, to: barsWidth + excerpt.shown(columns).lowerBound, in: &row)
    addRow(row)
    bars[index].isRunning = true
  }

  /// Draws a line from the bar to a mark under the source, without interrupting other bars.
  private func drawArm(of index: Int, to column: Int, in row: inout PictureRow) {
    let placed = bars[index].placed
    let running = Set(bars.indices.filter { bars[$0].isRunning }.map { 2 * $0 })
    for step in 2 * index + 1..<max(column, 2 * index + 1) where !running.contains(step) {
      row.put(StyledText("_", style(of: placed)), at: step)
    }
    row.put(StyledText(String(glyph(of: placed)), style(of: placed)), at: column)
  }

  /// Draws a row with the running bars and those that start next to a line.
  private func barsRow(beginningOn number: Int? = nil) -> PictureRow {
    var row = PictureRow()
    for (index, bar) in bars.enumerated() {
      let begins = bar.startsNextToLine && bar.placed.firstLine == number
      guard bar.isRunning || begins else { continue }
      row.put(StyledText(begins ? "/" : "|", style(of: bar.placed)), at: 2 * index)
    }
    return row
  }

  private var barsWidth: Int { 2 * bars.count }
  private var roomForSource: Int { pictureWidth - numberWidth - 3 - barsWidth }

  // MARK: Gutter

  private mutating func addRow(_ row: PictureRow, number: Int? = nil) {
    let digits = number.map { String(source.place(ofLine: $0).line) } ?? ""
    text.space(numberWidth - digits.utf8.count)
    text.append(digits + " |", .faint)
    let content = row.text
    if !content.isEmpty {
      text.space()
      text += content
    }
    text.breakLine()
  }

  /// Names the file of a line, unless the line before it is in the same file.
  private mutating func addsFile(of line: Int, after previous: Int?) -> Bool {
    let place = source.place(ofLine: line)
    guard place.file != source.place(ofLine: previous ?? primaryLine).file else { return false }
    text.space(numberWidth)
    text.append("::: ", .faint)
    text += "\(place.file):\(place.line)\n"
    addRow(PictureRow())
    return true
  }

  private mutating func addGap() {
    text.append("...", .faint)
    let running = barsRow().text
    if !running.isEmpty {
      text.space(numberWidth)
      text += running
    }
    text.breakLine()
  }

  private func glyph(of placed: Placed) -> Character { placed.isPrimary ? "^" : "-" }
  private func style(of placed: Placed) -> StyledText.Style { placed.isPrimary ? primaryStyle : .label }
}
