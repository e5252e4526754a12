import Diagnostics
import Exercises

/// Marks submissions to the exercises of a lesson.
package struct Grader: Sendable {
  /// The lesson's exercises, in order, with the teacher's tests.
  package let judges: [Judge]
  /// The lesson and the teacher's tests, with the names of the student's variant.
  package let lesson: Lesson
  package let tests: Lesson?

  /// - Parameters:
  ///   - lesson: the original lesson, with its own names.
  ///   - tests: a teacher's own file of tests, which students do not get.
  ///   - variant: the variant that the students have.
  package init(_ lesson: Lesson, tests: Lesson? = nil, variant: Variant? = nil) {
    let renaming = variant?.renaming(of: lesson)
    let lesson = renaming?.lesson(lesson) ?? lesson
    let tests = tests.map { renaming?.lesson($0) ?? $0 }
    let hidden = tests.map { HiddenTests($0, for: lesson.exercises) }
    judges = lesson.judges().map { judge in judge.adding(hidden?.tests[judge.exercise.name] ?? []) }
    self.lesson = lesson
    self.tests = tests
  }

  /// The exercises with the teacher's tests.
  package var exercises: [Exercise] { judges.map { $0.exercise } }

  /// Marks a student's answer.
  package func mark(_ answer: SourceText, of student: String, by judge: Judge, late: String? = nil) -> Mark {
    let verdict = judge.verdict(on: answer)
    return Mark(
      verdict, student: student, exercise: judge.exercise.name, warnings: AnswerWarnings(answer).sentences, late: late)
  }
}
