import Exercises
import Lessons

/// Finds problems in a teacher's own file of tests.
struct HiddenTestsCheck {
  private(set) var problems: [LessonProblem] = []

  init(_ file: Lesson, for exercises: [Exercise]) {
    problems = file.unseenFences
    let names = Set(exercises.map(\.name))
    var isEmpty = true
    for fence in file.fences {
      if let problem = fence.problemOfWords(exercises: names) { problems.append(problem) }
      if [["tests"], ["errorbook", "tests"]].contains(fence.words) {
        problems.append(.unnamed("tests", at: fence.line))
      }
      guard let found = Exercise.Tests.named(fence, defaultVisibility: .never) else { continue }
      problems += found.problems
      guard let exercise = exercises.first(where: { $0.name == found.name }) else {
        problems.append(
          LessonProblem("unknown-exercise", at: fence.line, "the lesson has no exercise `\(found.name)`"))
        continue
      }
      if exercise.kind != .tests {
        problems.append(
          LessonProblem("useless-tests", at: fence.line, "exercise `\(found.name)` does not use tests"))
      }
      isEmpty = false
    }
    if isEmpty, problems.isEmpty {
      problems.append(LessonProblem("missing-tests", at: 1, "the file has no fences of tests"))
    }
  }
}
