import Diagnostics
import Interpreter

/// Where the output of a script goes.
public protocol ScriptOutput {
  mutating func print(_ text: StyledText)
  /// Prints the picture of a diagnostic, which a program sends to standard error.
  mutating func print(diagnostic picture: StyledText)
  mutating func print(json line: ArraySlice<UInt8>)
}

/// Prints the events of scripts, as `errorbook run` does.
public struct ScriptPrinter: Sendable {
  /// The output format: text for people, or JSON Lines for programs.
  public enum Format: Sendable {
    case text, json
  }

  /// The result of a run, from best to worst.
  public enum Outcome: Int, Sendable, Comparable {
    case fine, failedExpectation, error

    /// Returns whether the first outcome is better than the second. The order is: success, failed expectation, error.
    public static func < (first: Outcome, second: Outcome) -> Bool { first.rawValue < second.rawValue }
  }

  /// The worst outcome of the events so far.
  public private(set) var outcome = Outcome.fine
  private let format: Format
  private let transcript: Transcript
  // Both buffers are reused for each event.
  private var text = StyledText()
  private var json = JSONWriter()
  private var expectations = 0
  private var failures = 0

  /// Creates a printer; plain text uses sentences instead of columns.
  public init(_ format: Format, isPlain: Bool = false) {
    self.format = format
    transcript = Transcript(.script(isPlain: isPlain))
  }

  /// Prints events and counts expectations and errors.
  public mutating func print(_ events: [Event], in source: SourceText, to output: inout some ScriptOutput) {
    // By index, because taking an event out of the array copies it, and most events print nothing.
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

  /// Prints an answer, the most frequent event of long scripts.
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
    // An empty line separates pictures from each other and from the answers between them.
    text.breakLine()
    output.print(diagnostic: text)
  }

  /// The total of all expectations; empty if there were none.
  public var summary: StyledText {
    guard expectations > 0, format == .text else { return StyledText() }
    let count = expectations == 1 ? "1 expectation" : "\(expectations) expectations"
    return failures == 0
      ? "\(count): all passed\n" : "\(count): \(expectations - failures) passed, \(failures) failed\n"
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
  /// Whether the event counts for the total of expectations or for the outcome.
  @inline(__always)
  fileprivate var isCounted: Bool {
    switch self {
    case .expectation, .test, .diagnostic: true
    default: false
    }
  }
}
