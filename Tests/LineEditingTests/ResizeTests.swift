import PseudoTerminal
import Testing

@Suite("Window size changes") struct ResizeTests {
  private static let typed = (1...25).map { ["one ", "four", "nine ", "sixteen "][$0 % 4] }.joined() + "the end"

  /// Returns the rows of a text.
  private func rows(_ text: String, columns: Int) -> [String] {
    var rows: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      let row = rest.prefix(columns)
      rest = rest.dropFirst(row.count)
      rows.append(String(row.reversed().drop { $0 == " " }.reversed()))
    }
    return rows
  }

  @Test(
    "a long line is redrawn completely, whether or not the terminal rewraps it",
    arguments: [(80, 50), (50, 80), (80, 20), (40, 41)], [false, true])
  func longLine(columns: (old: Int, new: Int), reflows: Bool) throws {
    // Put the cursor at the start of the line, in its middle and at its end.
    for offset in [0, 90, Self.typed.count] {
      let terminal = try startProbe(rows: 16, columns: columns.old)
      try terminal.send(Self.typed, Key.control("A"), String(repeating: Key.right, count: offset), "X")
      let (before, after) = (Self.typed.prefix(offset), Self.typed.dropFirst(offset))
      try terminal.expectLastRows(rows("probe> \(before)X\(after)", columns: columns.old))
      try terminal.expectCursor(inColumn: (7 + offset + 1) % columns.old)
      terminal.resize(rows: 16, columns: columns.new, reflows: reflows)
      try terminal.send("Y")
      try terminal.expectLastRows(rows("probe> \(before)XY\(after)", columns: columns.new))
      try terminal.expectCursor(inColumn: (7 + offset + 2) % columns.new)
      // The output above is still there. Old rows of the line may be below it.
      #expect(terminal.visible.split(separator: "\n").joined().contains("0 entries kept"), "\(terminal.visible)")
      try terminal.send(Key.enter)
      try terminal.expectOutput("entry \"\(before)XY\(after)\"")
    }
  }

  /// 125 characters, Ctrl-A, a character, 50 columns, a character.
  @Test("with the cursor in the first row, no old rows remain", arguments: [false, true])
  func firstRow(reflows: Bool) throws {
    let terminal = try startProbe(rows: 10, columns: 80)
    let typed = String(repeating: "123456789 ", count: 12) + "12345"
    try terminal.send(typed, Key.control("A"), "X")
    try terminal.expectLine("probe> X123456789 123456789 123456789 123456789 123456789 123456789 123456789 12")
    try terminal.expectCursor(inColumn: 8)
    terminal.resize(rows: 10, columns: 50, reflows: reflows)
    try terminal.send("Y")
    try terminal.expectScreen(
      """
      style keys, 0 entries kept
      probe> XY123456789 123456789 123456789 123456789 1
      23456789 123456789 123456789 123456789 123456789 1
      23456789 123456789 123456789 12345
      """)
  }

  @Test("a search keeps its own prompt", arguments: [false, true])
  func search(reflows: Bool) throws {
    let terminal = try startProbe(rows: 12, columns: 60)
    let entry = "raise " + String(repeating: "123456789 ", count: 5) + "last"
    try terminal.send(entry, Key.enter)
    try terminal.expectOutput("entry \"\(entry)\"")
    try terminal.expect("probe>")
    try terminal.send(Key.control("R"), "ais")
    try terminal.expectLastRows(rows("search 'ais': \(entry)", columns: 60))
    terminal.resize(rows: 12, columns: 40, reflows: reflows)
    try terminal.send("e")
    try terminal.expectLastRows(rows("search 'aise': \(entry)", columns: 40))
  }

  @Test("a line of one row follows the width of the window")
  func oneRow() throws {
    let terminal = try startProbe(rows: 6, columns: 40)
    try terminal.send("raise E")
    try terminal.expectLine("probe> raise E")
    terminal.resize(rows: 6, columns: 60)
    try terminal.send(" and so on, further than forty columns")
    try terminal.expectLine("probe> raise E and so on, further than forty columns")
    try terminal.send(Key.enter)
    try terminal.expect("entry \"raise E and so on, further than forty columns\"")
    try terminal.expect("probe>")
  }

  @Test("the next line uses the new width")
  func betweenLines() throws {
    let terminal = try startProbe(rows: 8, columns: 60)
    terminal.resize(rows: 8, columns: 20)
    try terminal.enter("one")
    try terminal.send("123456789 123456789")
    try terminal.expectLine("456789")
    try terminal.send(Key.home, "x")
    try terminal.expectLine("probe> x123456789 12")
  }
}
