import Diagnostics
import Exercises
import Lessons
import Marking

/// # Assignments
///
/// In: a lesson that a teacher gives to a class, and the teacher's own tests. Out: the hand-out for students, and the problems
/// that make it impossible to mark answers. Both need the text of the lesson, not only its fences.

extension Grader {
  /// Returns the problems with the lesson or the tests, and the file of each. If there are any, nothing can be marked. Call
  /// this once, because it takes longer than marking a student.
  package func problems() -> [(file: String, problem: LessonProblem)] {
    let ofTests = tests.map { HiddenTestsCheck($0, for: lesson.exercises).problems } ?? []
    let problems = place(lesson.problemsForMarking, in: lesson) + place(ofTests, in: tests ?? lesson)
    return problems.isEmpty ? judges.flatMap(failuresOfSolution) : problems
  }

  private func place(_ problems: [LessonProblem], in lesson: Lesson) -> [(file: String, problem: LessonProblem)] {
    problems.map { (lesson.text.name, $0) }
  }

  /// Returns the tests that the lesson's own solution does not pass, so that no answer can. The message does not say what
  /// they expect, because they may be hidden.
  private func failuresOfSolution(_ judge: Judge) -> [(file: String, problem: LessonProblem)] {
    let exercise = judge.exercise
    guard let solution = exercise.solution else { return [] }
    let verdict = judge.verdict(on: solution)
    guard !verdict.passed else { return [] }
    guard verdict.obstacle == nil, !exercise.tests.isEmpty else {
      let message = "the solution of `\(exercise.name)` does not pass: \(verdict.status.rawValue)"
      return place([LessonProblem("solution-fails", at: solution.line, message)], in: lesson)
    }
    // A teacher's own tests come after the lesson's tests.
    let ownCount = lesson.exercises.first { $0.name == exercise.name }?.tests.count ?? 0
    return zip(exercise.tests, verdict.parts).enumerated().filter { !$0.element.1.passed }.flatMap { index, failed in
      let message = "the solution of `\(exercise.name)` does not pass these tests, so no answer can"
      let problem = LessonProblem("solution-fails", at: failed.0.code.line, message)
      return place([problem], in: index < ownCount ? lesson : tests ?? lesson)
    }
  }
}

extension Lesson {
  /// Problems that make it impossible to judge answers: everything that `check` reports, and a lesson without exercises.
  fileprivate var problemsForMarking: [LessonProblem] {
    var problems = LessonCheck(self).problems
    for exercise in exercises where exercise.isFromHandOut {
      problems.append(
        LessonProblem(
          "kept-exercise", at: exercise.starter.line,
          "this is a hand-out: the tests or the solution of `\(exercise.name)` are missing"))
    }
    if exercises.isEmpty { problems.append(LessonProblem("no-exercise", at: 1, "the lesson has no exercises")) }
    return problems
  }
}
