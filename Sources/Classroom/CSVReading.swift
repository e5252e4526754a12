import Diagnostics

/// Reads CSV as RFC 4180 has it, and as spreadsheets write it: quoted fields, CRLF or LF, a byte order mark, semicolons
/// where the first row has no comma.
package struct CSVReading {
  package let rows: [[String]]

  package init(_ bytes: [UInt8]) {
    var text = String(decoding: bytes, as: UTF8.self)[...]
    if text.hasPrefix("\u{FEFF}") { text = text.dropFirst() }
    let firstLine = text.prefix { !$0.isNewline }
    let separator: Character = firstLine.contains(",") || !firstLine.contains(";") ? "," : ";"
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var characters = text.makeIterator()
    var next = characters.next()
    while let character = next {
      next = characters.next()
      switch character {
      case "\"" where isQuoted && next == "\"":
        field.append("\"")
        next = characters.next()
      case "\"" where isQuoted || field.isEmpty: isQuoted.toggle()
      case separator where !isQuoted:
        row.append(field)
        field = ""
      case _ where character.isNewline && !isQuoted:
        row.append(field)
        field = ""
        rows.append(row)
        row = []
      default: field.append(character)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    self.rows = rows.filter { $0 != [""] }
  }

  /// The rows behind the first, each by the words of the first, in lower case.
  package var records: [[String: String]] {
    guard let head = rows.first else { return [] }
    return rows.dropFirst().map { row in
      var record: [String: String] = [:]
      for (name, value) in zip(head, row) where record[name.lowercased()] == nil { record[name.lowercased()] = value }
      return record
    }
  }
}
