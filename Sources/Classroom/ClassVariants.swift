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
    /// What the reader of the mark should know; it names nobody.
    package var warning: String?
    /// What the teacher should know.
    package var fault: ClassFault?
  }

  private let source: Source
  private var names = ClassNames()
  private var places: [String: Int] = [:]
  private var students: [HandedIn.Student] = []

  /// - Parameter students: everybody in the class.
  package init(_ source: Source, _ students: [HandedIn.Student]) {
    self.source = source
    self.students = students
    let repositories = RepositoryNames(students.map(\.name))
    for (place, student) in students.enumerated() {
      names.add(student.names + repositories.logins(in: student.name), for: place)
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
    guard let stated else { return Choice(variants: own.map { Variant($0) }, fault: unnamed(student)) }
    switch names.match(stated.seed) {
    case .person(let person) where students[person].name == student: return Choice(variants: [stated])
    case .person(let person):
      return Choice(
        variants: own.map { Variant($0) }, warning: "This answers the variant of another student.",
        fault: fault(student, "answers the variant of \(students[person].name) (\(stated.seed))"))
    case .several:
      return Choice(
        variants: [stated], warning: "Several students could have this variant.",
        fault: fault(student, "answers the variant of \(stated.seed), which could be that of several students"))
    case .nobody:
      return Choice(
        variants: [stated], warning: "This answers a variant that has no student's name.",
        fault: fault(student, "answers the variant of \(stated.seed), which is no student's name"))
    }
  }

  /// Whoever deletes the line may have copied from somebody else.
  private func unnamed(_ student: String) -> ClassFault {
    ClassFault(.noVariant, "an answer of \(student) does not say which variant it answers")
  }

  private func fault(_ student: String, _ text: String) -> ClassFault {
    ClassFault(.otherVariant, "\(student) \(text)")
  }
}
