/// The part of a source line that a picture shows: the whole line, or the parts around the marks with `...` between
/// them.
struct LineExcerpt {
  /// The text to show, without trailing spaces.
  private(set) var text = StyledText()
  /// The columns of the line that are shown: each run, and the column at which it is shown.
  private var pieces: [(columns: Range<Int>, shownAt: Int)] = []

  private static let ellipsis = "..."

  /// Shows the whole line.
  init(whole line: ScreenLine) {
    self.init(line, pieces: [0..<line.width])
  }

  /// Shows at most `limit` columns, with as much context around each mark as possible. Returns nil if the marks leave
  /// no room.
  init?(_ line: ScreenLine, around marks: [Range<Int>], limit: Int) {
    guard !marks.isEmpty else {
      let end = line.boundary(from: limit - Self.ellipsis.count - 10)
      self.init(line, pieces: [0..<end])
      return
    }
    var best: [Range<Int>]?
    // Binary search for the widest context that fits.
    var (low, high) = (1, limit)
    while low <= high {
      let context = (low + high) / 2
      let pieces = Self.pieces(of: line, around: marks, context: context)
      let columns = pieces.reduce((pieces.count + 1) * Self.ellipsis.count) { $0 + $1.count }
      if columns <= limit {
        best = pieces
        low = context + 1
      } else {
        high = context - 1
      }
    }
    guard let best else { return nil }
    self.init(line, pieces: best)
  }

  private init(_ line: ScreenLine, pieces: [Range<Int>]) {
    var shown = ""
    var end = 0
    var column = 0
    for piece in pieces {
      if piece.lowerBound > end {
        shown += Self.ellipsis
        column += Self.ellipsis.count
      }
      shown += line.text(in: piece)
      self.pieces.append((piece, column))
      column += piece.count
      end = piece.upperBound
    }
    if end < line.width { shown += Self.ellipsis }
    let blanks = shown.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    text.appendShown(shown.dropLast(blanks), .plain)
  }

  /// Returns where columns of the line are shown. Omitted columns map to the ellipsis.
  func shown(_ columns: Range<Int>) -> Range<Int> {
    let start = shown(columns.lowerBound)
    return start..<max(start + 1, shown(columns.upperBound - 1) + 1)
  }

  private func shown(_ column: Int) -> Int {
    var end = 0
    for piece in pieces {
      if column < piece.columns.lowerBound { return end }
      if column < piece.columns.upperBound { return piece.shownAt + column - piece.columns.lowerBound }
      end = piece.shownAt + piece.columns.count
    }
    return end
  }

  /// The runs of columns to keep: both ends of a long mark, and some context on each side.
  private static func pieces(of line: ScreenLine, around marks: [Range<Int>], context: Int) -> [Range<Int>] {
    let head = max(4, context)
    var wanted: [(start: Int, end: Int)] = []
    for mark in marks {
      let (start, end) = (mark.lowerBound, mark.upperBound)
      if mark.count <= 2 * head + ellipsis.count {
        wanted.append((start - context, end + context))
      } else {
        wanted.append((start - context, start + head))
        wanted.append((end - head, end + context))
      }
    }
    wanted.sort { $0.start < $1.start }
    var pieces: [Range<Int>] = []
    for (start, end) in wanted {
      // An ellipsis that saves no columns is omitted.
      let reach = pieces.last?.upperBound ?? 0
      let first = start <= reach + ellipsis.count ? reach : line.boundary(from: start)
      let last = end >= line.width - ellipsis.count ? line.width : line.boundary(from: end)
      if first == reach, let joined = pieces.popLast() {
        pieces.append(joined.lowerBound..<max(reach, last))
      } else {
        pieces.append(first..<max(first, last))
      }
    }
    return pieces
  }
}
