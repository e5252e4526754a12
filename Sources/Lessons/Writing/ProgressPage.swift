import Diagnostics
import Exercises
import Interpreter
import Rendering
import Resolution
import Syntax

/// A learner's progress as a Markdown page that is itself a lesson. It has the cells and outputs of each started lesson, and
/// the exercises with the learner's answers. Answers that passed must still pass.
package struct ProgressPage {
  package private(set) var text = "# What I did in the errorbook course\n"
  /// One session for the whole page. Each lesson starts in it with `reset`.
  private var session: Session

  /// - Parameters:
  ///   - lessons: the course, by name and text.
  ///   - name: the file name of the page, which some outputs mention.
  package init(_ log: ProgressLog, lessons: [(name: String, text: String)], name: String) {
    session = Session(name: name)
    for (name, source) in lessons {
      let lessonProgress = LessonProgress(in: name, log)
      if lessonProgress.isStarted { add(Lesson(SourceText(name: name, source)), lessonProgress) }
    }
  }

  private mutating func add(_ lesson: Lesson, _ lessonProgress: LessonProgress) {
    text += "\n## \(lesson.title)\n\n"
    text += lessonProgress.isFinished ? "Finished.\n" : "Started, up to step \(lessonProgress.step).\n"
    play("reset\n\(Use.text(.standard, hasMemo: false))\n")
    for part in lesson.parts {
      switch part {
      case .cell(let cell):
        play(cell.code.content, words: cell.code.words.filter { $0 != "predict" })
        addGuess(cell, lessonProgress)
      case .exercise(let exercise): addExercise(exercise, lesson, lessonProgress)
      case .essay(let essay): addEssay(essay, lessonProgress)
      }
    }
  }

  /// Adds a cell and its output.
  private mutating func play(_ code: String, words: [String] = ["errorbook"]) {
    let fence = Lesson.Fence(words: words, content: code, line: 1, endLine: 1)
    let played = Lesson.play(Lesson.Cell(code: fence), in: &session)
    addFence(words.joined(separator: " "), code)
    if !played.shown.isEmpty { addFence("output", played.shown) }
  }

  private mutating func addGuess(_ cell: Lesson.Cell, _ lessonProgress: LessonProgress) {
    guard cell.isPredicted, let prediction = lessonProgress.predictions[cell.fingerprint] else { return }
    // What the learner typed and what the lesson says is shown as text, not as markup.
    func plain(_ text: String) -> String { MarkdownText(text, startsBlock: false).text }
    let verdict = prediction.wasRight ? "correct" : "actual: \(plain(prediction.actual))"
    text += "\nI predicted \(plain(prediction.guess)): \(verdict).\n"
  }

  private mutating func addExercise(_ exercise: Exercise, _ lesson: Lesson, _ lessonProgress: LessonProgress) {
    guard let answer = lessonProgress.answers[exercise.name] else {
      let outcome = lessonProgress.skipped.contains(exercise.name) ? "skipped" : "not answered"
      text += "\nExercise `\(exercise.name)`: \(outcome).\n"
      return
    }
    let help = help(with: exercise, lessonProgress)
    // The log says what the learner saw; the exercise may have changed since.
    let passes = Judge(exercise, in: session).verdict(on: SourceText(name: exercise.name, answer.text)).passed
    guard passes else {
      text += "\nExercise `\(exercise.name)`: not passed yet\(help). My answer:\n"
      return addFence("text", answer.text)
    }
    text += "\nExercise `\(exercise.name)`: passed\(help).\n"
    // Names are unique only within a lesson.
    let name = lesson.name.prefix { $0 != "." } + "-" + exercise.name
    let options = exercise.starter.words.dropFirst(3).joined(separator: " ")
    addFence("errorbook exercise \(name)\(options.isEmpty ? "" : " " + options)", exercise.starter.content)
    if !exercise.tests.isEmpty { text += "\nThese tests check the answer:\n" }
    for tests in exercise.tests { addFence("errorbook tests \(name)", tests.code.content) }
    text += "\nMy answer:\n"
    addFence("errorbook answer \(name)", answer.text)
    // Include the lesson's solution only if the answer is compared with it.
    if case .equivalent = exercise.kind, let solution = exercise.solution {
      text += "\nIt has to behave like the lesson's solution:\n"
      addFence("errorbook solution \(name)", solution.content)
    }
  }

  private mutating func addEssay(_ essay: Essay, _ lessonProgress: LessonProgress) {
    guard let written = lessonProgress.essays[essay.name] else {
      text += "\nText `\(essay.name)`: not written.\n"
      return
    }
    text += "\nText `\(essay.name)`:\n"
    addFence("text", written)
  }

  /// ` (2 hints, saw a solution)`.
  private func help(with exercise: Exercise, _ lessonProgress: LessonProgress) -> String {
    let hints = lessonProgress.hints[exercise.name] ?? 0
    var help = hints == 0 ? [] : [counted(hints, "hint")]
    if lessonProgress.seenSolutions.contains(exercise.name) { help.append("saw a solution") }
    return help.isEmpty ? "" : " (\(help.joined(separator: ", ")))"
  }

  private mutating func addFence(_ words: String, _ content: String) {
    text += "\n" + Markup.fence(words, content)
  }
}

extension ProgressLog {
  /// The names of all started lessons, sorted.
  package var lessonNames: [String] {
    Set(records.map(\.lesson)).sorted().filter { LessonProgress(in: $0, self).isStarted }
  }
}
