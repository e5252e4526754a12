import Diagnostics
import Interpreter
import LineEditing
import Rendering
import Resolution
import Syntax

/// `step E`: the lookup of the release in use, one look for each Enter.
extension PromptLoop {
  mutating func step(_ subject: String) {
    // The question is asked of a copy, so that it leaves no line in the session.
    var copy = session
    let question = subject.hasPrefix("raise ") ? String(subject.dropFirst("raise ".count)) : subject
    let events = copy.run("why \(question)\n")
    guard case .why(let event)? = events.last?.kind else { return reportProblems(events) }
    let walk = LookupWalk(event, code: session.release.era.rules.lookup.pseudocode, isPlain: isPlain)
    console.print("\("How Flask \(session.release.name) looks for a handler", .strong)\n")
    if isPlain { console.print(walk.numberedCode) }
    go(through: walk)
  }

  /// Without pictures: what they would show is not what was typed.
  private mutating func reportProblems(_ events: [Event]) {
    for event in events {
      guard case .diagnostic(let diagnostic) = event.kind else { continue }
      console.print(SessionCommand.Problem(message: diagnostic.message, help: diagnostic.help).text)
    }
  }

  private mutating func go(through walk: LookupWalk) {
    var index = 0
    while walk.stops.indices.contains(index) {
      console.print(isPlain ? walk.sentence(index) : walk.page(index))
      if index == walk.stops.count - 1, index == 0 { return }
      let isLast = index == walk.stops.count - 1
      let question = isLast ? "Enter or q: leave. b: back. " : "Enter: next look. b: back. q: leave. "
      guard case .entry(let answer) = ask(question) else { return }
      switch String(decoding: answer, as: UTF8.self).trimmed.lowercased() {
      case "b", "back": index = max(0, index - 1)
      case "q", "quit", ":q": return
      case "": index += 1
      default: console.print("Here only Enter, b and q mean something; q leads back to the prompt.\n")
      }
    }
  }
}
