import Diagnostics
import Interpreter

/// Where a script's output goes.
public protocol ScriptOutput {
  mutating func print(_ text: StyledText)
  /// Prints a diagnostic's picture, which a program sends to standard error.
  mutating func print(diagnostic picture: StyledText)
  mutating func print(json line: ArraySlice<UInt8>)
}

/// Prints what happens in scripts, as `errorbook run` does.
public struct ScriptPrinter: Sendable {
  /// What is printed: text for people, or JSON Lines for programs.
  public enum Format: Sendable {
    case text, json
  }

  /// What a run came to, the worst last.
  public enum Outcome: Int, Sendable, Comparable {
    case fine, failedExpectation, error

    /// Returns whether the first outcome is less bad than the second: fine, then a failed expectation, then an error.
    public static func < (first: Outcome, second: Outcome) -> Bool { first.rawValue < second.rawValue }
  }

  /// The worst outcome of the events so far.
  public private(set) var outcome = Outcome.fine
  private let format: Format
  private let transcript: Transcript
  // Both are used again for each event.
  private var text = StyledText()
  private var json = JSONWriter()
  private var expectations = 0
  private var failures = 0

  /// Creates a printer; plain text is sentences rather than columns.
  public init(_ format: Format, isPlain: Bool = false) {
    self.format = format
    transcript = Transcript(.script(isPlain: isPlain))
  }

  /// Prints events, and counts them.
  public mutating func print(_ events: [Event], in source: SourceText, to output: inout some ScriptOutput) {
    // By their places, since an event that is taken out of the array is copied, and most print nothing.
    for place in events.indices {
      if format == .text, case .answered(let request) = events[place].kind {
        print(request, in: source, to: &output)
      } else {
        print(events[place], in: source, to: &output)
      }
    }
  }

  private mutating func print(_ event: Event, in source: SourceText, to output: inout some ScriptOutput) {
    if event.kind.isCounted { count(event) }
    switch format {
    case .json: printJSON(event, in: source, to: &output)
    case .text: if transcript.shows(event) { printText(event, in: source, to: &output) }
    }
  }

  /// Most of what long scripts print.
  private mutating func print(_ answered: RequestEvent, in source: SourceText, to output: inout some ScriptOutput) {
    text.removeAll()
    transcript.events.write(answered, source.texts, to: &text)
    output.print(text)
  }

  private mutating func printJSON(_ event: Event, in source: SourceText, to output: inout some ScriptOutput) {
    json.removeAll()
    json.writeLine(event, in: source)
    output.print(json: json.bytes)
  }

  private mutating func printText(_ event: Event, in source: SourceText, to output: inout some ScriptOutput) {
    text.removeAll()
    transcript.write(event, in: source, to: &text)
    if text.isEmpty { return }
    guard event.isDiagnostic else { return output.print(text) }
    // An empty line keeps pictures apart from each other and from the answers between them.
    text.breakLine()
    output.print(diagnostic: text)
  }

  /// The sum of all expectations; empty if there were none.
  public var summary: StyledText {
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

extension Event.Kind {
  /// Whether it has a part in the sum of expectations or in the outcome.
  @inline(__always)
  fileprivate var isCounted: Bool {
    switch self {
    case .expectation, .test, .diagnostic: true
    default: false
    }
  }
}
