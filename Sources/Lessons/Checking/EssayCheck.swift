import Exercises

/// Checks the questions that learners answer in their own words: each has a name, a model answer and a rubric.
struct EssayCheck {
  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  var problems: [LessonProblem] {
    var problems: [LessonProblem] = []
    var names: [String: Int] = [:]
    for exercise in lesson.exercises { names[exercise.name] = exercise.starter.line }
    for fence in lesson.fences where fence.words.first == Essay.word {
      guard let essay = Essay(fence) else {
        problems.append(.unnamed(Essay.word, at: fence.line))
        continue
      }
      if let first = names[essay.name] {
        problems.append(.duplicateExercise(essay.name, at: fence.line, first: first))
      } else {
        names[essay.name] = fence.line
      }
      problems += Self.problems(of: essay)
    }
    return problems
  }

  private static func problems(of essay: Essay) -> [LessonProblem] {
    if essay.isFromHandOut { return [] }
    var problems = essay.strayLines.map {
      problem(
        "this line belongs neither to the model nor to the rubric", at: $0,
        help: "write `model:` and `rubric:` on lines of their own, and start each point of the rubric with `- `")
    }
    if essay.model.isEmpty {
      problems.append(
        problem(
          "`\(essay.name)` has no model answer", at: essay.fence.line, help: "write `model:` and the text below it"))
    }
    if essay.rubric.isEmpty {
      problems.append(
        problem(
          "`\(essay.name)` has no rubric", at: essay.fence.line,
          help: "write `rubric:` and points that start with `- ` below it"))
    }
    return problems
  }

  private static func problem(_ message: String, at line: Int, help: String) -> LessonProblem {
    LessonProblem("bad-essay", at: line, message, help: help)
  }
}
