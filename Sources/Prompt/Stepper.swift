import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

/// Runs `step E`: shows the handler lookup of the current release, one step at a time.
package struct Stepper {
  /// The reasons why there is no lookup to show.
  struct Problems: Error {
    var all: [SessionCommand.Problem]
  }

  private let lookup: LookupSteps
  private let heading: StyledText
  private let isPlain: Bool
  private var index = 0
  private var isOver = false

  static func start(_ subject: String, in session: Session, isPlain: Bool) -> Result<Stepper, Problems> {
    let question = subject.hasPrefix("raise ") ? String(subject.dropFirst("raise ".count)) : subject
    switch LookupSteps.asking(question, in: session, isPlain: isPlain) {
    case .success(let asked):
      return .success(
        Stepper(asked.steps, "How \(session.release.fullName) looks up a handler", isPlain: isPlain))
    case .failure(let problems):
      // Without source excerpts, which would show a line that the user did not type.
      return .failure(Problems(all: problems.diagnostics.map { .init(message: $0.message, help: $0.help) }))
    }
  }

  private init(_ lookup: LookupSteps, _ heading: String, isPlain: Bool) {
    self.lookup = lookup
    self.heading = StyledText(heading, .strong) + "\n"
    self.isPlain = isPlain
    // With a single stop there is nothing to step through.
    isOver = lookup.stops.count <= 1
  }

  /// The first text to show.
  var opening: StyledText {
    (isPlain ? heading + lookup.numberedCode : heading) + (lookup.stops.isEmpty ? StyledText() : page)
  }

  private var page: StyledText { isPlain ? lookup.sentence(index) : lookup.page(index) }

  /// The next question, or nil at the end.
  package var question: String? {
    if isOver { return nil }
    return index == lookup.stops.count - 1 ? "Enter or q: quit. b: back. " : "Enter: next step. b: back. q: quit. "
  }

  /// Takes the answer to the question and returns the next text.
  package mutating func take(_ answer: String) -> StyledText {
    var remark = StyledText()
    switch answer.trimmed.lowercased() {
    case "b", "back": index = max(0, index - 1)
    case "q", "quit", ":q": isOver = true
    case "": index += 1
    default: remark = "Press Enter for the next step, or type b to go back or q to return to the prompt.\n"
    }
    isOver = isOver || index >= lookup.stops.count
    return isOver ? StyledText() : remark + page
  }
}
