import Diagnostics
import Marking

/// Reads CSV as RFC 4180 has it, and as spreadsheets write it: quoted fields, CRLF or LF, a byte order mark, semicolons
/// or tabs where the first row has more of them than of commas.
package struct CSVReading: Sendable {
  /// A field: what it says, and where it stands with its quotes.
  package struct Field: Sendable, Hashable {
    package var text: String
    package var place: Range<Int>
  }

  /// The file; UTF-16 as UTF-8.
  package let bytes: [UInt8]
  private let encoding: ListEncoding
  /// Empty lines are no rows.
  package let fields: [[Field]]

  package var rows: [[String]] { fields.map { $0.map(\.text) } }

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
        // A separator at the very end has an empty field behind it.
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

  /// What stands between the fields of the first row.
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

  /// Where a field ends: at a separator or an end of line outside of quotes.
  private static func endOfField(in bytes: [UInt8], from start: Int, _ separator: UInt8) -> Int {
    // Quotes mean something only around a whole field; two of them inside stand for one.
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
    return String(inner.replacing("\"\"", with: "\""))
  }

  /// The bytes of a file that differs from this one, in the encoding of this one.
  package func encoded(_ bytes: [UInt8]) -> [UInt8] { encoding.original(bytes) }

  /// A row after the first.
  package struct Record: Sendable, Hashable {
    /// From 1, the first row included.
    package var row: Int
    /// The values by title, without outer space. Titles are in the form of `title`.
    package var values: [String: String]
  }

  /// The rows after the first that have anything in a field: spreadsheets leave empty ones behind.
  package var records: [Record] {
    let titles = titles
    return rows.enumerated().dropFirst().filter { !Self.isEmpty($0.element) }.map { index, row in
      var values: [String: String] = [:]
      for (title, value) in zip(titles, row) where values[title] == nil { values[title] = value.withoutOuterSpace }
      return Record(row: index + 1, values: values)
    }
  }

  /// Whether no field of a row has anything.
  static func isEmpty(_ row: [String]) -> Bool { row.allSatisfy { $0.allSatisfy(\.isWhitespace) } }

  /// The titles of the columns, in the form of `title`.
  package var titles: [String] { rows.first?.map(Self.title) ?? [] }

  /// A title as systems write it differently: `Student_ID`, `E-Mail-Adresse`, `Nom d’utilisateur`.
  package static func title(_ text: String) -> String {
    text.lowercased().replacing("\u{2019}", with: "'").split {
      $0.isWhitespace || $0 == "_" || $0 == "-" || $0 == "\u{FEFF}"
    }
    .joined(separator: " ")
  }
}
