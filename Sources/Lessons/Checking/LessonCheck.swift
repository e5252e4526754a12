import Diagnostics
import Exercises
import Interpreter
import Rendering
import Syntax

/// # Checking
///
/// In: a lesson. Out: its problems. The outputs in the lesson must match what its cells print, and the judge must agree
/// with what the lesson says about answers. So a lesson that passes was run completely. The same run returns the lesson
/// with updated outputs.
package struct LessonCheck: Sendable {
  package let lesson: Lesson
  /// In the order of the file.
  package private(set) var problems: [LessonProblem] = []
  /// The number of outputs and diagrams, and of exercises, that were checked.
  package private(set) var outputs = 0
  package private(set) var exercises = 0
  /// The new content of each output or diagram fence that differs and is closed.
  private(set) var corrections: [OutputCorrection] = []

  package init(_ lesson: Lesson) {
    self.lesson = lesson
    checkFences()
    problems += lesson.quizProblems
    var session = Session(name: lesson.name)
    for performed in lesson.perform(in: &session) {
      switch performed {
      case .cell(let played): check(played)
      case .exercise(let judge): check(judge)
      case .essay: break
      }
    }
    problems.sort { $0.line < $1.line }
  }

  /// The lesson with all outputs and diagrams updated. All other bytes are unchanged.
  package var accepted: [UInt8] { OutputCorrection.apply(corrections, to: lesson.text) }

  /// The number of fences that `accepted` updates.
  package var correctable: Int { corrections.count }

  package mutating func add(_ more: [LessonProblem]) {
    problems = (problems + more).sorted { $0.line < $1.line }
  }

  // MARK: Fences

  private mutating func checkFences() {
    if lesson.heading == nil { problems.append(.noTitle(at: 1)) }
    let reading = ExerciseReading(lesson.fences)
    problems += reading.problems + lesson.unseenFences + lesson.idProblems + EssayCheck(lesson).problems
    let open = lesson.withoutComments
    problems += open.problems
    // Tags in comments open nothing, but only the lesson with its comments has the right line numbers.
    let folds = open.lesson.openFolds
    problems += folds.isEmpty || lesson.openFolds.isEmpty ? folds : lesson.openFolds
    let names = Set(reading.exercises.map(\.name))
    let shown = Set(lesson.cells.compactMap { $0.output?.line })
    let explained = Set(lesson.cells.compactMap { $0.reasons?.line })
    for fence in lesson.fences {
      let isOurs =
        fence.words.first == "errorbook" || fence.words == ["output"] || fence.words == Lesson.Cell.wordsOfProgram
        || fence.words.first == Essay.word
      if isOurs, !lesson.isClosed(fence) { problems.append(.unclosed(at: fence.line)) }
      if fence.words == ["output"], !shown.contains(fence.line) { problems.append(.strayOutput(at: fence.line)) }
      if fence.words == ["reasons"], !explained.contains(fence.line) { problems.append(.strayReasons(at: fence.line)) }
      if let problem = fence.problemOfWords(exercises: names) { problems.append(problem) }
    }
  }

  // MARK: Cells

  private mutating func check(_ played: Lesson.CellRun) {
    if let output = played.cell.output {
      compare("output", output, played.shown)
    } else if let error = played.events.firstError {
      problems.append(.unshownError(error.message, at: played.cell.code.line))
    }
    if let check = ReasonsCheck(played) { problems += check.problems }
    if let diagram = played.cell.diagram {
      compare("diagram", diagram, ClassDiagram(played.session, title: lesson.name).mermaid)
    }
  }

  private mutating func compare(_ what: String, _ fence: Lesson.Fence, _ shown: String) {
    outputs += 1
    guard fence.content != shown else { return }
    problems.append(.differs(what, at: fence.line, LineDifference(from: fence.content, to: shown).lines))
    if lesson.isClosed(fence) { corrections.append(OutputCorrection(fence: fence, content: shown)) }
  }

  // MARK: Exercises

  private mutating func check(_ judge: Judge) {
    exercises += 1
    let exercise = judge.exercise
    guard !exercise.isFromHandOut else { return }
    for tests in exercise.tests {
      if let problem = tests.problem(exercise.name) { problems.append(problem) }
    }
    if judge.verdict(on: exercise.starter).passed {
      problems.append(.starterPasses(exercise.name, at: exercise.starter.line))
    }
    if judge.passesEmpty { problems.append(.passesEmpty(exercise.name, at: exercise.starter.line)) }
    for answer in exercise.also { require(answer, "also", judge) }
    for answer in exercise.answers { require(answer, "answer", judge) }
    for answer in exercise.wrong where judge.verdict(on: answer).passed {
      problems.append(.wrongPasses(exercise.name, at: answer.line))
    }
    for fence in lesson.fences where fence.hasNoOwner && !problems.contains(where: { $0.line == fence.line }) {
      guard judge.verdict(on: fence).passed else { continue }
      problems.append(.givesAnswerAway(exercise.name, fence.words.joined(separator: " "), at: fence.line))
    }
    guard let solution = exercise.solution, require(solution, "solution", judge) else { return }
    for line in SolutionParts(solution).linesNotNeeded(by: judge) {
      problems.append(.unneeded(exercise.name, at: solution.line + line))
    }
  }

  @discardableResult
  private mutating func require(_ answer: Lesson.Fence, _ role: String, _ judge: Judge) -> Bool {
    let verdict = judge.verdict(on: answer)
    if !verdict.passed { problems.append(.fails(role, judge.exercise.name, at: answer.line, verdict)) }
    return verdict.passed
  }
}

extension Lesson.Fence {
  /// Whether the words of the fence mean nothing in a lesson, so that a hand-out includes it.
  fileprivate var hasNoOwner: Bool {
    !["errorbook", "hint", "tests", "output", "mermaid", "reasons", Essay.word].contains(words.first)
      && content.contains { !$0.isWhitespace }
  }
}

extension [Event] {
  var firstError: Diagnostic? {
    for event in self {
      if case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error { return diagnostic }
    }
    return nil
  }
}
