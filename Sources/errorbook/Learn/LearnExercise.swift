import Diagnostics
import Exercises
import Files
import Lessons
import Prompt
import Rendering
import Syntax

/// Answering an exercise: what was typed since the step began is the answer, or what came out of the editor.
extension LearnLoop {
  /// Checks the answer and says what came of it.
  mutating func checkAnswer() {
    guard let judge else { return print("There is no exercise at this step.\n") }
    let answer = answer(to: judge)
    guard !answer.isEmpty else {
      return print("There is no answer yet. Type one, or `hint`, `solution`, `skip`; `again` shows the task.\n")
    }
    check(answer, judge)
  }

  private mutating func check(_ answer: String, _ judge: Judge) {
    checked = answer
    let verdict = judge.verdict(on: SourceText(name: "answer", bytes: numbered(judge)))
    note(
      .answered(
        exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: verdict.passed, answer: answer))
    print(verdict.text(isPlain: prompt.session.isPlain, columns: Console.columns))
    if verdict.passed {
      isAnswered = true
      failures = 0
      print("\("Enter goes on. Another answer is checked again.", .faint)\n")
      return
    }
    isAnswered = false
    failures += 1
    if failures == 2, !judge.exercise.hints.isEmpty {
      print("\("`hint` gives a hint; `skip` goes on without an answer.", .faint)\n")
    }
    if failures == 1 {
      print("\("Your answer is as it was: `list` shows it, `undo` takes the last line back, `reset` all.", .faint)\n")
    }
  }

  /// Whether something was typed since the answer was checked last.
  var hasNewAnswer: Bool {
    guard let judge else { return false }
    let answer = answer(to: judge)
    return !answer.isEmpty && answer != checked && answer != standing.answers[judge.exercise.name]?.text
  }

  /// An answer that was typed before and has not passed.
  func draft(of judge: Judge) -> String? {
    guard let answer = standing.answers[judge.exercise.name], !answer.passed, !answer.text.trimmed.isEmpty,
      answer.fingerprint == judge.fingerprint
    else { return nil }
    return answer.text
  }

  /// Keeps what was typed and not checked, for whoever comes back.
  mutating func keepDraft() {
    guard let judge, !isAnswered, hasNewAnswer else { return }
    note(
      .answered(
        exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: false, answer: answer(to: judge)))
  }

  /// The entries that say something about the app, the starter's among them; what was only tried out is left away.
  private func answer(to judge: Judge) -> String {
    let entries = prompt.session.history.entries.filter { isAnswer($0, to: judge) }
    let text = entries.map { String(decoding: $0.text, as: UTF8.self) }.joined()
    return text.trimmed.isEmpty || text == judge.exercise.starter.content && !judge.exercise.starter.isCode ? "" : text
  }

  /// The answer with every line at the number that it has at the prompt: what is no part of it becomes empty lines.
  private func numbered(_ judge: Judge) -> [UInt8] {
    let before = [UInt8](repeating: .lineFeed, count: judge.session.nextLine - 1)
    let lines = prompt.session.history.entries.map { entry in
      isAnswer(entry, to: judge) ? entry.text : entry.text.filter { $0 == .lineFeed }
    }
    return before + lines.joined()
  }

  func isAnswer(_ entry: UndoHistory.Entry, to judge: Judge) -> Bool {
    var parser = Parser(SourceText(name: "", bytes: entry.text))
    var statements: [Statement] = []
    while let parsed = parser.next() { statements += parsed.statement.map { [$0] } ?? [] }
    // A comment, such as the starter's.
    guard !statements.isEmpty else { return true }
    let isTest = if case .catches = judge.exercise.kind { true } else { false }
    return statements.contains { statement in
      switch statement.kind {
      case .classDeclaration, .blueprint, .handler, .config, .expect, .test: true
      // A request changes what a test expects of the next one; to an app it is nothing.
      case .request: isTest
      case .use(let use):
        judge.exercise.allowed.contains("use") || (use.memo != nil && judge.exercise.allowed.contains("memo"))
      case .restart, .reset, .trace, .mro, .why, .compare, .hunt, .classes, .handlers, .blueprints, .stats: false
      }
    }
  }

  mutating func hint() {
    guard let judge else { return print("There is no exercise at this step.\n") }
    let hints = judge.exercise.hints
    guard !hints.isEmpty else { return print("This exercise has no hints.\n") }
    let number = min((standing.hints[judge.exercise.name] ?? 0) + 1, hints.count)
    note(.tookHint(exercise: judge.exercise.name, number: number))
    let text = StyledText(prose: hints[number - 1].content.split(whereSeparator: \.isNewline).joined(separator: " "))
    let isLast = number == hints.count
    print("\("Hint \(number) of \(hints.count)\(isLast && number > 1 ? ", the last" : ""):", .strong) \(text)\n")
  }

  mutating func solution() {
    guard let judge, let solution = judge.exercise.solution else {
      return print("There is no solution at this step.\n")
    }
    note(.sawSolution(exercise: judge.exercise.name))
    print("One answer that passes; others that do the same pass too:\n\n" + code(solution.content) + "\n")
    if !isAnswered { print("\("Type it, or one of your own; `skip` goes on without.", .faint)\n") }
  }

  /// The answer in the learner's own editor; what comes back is checked.
  mutating func editAnswer() {
    guard let judge else { return print("There is no exercise at this step, and so no answer to edit.\n") }
    let before = answer(to: judge)
    let text = before.isEmpty ? standing.answers[judge.exercise.name]?.text ?? judge.exercise.starter.content : before
    guard let file = ScratchFile(Array(text.utf8)) else {
      return print("\("error", .error): no file can be made in \(ScratchFile.folder) to edit\n")
    }
    print("\("Your editor opens; what you save there is checked.", .faint)\n")
    switch prompt.terminal.openEditor(file.path, at: nil) {
    case .closed: break
    case .declined: return print("Your answer is as it was.\n")
    case .failed(let problem): return print("\("error", .error): \(problem)\nYour answer is as it was.\n")
    }
    switch ScriptFile.read(file.path) {
    case .failure(let problem): print(problem.text)
    case .success(let source):
      guard source.bytes != Array(text.utf8) else { return print("Nothing was changed.\n") }
      replaceAnswer(by: source.bytes, judge)
      check(source.text(Span(start: 0, end: Int32(clamping: source.bytes.count))), judge)
    }
  }

  /// Makes a text the whole answer, so that `list`, `undo` and the next check go on from it.
  mutating func replaceAnswer(by bytes: [UInt8], _ judge: Judge) {
    let text = bytes.isEmpty || bytes.last?.endsLine == true ? bytes : bytes + [.lineFeed]
    var moment = SessionSnapshot(session: judge.session)
    prompt.session.history = UndoHistory(from: moment)
    var run = EntryRun(text, in: &moment.session)
    while run.next(in: &moment.session) != nil {}
    moment.brokenLines += run.brokenLines
    prompt.session.history.add(UndoHistory.Entry(text: text), leadingTo: moment)
  }
}

extension Lesson.Fence {
  /// Whether there is a statement in it, and not only remarks.
  fileprivate var isCode: Bool {
    content.split(whereSeparator: \.isNewline).contains { !$0.trimmed.isEmpty && !$0.trimmed.hasPrefix("#") }
  }
}
