import Diagnostics
import Exercises
import Interpreter
import Rendering
import Syntax

/// Answers to an exercise: what the learner typed since the step started, or wrote in the editor.
extension LessonPlayer {
  /// Checks the answer and shows the result.
  mutating func checkAnswer(on screen: inout some LessonScreen) {
    guard let judge else { return show("There is no exercise at this step.\n", on: &screen) }
    let answer = answer(to: judge)
    guard !answer.isEmpty else {
      return show(
        "There is no answer yet. Type your answer, or \(listed(alternatives(to: judge.exercise), "or")). `again` shows the task.\n",
        on: &screen)
    }
    check(answer, judge, on: &screen)
  }

  private mutating func check(_ answer: String, _ judge: Judge, on screen: inout some LessonScreen) {
    for sentence in usesLeftOut(of: judge) { show(StyledText(prose: sentence) + "\n", on: &screen) }
    let verdict = judge.verdict(on: SourceText(name: "answer", bytes: numbered(judge)))
    checked = (answer, verdict)
    record(
      .answered(
        exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: verdict.passed, answer: answer),
      on: &screen)
    show(verdict.text(isPlain: sandbox.isPlain, columns: screen.columns, restShownBy: "more"), on: &screen)
    if verdict.passed {
      let others = isAnswered ? StyledText() : otherAnswers(than: answer, judge.exercise)
      isAnswered = true
      failures = 0
      read(others + "\("Press Enter to continue. You can also try another answer.", .faint)\n", on: &screen)
      return
    }
    isAnswered = false
    failures += 1
    if failures == 2, !judge.exercise.hints.isEmpty {
      show("\("`hint` gives a hint. `skip` continues without an answer.", .faint)\n", on: &screen)
    }
    if failures == 1 {
      show(
        "\("You can continue with your answer: `list` shows it, `undo` removes your last entry, `reset` removes all of it.", .faint)\n",
        on: &screen)
    }
  }

  /// Returns the lesson's other answers that pass, each with a sentence on the difference.
  private func otherAnswers(than answer: String, _ exercise: Exercise) -> StyledText {
    var text = StyledText()
    for other in exercise.acceptedAnswers(besides: answer) {
      text += "\n" + StyledText(prose: other.introduction) + "\n" + code(other.code)
    }
    return text.isEmpty ? text : "\("Other answers also pass.", .strong)\n" + text + "\n"
  }

  /// Shows everything that the last check found.
  mutating func showWholeVerdict(on screen: inout some LessonScreen) {
    guard judge != nil else { return show("There is no exercise at this step.\n", on: &screen) }
    guard let verdict = checked?.verdict else {
      return show("No answer has been checked at this step. `done` checks your answer.\n", on: &screen)
    }
    show(verdict.text(isPlain: sandbox.isPlain, columns: screen.columns), on: &screen)
  }

  /// Whether the answer has changed since the last check.
  var hasNewAnswer: Bool {
    guard let judge else { return false }
    let answer = answer(to: judge)
    return !answer.isEmpty && answer != checked?.answer && answer != lessonProgress.answers[judge.exercise.name]?.text
  }

  /// Returns an earlier answer that has not passed.
  func draft(of judge: Judge) -> String? {
    guard let answer = lessonProgress.answers[judge.exercise.name], !answer.passed, !answer.text.trimmed.isEmpty,
      answer.fingerprint == judge.fingerprint
    else { return nil }
    return answer.text
  }

  /// Saves an unchecked answer, so that the learner can continue later.
  package mutating func keepDraft(on screen: inout some LessonScreen) {
    guard let judge, !isAnswered, hasNewAnswer else { return }
    record(
      .answered(
        exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: false, answer: answer(to: judge)),
      on: &screen)
  }

  /// Returns the entries that belong to the answer, including the starter. Entries that were only tried out are left out.
  private func answer(to judge: Judge) -> String {
    let entries = sandbox.history.entries.filter { isAnswer($0, to: judge) }
    let text = entries.map { String(decoding: $0.text, as: UTF8.self) }.joined()
    return text.trimmed.isEmpty || text == judge.exercise.starter.content && !judge.exercise.starter.isCode ? "" : text
  }

  /// Returns the answer with the line numbers of the prompt: entries that are not part of it become empty lines.
  private func numbered(_ judge: Judge) -> [UInt8] {
    let before = [UInt8](repeating: .lineFeed, count: judge.session.nextLine - 1)
    let lines = sandbox.history.entries.map { entry in
      isAnswer(entry, to: judge) ? entry.text : entry.text.filter { $0 == .lineFeed }
    }
    return before + lines.joined()
  }

