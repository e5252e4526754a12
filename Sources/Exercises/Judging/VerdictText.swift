import Diagnostics
import Interpreter
import Rendering
import Resolution

extension Verdict {
  /// The text for the learner: that the answer passed, or what is wrong.
  /// - Parameter command: the command that shows all problems; then only the first one is shown here. Nil shows all.
  package func text(isPlain: Bool, columns: Int?, restShownBy command: String? = nil) -> StyledText {
    var text = StyledText()
    for diagnostic in diagnostics where diagnostic.severity == .error {
      text += diagnostic.text(in: source, isPlain: isPlain, columns: columns) + "\n"
    }
    if passed { return text + "\("passed", .success)\n" }
    let findings = namedFindings
    guard let first = findings.first else { return text + "\("failed", .error): \(status.rawValue)\n" }
    text += Self.line(first)
    guard let command else { return findings.dropFirst().reduce(text) { $0 + Self.line($1) } }
    let more = findings.count - 1
    guard more > 0 else { return text }
    return text + StyledText(prose: "  (\(counted(more, "more problem")): `\(command)` shows all)") + "\n"
  }

  private static func line(_ named: (test: String?, finding: Finding)) -> StyledText {
    "\("not passed", .error)\(named.test.map { " (test \"\($0)\")" } ?? ""): " + StyledText(prose: named.finding.text)
      + "\n"
  }

  /// The findings that may be shown, each with the name of its test; nil if it belongs to no named test.
  private var namedFindings: [(test: String?, finding: Finding)] {
    let checks = parts.filter { $0.visibility == .all }.flatMap { $0.checks }
    let named = checks.compactMap { check in check.finding.map { (test: check.testName, finding: $0) } }
    return [obstacle].compactMap { $0.map { (nil, $0) } } + named + (hidesFailure ? [(nil, .hidden)] : [])
  }
}

extension Verdict.Check {
  /// The name of the test that failed.
  fileprivate var testName: String? {
    switch finding {
    case .unmet, .lacking: name == Self.loose ? nil : name
    default: nil
    }
  }
}

extension Finding {
  /// What is wrong, in one or two sentences. Code is in backticks.
  package var text: String {
    switch self {
    case .unmet(let unmet): "Under \(unmet.release.fullName)\(unmet.claim)."
    case .behaves(let unmet):
      "Under \(unmet.release.fullName)\(unmet.history), your app answers \(code(unmet.subject.text)) with \(code(unmet.actual)); expected \(code(unmet.expected))."
    case .broken(let message, let line, let resolver):
      "Line \(line) has an error\(resolver.map { " under \($0.phrase)" } ?? ""): \(short(message))."
    case .lacking(let release, let reason):
      "A test could not run\(release.map { " under \($0.fullName)" } ?? ""): \(short(reason))."
    case .withoutRequest(let statement, let release, let reason):
      "Under \(release.fullName) your app cannot run \(code(statement)): \(short(reason))."
    case .unnoticed(let count, let resolver):
      count == 1
        ? "Your expectation passes under \(resolver.phrase). It must fail there."
        : "\(count == 2 ? "Both" : "All \(count)") expectations pass under \(resolver.phrase). At least one must fail there."
    case .unnoticedAfterError(let message, let line, let resolver):
      "Line \(line) has an error under \(resolver.phrase): \(short(message)). An error is not enough: an expectation must fail there."
    case .falseAlarm(let unmet, let resolver):
      "Under \(resolver.phrase) an expectation fails\(unmet.claim). All must pass there."
    case .expectsNothing: "There is no `expect` in your answer, so nothing can fail."
    case .forbidden(let word, let line): "Line \(line) uses \(code(word)). Answers to this exercise may not use it."
    case .empty: "The answer has no statements."
    case .unreadable(let message, let line): "Line \(line) cannot be read: \(short(message))."
    case .hidden: "A hidden test does not pass."
    case .limit(let what): "The answer is too large: \(what)."
    }
  }
}

extension Finding.Unmet {
  /// The expected and actual values, as the second half of a sentence.
  fileprivate var claim: String {
    switch subject {
    case .request, .last:
      "\(history): expected \(code(subject.text)) to give \(code(expected)), got \(code(actual))"
    case .assertion(let text): ": expected \(code(text)) to be true, got \(code(actual))"
    case .mro: ": expected \(code(subject.text)) to be \(code(expected)), got \(code(actual))"
    case .safety: ": expected \(code(subject.text)) to find the app \(expected), got \(short(actual))"
    case .refusedClass(let declaration): ": expected Python to refuse \(code(declaration)), but it accepts it"
    case .refusedHandler(let declaration):
      ": expected \(release.framework.name) to refuse \(code(declaration)), but it is \(actual)"
    }
  }

  /// ` after `raise E1``, or ` in a fresh process` if there were no earlier requests.
  fileprivate var history: String {
    guard !after.isEmpty else { return " in a fresh process" }
    var list = after.prefix(Self.shownRequests).map { code($0) }
    let more = after.count - list.count
    if more > 0 { list.append("\(more) more") }
    return " after " + list.joined(separator: ", then ")
  }

  private static let shownRequests = 10
}

/// Marks code from an answer in a sentence, and shortens it if it is long.
private func code(_ text: String) -> String { CodeSpan.marked(withoutMiddle(text[...], limit: 200)) }

/// Shortens a message, which may quote something long from an answer.
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
