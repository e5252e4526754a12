import Diagnostics
import Marking

/// The numbers that replace names, so that teachers can mark anonymously. The file is a CSV with the columns number, student
/// and, if students have other names, also.
///
/// A student keeps the number from an earlier key, so that marks from different days can be compared. New numbers are random:
/// anyone with the class list could work out any other order.
package struct AnonymousKey: Sendable {
  private struct Entry: Sendable {
    var number: Int
    /// All names as written in the file. The displayed name comes first.
    var names: [String]
  }

  private var entries: [Entry] = []
  /// The index of an entry by the displayed name.
  private var places: [String: Int] = [:]

  package init() {}

  /// - Throws: why the file is not a valid key.
  package init(_ file: CSVReading) throws(ListProblem) {
    guard file.rows.isEmpty || [Self.titles, Self.titles + [Self.otherNames]].contains(file.titles) else {
      throw ListProblem(message: "expected `number,student` as the first row")
    }
    var seen: Set<Int> = []
    for row in file.rows.enumerated().dropFirst() where !CSVReading.isEmpty(row.element) {
      var cells = row.element
      if cells.count > 1 { cells[1] = cells[1].withEach(";", as: "%{3B}") }
      guard cells.count == 2 || (cells.count == 3 && file.titles.count == 3), let number = Self.number(cells[0]),
        places[cells[1]] == nil, seen.insert(number).inserted
      else { throw ListProblem(message: "row \(row.offset + 1) needs a unique number and a unique student") }
      let others = cells.dropFirst(2).flatMap { $0.split(separator: ";").map { String($0).withoutOuterSpace } }
      add(Entry(number: number, names: [cells[1]] + others.filter { !$0.isEmpty }))
    }
  }

  private static let titles = ["number", "student"]
  private static let otherNames = "also"
  private static let prefix = "student-"

  private static func number(_ text: String) -> Int? {
    guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)), number > 0 else { return nil }
    return number
  }

  private mutating func add(_ entry: Entry) {
    if let shown = entry.names.first { places[shown] = entries.count }
    entries.append(entry)
  }

  /// Returns a name as written in the file. Semicolons are escaped, because they separate names there.
  private static func cell(_ name: String) -> String { CSVText.distinctCell(name).withEach(";", as: "%{3B}") }

  /// Gives a number to each student who has none.
  /// - Parameter names: other names that an earlier key may have for the student.
  /// - Returns: students who get a new number although they may have had one, because the earlier key is ambiguous.
  @discardableResult
  package mutating func add(
    _ students: [String], names: (String) -> [String], using generator: inout some RandomNumberGenerator
  ) -> [String] {
    let people = students.map { student in
      ([student] + names(student)).map { Self.cell($0) }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
    }
    let matching = KeyMatching(entries: entries.map { $0.names }, people: people)
    for (person, place) in matching.places.sorted(by: { $0.key < $1.key }) {
      if let old = entries[place].names.first, places[old] == place { places[old] = nil }
      let own = people[person]
      entries[place].names = own + entries[place].names.filter { !own.contains($0) }
    }
    for (person, place) in matching.places {
      guard let shown = people[person].first else { continue }
      if let other = places[shown], other != place { leave(other, without: shown) }
      places[shown] = place
    }
    var next = (entries.map { $0.number }.max() ?? 0) + 1
    let new = people.indices.filter { matching.places[$0] == nil }
    for person in new.shuffled(using: &generator) {
      // A displayed name belongs to one student, so another entry loses it.
      if let shown = people[person].first, let other = places[shown] { leave(other, without: shown) }
      add(Entry(number: next, names: people[person]))
      next += 1
    }
    return matching.undecided.map { students[$0] }
  }

  /// Removes a displayed name from another person's entry. The entry gets a name that no current student has.
  private mutating func leave(_ place: Int, without shown: String) {
    places[shown] = nil
    let entry = entries[place]
    let others = entry.names.filter { $0 != shown && places[$0] == nil }
    let name = others.first ?? "\(shown) (\(Self.prefix)\(entry.number))"
    entries[place].names = [name] + entry.names.filter { $0 != name }
    places[name] = place
  }

  /// Returns a student's number. Students are listed in this order.
  package func number(of student: String) -> Int? { places[Self.cell(student)].map { entries[$0].number } }

  /// Returns the text that replaces a name.
  package func name(of student: String) -> String? { number(of: student).map { "\(Self.prefix)\($0)" } }

  /// Returns one student's marks with the number in place of the name.
  package func applied(to marks: [Mark]) -> [Mark] {
    marks.map { mark in
      var mark = mark
      mark.student = name(of: mark.student) ?? mark.student
      mark.names = nil
      return mark
    }
  }

  /// The content of the file.
  package var bytes: [UInt8] {
    let hasOthers = entries.contains { $0.names.count > 1 }
    let rows = entries.sorted { $0.number < $1.number }.map { entry in
      let others = hasOthers ? [entry.names.dropFirst().joined(separator: "; ")] : []
      let shown = (entry.names.first ?? "").withEach("%{3B}", as: ";")
      return ["\(Self.prefix)\(entry.number)", shown] + others
    }
    return ([Self.titles + (hasOthers ? [Self.otherNames] : [])] + rows).flatMap { CSVText.row($0) }
  }
}

