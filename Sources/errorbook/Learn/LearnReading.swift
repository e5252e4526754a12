import Prompt
import Rendering

extension LearnLoop {
  /// Shows as much of a text as the screen has room for; Enter goes on with the rest.
  mutating func read(_ text: StyledText) {
    let rows = prompt.session.isPlain ? nil : Console.rows
    let screenful = Pager(text, columns: Console.columns, above: printedRows, rows: rows)
    print(screenful.shown)
    unread = screenful.rest
    if unread != nil { print("\("Enter reads on.", .faint)\n") }
  }

  /// The rest of what did not fit; false where there is none.
  mutating func readOn() -> Bool {
    guard let rest = unread else { return false }
    printedRows = 0
    read(rest)
    return true
  }
}
