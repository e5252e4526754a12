import Diagnostics
import Interpreter
import Prompt
import Rendering
import Syntax
import Testing

/// A screen that records its output as plain text.
struct RecordingScreen: PromptScreen {
  var shown = ""
  var columns = 80
  var rows: Int?
  /// The number of texts before Ctrl-C is pressed.
  var textsUntilInterrupt: Int?

  var paging = PagedOutput()

  mutating func write(_ text: StyledText) {
    shown += Theme.colorless.render(text.fitted(to: columns))
    textsUntilInterrupt = textsUntilInterrupt.map { $0 - 1 }
  }

  var isInterrupted: Bool { textsUntilInterrupt.map { $0 <= 0 } ?? false }

  /// Returns the output since the last call.
  mutating func takeShown() -> String {
    defer { shown = "" }
    return shown
  }
}

/// A prompt in a test. Takes typed lines and returns the output.
struct TypedPrompt {
  var session: PromptSession
  var screen = RecordingScreen()
  /// The task of the front end after the last entry.
  private(set) var task = PromptTask.none
  /// The stepper that waits for an answer.
  private var stepper: Stepper?

  init(_ settings: PromptSession.Settings = .init(kinds: allKinds)) { session = PromptSession(settings) }

  /// Types lines, which may be several entries, and returns the output.
  @discardableResult
  mutating func type(_ lines: String) -> String {
    var reader = session.reader
    var needsMore = false
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      needsMore = reader.feed(Array(line.utf8))
      if needsMore { continue }
      take(reader.entry)
      reader = session.reader
    }
    if needsMore { take(reader.endedEntry) }
    return screen.takeShown()
  }

  /// Pastes lines as one entry and returns the output.
  mutating func paste(_ lines: String) -> String {
    take(PromptEntry(Array(lines.utf8), after: session.session.source))
    return screen.takeShown()
  }

  private mutating func take(_ entry: PromptEntry) {
    defer { screen.endOutput() }
    if var asking = stepper {
      screen.show(asking.take(entry.text))
      stepper = asking.question == nil ? nil : asking
      return
    }
    task = session.take(entry, on: &screen)
    if case .step(let stepper) = task, stepper.question != nil { self.stepper = stepper }
  }

  /// The question that waits for an answer.
  var question: String? { stepper?.question }
}

/// Expects a text to contain parts in this order.
func expectInOrder(_ text: String, _ parts: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  var rest = text[...]
  for part in parts {
    guard let range = rest.firstRange(of: part) else {
      Issue.record("`\(part)` is missing or out of order:\n\(text)", sourceLocation: sourceLocation)
      return
    }
    rest = rest[range.upperBound...]
  }
}

/// The program of Flask issue #2267.
let bugReport = [
  "class E1(Exception)", "class E2(Exception)", "class E(E1, E2)", #"handler E2 -> "E2", 500"#,
  #"handler Exception -> "Exception", 500"#, "use flask 0.12.2", "raise E1", "raise E",
]
