import SeededRandom

/// Compares what errorbook says with recordings of real Flask and pytest, as Tests/FlaskPrograms/compare.py does.
struct FlaskRunComparison {
  /// What a comparison of a call or a test says.
  enum Verdict: Hashable {
    /// The status and the body are equal, or the same exception escapes. For a test: the outcome is equal.
    case same
    /// The status is equal, and the body is not known.
    case statusOnly
    case refused
    /// errorbook goes on after an assertion that failed, and real pytest does not.
    case notReached
    /// The test compares bytes with text, which errorbook does as Python 2 did.
    case asPythonTwo
    /// A test without assertions about requests.
    case notMentioned
  }

  private(set) var calls: [Verdict: Int] = [:]
  private(set) var tests: [Verdict: Int] = [:]
  /// Everything that differs from the recordings.
  private(set) var wrong: [String] = []
  /// The reasons of what is refused.
  private(set) var reasons: [String] = []
  private var place = ""

  /// The number of calls in percent whose status and body are checked.
  var checkedShare: Double {
    let reached = calls.filter { $0.key != .notReached }.map(\.value).reduce(0, +) + wrong.count
    return 100 * Double(calls[.same] ?? 0) / Double(max(1, reached))
  }

  mutating func compare(_ predicted: PredictedFlaskRun, with recorded: RecordedFlaskRun) {
    let calls = Dictionary(grouping: recorded.calls) {
      $0.test == "__import__" ? PredictedFlaskRun.outside : $0.test
    }
    let stopped = Set(recorded.tests.filter { !["passed", "xpassed"].contains($0.outcome) }.map(\.test))
    for name in Set(calls.keys).union(predicted.steps.keys).sorted() {
      place = "\(recorded.program) under \(recorded.flask): \(name)"
      compare(predicted.steps[name] ?? [], with: calls[name] ?? [], isStopped: stopped.contains(name))
    }
    for test in recorded.tests {
      place = "\(recorded.program) under \(recorded.flask): \(test.test)"
      compare(predicted.outcomes[test.test], with: test, predicted.comparesBytesWithText)
    }
    let known = Set(recorded.tests.map(\.test) + [PredictedFlaskRun.outside])
    for (name, outcome) in predicted.outcomes where outcome != .refused && !known.contains(name) {
      wrong.append("\(recorded.program) under \(recorded.flask): there is no test \(name)")
    }
  }

  /// Compares the calls of one test in order. Real pytest stops a test at its first failure.
  private mutating func compare(
    _ steps: [PredictedFlaskRun.Step], with calls: [RecordedFlaskRun.Call], isStopped: Bool
  ) {
    var remaining = calls[...]
    var isRefused = false
    for step in steps {
      switch step {
      case .refusedCall(let reason) where !remaining.isEmpty:
        remaining.removeFirst()
        self.calls[.refused, default: 0] += 1
        reasons.append("\(place): \(reason)")
      case .refusedCall(let reason), .refused(let reason):
        isRefused = true
        reasons.append("\(place): \(reason)")
      case .answered(let method, let client):
        guard let call = remaining.popFirst() else {
          if isStopped {
            self.calls[.notReached, default: 0] += 1
          } else {
            wrong.append("\(place): a call that does not happen: \(client)")
          }
          continue
        }
        compare(client, method, with: call)
      }
    }
    guard !remaining.isEmpty else { return }
    if isRefused {
      self.calls[.refused, default: 0] += remaining.count
    } else {
      wrong += remaining.map { "\(place): no answer for line \($0.line)" }
    }
  }

  private mutating func compare(
    _ client: PredictedFlaskRun.Client, _ method: String, with call: RecordedFlaskRun.Call
  ) {
    let verdict: Verdict? =
      if client.escaped != nil || call.escaped != nil {
        client.escaped == call.escaped ? .same : nil
      } else if client.status != call.status || call.method.map({ $0 != method }) ?? false {
        nil
      } else if let body = call.body, let predicted = client.body {
        body == predicted ? .same : nil
      } else {
        call.body == nil ? .same : .statusOnly
      }
    guard let verdict else { return wrong.append("\(place): expected \(call), got \(client)") }
    calls[verdict, default: 0] += 1
  }

  private mutating func compare(
    _ predicted: PredictedFlaskRun.Outcome?, with test: RecordedFlaskRun.Test, _ comparesBytesWithText: Bool
  ) {
    let expected =
      switch test.outcome {
      case "error": "failed"
      case "xfailed", "xpassed": "passed"
      default: test.outcome
      }
    switch predicted {
    case .passed where comparesBytesWithText && test.reason == "AssertionError": tests[.asPythonTwo, default: 0] += 1
    case .refused: tests[.refused, default: 0] += 1
    case nil: tests[.notMentioned, default: 0] += 1
    case let predicted? where predicted.rawValue == expected: tests[.same, default: 0] += 1
    case let predicted?: wrong.append("\(place): expected \(test), got \(predicted)")
    }
  }
}
