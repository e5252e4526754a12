import Marking

/// Matches names with the people of a class, even if systems write them differently: Canvas turns `Doe, Jane` into `doejane`,
/// and a student's repository is often called `ASSIGNMENT-LOGIN`.
package struct ClassNames: Sendable {
  /// The result of a match.
  package enum Match: Sendable, Hashable {
    case person(Int)
    case several
    case noMatch
  }

  /// The person with a name: nil if there are several.
  private var byName: [String: Int?] = [:]
  private var byLetters: [String: Int?] = [:]

  package init() {}

  /// Adds a name for a person. People are counted from 0.
  package mutating func add(_ name: String, for person: Int) {
    guard !name.isEmpty else { return }
    Self.add(name, person, to: &byName)
    Self.add(Self.letters(name), person, to: &byLetters)
  }

  /// Adds all names for a person from a row of a table.
  package mutating func add(_ names: [String], for person: Int) {
    for name in Self.forms(of: names) { add(name, for: person) }
    // Downloads distinguish people with the same name by a number. The row has it alone or after a word: `Participant 12`.
    // Digits inside a login or an address do not count.
    for numbered in names {
      let number = String(numbered.reversed().prefix(while: { $0.isNumber }).reversed())
      let word = numbered.dropLast(number.count)
      guard !number.isEmpty, word.isEmpty || word.last == " " || Self.isWordOfNumber(word) else { continue }
      let alone = String(word).withoutOuterSpace
      for name in names + (alone.isEmpty ? [] : [alone]) { add("\(name) (\(number))", for: person) }
    }
  }

  /// Returns the names in a list, each followed by the forms that systems derive from it.
  static func forms(of names: [String]) -> [String] {
    names.flatMap { name in [name, localPart(of: name), firstNameFirst(name)].compactMap { $0 } }
  }

  private static func add(_ name: String, _ person: Int, to index: inout [String: Int?]) {
    guard let known = index[name] else { return index[name] = .some(person) }
    if known != person { index[name] = .some(nil) }
  }

  /// - Parameter repositories: the repositories of the class. A repository's name ends with the student's login.
  package func match(_ name: String, _ repositories: RepositoryNames = RepositoryNames()) -> Match {
    if let person = byName[name] ?? byLetters[Self.letters(name)] { return person.map { .person($0) } ?? .several }
    if let local = Self.localPart(of: name), let person = byName[local] ?? byLetters[Self.letters(local)] {
      return person.map { .person($0) } ?? .several
    }
    for login in repositories.logins(in: name) {
      if let person = byName[login] { return person.map { .person($0) } ?? .several }
    }
    return .noMatch
  }

  /// Returns `Jane Doe` for `Doe, Jane`; nil for other names.
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

  /// Returns the part before the `@` of an email address.
  private static func localPart(of name: String) -> String? {
    guard name.utf8.contains(UInt8(ascii: "@")), let at = name.firstIndex(of: "@"), at != name.startIndex else {
      return nil
    }
    return String(name[..<at])
  }

  /// The parenthesis stays, so that `Sam Lee (12)` does not match a student with the login `samlee12`.
  private static func letters(_ name: String) -> String { name.lettersAndNumbers(and: "(") }
}

extension String {
  /// Returns the lower-case letters and the digits of the text, without other characters.
  /// - Parameter other: one more character to keep.
  func lettersAndNumbers(and other: Character? = nil) -> String {
    guard utf8.allSatisfy({ $0 < 0x80 }) else { return lowercased().filter { $0.isLetterOrNumber || $0 == other } }
    // This fast path matters: most names are ASCII, and each name of a class is checked several times.
    let isKept: (UInt8) -> Bool = { $0.isASCIILetterOrDigit || $0 == other?.asciiValue }
    return String(decoding: lowercased().utf8.filter(isKept), as: UTF8.self)
  }
}

extension Character {
  /// Whether it is a letter or a number. ASCII is checked first, because Unicode lookups are slow.
  var isLetterOrNumber: Bool { asciiValue.map { $0.isASCIILetterOrDigit } ?? (isLetter || isNumber) }
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

/// Names of repositories with one repository for each student: `ASSIGNMENT-LOGIN`.
package struct RepositoryNames: Sendable {
  /// The prefixes before a hyphen that several names share. Without a shared prefix the whole name counts: `mary-ann` is not
  /// `ann`.
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

  /// Returns the possible logins in a name, longest first.
  func logins(in name: String) -> [String] {
    Self.prefixes(of: name).filter(assignments.contains).map { String(name.dropFirst($0.count + 1)) }
  }

  /// Returns the prefixes of a name before each hyphen, shortest first.
  private static func prefixes(of name: String) -> [String] {
    guard name.utf8.contains(UInt8(ascii: "-")) else { return [] }
    return name.indices.filter { name[$0] == "-" }.map { String(name[..<$0]) }
  }
}
