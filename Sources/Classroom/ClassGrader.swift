import Diagnostics
import Exercises
import Marking

/// Marks the students of a class. Students are independent, so a caller can mark several at the same time.
package struct ClassGrader: Sendable {
  private let grader: Grader
  private let exercises: [String]
  private let lists: ClassLists
  private let variants: ClassVariants
  private let hidesNames: Bool
  private let reader: SubmissionReader

  /// - Parameters:
  ///   - grader: for the original lesson, with its own names.
  ///   - hidesNames: whether to keep file names out of reasons, because they can contain names of people.
  package init(
    _ grader: Grader, _ lists: ClassLists, _ variants: ClassVariants, hidesNames: Bool, _ reader: SubmissionReader
  ) {
    self.grader = grader
    exercises = grader.exercises.map { $0.name }
    self.lists = lists
    self.variants = variants
    self.hidesNames = hidesNames
    self.reader = reader
  }

  /// A student after the answers were read.
  package struct ReadStudent: Sendable {
    package let student: ClassSubmissions.Student
    /// Problems with the variants that the answers name.
    package let faults: [ClassFault]
    /// Whether the student submitted anything that gets a mark.
    package let hasAnswer: Bool
    /// Nil for long answers: they are read again later, to limit memory use.
    fileprivate let answers: StudentAnswers?
  }

  /// The maximum number of bytes of answers to keep for each student.
  private static let keptBytes = 1 << 14

  /// Reads the answers of a student.
  package func read(_ student: ClassSubmissions.Student) -> ReadStudent {
    let answers = StudentAnswers(student, exercises, hidesNames: hidesNames, reader)
    return ReadStudent(
      student: student, faults: variantFaults(of: student, answers), hasAnswer: answers.hasAny,
      answers: answers.byteCount <= Self.keptBytes ? answers : nil)
  }

  /// Returns the marks of a student, in the order of the exercises.
  package func marks(of read: ReadStudent) -> [Mark] {
    let student = read.student
    let answers = read.answers ?? StudentAnswers(student, exercises, hidesNames: hidesNames, reader)
    let late = lists.late.words(for: student.name) ?? (student.isLate ? "yes" : nil)
    var graders = VariantGraders(grader)
    return grader.judges.map { judge in
      let name = judge.exercise.name
      func unjudged(_ status: Mark.Status, _ reason: String?) -> Mark {
        Mark(
          status, student: student.name, exercise: name, possible: judge.possiblePoints, reason: reason, late: late)
      }
      var mark: Mark
      switch answers.byExercise[name] {
      case nil: mark = unjudged(.missing, nil)
      case .missing(let reason): mark = unjudged(.missing, reason)
      case .refused(.refusedInput(let reason)): mark = unjudged(.refusedInput, "The file was not read: \(reason).")
      case .refused(.limit(let reason)): mark = unjudged(.limit, "The file was not read: \(reason).")
      case .answer(let bytes, let variant):
        let choice = variants.choice(variant, of: student.name)
        let answer = SourceText(name: name, bytes: bytes)
        mark = graders.bestMark(on: answer, of: student.name, name, choice, late: late)
      }
      if !student.otherNames.isEmpty { mark.names = student.otherNames }
      return lists.overrides.applied(to: mark)
    }
  }

  private func variantFaults(of student: ClassSubmissions.Student, _ answers: StudentAnswers) -> [ClassFault] {
    exercises.compactMap { name -> ClassFault? in
      guard case .answer(_, let variant) = answers.byExercise[name] else { return nil }
      return variants.choice(variant, of: student.name).fault
    }.unique
  }
}

/// The graders for the variants of one student. Each is created once.
private struct VariantGraders {
  /// For the original lesson, with its own names.
  private let grader: Grader
  /// By the bytes of the seed: two strings that Swift considers equal can be different seeds.
  private var made: [[UInt8]: Grader] = [:]

  init(_ grader: Grader) { self.grader = grader }

  private mutating func grader(for variant: Variant?) -> Grader {
    guard let variant else { return grader }
    let seed = Array(variant.seed.utf8)
    if let grader = made[seed] { return grader }
    let new = Grader(grader.lesson, tests: grader.tests, variant: variant)
    made[seed] = new
    return new
  }

  /// Returns the mark under the variant that fits best.
  mutating func bestMark(
    on answer: SourceText, of student: String, _ exercise: String, _ choice: ClassVariants.Choice, late: String?
  ) -> Mark {
    var best: Mark?
    for variant in choice.variants {
      let grader = grader(for: variant)
      guard let judge = grader.judges.first(where: { $0.exercise.name == exercise }) else { continue }
      var mark = grader.mark(answer, of: student, by: judge, late: late)
      if let warning = choice.warning { mark.warnings.append(warning) }
      if choice.startsWithStated, best != nil, mark.points > 0 {
        mark.warnings.append("The answer states one variant but fits the variant for another name of the student.")
      }
      if mark.status == .passed { return mark }
      if best.map({ mark.points > $0.points }) ?? true { best = mark }
    }
    return best
      ?? Mark(.graderError, student: student, exercise: exercise, possible: 0, reason: "No variant has this exercise.")
  }
}

extension Grader {
  /// The maximum points of each exercise.
  package var possiblePoints: [String: Int] {
    Dictionary(judges.map { ($0.exercise.name, $0.possiblePoints) }) { first, _ in first }
  }
}

/// The part of a class that one run marks: `3/8` is the third student, the eleventh, and so on.
package struct ClassPart: Sendable, Hashable {
  package static let whole = ClassPart(number: 1, of: 1)

  private let number: Int
  private let count: Int

  private init(number: Int, of count: Int) {
    self.number = number
    self.count = count
  }

  /// - Parameter text: `K/N`; nil for any other text.
  package init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1], count >= 1,
      (1...count).contains(number)
    else { return nil }
    self.init(number: number, of: count)
  }

  /// Returns every Nth student, starting with the Kth.
  package func students<Student>(_ all: [Student]) -> [Student] {
    all.enumerated().filter { $0.offset % count == number - 1 }.map { $0.element }
  }
}
