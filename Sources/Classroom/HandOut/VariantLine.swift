/// The line of a hand-out, and of what students make of it, that says which variant it is.
package enum VariantLine {
  private static let words = "errorbook variant:"

  /// The line on a page, where readers do not see it.
  static func comment(_ variant: Variant) -> String { "<!-- \(words) \(encoded(variant.seed)) -->\n" }

  /// The line in a script.
  static func code(_ variant: Variant) -> String { "# \(words) \(encoded(variant.seed))\n" }

  /// The variant that a page or a script names first; nil if it names none.
  package static func variant(in bytes: [UInt8]) -> Variant? {
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      // A seed is a name: what is longer was not written by errorbook.
      let text = String(decoding: line.prefix(4096), as: UTF8.self).withoutOuterSpace
      var seed: Substring
      if text.hasPrefix("<!-- \(words)"), text.hasSuffix("-->") {
        seed = text.dropFirst(5 + words.count).dropLast(3)
      } else if text.hasPrefix("#"), let mark = text.firstRange(of: words),
        text[..<mark.lowerBound].allSatisfy({ $0 == "#" || $0 == " " })
      {
        seed = text[mark.upperBound...]
      } else {
        continue
      }
      return Variant(decoded(String(seed).withoutOuterSpace))
    }
    return nil
  }

  /// A seed that can be part of any line: nothing in it ends a comment or a line.
  private static func encoded(_ seed: String) -> String {
    var encoded = ""
    let scalars = Array(seed.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isInner = index > 0 && index + 1 < scalars.count
      let isPlain =
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "@", ".", "_", "+": true
        case " ", "-": isInner && scalars[index - 1] != scalar
        default: scalar.value >= 0x80 && scalar.properties.isAlphabetic
        }
      encoded += isPlain ? String(scalar) : String(scalar).utf8.map { "%" + hex($0) }.joined()
    }
    return encoded
  }

  private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// By which variant each answer of a class is judged.
package struct ClassVariants: Sendable {
  package enum Source: Sendable, Hashable {
    /// Everybody has the lesson's own names.
    case none
    case one(Variant)
    /// Each student has a variant of their own.
    case ofStudents
  }

  /// What is known of one answer.
  package struct Choice: Sendable, Hashable {
    /// The variants that may be the student's: the best verdict counts.
    package var variants: [Variant?]
    /// Whether the first variant is the one that the answer names, and the others are those of the student's other names.
    package var startsWithStated = false
    /// What the reader of the mark should know; it names nobody.
    package var warning: String?
    /// What the teacher should know.
    package var fault: ClassFault?
  }

  private let source: Source
  private var names = ClassNames()
  private var places: [String: Int] = [:]
  private var students: [HandedIn.Student] = []
  /// The students who have exactly this name, byte by byte: a seed of other bytes is another variant.
  private var owners: [[UInt8]: Set<Int>] = [:]

  /// - Parameter students: everybody in the class.
  package init(_ source: Source, _ students: [HandedIn.Student]) {
    self.source = source
    self.students = students
    let repositories = RepositoryNames(students.map(\.name))
    for (place, student) in students.enumerated() {
      let known = student.names + repositories.logins(in: student.name)
      names.add(known, for: place)
      for form in ClassNames.forms(of: known) { owners[Array(form.utf8), default: []].insert(place) }
      places[student.name] = place
    }
  }

  /// - Parameters:
  ///   - stated: the variant that the answer names.
  ///   - student: as the class has the name.
  package func choice(_ stated: Variant?, of student: String) -> Choice {
    switch source {
    case .none:
      guard let stated else { return Choice(variants: [nil]) }
      return Choice(
        variants: [nil], warning: "This answers a variant of the lesson, and it is judged by the lesson itself.",
        fault: fault(student, "answers the variant of \(stated.seed), and there is no --variants"))
    case .one(let variant):
      guard let stated else { return Choice(variants: [variant], fault: unnamed(student)) }
      guard stated.seed != variant.seed else { return Choice(variants: [variant]) }
      return Choice(
        variants: [variant], warning: "This answers another variant of the lesson.",
        fault: fault(student, "answers the variant of \(stated.seed), not \(variant.seed)"))
    case .ofStudents: return ownChoice(stated, student)
    }
  }

  private func ownChoice(_ stated: Variant?, _ student: String) -> Choice {
    let own = places[student].map { students[$0].names } ?? [student]
    let variants = own.map { Variant($0) }
    guard let stated else { return Choice(variants: variants, fault: unnamed(student)) }
    let known = owners[Array(stated.seed.utf8)] ?? []
    if let place = places[student], known.contains(place) {
      guard known.count > 1 else { return statedFirst(stated, variants) }
      return statedFirst(
        stated, variants, warning: "Several students could have this variant.",
        fault: fault(student, "answers the variant of \(stated.seed), which could be that of several students"))
    }
    let match: ClassNames.Match =
      known.isEmpty
      ? names.match(stated.seed) : known.count == 1 ? known.first.map { .person($0) } ?? .nobody : .several
    switch match {
    case .person(let person) where students[person].name == student: return resembling(stated, student, variants)
    case .person(let person):
      return Choice(
        variants: variants, warning: "This answers the variant of another student.",
        fault: fault(student, "answers the variant of \(students[person].name) (\(stated.seed))"))
    case .several:
      return Choice(
        variants: variants, warning: "Several students could have this variant.",
        fault: fault(student, "answers the variant of \(stated.seed), which could be that of several students"))
    case .nobody:
      return statedFirst(
        stated, variants, warning: "This answers a variant that has no student's name.",
        fault: fault(student, "answers the variant of \(stated.seed), which is no student's name"))
    }
  }

  /// The variant that is named, then those of the student's names: a teacher may have used any of them as the seed.
  private func statedFirst(
    _ stated: Variant, _ own: [Variant], warning: String? = nil, fault: ClassFault? = nil
  ) -> Choice {
    Choice(
      variants: [stated] + own.filter { !$0.hasBytes(of: stated) }, startsWithStated: true, warning: warning,
      fault: fault)
  }

  /// A seed that is nearly a name of the student. Case and outer space may be the teacher's; other signs can be chosen so that
  /// the variant is that of somebody else, so it does not count.
  private func resembling(_ stated: Variant, _ student: String, _ own: [Variant]) -> Choice {
    let fault = fault(student, "answers the variant of \(stated.seed), which is not how any list writes the name")
    let seed = stated.seed.withoutOuterSpace.lowercased()
    let known = places[student].map { students[$0].names } ?? [student]
    let isCase = ClassNames.forms(of: known).contains { $0.withoutOuterSpace.lowercased() == seed }
    return Choice(
      variants: isCase ? own + [stated] : own,
      warning: "The variant that this answer names is not written like a name of the student.",
      fault: fault)
  }

  /// Whoever deletes the line may have copied from somebody else.
  private func unnamed(_ student: String) -> ClassFault {
    ClassFault(.noVariant, "an answer of \(student) does not say which variant it answers")
  }

  private func fault(_ student: String, _ text: String) -> ClassFault {
    ClassFault(.otherVariant, "\(student) \(text)")
  }
}

extension Variant {
  /// Whether two seeds are the same bytes: texts that Swift takes for equal can be two variants.
  fileprivate func hasBytes(of other: Variant) -> Bool { seed.utf8.elementsEqual(other.seed.utf8) }
}
