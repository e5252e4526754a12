import Marking

/// Finds who is meant among the people of a class, where systems write the same name in different ways: Canvas makes
/// `doejane` of `Doe, Jane`, and the repository of a student is often `ASSIGNMENT-LOGIN`.
package struct ClassNames: Sendable {
  /// Who is meant.
  package enum Match: Sendable, Hashable {
    case person(Int)
    case several
    case nobody
  }

  /// Who has a name: nil if several do.
  private var byName: [String: Int?] = [:]
  private var byLetters: [String: Int?] = [:]

  package init() {}

  /// Adds a name by which a person, counted from 0, may be known.
  package mutating func add(_ name: String, for person: Int) {
    guard !name.isEmpty else { return }
    Self.add(name, person, to: &byName)
    Self.add(Self.letters(name), person, to: &byLetters)
  }

  /// Adds all names that a row of a table has for a person.
  package mutating func add(_ names: [String], for person: Int) {
    for name in Self.forms(of: names) { add(name, for: person) }
    // Downloads tell people of the same name apart by a number, which the row has alone, or with a word: `Participant 12`.
    // Digits inside a login or an address are no such number.
    for numbered in names {
      let number = String(numbered.reversed().prefix(while: \.isNumber).reversed())
      let word = numbered.dropLast(number.count)
      guard !number.isEmpty, word.isEmpty || word.last == " " || Self.isWordOfNumber(word) else { continue }
      let alone = String(word).withoutOuterSpace
      for name in names + (alone.isEmpty ? [] : [alone]) { add("\(name) (\(number))", for: person) }
    }
  }

  /// Names as a list has them, each followed by what a system would make of it.
  static func forms(of names: [String]) -> [String] {
    names.flatMap { name in [name, localPart(of: name), firstNameFirst(name)].compactMap { $0 } }
  }

  private static func add(_ name: String, _ person: Int, to index: inout [String: Int?]) {
    guard let known = index[name] else { return index[name] = .some(person) }
    if known != person { index[name] = .some(nil) }
  }

  /// - Parameter repositories: the repositories of the class; a name of one has the student's login at its end.
  package func match(_ name: String, _ repositories: RepositoryNames = RepositoryNames()) -> Match {
    if let person = byName[name] ?? byLetters[Self.letters(name)] { return person.map { .person($0) } ?? .several }
    if let local = Self.localPart(of: name), let person = byName[local] ?? byLetters[Self.letters(local)] {
      return person.map { .person($0) } ?? .several
    }
    for login in repositories.logins(in: name) {
      if let person = byName[login] { return person.map { .person($0) } ?? .several }
    }
    return .nobody
  }

  /// `Jane Doe` for `Doe, Jane`; nil for other names.
  private static func firstNameFirst(_ name: String) -> String? {
    guard name.utf8.contains(UInt8(ascii: ",")) else { return nil }
    let parts = name.split(separator: ",").map { String($0).withoutOuterSpace }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return "\(parts[1]) \(parts[0])"
  }

  /// Whether a number may follow without a space: Moodle writes `Participant55` in some languages, Gradescope `submission_55`.
  private static func isWordOfNumber(_ word: Substring) -> Bool {
    word == "submission_"
      || (word.count > 4 && word.first?.isUppercase == true && word.allSatisfy { $0.isLetter || $0 == "/" })
  }

  /// What is before the `@` of an e-mail address.
  private static func localPart(of name: String) -> String? {
    guard name.utf8.contains(UInt8(ascii: "@")), let at = name.firstIndex(of: "@"), at != name.startIndex else {
      return nil
    }
    return String(name[..<at])
  }

  /// The parenthesis stays, so that `Sam Lee (12)` is not taken for somebody whose login is `samlee12`.
  private static func letters(_ name: String) -> String { name.lettersAndNumbers(and: "(") }
}

extension String {
  /// The letters, in lower case, and the numbers, without what is between them.
  /// - Parameter other: one more character that stays.
  func lettersAndNumbers(and other: Character? = nil) -> String {
    guard utf8.allSatisfy({ $0 < 0x80 }) else { return lowercased().filter { $0.isLetterOrNumber || $0 == other } }
    // Most names are ASCII, and every name of a class comes by here several times.
    let isKept: (UInt8) -> Bool = { $0.isASCIILetterOrDigit || $0 == other?.asciiValue }
    return String(decoding: lowercased().utf8.filter(isKept), as: UTF8.self)
  }
}

extension Character {
  /// Whether it is a letter or a number. The tables of Unicode are slow, and most names need none of them.
  var isLetterOrNumber: Bool { asciiValue.map(\.isASCIILetterOrDigit) ?? (isLetter || isNumber) }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

/// Names of repositories, one for each student: `ASSIGNMENT-LOGIN`.
package struct RepositoryNames: Sendable {
  /// The parts before a hyphen that several names share. A name that shares none is a name: `mary-ann` is not `ann`.
  private var assignments: Set<String> = []

  package init() {}

  package init(_ names: [String]) {
    let names = Set(names)
    var counts: [String: Int] = [:]
    for name in names {
      for prefix in Self.prefixes(of: name) { counts[prefix, default: 0] += 1 }
    }
    assignments = Set(counts.filter { $0.value > 1 || names.count == 1 }.keys)
  }

  /// What may be the login in a name, the longest first.
  func logins(in name: String) -> [String] {
    Self.prefixes(of: name).filter(assignments.contains).map { String(name.dropFirst($0.count + 1)) }
  }

  /// The parts of a name that a hyphen ends, the shortest first.
  private static func prefixes(of name: String) -> [String] {
    guard name.utf8.contains(UInt8(ascii: "-")) else { return [] }
    return name.indices.filter { name[$0] == "-" }.map { String(name[..<$0]) }
  }
}
