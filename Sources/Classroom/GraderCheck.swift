import Diagnostics
import Exercises
import Lessons
import Marking

/// # Classroom
///
/// In: a lesson, a teacher's own tests, the lists of a class, and what its students handed in. Out: marks, in the formats that
/// schools and tools read. Marking judges one answer; here is what a class needs besides: the check of the lesson before
/// anybody is marked, hand-outs, rosters, the layouts in which submissions arrive, and formats, which write one mark after the
/// other. Nothing here opens a file: who calls it passes bytes, or a function that reads.

extension Grader {
  /// What is wrong with the lesson or the tests, and in which file; while there is anything, nobody can be marked. It takes
  /// longer than marking somebody, so it is asked for once.
  package func problems() -> [(file: String, problem: LessonProblem)] {
    let ofTests = tests.map { HiddenTestsCheck($0, for: lesson.exercises).problems } ?? []
    let problems = place(lesson.problemsForMarking, in: lesson) + place(ofTests, in: tests ?? lesson)
    return problems.isEmpty ? judges.flatMap(failuresOfSolution) : problems
  }

  private func place(_ problems: [LessonProblem], in lesson: Lesson) -> [(file: String, problem: LessonProblem)] {
    problems.map { (lesson.text.name, $0) }
  }

  /// The tests that the lesson's own solution does not pass, so that nobody could. What they ask for may be hidden, so it is
  /// not said.
  private func failuresOfSolution(_ judge: Judge) -> [(file: String, problem: LessonProblem)] {
    let exercise = judge.exercise
    guard let solution = exercise.solution else { return [] }
    let verdict = judge.verdict(on: solution)
    guard !verdict.passed else { return [] }
    guard verdict.obstacle == nil, !exercise.tests.isEmpty else {
      let message = "the solution of `\(exercise.name)` does not pass: \(verdict.status.rawValue)"
      return place([LessonProblem("solution-fails", at: solution.line, message)], in: lesson)
    }
    // A teacher's own tests come after those of the lesson.
    let ownCount = lesson.exercises.first { $0.name == exercise.name }?.tests.count ?? 0
    return zip(exercise.tests, verdict.parts).enumerated().filter { !$0.element.1.passed }.flatMap { index, failed in
      let message = "the solution of `\(exercise.name)` does not pass these tests, so nobody can"
      let problem = LessonProblem("solution-fails", at: failed.0.code.line, message)
      return place([problem], in: index < ownCount ? lesson : tests ?? lesson)
    }
  }
}

extension Lesson {
  /// What keeps answers from being judged: whatever `check` finds, and a lesson without anything to judge.
  fileprivate var problemsForMarking: [LessonProblem] {
    var problems = LessonCheck(self).problems
    for exercise in exercises where exercise.isKept {
      problems.append(
        LessonProblem(
          "kept-exercise", at: exercise.starter.line,
          "this is the students' copy: what `\(exercise.name)` is judged by was left out"))
    }
    if exercises.isEmpty { problems.append(LessonProblem("no-exercise", at: 1, "there is no exercise in this lesson")) }
    return problems
  }
}
