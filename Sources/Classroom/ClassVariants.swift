import Marking

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
    // Nobody's names are asked for where all have the same lesson.
    guard case .ofStudents = source else { return }
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
