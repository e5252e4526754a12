import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

/// `step E`: the lookup of the current release, one table at a time. Each answer to its question leads to the next text.
package struct Stepper {
  /// Why there is nothing to step through.
  struct Problems: Error {
    var all: [SessionCommand.Problem]
  }

  private let walk: LookupSteps
  private let heading: StyledText
  private let isPlain: Bool
  private var index = 0
  private var isOver = false

  static func start(_ subject: String, in session: Session, isPlain: Bool) -> Result<Stepper, Problems> {
    // The question is asked of a copy, so that it leaves no line in the session.
    var copy = session
    let question = subject.hasPrefix("raise ") ? String(subject.dropFirst("raise ".count)) : subject
    let events = copy.run("why \(question)\n")
    guard case .why(let event)? = events.last?.kind else { return .failure(problems(events)) }
    let walk = LookupSteps(
      event, code: session.release.era.rules.lookup.pseudocode, copy.source.texts, isPlain: isPlain)
    return .success(Stepper(walk, "How Flask \(session.release.name) looks for a handler", isPlain: isPlain))
  }

  /// Without pictures: what they would show is not what was typed.
  private static func problems(_ events: [Event]) -> Problems {
    Problems(
      all: events.compactMap { event in
        guard case .diagnostic(let diagnostic) = event.kind else { return nil }
        return SessionCommand.Problem(message: diagnostic.message, help: diagnostic.help)
      })
  }

  private init(_ walk: LookupSteps, _ heading: String, isPlain: Bool) {
    self.walk = walk
    self.heading = StyledText(heading, .strong) + "\n"
    self.isPlain = isPlain
    // A single text is no walk: there is nothing to ask.
    isOver = walk.stops.count <= 1
  }

  /// What is shown first.
  var opening: StyledText {
    (isPlain ? heading + walk.numberedCode : heading) + (walk.stops.isEmpty ? StyledText() : page)
  }

  private var page: StyledText { isPlain ? walk.sentence(index) : walk.page(index) }

  /// What to ask next; nil where the stepper is finished.
  package var question: String? {
    if isOver { return nil }
    return index == walk.stops.count - 1 ? "Enter or q: leave. b: back. " : "Enter: next look. b: back. q: leave. "
  }

  /// Takes the answer to the question, and returns what is shown next.
  package mutating func take(_ answer: String) -> StyledText {
    var remark = StyledText()
    switch answer.trimmed.lowercased() {
    case "b", "back": index = max(0, index - 1)
    case "q", "quit", ":q": isOver = true
    case "": index += 1
    default: remark = "Here only Enter, b and q mean something; q leads back to the prompt.\n"
    }
    isOver = isOver || index >= walk.stops.count
    return isOver ? StyledText() : remark + page
  }
}
