/// Finds who is meant among the people of a class, where systems write the same name in different ways: Canvas makes
/// `doejane` of `Doe, Jane`, and GitHub Classroom puts the assignment before the login.
package struct ClassNames: Sendable {
  /// Who goes by a name: nil where several do.
  private var byName: [String: Int?] = [:]
  private var byLetters: [String: Int?] = [:]

  package init() {}

  package init(_ names: [String]) {
    for (person, name) in names.enumerated() { add(name, for: person) }
  }

  /// Adds a name by which a person, counted from 0, may be known.
  package mutating func add(_ name: String, for person: Int) {
    guard !name.isEmpty else { return }
    Self.add(name, person, to: &byName)
    Self.add(Self.letters(name), person, to: &byLetters)
  }

  /// Adds all names that a row of a table has for a person.
  package mutating func add(_ names: [String], for person: Int) {
    for name in names {
      add(name, for: person)
      if let at = name.firstIndex(of: "@") { add(String(name[..<at]), for: person) }
    }
    // Downloads tell people of the same name apart by a number, which the row has alone, or with a word: `Participant 12`.
    for numbered in names {
      let number = numbered.filter(\.isNumber)
      guard !number.isEmpty else { continue }
      let word = numbered.filter { !$0.isNumber && $0 != " " }
      for name in names + (word.first?.isUppercase == true ? [word] : []) { add("\(name) (\(number))", for: person) }
    }
  }

  private static func add(_ name: String, _ person: Int, to index: inout [String: Int?]) {
    guard let known = index[name] else { return index[name] = .some(person) }
    if known != person { index[name] = .some(nil) }
  }

  /// The person whose submission has this name; nil where nobody or several could be meant.
  package func person(_ student: String) -> Int? {
    if let person = byName[student] { return person }
    if let person = byLetters[Self.letters(student)] { return person }
    // The longest login first.
    for (index, character) in zip(student.indices, student) where character == "-" {
      if let person = byName[String(student[student.index(after: index)...])] { return person }
    }
    return nil
  }

  /// The parenthesis stays, so that `Sam Lee (12)` is not taken for somebody whose login is `samlee12`.
  private static func letters(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "(" }
  }
}
