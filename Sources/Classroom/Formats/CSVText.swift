/// Fields of CSV as RFC 4180 has them, safe for spreadsheets.
package enum CSVText {
  /// A row, ending in CRLF.
  package static func row(_ fields: [String]) -> [UInt8] {
    Array((fields.map(field).joined(separator: ",") + "\r\n").utf8)
  }

  /// A field. A spreadsheet runs what begins like a formula, so an apostrophe, which it does not show, stands before that;
  /// control characters are left out.
  static func field(_ text: String) -> String {
    var clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isFitForTables ? $0 : " " }))
    if let first = clean.first, "=+-@\t\r".contains(first) { clean = "'" + clean }
    guard clean.contains(where: { ",\"\n\r".contains($0) }) || clean != clean.filter({ $0 != " " }) else {
      return clean
    }
    return "\"" + clean.replacing("\"", with: "\"\"") + "\""
  }
}

extension Unicode.Scalar {
  /// Whether a table or page may hold it: no control character, nothing that acts on its neighbours.
  var isFitForTables: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFFE, 0xFFFF, 0x200E, 0x200F, 0x061C, 0x202A...0x202E,
      0x2066...0x2069:
      false
    default: true
    }
  }
}
