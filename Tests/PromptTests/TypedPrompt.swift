import Diagnostics
import Interpreter
import Prompt
import Rendering
import Syntax
import Testing

/// A screen that keeps what is shown, as plain text.
struct RecordingScreen: PromptScreen {
  var shown = ""
  var columns = 80
  var rows: Int?
  /// How many texts are shown before Ctrl-C is pressed.
  var textsUntilInterrupt: Int?

  mutating func show(_ text: StyledText) {
    shown += Theme.colorless.render(text.fitted(to: columns))
    textsUntilInterrupt = textsUntilInterrupt.map { $0 - 1 }
  }

  var isInterrupted: Bool { textsUntilInterrupt.map { $0 <= 0 } ?? false }

  /// What was shown since this was last asked.
  mutating func takeShown() -> String {
    defer { shown = "" }
    return shown
  }
}

/// A prompt in a test: lines go in, texts come out.
struct TypedPrompt {
  var session: PromptSession
  var screen = RecordingScreen()
  /// What the last entry left to the front end.
  private(set) var task = PromptTask.none
  /// The stepper that asks.
  private var stepper: Stepper?

  init(_ settings: PromptSession.Settings = .init(kinds: allKinds)) { session = PromptSession(settings) }

  /// Types lines, which may be several entries, and returns what is shown.
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

  /// Pastes lines, which are one entry.
  mutating func paste(_ lines: String) -> String {
    take(PromptEntry(Array(lines.utf8), after: session.session.source))
    return screen.takeShown()
  }

  private mutating func take(_ entry: PromptEntry) {
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

/// Expects texts to appear one after the other.
func expectInOrder(_ text: String, _ parts: [String], sourceLocation: SourceLocation = #_sourceLocation) {
  var rest = text[...]
  for part in parts {
    guard let range = rest.firstRange(of: part) else {
      Issue.record("`\(part)` is not there, or not in this order:\n\(text)", sourceLocation: sourceLocation)
      return
    }
    rest = rest[range.upperBound...]
  }
}

/// The report of issue #2267, as it was filed.
let bugReport = [
  "class E1(Exception)", "class E2(Exception)", "class E(E1, E2)", #"handler E2 -> "E2", 500"#,
  #"handler Exception -> "Exception", 500"#, "use flask 0.12.2", "raise E1", "raise E",
]