/// Matches the students of a class with the entries of an earlier key, by all names of both.
private struct KeyMatching {
  /// The index of the entry for each matched student.
  private(set) var places: [Int: Int] = [:]
  /// Students who share a name with an entry but cannot be matched reliably.
  private(set) var undecided: [Int] = []

  private let entries: [[String]]
  private let people: [[String]]
  private let entriesByName: [String: [Int]]
  private let peopleByName: [String: [Int]]

  init(entries: [[String]], people: [[String]]) {
    self.entries = entries
    self.people = people
    entriesByName = Self.places(entries)
    peopleByName = Self.places(people)
    // A name that only one entry and one student have is better evidence than a displayed name that others have too.
    let unique = people.map { names in names.filter { isUnique($0) } }
    var taken = match(by: unique, taken: [])
    // Each displayed name belongs to only one student.
    let shown = people.map { names in names.prefix(1).filter { isShownByEntry($0) } }
    taken = match(by: shown, taken: taken)
    for person in people.indices where places[person] == nil {
      let isKnown = people[person].contains { name in
        (entriesByName[name] ?? []).contains { !taken.contains($0) }
      }
      if isKnown { undecided.append(person) }
    }
  }

  private func isUnique(_ name: String) -> Bool {
    (peopleByName[name] ?? []).count == 1 && (entriesByName[name] ?? []).count == 1
  }

  private func isShownByEntry(_ name: String) -> Bool {
    (entriesByName[name] ?? []).contains { entries[$0].first == name }
  }

  private static func places(_ names: [[String]]) -> [String: [Int]] {
    var places: [String: [Int]] = [:]
    for (place, all) in names.enumerated() {
      for name in all where places[name]?.last != place { places[name, default: []].append(place) }
    }
    return places
  }

  /// Matches the remaining students by some of their names, and returns all entries that are taken afterward. An entry that
  /// fits two students stays unmatched.
  private mutating func match(by names: [[String]], taken: Set<Int>) -> Set<Int> {
    var found: [Int: [Int]] = [:]
    for person in people.indices where places[person] == nil {
      let places = names[person].flatMap { name in
        (entriesByName[name] ?? []).filter { !taken.contains($0) && !contradicts(person, $0) }
      }
      // Earlier runs may have listed a person twice. The displayed name is the better match.
      let shown = places.first { entries[$0].first == people[person].first }
      if let place = shown ?? places.first { found[place, default: []].append(person) }
    }
    var taken = taken
    for (place, people) in found {
      let shown = people.filter { self.people[$0].first == entries[place].first }
      guard let person = people.count == 1 ? people.first : shown.count == 1 ? shown.first : nil else { continue }
      places[person] = place
      taken.insert(place)
    }
    return taken
  }

  /// Whether a student and an entry have different numbers: `Sam Lee (12)` is not `Sam Lee (10)`.
  private func contradicts(_ person: Int, _ entry: Int) -> Bool {
    let (own, other) = (Numbers(people[person]), Numbers(entries[entry]))
    func differ(_ left: Set<String>, _ right: Set<String>) -> Bool {
      !left.isEmpty && !right.isEmpty && left.isDisjoint(with: right)
    }
    return differ(own.all, other.all)
  }

  /// The numbers that distinguish people with the same name.
  private struct Numbers {
    var all: Set<String> = []

    init(_ names: [String]) {
      for name in names {
        if !name.isEmpty, name.allSatisfy({ $0.isNumber }) { all.insert(name) }
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { continue }
        let number = name[open...].dropFirst().dropLast()
        if !number.isEmpty, number.allSatisfy({ $0.isNumber }) { all.insert(String(number)) }
      }
    }
  }
}

extension AnonymousKey? {
  /// Whether one student comes before another: by name, or by number if the marking is anonymous.
  package func precedes(_ first: String, _ second: String) -> Bool {
    if let self, let left = self.number(of: first), let right = self.number(of: second) { return left < right }
    return first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}
