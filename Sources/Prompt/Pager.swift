import Rendering

/// Splits a text that may be longer than the screen: whole paragraphs that fit, and the rest for later. Earlier output,
/// such as the response to a request, stays on the screen.
struct Pager {
  private(set) var shown: StyledText
  /// The text that did not fit, or nil if all of it did.
  private(set) var rest: StyledText?

  /// - Parameters:
  ///   - above: how many earlier rows stay on the screen.
  ///   - rows: the height of the screen, or nil if it is unlimited.
  init(_ text: StyledText, columns: Int, above: Int, rows: Int?) {
    shown = text
    guard let rows, rows >= Self.leastRows else { return }
    // One row is for the prompt.
    guard text.rows(columns: columns) > rows - 1 - above else { return }
    let lines = Self.lines(of: text, columns: columns)
    // Another row says that there is more.
    let fitting = Self.countOfFirst(lines, in: max(0, rows - 2 - above), columns: columns)
    // A long paragraph starts under a few rows, but not at the bottom of the screen.
    let end = Self.end(lines, fitting: fitting) ?? (above > rows / 3 ? 0 : Self.cut(lines, fitting: fitting))
    shown = Self.joined(lines[..<end])
    rest = Self.joined(lines[end...].drop { $0.isEmpty })
  }

  /// A screen with fewer rows has little room besides the prompt. Nothing waits there.
  static let leastRows = 10

  private static func lines(of text: StyledText, columns: Int) -> [StyledText] {
    let lines = text.fitted(to: columns).lines
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  /// Returns how many of the first lines fit. A line of a listing may take several rows.
  private static func countOfFirst(_ lines: [StyledText], in room: Int, columns: Int) -> Int {
    var room = room
    return lines.prefix { line in
      room -= max(1, line.rows(columns: columns))
      return room >= 0
    }.count
  }

  /// Returns the end of the last paragraph that fits, or nil if not even the first one fits. A single last line, which
  /// says what Enter does, stays with the text before it. A heading or a drawn line stays with the text after it.
  private static func end(_ lines: [StyledText], fitting: Int) -> Int? {
    lines.indices.prefix(min(fitting + 1, lines.count - 2)).last { index in
      index > 0 && lines[index].isEmpty && !isHeading(lines[..<index].reversed().prefix { !$0.isEmpty }.reversed())
    }
  }

  /// Returns where to split a paragraph that does not fit. Its last line does not go to the next screen alone.
  private static func cut(_ lines: [StyledText], fitting: Int) -> Int {
    let isAlone = fitting + 1 >= lines.count || lines[fitting + 1].isEmpty
    return max(1, isAlone && fitting > 2 ? fitting - 1 : fitting)
  }

  /// Returns whether a paragraph is a heading (with or without a line drawn under it) or only such a line.
  private static func isHeading(_ paragraph: [StyledText]) -> Bool {
    paragraph.allSatisfy { $0.consists(of: [.heading, .faint]) }
  }

  private static func joined(_ lines: ArraySlice<StyledText>) -> StyledText {
    var text = StyledText()
    for line in lines { text.appendLine(line) }
    return text
  }
}

/// Decides which part of the output appears on the screen before the next input, and which part waits for Enter.
///
/// The rule is the same for every entry: output appears immediately while it fits. The rest is split into pages.
package struct PagedOutput: Sendable {
  /// The text that has not been shown.
  private(set) var rest = StyledText()
  /// How many rows were shown since the last input.
  private var shownRows = 0

  package init() {}

  /// Adds a text to the output. Returns what to show immediately: the text, or nothing if it has to wait.
  mutating func add(_ text: StyledText, columns: Int, rows: Int?) -> StyledText {
    guard let rows, rows >= Pager.leastRows else { return text }
    let height = text.rows(columns: columns)
    // One row is for the prompt, and one says that there is more.
    guard rest.isEmpty, shownRows + height <= rows - 2 else {
      rest += text
      return StyledText()
    }
    shownRows += height
    return text
  }

  /// Returns the part of the text that fits below what was shown since the last input. After it, input is read.
  mutating func nextPage(columns: Int, rows: Int?) -> StyledText {
    defer { shownRows = 0 }
    guard !rest.isEmpty else { return StyledText() }
    let page = Pager(rest, columns: columns, above: shownRows, rows: rows)
    rest = page.rest ?? StyledText()
    return rest.isEmpty ? page.shown : page.shown + Self.moreHint
  }

  mutating func takeRest() -> StyledText {
    defer { rest = StyledText() }
    return rest
  }

  /// The hint that Enter shows the rest.
  private static var moreHint: StyledText { "\("Press Enter for more.", .faint)\n" }
}
