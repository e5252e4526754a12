import Diagnostics
import Interpreter
import PythonSyntax
import Syntax

/// What the assertions after a request say about its answer.
struct PendingExpectation {
  var status: Int?
  /// The expectation of the body, as the language writes it.
  var body: String?

  var isEmpty: Bool { status == nil && body == nil }
}

/// Assertions as expectations about the last answer.
extension ScriptWriter {
  /// What an assertion says.
  private enum Claim {
    case status(Int)
    case body(String)
    case contains(String)
    case lacks(String)
  }

  /// What one side of a comparison is about.
  private enum Part {
    case status
    case body
  }

  mutating func write(_ assertion: TranslationLog.Assertion) {
    let text = translation.source.text(assertion.span)
    if case .unchecked(let reason) = assertion.outcome {
      flush()
      return comment(
        "\(line(assertion.span)): not checked: \(shown(text)): \(shown(translation.reasons[reason].text))")
    }
    if assertion.outcome == .passed, let last, last.answer.escaped != nil, last.answer.status == nil,
      text.utf8.count < 10_000, mentionsRaises(text)
    {
      flush()
      return add("expect last -> crash")
    }
    guard let claim = claim(of: assertion, text) else {
      flush()
      return comment("\(line(assertion.span)), \(assertion.outcome == .passed ? "passes" : "fails"): \(shown(text))")
    }
    switch claim {
    case .status(let status):
      if pending.status != nil { flush() }
      pending.status = status
    case .body(let body):
      if pending.body != nil { flush() }
      pending.body = quoted(body)
    case .contains(let text):
      if pending.body != nil { flush() }
      pending.body = "contains \(quoted(text))"
    case .lacks(let text):
      if pending.body != nil { flush() }
      pending.body = "lacks \(quoted(text))"
    }
  }

  /// Writes the collected expectation.
  mutating func flush() {
    guard !pending.isEmpty else { return }
    let status = pending.status.map { "\($0)" }
    let body = pending.body
    pending = PendingExpectation()
    add("expect last -> \([body, status].compactMap { $0 }.joined(separator: ", "))")
  }

  private func mentionsRaises(_ text: String) -> Bool {
    text.hasPart("raises(") || text.hasPart("assertRaises")
  }

  /// Returns what an assertion such as `r.status_code == 404` says about the last answer; nil if it is about something
  /// else.
  private func claim(of assertion: TranslationLog.Assertion, _ text: String) -> Claim? {
    guard let last, last.answer.status != nil, text.utf8.count < 10_000, let (left, word, right) = comparison(in: text)
    else { return nil }
    let hasPassed = assertion.outcome == .passed
    guard word == .equal else {
      guard let (part, receiver) = subject(of: right), part == .body, isLast(receiver, text, assertion.span),
        let text = left.literalText, !text.isEmpty
      else { return nil }
      return word == .in ? .contains(text) : .lacks(text)
    }
    for (side, other) in [(left, right), (right, left)] {
      guard let (part, receiver) = subject(of: side), isLast(receiver, text, assertion.span) else { continue }
      switch part {
      case .status where hasPassed: return last.answer.status.map { .status($0) }
      case .status:
        guard case .integer(let status) = other.kind, (100...999).contains(status) else { return nil }
        return .status(Int(status))
      case .body where hasPassed: return last.body.map { .body($0) }
      case .body: return other.literalText.map { .body($0) }
      }
    }
    return nil
  }

  /// Returns the parts of `left == right`, `left in right` or `self.assertEqual(left, right)`.
  private func comparison(
    in text: String
  ) -> (PythonExpression, PythonExpression.Comparison.Operator, PythonExpression)? {
    let program = PythonProgram(parsing: SourceText(name: "", "(" + text + ")"))
    guard program.diagnostics.isEmpty, program.statements.count == 1,
      case .expression(let expression) = program.statements[0].kind
    else { return nil }
    switch expression.kind {
    case .comparison(let left, let others) where others.count == 1:
      guard [.equal, .in, .notIn].contains(others[0].operator) else { return nil }
      return (left, others[0].operator, others[0].right)
    case .call(let function, let arguments):
      guard case .attribute(_, let name) = function.kind, arguments.count >= 2, arguments[0].kind == .positional,
        arguments[1].kind == .positional
      else { return nil }
      let words: [String: PythonExpression.Comparison.Operator] = [
        "assertEqual": .equal, "assertEquals": .equal, "assertIn": .in, "assertNotIn": .notIn,
      ]
      return words[name].map { (arguments[0].value, $0, arguments[1].value) }
    default: return nil
    }
  }

  /// Returns what a side is about, and the response that it reads.
  private func subject(of side: PythonExpression) -> (Part, PythonExpression)? {
    switch side.kind {
    case .attribute(let receiver, "status_code"): return (.status, receiver)
    case .attribute(let receiver, "data"), .attribute(let receiver, "text"): return (.body, receiver)
    case .call(let function, _):
      guard case .attribute(let receiver, let name) = function.kind else { return nil }
      if name == "get_data" { return (.body, receiver) }
      return name == "decode" ? subject(of: receiver) : nil
    default: return nil
    }
  }

  /// Whether an expression is the response of the last request: the call itself, or the variable that got it.
  private func isLast(_ receiver: PythonExpression, _ text: String, _ span: Span) -> Bool {
    guard let last else { return false }
    switch receiver.kind {
    case .call: return span.start <= last.span.start && last.span.end <= span.end
    case .name, .attribute:
      // The spans of the receiver count from a parenthesis before the text.
      let name = text.utf8.dropFirst(Int(receiver.span.start) - 1).prefix(Int(receiver.span.end - receiver.span.start))
      let bytes = translation.source.bytes
      var end = Int(last.span.start)
      func skipSpaces() { while end > 0, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 } }
      skipSpaces()
      guard end > 0, bytes[end - 1] == UInt8(ascii: "=") else { return false }
      end -= 1
      skipSpaces()
      return end >= name.count && bytes[end - name.count..<end].elementsEqual(name)
    default: return false
    }
  }
}

extension PythonExpression {
  /// The text of a string or bytes literal.
  fileprivate var literalText: String? {
    switch kind {
    case .string(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }
}
