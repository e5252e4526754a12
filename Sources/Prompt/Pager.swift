import Rendering

/// What is shown at once of a text that may be longer than the screen: whole paragraphs, and the rest when it is asked for.
/// What came before it on the screen, such as the answer to a request, stays in sight.
struct Pager {
  private(set) var shown: StyledText
  /// Nil: that was all.
  private(set) var rest: StyledText?

  /// - Parameters:
  ///   - above: how many rows above it are to stay on the screen.
  ///   - rows: of the screen; nil: it has no end.
  init(_ text: StyledText, columns: Int, above: Int, rows: Int?) {
    shown = text
    // Below some ten rows there is room for little more than the prompt.
    guard let rows, rows >= 10 else { return }
    // One for the prompt.
    guard text.rows(columns: columns) > rows - 1 - above else { return }
    let lines = Self.lines(of: text, columns: columns)
    // And one that says that there is more.
    let fitting = Self.countOfFirst(lines, in: max(0, rows - 2 - above), columns: columns)
    let end = Self.end(lines, fitting: fitting) ?? (above > 0 ? 0 : Self.cut(lines, fitting: fitting))
    shown = Self.joined(lines[..<end])
    rest = Self.joined(lines[end...].drop { $0.isEmpty })
  }

  private static func lines(of text: StyledText, columns: Int) -> [StyledText] {
    let lines = text.fitted(to: columns).lines
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  /// How many lines have room, from the first one on. A listing may take several rows for a line.
  private static func countOfFirst(_ lines: [StyledText], in room: Int, columns: Int) -> Int {
    var room = room
    return lines.prefix { line in
      room -= max(1, line.rows(columns: columns))
      return room >= 0
    }.count
  }

  /// Where the last paragraph ends that has room; nil where not even the first one has. A single line at the end, which
  /// says what Enter does, stays with what it is about, and a heading or a drawn line with the text that follows.
  private static func end(_ lines: [StyledText], fitting: Int) -> Int? {
    lines.indices.prefix(min(fitting + 1, lines.count - 2)).last { index in
      index > 0 && lines[index].isEmpty && !isHeading(lines[..<index].reversed().prefix { !$0.isEmpty }.reversed())
    }
  }

  /// Where a paragraph without enough room is cut: its last line does not go to the next screen alone.
  private static func cut(_ lines: [StyledText], fitting: Int) -> Int {
    let isAlone = fitting + 1 >= lines.count || lines[fitting + 1].isEmpty
    return max(1, isAlone && fitting > 2 ? fitting - 1 : fitting)
  }

  /// Whether a paragraph is a heading, with or without a line drawn under it, or only such a line.
  private static func isHeading(_ paragraph: [StyledText]) -> Bool {
    paragraph.allSatisfy { $0.consists(of: [.heading, .faint]) }
  }

  private static func joined(_ lines: ArraySlice<StyledText>) -> StyledText {
    var text = StyledText()
    for line in lines { text.appendLine(line) }
    return text
  }
}
