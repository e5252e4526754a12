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
    let lines = Self.rows(of: text, columns: columns)
    // One for the prompt.
    guard lines.count > rows - 1 - above else { return }
    // And one that says that there is more.
    let room = max(0, rows - 2 - above)
    let end = Self.end(lines, room: room) ?? (above > 0 ? 0 : room)
    shown = Self.joined(lines[..<end])
    rest = Self.joined(lines[end...].drop { $0.isEmpty })
  }

  /// How many rows a text takes.
  static func height(_ text: StyledText, columns: Int) -> Int { rows(of: text, columns: columns).count }

  private static func rows(of text: StyledText, columns: Int) -> [StyledText] {
    let lines = text.fitted(to: columns).lines
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  /// Where the last paragraph ends that has room; nil where not even the first one has. A single line at the end, which
  /// says what Enter does, stays with what it is about.
  private static func end(_ lines: [StyledText], room: Int) -> Int? {
    lines.indices.prefix(min(room + 1, lines.count - 2)).last { $0 > 0 && lines[$0].isEmpty }
  }

  private static func joined(_ lines: ArraySlice<StyledText>) -> StyledText {
    var text = StyledText()
    for line in lines { text.appendLine(line) }
    return text
  }
}
