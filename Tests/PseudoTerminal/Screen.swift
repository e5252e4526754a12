/// The screen of a terminal: emulates enough of an xterm for the programs under test.
///
/// `rows` also contains the rows that were scrolled out, above the visible ones.
struct Screen {
  private(set) var rows: [[String]] = [[]]
  /// The full rows that continue in the next row.
  private var fullRows: Set<Int> = []
  private(set) var row = 0
  private(set) var column = 0
  private var height: Int
  private var width: Int
  private var wrapsNext = false
  private var inserts = false
  private var saved = (row: 0, column: 0)
  private var pending: [UInt8] = []

  init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  private var top: Int { max(0, rows.count - height) }

  /// Returns the text of a row without spaces at its end. A wide character is in one cell, followed by an empty one.
  func text(ofRow index: Int) -> String {
    guard rows.indices.contains(index) else { return "" }
    return String(rows[index].joined().reversed().drop { $0 == " " }.reversed())
  }

  var visible: [String] {
    var lines = (top..<rows.count).map(text)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Changes the size of the screen.
  /// - Parameter reflows: whether to rewrap long lines at the new width, as most terminals do. An xterm keeps the rows.
  mutating func resize(height: Int, width: Int, reflows: Bool) {
    if reflows { reflow(to: width) }
    self.height = height
    self.width = width
    column = min(column, width - 1)
  }

  private mutating func reflow(to width: Int) {
    var reflowed: [[String]] = []
    var full: Set<Int> = []
    var cursor = (row: 0, column: 0)
    var line: [String] = []
    for index in rows.indices {
      if index == row {
        let offset = line.count + column + (wrapsNext ? 1 : 0)
        cursor = (reflowed.count + offset / width, offset % width)
      }
      line += rows[index]
      if fullRows.contains(index) { continue }
      while line.count > width {
        // The two halves of a wide character stay together.
        let end = line[width] == "" ? width - 1 : width
        full.insert(reflowed.count)
        reflowed.append(Array(line[..<end]))
        line.removeFirst(end)
      }
      reflowed.append(line)
      line = []
    }
    while reflowed.count <= cursor.row { reflowed.append([]) }
    (rows, fullRows, wrapsNext) = (reflowed, full, false)
    (row, column) = cursor
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if pending[0] == 0x1B {
        takeEscape()
      } else if byte < 0x80 || isWholeCharacter {
        let text = String(decoding: pending, as: UTF8.self)
        pending = []
        text.unicodeScalars.forEach { take($0) }
      }
    }
  }

  private var isWholeCharacter: Bool {
    switch pending[0] {
    case 0xF0...: pending.count >= 4
    case 0xE0...: pending.count >= 3
    case 0xC0...: pending.count >= 2
    default: true
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\r": move(toColumn: 0)
    case "\n": lineFeed()
    case "\u{8}": move(toColumn: column - 1)
    case "\t": move(toColumn: (column / 8 + 1) * 8)
    case "\u{0}"..."\u{1F}", "\u{7F}": break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let room = Screen.room(of: scalar)
    guard room > 0 else { return addMark(scalar) }
    if wrapsNext || column + room > width {
      fullRows.insert(row)
      lineFeed()
      move(toColumn: 0)
    }
    fill(upTo: column + room)
    if inserts { rows[row].insert(contentsOf: Array(repeating: " ", count: room), at: column) }
    fill(upTo: column + room)
    rows[row][column] = String(scalar)
    if room == 2 { rows[row][column + 1] = "" }
    rows[row] = Array(rows[row].prefix(width))
    column += room
    wrapsNext = column == width
    if wrapsNext { column = width - 1 }
  }

  private mutating func addMark(_ scalar: Unicode.Scalar) {
    let before = wrapsNext ? column : column - 1
    guard let cell = (0...max(0, before)).last(where: { rows[row].indices.contains($0) && rows[row][$0] != "" }) else {
      return
    }
    rows[row][cell].unicodeScalars.append(scalar)
  }

  private static func room(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  private mutating func fill(upTo count: Int) {
    if rows[row].count < count {
      rows[row] += Array(repeating: " ", count: count - rows[row].count)
    }
  }

  private mutating func move(toColumn target: Int) {
    column = min(max(0, target), width - 1)
    wrapsNext = false
  }

  private mutating func move(toRow target: Int) {
    row = min(max(top, target), top + height - 1)
    while rows.count <= row { rows.append([]) }
    wrapsNext = false
  }

  private mutating func lineFeed() {
    row += 1
    if row == rows.count { rows.append([]) }
    wrapsNext = false
  }

  private mutating func takeEscape() {
    guard pending.count > 1, let last = pending.last else { return }
    switch pending[1] {
    case UInt8(ascii: "["):
      guard pending.count > 2, (0x40...0x7E).contains(last) else { return }
      control(last, String(decoding: pending[2..<(pending.count - 1)], as: UTF8.self))
    case UInt8(ascii: "]"):
      guard last == 7 || pending.suffix(2) == [0x1B, UInt8(ascii: "\\")] else { return }
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      guard pending.count > 2 else { return }
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): (row, column) = saved
    case UInt8(ascii: "M"): move(toRow: row - 1)
    default: break
    }
    pending = []
  }

  private mutating func control(_ kind: UInt8, _ arguments: String) {
    let numbers = arguments.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first ?? nil
    let count = max(1, first ?? 1)
    switch Character(Unicode.Scalar(kind)) {
    case "A": move(toRow: row - count)
    case "B": move(toRow: row + count)
    case "C": move(toColumn: column + count)
    case "D": move(toColumn: column - count)
    case "G": move(toColumn: count - 1)
    case "d": move(toRow: top + count - 1)
    case "H", "f":
      move(toRow: top + count - 1)
      move(toColumn: (numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1)
    case "J": erase(below: first ?? 0)
    case "K": eraseRow(first ?? 0)
    case "P": rows[row].removeSubrange(min(column, rows[row].count)..<min(column + count, rows[row].count))
    case "@":
      fill(upTo: column)
      rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      rows[row] = Array(rows[row].prefix(width))
    case "h" where arguments == "4": inserts = true
    case "l" where arguments == "4": inserts = false
    default: break
    }
  }

  private mutating func erase(below kind: Int) {
    if kind == 0 { eraseRow(0) }
    for index in (kind == 0 ? row + 1 : top)..<max(rows.count, row + 1) {
      rows[index] = []
      fullRows.remove(index)
    }
  }

  private mutating func eraseRow(_ kind: Int) {
    if kind != 1 { fullRows.remove(row) }
    switch kind {
    case 0: rows[row] = Array(rows[row].prefix(column))
    case 1:
      fill(upTo: column + 1)
      for index in 0...column { rows[row][index] = " " }
    default: rows[row] = []
    }
  }
}
