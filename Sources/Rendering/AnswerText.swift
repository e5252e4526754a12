import Interpreter

/// Requests and their answers as text: first what the client gets and from whom, then what else happened.
extension EventText {
  func text(_ event: RequestEvent) -> StyledText {
    var details = StyledText()
    for entered in event.failed { details += failure(entered) }
    for entry in event.written { details += note(entry) }
    if let fresh = event.fresh { details += "a new process would answer \(brief(fresh))\n" }
    if let lookups = event.lookups { details += text(lookups, event) }
    return answer(event) + "\n" + details.indented(by: 2)
  }

  /// `500 "sorry"    from handler Exception (line 6), which received Timeout`.
  func answer(_ event: RequestEvent) -> StyledText {
    if let escaped = event.answer.escaped {
      return "\("crash", .error)  \(escaped, .code) left Flask: no response at all"
    }
    return "\(brief(event.answer))  \(origin(event))"
  }

  /// `500 "sorry"`, `404 page`, `crash`.
  func brief(_ answer: Answer) -> StyledText {
    if let escaped = answer.escaped { return "\("crash", .error) (\(escaped, .code))" }
    let status = StyledText(String(answer.status ?? 200), .strong)
    guard let body = answer.body else { return "\(status) page" }
    return "\(status) \(quoted(body), .strong)"
  }

  private func origin(_ event: RequestEvent) -> StyledText {
    guard let handler = event.answer.handler else { return ownPage(event) }
    let returned: StyledText = event.answer.body == nil ? "returned by " : "from "
    return returned + "\(reference(handler)), which received \(argument(event.answer.argument, event.answer.original))"
  }

  private func ownPage(_ event: RequestEvent) -> StyledText {
    if event.unhandled { return "Flask's own: no handler was found" }
    return event.answer.status == 200 ? "Werkzeug's own: the error has no code" : "Werkzeug's own: no handler answered"
  }

  func argument(_ argument: String?, _ original: String?) -> StyledText {
    let argument = StyledText(argument ?? "nothing", .code)
    return original.map { "\(argument) made from \($0, .code)" } ?? argument
  }

  private func failure(_ entered: RequestEvent.Ran) -> StyledText {
    "before that \(reference(entered.handler)) received \(argument(entered.argument, entered.original)) and failed\n"
  }

  /// `handler Exception (line 6)`.
  func reference(_ handler: HandlerReference) -> StyledText {
    "handler \(handler.target.text, .code) (line \(handler.line))"
  }

  private func note(_ entry: WrittenEntry) -> StyledText {
    var table = entry.scope.map { "\($0)'s table" } ?? "the table"
    if let code = entry.code { table += " for code \(code)" }
    return "\("cached", .warning): \(table) now has an entry for \(entry.type, .code) that nobody registered\n"
  }
}

extension RequestEvent {
  /// The handlers that were entered and did not answer: each of them failed.
  fileprivate var failed: [Ran] { answer.handler == nil ? ran : Array(ran.dropLast()) }
}
