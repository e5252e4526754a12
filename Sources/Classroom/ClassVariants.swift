import Marking

/// Chooses the variant by which each answer of a class is judged.
package struct ClassVariants: Sendable {
  package enum Source: Sendable, Hashable {
    /// All students have the original lesson.
    case none
    case one(Variant)
    /// Each student has their own variant.
    case ofStudents
  }

  /// The variants for one answer, and problems with them.
  package struct Choice: Sendable, Hashable {
    /// The variants that may be the student's. The best verdict counts.
    package var variants: [Variant?]
    /// Whether the first variant is the one that the answer states, and the rest come from the student's other names.
    package var startsWithStated = false
    /// A warning for readers of the mark. It contains no names.
    package var warning: String?
    /// A fault for the teacher.
    package var fault: ClassFault?
  }

  private let source: Source
  private var names = ClassNames()
  private var places: [String: Int] = [:]
  private var students: [ClassSubmissions.Student] = []
  /// The students with exactly this name, byte by byte: different bytes are a different seed.
  private var owners: [[UInt8]: Set<Int>] = [:]

  /// - Parameter students: all students of the class.
  package init(_ source: Source, _ students: [ClassSubmissions.Student]) {
    self.source = source
    // Names matter only if each student has their own variant.
    guard case .ofStudents = source else { return }
    self.students = students
    let repositories = RepositoryNames(students.map { $0.name })
    for (place, student) in students.enumerated() {
      let known = student.names + repositories.logins(in: student.name)
      names.add(known, for: place)
      for form in ClassNames.forms(of: known) { owners[Array(form.utf8), default: []].insert(place) }
      places[student.name] = place
    }
  }

  /// - Parameters:
  ///   - stated: the variant that the answer states.
  ///   - student: the name of the student in the class.
  package func choice(_ stated: Variant?, of student: String) -> Choice {
    switch source {
    case .none:
      guard let stated else { return Choice(variants: [nil]) }
      return Choice(
        variants: [nil], warning: "The answer is for a variant, but it was judged by the original lesson.",
        fault: fault(student, "answers the variant of \(stated.seed), but there is no --variants"))
    case .one(let variant):
      guard let stated else { return Choice(variants: [variant], fault: unnamed(student)) }
      guard stated.seed != variant.seed else { return Choice(variants: [variant]) }
      return Choice(
        variants: [variant], warning: "The answer is for another variant of the lesson.",
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
        stated, variants, warning: "This variant could belong to several students.",
        fault: fault(student, "answers the variant of \(stated.seed), which could belong to several students"))
    }
    let match: ClassNames.Match =
      known.isEmpty
      ? names.match(stated.seed) : known.count == 1 ? known.first.map { .person($0) } ?? .noMatch : .several
    switch match {
    case .person(let person) where students[person].name == student: return resembling(stated, student, variants)
    case .person(let person):
      return Choice(
        variants: variants, warning: "The answer is for another student's variant.",
        fault: fault(student, "answers the variant of \(students[person].name) (\(stated.seed))"))
    case .several:
      return Choice(
        variants: variants, warning: "This variant could belong to several students.",
        fault: fault(student, "answers the variant of \(stated.seed), which could belong to several students"))
    case .noMatch:
      return statedFirst(
        stated, variants, warning: "The answer is for a variant that belongs to no student.",
        fault: fault(student, "answers the variant of \(stated.seed), which is not a student's name"))
    }
  }

  /// Returns the stated variant, then those of the student's names: a teacher may have used any of them as the seed.
  private func statedFirst(
    _ stated: Variant, _ own: [Variant], warning: String? = nil, fault: ClassFault? = nil
  ) -> Choice {
    Choice(
      variants: [stated] + own.filter { !$0.hasBytes(of: stated) }, startsWithStated: true, warning: warning,
      fault: fault)
  }

  /// Handles a seed that is similar to a name of the student. Different case and outer spaces may come from the teacher. Other
  /// characters could be chosen to get another student's variant, so such a seed does not count.
  private func resembling(_ stated: Variant, _ student: String, _ own: [Variant]) -> Choice {
    let fault = fault(student, "answers the variant of \(stated.seed), which no list has in this spelling")
    let seed = stated.seed.withoutOuterSpace.lowercased()
    let known = places[student].map { students[$0].names } ?? [student]
    let isCase = ClassNames.forms(of: known).contains { $0.withoutOuterSpace.lowercased() == seed }
    return Choice(
      variants: isCase ? own + [stated] : own,
      warning: "The variant in this answer is spelled differently from the student's names.",
      fault: fault)
  }

  /// An answer without a variant: the line may have been deleted to hide that the answer was copied.
  private func unnamed(_ student: String) -> ClassFault {
    ClassFault(.noVariant, "an answer of \(student) does not name its variant")
  }

  private func fault(_ student: String, _ text: String) -> ClassFault {
    ClassFault(.otherVariant, "\(student) \(text)")
  }
}

extension Variant {
  /// Whether two seeds have the same bytes: strings that Swift considers equal can be different seeds.
  fileprivate func hasBytes(of other: Variant) -> Bool { seed.utf8.elementsEqual(other.seed.utf8) }
}
