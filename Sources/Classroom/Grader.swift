import Diagnostics
import Exercises
import Lessons

/// Marks submissions to the exercises of a lesson.
package struct Grader: Sendable {
  /// The lesson's exercises, in order, with the teacher's tests.
  package let judges: [Judge]
  private let lesson: Lesson
  private let tests: Lesson?
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
    self.tests = tests
    problemsOfTests = hidden?.problems ?? []
  }

  /// What is wrong with the lesson or the tests, and in which file; while there is anything, nobody can be marked. It takes
  /// longer than marking somebody, so it is asked for once.
  package func problems() -> [(file: String, problem: LessonProblem)] {
    let problems = place(lesson.problemsForMarking, in: lesson) + place(problemsOfTests, in: tests ?? lesson)
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
    // A teacher's own tests stand behind those of the lesson.
    let ownCount = lesson.exercises.first { $0.name == exercise.name }?.tests.count ?? 0
    return zip(exercise.tests, verdict.parts).enumerated().filter { !$0.element.1.passed }.flatMap { index, failed in
      let message = "the solution of `\(exercise.name)` does not pass these tests, so nobody can"
      let problem = LessonProblem("solution-fails", at: failed.0.code.line, message)
      return place([problem], in: index < ownCount ? lesson : tests ?? lesson)
    }
  }

  package var exercises: [Exercise] { judges.map(\.exercise) }

  /// Marks what a student handed in.
  package func mark(_ answer: SourceText, of student: String, by judge: Judge, late: String? = nil) -> Mark {
    let verdict = judge.verdict(on: answer)
    return Mark(
      verdict, student: student, exercise: judge.exercise.name, warnings: AnswerWarnings(answer).sentences, late: late)
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
