import Diagnostics
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
