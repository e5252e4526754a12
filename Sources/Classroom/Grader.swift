import Diagnostics
import Workbook

/// Marks submissions to the exercises of a lesson.
package struct Grader: Sendable {
  /// The lesson's exercises, in order, with the teacher's tests.
  package let judges: [Judge]
  private let lesson: Lesson
  private let problemsOfTests: [LessonProblem]

  /// - Parameters:
  ///   - lesson: under its own names.
  ///   - tests: a teacher's own file of tests, which students do not get.
  ///   - variant: the names that the students have.
  package init(_ lesson: Lesson, tests: Lesson? = nil, variant: Variant? = nil) {
    let renaming = variant?.renaming(of: lesson)
    let lesson = renaming?.lesson(lesson) ?? lesson
    let tests = tests.map { renaming?.lesson($0) ?? $0 }
    let hidden = tests.map { HiddenTests($0, for: lesson.exercises) }
    judges = lesson.judges().map { judge in judge.adding(hidden?.tests[judge.exercise.name] ?? []) }
    self.lesson = lesson
    problemsOfTests = hidden?.problems ?? []
  }

  /// What is wrong with the lesson or the tests; while there is anything, nobody can be marked. It takes longer than marking
  /// somebody, so it is asked for once.
  package func problems() -> [LessonProblem] { lesson.problemsForMarking + problemsOfTests }

  package var exercises: [Exercise] { judges.map(\.exercise) }

  /// Marks what a student handed in.
  package func mark(_ answer: SourceText, of student: String, by judge: Judge, late: String? = nil) -> Mark {
    let verdict = judge.verdict(on: answer)
    return Mark(
      verdict, student: student, exercise: judge.exercise.name, warnings: AnswerWarnings(answer).sentences, late: late)
  }
}

extension Lesson {
  /// What keeps answers from being judged. That a lesson lacks hints or wrong answers does not: a teacher's page may.
  fileprivate var problemsForMarking: [LessonProblem] {
    let fatal: Set<String> = [
      "bad-fence", "duplicate-exercise", "unknown-exercise", "unnamed-fence", "second-solution", "broken-tests",
    ]
    var problems = LessonCheck(self).problems.filter { fatal.contains($0.slug) }
    for exercise in exercises {
      if exercise.isKept {
        problems.append(
          LessonProblem(
            "kept-exercise", at: exercise.starter.line,
            "this is the students' copy: what `\(exercise.name)` is judged by was left out"))
        continue
      }
      if case .equivalent = exercise.kind, exercise.solution == nil {
        problems.append(
          LessonProblem(
            "missing-solution", at: exercise.starter.line,
            "answers to `\(exercise.name)` are compared with its solution, and it has none"))
      }
    }
    if exercises.isEmpty { problems.append(LessonProblem("no-exercise", at: 1, "there is no exercise in this lesson")) }
    return problems
  }
}
