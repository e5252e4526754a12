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
    guard !answer(to: judge).isEmpty else {
      return show(
        "There is no answer yet. Type your answer, or \(listed(alternatives(to: judge.exercise), "or")). `again` shows the task.\n",
        on: &screen)
    }
    check(judge, on: &screen)
  }

  private mutating func check(_ judge: Judge, on screen: inout some LessonScreen) {
    for sentence in usesLeftOut(of: judge) { show(StyledText(prose: sentence) + "\n", on: &screen) }
    var typed = typedAnswer(to: judge)
    let verdict = judge.verdict(on: SourceText(name: "answer", bytes: typed.numbered))
    checked = (typed.text, verdict)
    let needless = verdict.passed ? typed.leaveOutNeedlessRequests(judge) : []
    // The learner's editor may have left only experiments.
    let answer = typed.text.isEmpty ? typed.everything : typed.text
    record(
      .answered(
        exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: verdict.passed, answer: answer),
      on: &screen)
    show(verdict.text(isPlain: sandbox.isPlain, columns: screen.columns, restShownBy: "more"), on: &screen)
    if verdict.passed {
      let others = isAnswered ? StyledText() : otherAnswers(than: answer, judge.exercise)
      isAnswered = true
      failures = 0
      show(leftOut(needless), on: &screen)
      show(others + "\("Press Enter to continue. You can also try another answer.", .faint)\n", on: &screen)
      return
    }
    isAnswered = false
    failures += 1
    if failures == 2, !judge.exercise.hints.isEmpty {
      show("\("`hint` gives a hint. `skip` continues without an answer.", .faint)\n", on: &screen)
    }
    if failures == 1 {
      show(remark(on: typed.requests), on: &screen)
      show(
        "\("You can continue with your answer: `list` shows it, `undo` removes your last entry, `reset` removes all of it.", .faint)\n",
        on: &screen)
    }
  }

  /// Names the requests that a passing answer does not need.
  private func leftOut(_ needless: [TypedAnswer.Entry]) -> StyledText {
    guard !needless.isEmpty else { return StyledText() }
    return StyledText(prose: "Not needed, so left out of your answer: \(Self.names(of: needless)).") + "\n"
  }

  /// Explains that requests before an expectation belong to an answer. The learner may only have tried something out.
  private func remark(on requests: [TypedAnswer.Entry]) -> StyledText {
    guard !requests.isEmpty else { return StyledText() }
    return StyledText(
      prose:
        "Requests before an expectation are part of your answer: \(Self.names(of: requests)). If you do not want them there, delete them with `edit`."
    )
      + "\n"
  }

  private static func names(of requests: [TypedAnswer.Entry]) -> String {
    let shown = requests.prefix(5).map { "`\($0.shown)` (line \($0.line))" }
    return listed(shown + (requests.count > 5 ? ["\(requests.count - 5) more"] : []))
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
    keepStartOfText(on: &screen)
    guard let judge, !isAnswered else { return }
    let draft = withoutStarter(typedAnswer(to: judge).draft, judge)
    guard !draft.isEmpty, draft != checked?.answer, draft != lessonProgress.answers[judge.exercise.name]?.text else {
      return
    }
    record(
      .answered(exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: false, answer: draft),
      on: &screen)
  }

  private func typedAnswer(to judge: Judge) -> TypedAnswer { TypedAnswer(sandbox.history.entries, to: judge) }

  /// Returns the answer, including the starter. Entries that were only tried out are left out.
  private func answer(to judge: Judge) -> String { withoutStarter(typedAnswer(to: judge).text, judge) }

  /// Returns nothing if the answer is only the comment that the exercise starts with.
  private func withoutStarter(_ answer: String, _ judge: Judge) -> String {
    let starter = judge.exercise.starter
    return answer.trimmed.isEmpty || answer == starter.content && !starter.isCode ? "" : answer
  }

  /// Whether an entry can become part of the answer.
  func isAnswer(_ entry: UndoHistory.Entry, to judge: Judge) -> Bool {
    let statements = entry.statements
    return statements.isEmpty || statements.contains { judge.exercise.counts($0) }
  }

  /// Returns a note for each `use` that is not part of the answer. Everything typed after it ran under that release, but
  /// the answer is checked under the exercise's releases.
  private func usesLeftOut(of judge: Judge) -> [String] {
    var line = judge.session.nextLine
    var sentences: [String] = []
    for entry in sandbox.history.entries {
      defer { line += entry.text.count { $0 == .lineFeed } }
      guard !isAnswer(entry, to: judge), entry.statements.contains(where: { $0.isUse }) else { continue }
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
    let before = withoutStarter(typedAnswer(to: judge).draft, judge)
    if !before.isEmpty { return .edit(answer: before) }
    return .edit(answer: lessonProgress.answers[judge.exercise.name]?.text ?? judge.exercise.starter.content)
  }

  /// Uses the text from the editor as the whole answer and checks it.
  package mutating func takeEdited(_ bytes: [UInt8], on screen: inout some LessonScreen) {
    if essay != nil { return keep(text: String(decoding: bytes, as: UTF8.self), on: &screen) }
    guard let judge else { return }
    replaceAnswer(by: bytes, judge)
    check(judge, on: &screen)
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
