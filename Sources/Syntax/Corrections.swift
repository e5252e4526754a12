import Diagnostics

/// Parses every line that a diagnostic proposes before it is offered. A line with another error is corrected further,
/// or not offered.
extension Parser {
  /// The maximum number of corrections for one line.
  private static let mostCorrections = 4

  /// Returns the line with all errors corrected; nil if one of them has no correction.
  func corrected(_ line: ProposedLine) -> String? {
    guard corrections < Self.mostCorrections else { return nil }
    switch reading(line) {
    case .right: return line.text
    case .unusable: return nil
    case .broken(let problem):
      guard line.rest.isEmpty, !isInClassBody, problem.suggestions.count == 1, let next = problem.suggestions.first
      else {
        return nil
      }
      let text = String(decoding: next.applied(to: Array(line.text.utf8)), as: UTF8.self)
      let isOneLine = text.utf8.allSatisfy { !$0.endsLine }
      return isOneLine && reads(ProposedLine(text: text, span: line.span)) ? text : nil
    }
  }

  /// Returns whether the line is a statement, or the first line of a test.
  func reads(_ line: ProposedLine) -> Bool {
    if case .right = reading(line) { true } else { false }
  }

  /// Returns the statements if each of them can be parsed in this position.
  func readable(_ statements: String) -> String? {
    corrections < Self.mostCorrections && statements.utf8.count <= 4096
      && reads(ProposedLine(text: statements, span: .nowhere)) ? statements : nil
  }

  private enum TrialReading {
    case right
    case broken(Diagnostic)
    /// Nothing, or something that cannot be used here.
    case unusable
  }

  private func reading(_ line: ProposedLine) -> TrialReading {
    let text = (isInClassBody ? "class A(Exception):\n  " : "") + line.text + line.rest
    let reading = reading(text)
    guard case .broken(let problem) = reading, problem.kind == .unclosedBrace else { return reading }
    // It may be the first line of a test.
    return self.reading(text + "\n}")
  }

  private func reading(_ text: String) -> TrialReading {
    var trial = Parser(SourceText(name: "", bytes: Array(text.utf8)))
    trial.corrections = corrections + 1
    var hasStatement = false
    while true {
      let step = trial.step()
      if let problem = trial.diagnostics.first(where: { $0.severity == .error }) { return .broken(problem) }
      switch step {
      case .end: return hasStatement ? .right : .unusable
      case .broken: return .unusable
      case .statement(let statement):
        if isInBlock, case .test = statement.kind { return .unusable }
        hasStatement = true
      }
    }
  }
}
