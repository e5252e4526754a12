/// The sheet that a school's system exported (CSV), with each student's points in one of its columns, for that system to read
/// again. Every other byte stays as it is.
package struct FilledSheet: MarkFormat {
  private let sheet: CSVReading
  private let column: Int
  private var names = ClassNames()
  private var points: [Int: Int] = [:]
  private var last: (student: String, marks: [Mark])?
  /// Students who are in no row, or could be in several.
  package private(set) var unplaced: [String] = []

  /// Why a sheet cannot be filled.
  package struct Problem: Error {
    package var message: String
    package var help: String?
  }

  /// - Parameter column: its title, or how that begins; nil where the sheet leaves no choice.
  package init(_ sheet: CSVReading, column: String?) throws(Problem) {
    guard let head = sheet.rows.first else { throw Problem(message: "there is no row in this file") }
    self.sheet = sheet
    self.column = try Self.column(column, in: head)
    // In the sheets of all systems, whatever their language, whose row it is stands first.
    let identities = 0..<min(self.column, Self.identities)
    guard !identities.isEmpty else {
      throw Problem(message: "no column says whose row it is", help: "names stand before the points")
    }
    for (row, fields) in sheet.rows.enumerated().dropFirst() {
      names.add(identities.filter(fields.indices.contains).map { fields[$0] }, for: row)
    }
  }

  /// How many columns at the beginning may say whose row it is.
  private static let identities = 6

  private static func column(_ wanted: String?, in head: [String]) throws(Problem) -> Int {
    if let wanted {
      if let exact = head.firstIndex(of: wanted) { return exact }
      let begun = head.indices.filter { head[$0].hasPrefix(wanted) }
      if begun.count == 1 { return begun[0] }
      throw Problem(
        message: begun.isEmpty ? "there is no such column" : "several columns begin like this",
        help: "it has: \(head.joined(separator: ", "))")
    }
    // Moodle's, or Canvas's if there is only one assignment: `Lesson 2 (1234)`.
    if let grade = head.firstIndex(of: "Grade") { return grade }
    let assignments = head.indices.filter { head[$0].wholeMatch(of: #/.+ \([0-9]+\)/#) != nil }
    if assignments.count == 1 { return assignments[0] }
    throw Problem(
      message: "it does not say which column the points go to",
      help: "name it with --column: \(head.joined(separator: ", "))")
  }

  package mutating func write(_ mark: Mark) -> [UInt8] {
    if last?.student == mark.student {
      last?.marks.append(mark)
    } else {
      place()
      last = (mark.student, [mark])
    }
    return []
  }

  package mutating func end() -> [UInt8] {
    place()
    var bytes: [UInt8] = []
    var kept = 0
    for (row, fields) in sheet.fields.enumerated() {
      guard let points = points[row], fields.indices.contains(column) else { continue }
      bytes += sheet.bytes[kept..<fields[column].place.lowerBound] + Array(String(points).utf8)
      kept = fields[column].place.upperBound
    }
    return bytes + sheet.bytes[kept...]
  }

  /// A student who handed in nothing gets no number: whether that is 0 is not for us to say.
  private mutating func place() {
    guard let (student, marks) = last, marks.contains(where: { $0.status != .missing || $0.overridden != nil }) else {
      return
    }
    guard let row = names.person(student), points[row] == nil, sheet.fields[row].indices.contains(column) else {
      return unplaced.append(student)
    }
    points[row] = marks.reduce(0) { $0 + $1.points }
  }
}
