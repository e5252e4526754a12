import Marking

/// The numbers that are shown instead of names, so that people can mark without them: a CSV with the columns number and student.
///
/// A student keeps the number that an earlier key has, so that marks of different days can be compared. New numbers are drawn
/// at random: anybody who has the list of a class could compute any other order.
package struct AnonymousKey: Sendable {
  /// By the student's name as a cell of the file.
  private var numbers: [String: Int] = [:]

  package init() {}

  /// - Throws: what keeps the file from being a key.
  package init(_ file: CSVReading) throws(ListProblem) {
    guard file.rows.isEmpty || file.titles == ["number", "student"] else {
      throw ListProblem(message: "its first row is not number,student")
    }
    var seen: Set<Int> = []
    for row in file.rows.enumerated().dropFirst() {
      guard row.element.count == 2, let number = Self.number(row.element[0]), numbers[row.element[1]] == nil,
        seen.insert(number).inserted
      else { throw ListProblem(message: "row \(row.offset + 1) is no number and student of its own") }
      numbers[row.element[1]] = number
    }
  }

  private static let prefix = "student-"

  private static func number(_ text: String) -> Int? {
    guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)), number > 0 else { return nil }
    return number
  }

  /// Gives a number to each student who has none.
  /// - Parameter names: other names under which an earlier key may have the student.
  package mutating func add(
    _ students: [String], names: (String) -> [String], using generator: inout some RandomNumberGenerator
  ) {
    var new: [String] = []
    for student in students where numbers[CSVText.distinctCell(student)] == nil {
      let earlier = names(student).lazy.map { CSVText.distinctCell($0) }.first { numbers[$0] != nil }
      if let earlier, let number = numbers.removeValue(forKey: earlier) {
        numbers[CSVText.distinctCell(student)] = number
      } else {
        new.append(student)
      }
    }
    var next = (numbers.values.max() ?? 0) + 1
    for student in new.shuffled(using: &generator) {
      numbers[CSVText.distinctCell(student)] = next
      next += 1
    }
  }

  /// The place of a student in the order of numbers.
  package func number(of student: String) -> Int? { numbers[CSVText.distinctCell(student)] }

  /// What is shown instead of a name.
  package func name(of student: String) -> String? { number(of: student).map { "\(Self.prefix)\($0)" } }

  /// Returns the marks of one student under the number.
  package func applied(to marks: [Mark]) -> [Mark] {
    marks.map { mark in
      var mark = mark
      mark.student = name(of: mark.student) ?? mark.student
      return mark
    }
  }

  /// The file.
  package var bytes: [UInt8] {
    let rows = numbers.sorted { $0.value < $1.value }.map { ["\(Self.prefix)\($0.value)", $0.key] }
    return ([["number", "student"]] + rows).flatMap { CSVText.row($0) }
  }
}

extension AnonymousKey? {
  /// The order of students: that of their names or, where these are not to be known, that of their numbers.
  package func precedes(_ first: String, _ second: String) -> Bool {
    if let self, let left = self.number(of: first), let right = self.number(of: second) { return left < right }
    return first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}
