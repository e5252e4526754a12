import Marking

/// A CSV file from a school's system with each student's points filled into one of its columns. The system can import it
/// again. All other bytes stay unchanged.
package struct FilledSheet: MarkFormat {
  private let sheet: CSVReading
  private let column: Int
  private var names = ClassNames()
  /// The points of each student who gets points, in order.
  private var totals: [(student: String, points: Int)] = []
  private var last: (student: String, marks: [Mark])?
  /// Why a sheet cannot be filled in.
  package struct Problem: Error {
    package var message: String
    package var help: String?
  }

  /// - Parameter column: the title of the points column or its start; nil if there is only one candidate.
  package init(_ sheet: CSVReading, column: String?) throws(Problem) {
    guard let head = sheet.rows.first else { throw Problem(message: "the file has no rows") }
    self.sheet = sheet
    self.column = try Self.column(column, in: head)
    // In all systems and languages, the columns that identify the student come first.
    let identities = 0..<min(self.column, Self.identities)
    guard !identities.isEmpty else {
      throw Problem(message: "no column identifies the student", help: "put the columns of names before the points")
    }
    for (row, fields) in sheet.rows.enumerated().dropFirst() {
      names.add(identities.filter(fields.indices.contains).map { fields[$0] }, for: row)
    }
  }

  /// The maximum number of columns at the start that can identify the student.
  private static let identities = 6

  private static func column(_ title: String?, in head: [String]) throws(Problem) -> Int {
    if let title {
      if let exact = head.firstIndex(of: title) { return exact }
      let begun = head.indices.filter { head[$0].hasPrefix(title) }
      if begun.count == 1 { return begun[0] }
      throw Problem(
        message: begun.isEmpty ? "there is no such column" : "several columns start like this",
        help: "it has: \(head.joined(separator: ", "))")
    }
    // Moodle's column in English, German or French, or the only assignment in Canvas: `Lesson 2 (1234)`.
    if let grade = head.firstIndex(where: { ["Grade", "Bewertung", "Note"].contains($0) }) { return grade }
    let assignments = head.indices.filter { isAssignment(head[$0]) }
    if assignments.count == 1 { return assignments[0] }
    throw Problem(
      message: "cannot tell which column the points go into",
      help: "choose one with --column: \(head.joined(separator: ", "))")
  }

  /// Whether a title has the form of Canvas: `Lesson 2 (1234)`.
  private static func isAssignment(_ title: String) -> Bool {
    guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return false }
    let name = title[..<open]
    let number = title[open...].dropFirst().dropLast()
    return name.count > 1 && name.last == " " && !name.contains { $0.isNewline } && !number.isEmpty
      && number.allSatisfy { ("0"..."9").contains($0) }
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

  package mutating func footer() -> [UInt8] {
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

  /// A student without a submission gets no number: the teacher decides whether that is 0.
  private mutating func add() {
    guard let (student, marks) = last, Self.hasPoints(marks) else { return }
    totals.append((student, marks.reduce(0) { $0 + $1.points }))
  }

  /// Whether a student's marks count as points in a sheet.
  package static func hasPoints(_ marks: [Mark]) -> Bool {
    marks.contains { $0.status != .missing || $0.overridden != nil }
  }

  /// Returns the points by row.
  private func placed() -> [Int: Int] {
    rows(of: totals.map { $0.student }).compactMapValues { totals.indices.contains($0) ? totals[$0].points : nil }
  }

  /// Returns the students by row. If two students match the same row, neither gets it.
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

  /// Returns the students who match no row, or several.
  /// - Parameter students: all students who get points.
  package func unplaced(_ students: [String]) -> [String] {
    let placed = Set(rows(of: students).values)
    return students.indices.filter { !placed.contains($0) }.map { students[$0] }.sorted()
  }
}
