import Interpreter
import Syntax

/// Requests and their answers as text: first what the client gets and from whom, then what else happened.
extension EventText {
  func text(_ event: RequestEvent) -> StyledText {
    var text = answer(event)
    text.breakLine()
    let details = details(event)
    if !details.isEmpty { text += details.indented(by: 2) }
    return text
  }

  private func details(_ event: RequestEvent) -> StyledText {
    var details = StyledText()
    for (index, call) in event.failed.enumerated() { details += failure(call, isFirst: index == 0) }
    for failure in event.failures { details += text(failure) + "\n" }
    if let option = event.propagatedBy {
      details += "the exception leaves the app: \(reason(option)), so no handler for 500 is called\n"
    }
    for entry in event.written { details += note(entry) }
    if let fresh = event.fresh { details += "a new process would answer \(brief(fresh))\n" }
    if let lookups = event.lookups { details += text(lookups, event) }
    return details
  }

  /// `500 "sorry"    from handler Exception (line 6), which received Timeout`.
  func answer(_ event: RequestEvent) -> StyledText {
    if let escaped = event.answer.escaped {
      return "\("crash", .error)  \(escaped, .code) left Flask: no response at all"
    }
    // A long script is answers above all: one text, added to, takes a third of the time of texts put together.
    var text = StyledText(roomFor: 128)
    write(event.answer, to: &text)
    text.space(2)
    writeOrigin(event, to: &text)
    return text
  }

  /// `500 "sorry"`, `404 page`, `crash`.
  func brief(_ answer: Answer) -> StyledText {
    var text = StyledText()
    write(answer, to: &text)
    return text
  }

  private func write(_ answer: Answer, to text: inout StyledText) {
    if let escaped = answer.escaped { return text += "\("crash", .error) (\(escaped, .code))" }
    text.append(answer.status ?? 200, .strong)
    text.space()
    if let body = answer.body { text.append(quoted(body), .strong) } else { text.append("page") }
  }

  private func writeOrigin(_ event: RequestEvent, to text: inout StyledText) {
    if case .respond = event.target { return text.append("from the view: no handler is called") }
    guard let handler = event.answer.handler else { return text += ownPage(event) }
    text.append(event.answer.body == nil ? "returned by " : "from ")
    write(handler, to: &text)
    text.append(", which received ")
    write(event.answer.argument, event.answer.original, to: &text)
  }

  private func ownPage(_ event: RequestEvent) -> StyledText {
    if event.unhandled { return "Flask's own: no handler was found" }
    return event.answer.status == 200 ? "Werkzeug's own: the error has no code" : "Werkzeug's own: no handler answered"
  }

  func argument(_ argument: String?, _ original: String?) -> StyledText {
    var text = StyledText()
    write(argument, original, to: &text)
    return text
  }

  private func write(_ argument: String?, _ original: String?, to text: inout StyledText) {
    text.append(argument ?? "nothing", .code)
    if let original { text += " made from \(original, .code)" }
  }

  private func failure(_ call: RequestEvent.Ran, isFirst: Bool) -> StyledText {
    let received: StyledText = "received \(argument(call.argument, call.original)) and failed\n"
    return (isFirst ? "before that " : "and then ") + reference(call.handler) + " " + received
  }

  /// `handler Exception (line 6)`.
  func reference(_ handler: HandlerReference) -> StyledText {
    var text = StyledText()
    write(handler, to: &text)
    return text
  }

  private func write(_ handler: HandlerReference, to text: inout StyledText) {
    text.append("handler ")
    text.append(handler.target.text, .code)
    text.append(" (line ")
    text.append(handler.line)
    text.append(")")
  }

  private func note(_ entry: WrittenEntry) -> StyledText {
    var table = entry.scope.map { "\(shownName($0))'s table" } ?? "the table"
    if let code = entry.code { table += " for code \(code)" }
    return "\("cached", .warning): \(table) now has an entry for \(entry.type, .code) that nobody registered\n"
  }
}

extension RequestEvent {
  /// The handlers that were called and did not answer: each of them failed.
  fileprivate var failed: [Ran] { answer.handler == nil ? ran : Array(ran.dropLast()) }
}
