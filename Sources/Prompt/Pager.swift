import Diagnostics
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
    let split = Splitting(lines: lines, columns: columns, page: rows - 2)
    // A long paragraph starts under a few rows, but not at the bottom of the screen.
    let startsLater = above > rows / 3 || above > 0 && split.startsWithLeadIn
    let end = split.end(fitting: fitting) ?? (startsLater ? 0 : split.cut(fitting: fitting))
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

  private static func joined(_ lines: ArraySlice<StyledText>) -> StyledText {
    var text = StyledText()
    for line in lines { text.appendLine(line) }
    return text
  }
}

/// Where lines may be split into pages.
private struct Splitting {
  let lines: [StyledText]
  let columns: Int
  /// How many rows of text a page has.
  let page: Int

  /// Returns the end of the last paragraph that fits, or nil if not even the first one fits. A single last line, which
  /// says what Enter does, stays with the text before it. A heading, a drawn line or a lead-in stays with the text after
  /// it.
  func end(fitting: Int) -> Int? {
    lines.indices.prefix(min(fitting + 1, lines.count - 2)).last { index in
      guard index > 0, lines[index].isEmpty else { return false }
      let start = lines[..<index].lastIndex { $0.isEmpty }.map { $0 + 1 } ?? 0
      return !isHeading(lines[start..<index]) && !isLeadIn(start..<index)
    }
  }

  /// Returns where to split a paragraph that does not fit. Its last line does not go to the next screen alone.
  func cut(fitting: Int) -> Int {
    let isAlone = fitting + 1 >= lines.count || lines[fitting + 1].isEmpty
    return max(1, isAlone && fitting > 2 ? fitting - 1 : fitting)
  }

  /// Whether the first paragraph leads in the second one, and a page has room for both.
  var startsWithLeadIn: Bool { isLeadIn(0..<(lines.firstIndex { $0.isEmpty } ?? lines.count)) }

  /// Returns whether a paragraph is a heading (with or without a line drawn under it) or only such a line.
  private func isHeading(_ paragraph: ArraySlice<StyledText>) -> Bool {
    paragraph.allSatisfy { $0.consists(of: [.heading, .faint]) }
  }

  /// Returns whether a paragraph ends in a colon and a page has room for it and the code or list after it.
  private func isLeadIn(_ paragraph: Range<Int>) -> Bool {
    guard let last = lines[paragraph].last, last.characters.trimmed.last == ":" else { return false }
    let rest = lines[paragraph.upperBound...]
    let next = rest.drop { $0.isEmpty }.prefix { !$0.isEmpty }
    return lines[paragraph.lowerBound..<next.endIndex].reduce(0) { $0 + max(1, $1.rows(columns: columns)) } <= page
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
