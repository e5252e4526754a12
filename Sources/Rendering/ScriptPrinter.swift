import Diagnostics
import Interpreter

/// Prints what happens in scripts, as `errorbook run` does.
package struct ScriptPrinter: Sendable {
  package enum Format: Sendable {
    case text, json
  }

  /// What a run came to, the worst last.
  package enum Outcome: Int, Sendable, Comparable {
    case fine, failedExpectation, error

    package static func < (first: Outcome, second: Outcome) -> Bool { first.rawValue < second.rawValue }
  }

  /// What an event prints.
  package enum Piece: Sendable {
    case text(StyledText)
    /// A diagnostic, for standard error.
    case diagnostic(StyledText)
    case json([UInt8])
  }

  package private(set) var outcome = Outcome.fine
  private let format: Format
  private let transcript: Transcript
  // Both are used again for each event: once the caller is done with what it got, nothing is allocated.
  private var text = StyledText()
  private var json = JSONWriter()
  private var expectations = 0
  private var failures = 0

  package init(_ format: Format, isPlain: Bool = false) {
    self.format = format
    transcript = Transcript(.script(isPlain: isPlain))
  }

  /// Returns what an event prints, and counts it.
  package mutating func print(_ event: Event, in source: SourceText) -> Piece {
    count(event)
    switch format {
    case .json:
      json.removeAll()
      json.writeLine(event, in: source)
      return .json(json.bytes)
    case .text:
      text.removeAll()
      transcript.write(event, in: source, to: &text)
      guard case .diagnostic = event.kind else { return .text(text) }
      // An empty line keeps pictures apart from each other and from the answers between them.
      text.breakLine()
      return .diagnostic(text)
    }
  }

  /// The sum of all expectations; empty if there were none.
  package var summary: StyledText {
    guard expectations > 0, format == .text else { return StyledText() }
    let count = expectations == 1 ? "1 expectation" : "\(expectations) expectations"
    return failures == 0
      ? "\(count): all held\n" : "\(count): \(expectations - failures) held, \(failures) failed\n"
  }

  private mutating func count(_ event: Event) {
    switch event.kind {
    case .expectation(let expectation):
      expectations += 1
      if !expectation.passed { failures += 1 }
      outcome = max(outcome, expectation.passed ? .fine : .failedExpectation)
    case .test(let test): outcome = max(outcome, test.failed == 0 ? .fine : .failedExpectation)
    case .diagnostic(let diagnostic): outcome = max(outcome, diagnostic.severity == .error ? .error : .fine)
    default: break
    }
  }
}
