import Marking

/// The sheet that a school's system exported (CSV), with each student's points in one of its columns, for that system to read
/// again. Every other byte stays as it is.
package struct FilledSheet: MarkFormat {
  private let sheet: CSVReading
  private let column: Int
  private var names = ClassNames()
  /// The points of each student who gets any, in order.
  private var totals: [(student: String, points: Int)] = []
  private var last: (student: String, marks: [Mark])?
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
    // Moodle's in English, German or French, or Canvas's if there is only one assignment: `Lesson 2 (1234)`.
    if let grade = head.firstIndex(where: { ["Grade", "Bewertung", "Note"].contains($0) }) { return grade }
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
      add()
      last = (mark.student, [mark])
    }
    return []
  }

  package mutating func end() -> [UInt8] {
    add()
    last = nil
    let points = placed()
    var bytes: [UInt8] = []
    var kept = 0
    for (row, fields) in sheet.fields.enumerated() {
      guard let points = points[row], fields.indices.contains(column) else { continue }
      bytes += sheet.bytes[kept..<fields[column].place.lowerBound] + Array(String(points).utf8)
      kept = fields[column].place.upperBound
    }
    return sheet.encoded(bytes + sheet.bytes[kept...])
  }

  /// A student who handed in nothing gets no number: whether that is 0 is not for us to say.
  private mutating func add() {
    guard let (student, marks) = last, Self.hasPoints(marks) else { return }
    totals.append((student, marks.reduce(0) { $0 + $1.points }))
  }

  /// Whether the marks of a student are points in a sheet.
  package static func hasPoints(_ marks: [Mark]) -> Bool {
    marks.contains { $0.status != .missing || $0.overridden != nil }
  }

  /// The points by row.
  private func placed() -> [Int: Int] {
    rows(of: totals.map(\.student)).compactMapValues { totals.indices.contains($0) ? totals[$0].points : nil }
  }

  /// The places of students by row. Two who could be in one row get none: nobody can know whose it is.
  private func rows(of students: [String]) -> [Int: Int] {
    let repositories = RepositoryNames(students)
    var rows: [Int: [Int]] = [:]
    for (index, student) in students.enumerated() {
      guard case .person(let row) = names.match(student, repositories), sheet.fields[row].indices.contains(column)
      else {
        continue
      }
      rows[row, default: []].append(index)
    }
    return rows.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// Students who are in no row, or could be in several.
  /// - Parameter students: all who get points.
  package func unplaced(_ students: [String]) -> [String] {
    let placed = Set(rows(of: students).values)
    return students.indices.filter { !placed.contains($0) }.map { students[$0] }.sorted()
  }
}
