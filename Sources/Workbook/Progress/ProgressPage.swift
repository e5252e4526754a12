import Diagnostics

/// What a learner did, as a page of Markdown that is a lesson again: the cells of each lesson that was begun, and the
/// exercises with the learner's answers, those that passed as answers that must pass.
package struct ProgressPage {
  package let text: String

  /// - Parameter lessons: the course, by name and text.
  package init(_ log: ProgressLog, lessons: [(name: String, text: String)]) {
    var text = "# What I did in the errorbook course\n"
    for (name, source) in lessons {
      let standing = Standing(in: name, log)
      if standing.isBegun { text += Self.section(Lesson(SourceText(name: name, source)), standing) }
    }
    self.text = text
  }

  private static func section(_ lesson: Lesson, _ standing: Standing) -> String {
    var text = "\n## \(lesson.title)\n\n"
    text += standing.isFinished ? "Finished.\n" : "Begun, up to step \(standing.step).\n"
    // Each lesson has a session of its own; on one page they follow each other.
    text += fence("errorbook", "reset\n")
    for part in lesson.parts {
      switch part {
      case .cell(let cell): text += fence("errorbook", cell.code.content) + guess(cell, standing)
      case .exercise(let exercise): text += answer(exercise, lesson, standing)
      }
    }
    return text
  }

  private static func guess(_ cell: Lesson.Cell, _ standing: Standing) -> String {
    guard let prediction = standing.predictions[cell.fingerprint] else { return "" }
    let verdict = prediction.wasRight ? "as it was" : "it was \(prediction.actual)"
    return "\nI expected \(prediction.guess): \(verdict).\n"
  }

  private static func answer(_ exercise: Exercise, _ lesson: Lesson, _ standing: Standing) -> String {
    // Names are unique in a lesson only.
    let name = lesson.name.prefix { $0 != "." } + "-" + exercise.name
    guard let answer = standing.answers[exercise.name] else {
      return
        "\nExercise `\(exercise.name)`: \(standing.skipped.contains(exercise.name) ? "skipped" : "not answered").\n"
    }
    guard answer.passed, let solution = exercise.solution, let wrong = exercise.wrong.first else {
      return "\nExercise `\(exercise.name)`: not passed yet, with\n" + fence("text", answer.text)
    }
    var words = exercise.starter.words
    words[2] = String(name)
    var text = "\nExercise `\(exercise.name)`, passed.\n"
    text += fence(words.joined(separator: " "), exercise.starter.content)
    for tests in exercise.tests { text += fence("errorbook tests \(name)", tests.code.content) }
    text += fence("errorbook also \(name)", answer.text) + fence("errorbook solution \(name)", solution.content)
    text += fence("errorbook wrong \(name)", wrong.content)
    return text + fence("hint \(name)", exercise.hints.first?.content ?? "Look at the tests.\n")
  }

  private static func fence(_ words: String, _ content: String) -> String { "\n" + Markup.fence(words, content) }
}

extension ProgressLog {
  /// The lessons in which anything was done, in order of name.
  package var lessonNames: [String] {
    Set(records.map(\.lesson)).sorted().filter { Standing(in: $0, self).isBegun }
  }
}
