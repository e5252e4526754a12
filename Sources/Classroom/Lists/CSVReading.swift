import Diagnostics
import Marking

/// Reads CSV (RFC 4180) in the forms that spreadsheets write: quoted fields, CRLF or LF, a byte order mark, and semicolons or
/// tabs as separators if the first row has more of them than commas.
package struct CSVReading: Sendable {
  /// A field: its text, and its position including quotes.
  package struct Field: Sendable, Hashable {
    package var text: String
    package var place: Range<Int>
  }

  /// The file's bytes; UTF-16 is converted to UTF-8.
  package let bytes: [UInt8]
  private let encoding: ListEncoding
  /// The rows without empty lines.
  package let fields: [[Field]]

  package var rows: [[String]] { fields.map { $0.map { $0.text } } }

  package init(_ file: [UInt8]) {
    encoding = ListEncoding(of: file)
    bytes = encoding.searchable(file)
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let separator = Self.separator(in: bytes[place...])
    var rows: [[Field]] = []
    var row: [Field] = []
    while place < bytes.count {
      let end = Self.endOfField(in: bytes, from: place, separator)
      row.append(Field(text: Self.unquoted(encoding.text(bytes[place..<end])), place: place..<end))
      place = end + 1
      guard end == bytes.count || bytes[end] != separator else {
        // A separator at the end of the file is followed by an empty field.
        if place == bytes.count { row.append(Field(text: "", place: place..<place)) }
        continue
      }
      if end + 1 < bytes.count, bytes[end] == .carriageReturn, bytes[end + 1] == .lineFeed { place += 1 }
      rows.append(row)
      row = []
    }
    if !row.isEmpty { rows.append(row) }
    fields = rows.filter { $0.count > 1 || $0.first?.text != "" }
  }

  /// Returns the separator of the first row.
  private static func separator(in bytes: ArraySlice<UInt8>) -> UInt8 {
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in bytes.prefix(while: { $0 != .lineFeed && $0 != .carriageReturn }) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let comma = UInt8(ascii: ",")
    return [UInt8(ascii: ";"), UInt8(ascii: "\t")].reduce(comma) { counts[$1] ?? 0 > counts[$0] ?? 0 ? $1 : $0 }
  }

  /// Returns the end of a field: a separator or line end outside of quotes.
  private static func endOfField(in bytes: [UInt8], from start: Int, _ separator: UInt8) -> Int {
    // Quotes are special only around a whole field. Inside it, two quotes mean one.
    var isQuoted = bytes[start] == UInt8(ascii: "\"")
    var place = isQuoted ? start + 1 : start
    let wasQuoted = isQuoted
    while place < bytes.count {
      let byte = bytes[place]
      if wasQuoted, byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == separator || byte == .lineFeed || byte == .carriageReturn {
        return place
      }
      place += 1
    }
    return place
  }

  private static func unquoted(_ text: String) -> String {
    guard text.hasPrefix("\"") else { return text }
    let inner = text.dropFirst().dropLast(text.count > 1 && text.hasSuffix("\"") ? 1 : 0)
    return String(String(inner).withEach("\"\"", as: "\""))
  }

  /// Returns changed content in the encoding of this file.
  package func encoded(_ bytes: [UInt8]) -> [UInt8] { encoding.original(bytes) }

  /// A row after the title row.
  package struct Record: Sendable, Hashable {
    /// Counted from 1, including the title row.
    package var row: Int
    /// The trimmed values by title. Titles are normalized by `title`.
    package var values: [String: String]
  }

  /// The rows after the title row, without those that spreadsheets leave empty.
  package var records: [Record] {
    let titles = titles
    return rows.enumerated().dropFirst().filter { !Self.isEmpty($0.element) }.map { index, row in
      var values: [String: String] = [:]
      for (title, value) in zip(titles, row) where values[title] == nil { values[title] = value.withoutOuterSpace }
      return Record(row: index + 1, values: values)
    }
  }

  /// Whether all fields of a row are empty.
  static func isEmpty(_ row: [String]) -> Bool { row.allSatisfy { $0.allSatisfy { $0.isWhitespace } } }

  /// The normalized titles of the columns.
  package var titles: [String] { rows.first?.map(Self.title) ?? [] }

  /// Normalizes a title, because systems write it differently: `Student_ID`, `E-Mail-Adresse`, `Nom d’utilisateur`.
  package static func title(_ text: String) -> String {
    text.lowercased().withEach("\u{2019}", as: "'").split {
      $0.isWhitespace || $0 == "_" || $0 == "-" || $0 == "\u{FEFF}"
    }
    .joined(separator: " ")
  }
}
