import Diagnostics
import Marking

/// Marks as a CSV table with one row for each student and exercise.
package struct CSVMarks: MarkFormat {
  package init() {}

  package mutating func header() -> [UInt8] {
    CSVText.row(["student", "exercise", "status", "points", "possible", "reason", "late", "overridden"])
  }

  package mutating func write(_ mark: Mark) -> [UInt8] {
    CSVText.row([
      mark.student, mark.exercise, mark.status.rawValue, String(mark.points), String(mark.possible), mark.reason ?? "",
      mark.late ?? "", mark.overridden ?? "",
    ])
  }
}

/// CSV fields (RFC 4180) that are safe for spreadsheets.
package enum CSVText {
  /// Returns a row that ends in CRLF.
  package static func row(_ fields: [String]) -> [UInt8] {
    Array((fields.map(field).joined(separator: ",") + "\r\n").utf8)
  }

  /// Returns a field. Spreadsheets run fields that start like a formula, so these get a leading apostrophe, which spreadsheets
  /// do not display. The same applies after a semicolon, because it separates cells in some countries. Control characters
  /// are left out.
  static func field(_ text: String) -> String {
    let field = cell(text)
    guard field.unicodeScalars.contains(where: { $0 == "," || $0 == ";" || $0 == "\"" || $0 == " " }) else {
      return field
    }
    return "\"" + field.withEach("\"", as: "\"\"") + "\""
  }

  /// Returns the text that a reader of the field gets. Safe text stays unchanged.
  static func cell(_ text: String) -> String {
    var cell = ""
    forEachScalar(of: text) { scalar, startsFormula in
      cell += startsFormula ? "'\(scalar)" : scalar.isFitForTables ? String(scalar) : " "
    }
    return cell
  }

  /// Returns a cell that is unique for each text: characters that are not safe become `%{3D}`.
  static func distinctCell(_ text: String) -> String {
    var cell = ""
    forEachScalar(of: text) { scalar, startsFormula in
      let stays = scalar.isFitForTables && scalar != "%" && !startsFormula
      cell += stays ? String(scalar) : "%{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
    return cell
  }

  private static func forEachScalar(of text: String, _ body: (Unicode.Scalar, _ startsFormula: Bool) -> Void) {
    // Some programs skip the spaces before a formula.
    var startsCell = true
    for scalar in text.unicodeScalars {
      body(scalar, startsCell && formulaSigns.contains(scalar))
      startsCell = scalar == ";" || (startsCell && (scalar == " " || !scalar.isFitForTables))
    }
  }

  /// The last four are full-width characters, as East Asian keyboards type them.
  private static let formulaSigns: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]
}

extension Unicode.Scalar {
  /// Whether a table, page or file name may contain it: it is not a control character and does not affect its neighbors.
  package var isFitForTables: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFFE, 0xFFFF, 0x200E, 0x200F, 0x061C, 0x202A...0x202E,
      0x2066...0x2069:
      false
    default: true
    }
  }
}
