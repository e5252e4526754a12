import Diagnostics
import Interpreter
import Rendering

extension Verdict {
  /// What a learner reads of it: that it passed, or the first difference.
  package func text(isPlain: Bool, columns: Int?) -> StyledText {
    var text = StyledText()
    for diagnostic in diagnostics where diagnostic.severity == .error {
      text += diagnostic.text(in: source, isPlain: isPlain, columns: columns) + "\n"
    }
    if passed { return text + "\("passed", .success)\n" }
    let findings = shownFindings
    guard let finding = findings.first else { return text + "\("failed", .error): \(status.rawValue)\n" }
    text += "\("not passed", .error)\(failedTest.map { " (test \"\($0)\")" } ?? ""): " + StyledText(prose: finding.text)
    text += "\n"
    let more = findings.count - 1
    if more > 0 { text += "  (and \(counted(more, "more thing")))\n" }
    return text
  }

  /// The test to which the first finding belongs, by its name; nil where the exercise has no tests with names.
  private var failedTest: String? {
    let shown = parts.filter { $0.visibility == .all }.flatMap { $0.checks }
    guard obstacle == nil, let check = shown.first(where: { $0.finding != nil }) else { return nil }
    if case .unmet = check.finding, check.name != Check.loose { return check.name }
    return nil
  }
}

extension Finding {
  /// What is wrong, in one or two sentences; code stands between backticks.
  package var text: String {
    switch self {
    case .unmet(let unmet):
      if case .refusedClass(let declaration) = unmet.subject {
        "Under Flask \(unmet.flask) Python should refuse \(code(declaration)) after your answer, and it does not."
      } else {
        "Under Flask \(unmet.flask)\(unmet.history), \(code(unmet.subject.text)) comes to \(code(unmet.actual)); wanted is \(code(unmet.expected))."
      }
    case .behaves(let unmet):
      "Under Flask \(unmet.flask)\(unmet.history), your app answers \(code(unmet.subject.text)) with \(code(unmet.actual)); it should be \(code(unmet.expected))."
    case .broken(let message, let line): "Line \(line) has an error: \(short(message))."
    case .lacking(let flask, let reason): "A test could not run under Flask \(flask): \(short(reason))."
    case .withoutRequest(let statement, let flask, let reason):
      "Under Flask \(flask) your app cannot be asked for \(code(statement)): \(short(reason))."
    case .unnoticed(let count, let resolver):
      count == 1
        ? "Your expectation holds under \(resolver.phrase) as well, so it does not notice what is wrong there."
        : "\(count == 2 ? "Both" : "All \(count)") of your expectations hold under \(resolver.phrase) as well, so they do not notice what is wrong there."
    case .falseAlarm(let unmet, let resolver):
      "Under \(resolver.phrase), where nothing is wrong, your expectation fails\(unmet.history.dropFirst(1).isEmpty ? "" : unmet.history): \(code(unmet.subject.text)) comes to \(code(unmet.actual)), and you expect \(code(unmet.expected))."
    case .expectsNothing: "There is no `expect` in your answer, so nothing can fail."
    case .forbidden(let word, let line): "Line \(line) says \(code(word)), which this exercise asks you to do without."
    case .empty: "There is no statement in it."
    case .unreadable(let message, let line): "Line \(line) cannot be read: \(short(message))."
    case .hidden: "A test that is not shown does not pass."
    case .limit(let what): "It is more than is judged: \(what)."
    }
  }
}

extension Finding.Unmet {
  /// ` after `raise E1``, or that nothing came before.
  fileprivate var history: String {
    guard !after.isEmpty else { return " in a new process" }
    var list = after.prefix(Self.shownRequests).map { code($0) }
    let more = after.count - list.count
    if more > 0 { list.append("\(more) more") }
    return " after " + list.joined(separator: ", then ")
  }

  private static let shownRequests = 10
}

/// Code of an answer in a sentence, which nobody reads to the end where it is long.
private func code(_ text: String) -> String { CodeSpan.marked(withoutMiddle(text[...], limit: 200)) }

/// A message, which may name something of an answer.
private func short(_ message: String) -> String { withoutMiddle(message[...], limit: 500) }

extension StyledText {
  /// A sentence in which backticks mark code.
  package init(sentence: String) {
    self.init()
    for piece in CodeSpan.pieces(of: sentence) {
      switch piece {
      case .text(let text): append(text)
      case .code(let code): append(code, .code)
      }
    }
  }
}