  func isAnswer(_ entry: UndoHistory.Entry, to judge: Judge) -> Bool {
    let statements = Self.statements(in: entry)
    // A comment, such as the one in the starter.
    guard !statements.isEmpty else { return true }
    return statements.contains { judge.exercise.counts($0) }
  }

  private static func statements(in entry: UndoHistory.Entry) -> [Statement] {
    var source = SourceText(name: "", bytes: entry.text)
    var parser = Parser(source)
    var statements: [Statement] = []
    while let parsed = parser.next(in: &source) { statements += parsed.statement.map { [$0] } ?? [] }
    return statements
  }

  /// Returns a note for each `use` that is not part of the answer. Everything typed after it ran under that release, but
  /// the answer is checked under the exercise's releases.
  private func usesLeftOut(of judge: Judge) -> [String] {
    var line = judge.session.nextLine
    var sentences: [String] = []
    for entry in sandbox.history.entries {
      defer { line += entry.text.count { $0 == .lineFeed } }
      guard !isAnswer(entry, to: judge), Self.statements(in: entry).contains(where: { $0.isUse }) else { continue }
      let typed = String(decoding: entry.text, as: UTF8.self).trimmed
      let place = judge.releases
      sentences.append("`\(typed)` in line \(line) is not part of your answer. The answer is checked under \(place).")
    }
    return sentences
  }

  // MARK: Help

  /// Returns the commands that the learner can type instead of an answer, if the exercise has them.
  func alternatives(to exercise: Exercise) -> [String] {
    (exercise.hints.isEmpty ? [] : ["`hint`"]) + (exercise.solution == nil ? [] : ["`solution`"]) + ["`skip`"]
  }

  mutating func hint(on screen: inout some LessonScreen) {
    guard let judge else { return show("There is no exercise at this step.\n", on: &screen) }
    let hints = judge.exercise.hints
    guard !hints.isEmpty else { return show("This exercise has no hints.\n", on: &screen) }
    let number = min((lessonProgress.hints[judge.exercise.name] ?? 0) + 1, hints.count)
    record(.tookHint(exercise: judge.exercise.name, number: number), on: &screen)
    let text = StyledText(prose: hints[number - 1].content.split { $0.isNewline }.joined(separator: " "))
    let isLast = number == hints.count
    show(
      "\("Hint \(number) of \(hints.count)\(isLast && number > 1 ? ", the last" : ""):", .strong) \(text)\n",
      on: &screen)
  }

  mutating func solution(on screen: inout some LessonScreen) {
    guard let judge, let solution = judge.exercise.solution else {
      return show("There is no solution at this step.\n", on: &screen)
    }
    record(.sawSolution(exercise: judge.exercise.name), on: &screen)
    show(
      "This answer passes. Other answers that do the same also pass:\n\n" + code(solution.content) + "\n", on: &screen)
    if !isAnswered {
      show("\("Type it, or your own answer. `skip` continues without an answer.", .faint)\n", on: &screen)
    }
  }

  /// Opens the answer in the learner's editor.
  mutating func editAnswer(on screen: inout some LessonScreen) -> LessonTask {
    if essay != nil { return .edit(answer: textToEdit) }
    guard let judge else {
      show("There is no exercise at this step, so there is no answer to edit.\n", on: &screen)
      return .none
    }
    let before = answer(to: judge)
    if !before.isEmpty { return .edit(answer: before) }
    return .edit(answer: lessonProgress.answers[judge.exercise.name]?.text ?? judge.exercise.starter.content)
  }

  /// Uses the text from the editor as the whole answer and checks it.
  package mutating func takeEdited(_ bytes: [UInt8], on screen: inout some LessonScreen) {
    if essay != nil { return keep(text: String(decoding: bytes, as: UTF8.self), on: &screen) }
    guard let judge else { return }
    replaceAnswer(by: bytes, judge)
    check(String(decoding: bytes, as: UTF8.self), judge, on: &screen)
  }

  /// Replaces the whole answer, so that `list`, `undo` and the next check use it.
  mutating func replaceAnswer(by bytes: [UInt8], _ judge: Judge) {
    let text = bytes.isEmpty || bytes.last?.endsLine == true ? bytes : bytes + [.lineFeed]
    var snapshot = SessionSnapshot(session: judge.session)
    sandbox.history = UndoHistory(from: snapshot)
    snapshot.run(text)
    sandbox.history.add(UndoHistory.Entry(text: text), leadingTo: snapshot)
  }
}

extension Statement {
  fileprivate var isUse: Bool { if case .use = kind { true } else { false } }
}

extension Lesson.Fence {
  /// Whether it contains a statement, not only comments.
  fileprivate var isCode: Bool {
    content.split { $0.isNewline }.contains { !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("#") }
  }
}
