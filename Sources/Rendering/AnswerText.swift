import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Writes requests and their responses as text: first what the client gets and where it comes from, then everything
/// else.
extension EventWriter {
  func write(_ event: RequestEvent, to text: inout StyledText) {
    writeAnswer(event, to: &text)
    text.breakLine()
    if !isBrief { text.indent(by: 2) { writeDetails(event, to: &$0) } }
  }

  /// Writes the request as a statement, like `Request.text`: `raise E at checkout in admin`.
  func writeStatement(of event: RequestEvent, to text: inout StyledText) {
    if event.hasRest, let client = event.rest.client {
      text.append(client.method, texts, .strong)
      text.append(words: " ", .strong)
      text.append(client.path, texts, .strong)
      text.append(words: ": ")
    }
    switch event.target {
    case .raise(let name):
      text.append(words: "raise ", .strong)
      text.append(name, texts, .strong)
    case .abort(let code):
      text.append(words: "abort ", .strong)
      text.append(code, .strong)
    case .visit, .respond: return text.append(event.text(texts), .strong)
    }
    if let route = event.route {
      text.append(words: " at ", .strong)
      text.append(shownName(texts[route]), .strong)
    }
    guard let scope = event.scope else { return }
    text.append(words: " in ", .strong)
    text.append(shownName(texts[scope]), .strong)
  }

  private func writeDetails(_ event: RequestEvent, to text: inout StyledText) {
    if event.answer.handler == nil || event.calls.second != nil { writeOtherCalls(event, to: &text) }
    if let escaped = event.answer.escaped, event.answer.status != nil {
      text += "then \(texts[escaped], .code) left the app: a server logs it, and a test client raises it\n"
    }
    guard event.hasRest || event.propagatedBy != nil else { return }
    let rest = event.rest
    for failure in rest.failures { text += self.text(failure, event.release.framework) + "\n" }
    if let option = event.propagatedBy {
      text += "the exception leaves the app: \(reason(option.rawValue)), so no handler for 500 is called\n"
    }
    let hasOwnCache = event.release.era.rules.lookup == .cachedList
    for entry in rest.written { write(entry, hasOwnCache: hasOwnCache, to: &text) }
    if let fresh = rest.fresh { writeFresh(fresh, to: &text) }
    if let lookups = rest.lookups { write(lookups, event, to: &text) }
  }

  /// `500 "sorry"    from handler Exception (line 6), which received Timeout`.
  func writeAnswer(_ event: RequestEvent, to text: inout StyledText) {
    if let escaped = event.answer.escaped, event.answer.status == nil {
      return text += "\("crash", .error)  \(texts[escaped], .code) left the app: no response"
    }
    writeResponse(event.answer, to: &text)
    text.space(2)
    writeOrigin(event, to: &text)
  }

  /// Writes `in a fresh process: 404 page`.
  func writeFresh(_ answer: Answer, to text: inout StyledText) {
    text.append(words: "in a fresh process: ")
    write(answer, to: &text)
    text.breakLine()
  }

  /// Returns `500 "sorry"`, `404 page`, `crash`.
  func brief(_ answer: Answer) -> StyledText {
    var text = StyledText()
    write(answer, to: &text)
    return text
  }

  /// Returns what the client gets, without an exception that leaves the app after that.
  func response(_ answer: Answer) -> StyledText {
    var text = StyledText()
    writeResponse(answer, to: &text)
    return text
  }

  private func write(_ answer: Answer, to text: inout StyledText) {
    guard let escaped = answer.escaped else { return writeResponse(answer, to: &text) }
    if answer.status != nil {
      writeResponse(answer, to: &text)
      text.append(words: ", then ")
    }
    text += "\("crash", .error) (\(texts[escaped], .code))"
  }

  private func writeResponse(_ answer: Answer, to text: inout StyledText) {
    text.append(answer.status ?? 200, .strong)
    text.space()
    if let body = answer.body { text.append(quoted: body, texts, .strong) } else { text.append(words: "page") }
  }

  private func writeOrigin(_ event: RequestEvent, to text: inout StyledText) {
    if case .respond = event.target { return text.append(words: "from the view: no handler was called") }
    guard let handler = event.answer.handler else { return writeOwnPage(event, to: &text) }
    text.append(words: event.answer.body == nil ? "returned by " : "from ")
    write(handler, to: &text)
    text.append(words: ", which received ")
    write(event.answer.argument, event.answer.original, to: &text)
  }

  private func writeOwnPage(_ event: RequestEvent, to text: inout StyledText) {
    let framework = event.release.framework
    text.append(words: "from ")
    if !event.release.era.rules.raisesForMissingSlash, case .visit(.redirect) = event.target {
      text.append(framework.library ?? framework.name)
      return text.append(words: ": no exception was raised")
    }
    switch framework.requests {
    case .exceptionsOnly: text.append(words: "the default function")
    // In Flask, only an unhandled exception gets a page of the framework itself. In FastAPI, all other pages are its own.
    case .ofClients:
      text.append(event.unhandled != framework.extendsLibrary ? framework.name : framework.library ?? framework.name)
    }
    text.append(
      words: event.answer.status == 200 && !event.unhandled
        ? ": the exception has no code" : ": no handler was found")
  }

  func argument(_ argument: TextID?, _ original: TextID?) -> StyledText {
    var text = StyledText()
    write(argument, original, to: &text)
    return text
  }

  private func write(_ argument: TextID?, _ original: TextID?, to text: inout StyledText) {
    if let argument { text.append(argument, texts, .code) } else { text.append("nothing", .code) }
    guard let original else { return }
    text.append(words: " wrapping ")
    text.append(original, texts, .code)
  }

  /// Writes the calls of handlers that failed, or that were too late to answer (Starlette).
  private func writeOtherCalls(_ event: RequestEvent, to text: inout StyledText) {
    let calls = event.allCalls
    let answering = event.answer.handler.flatMap { handler in calls.lastIndex { $0.handler == handler } } ?? calls.count
    let firstLate = calls.count - event.rest.lateCalls
    for (index, call) in calls.enumerated() where index != answering {
      text.append(words: index == 0 && index < firstLate ? "before that, " : "then ")
      write(call.handler, to: &text)
      text.append(words: " received ")
      write(call.argument, call.original, to: &text)
      text.append(words: index < firstLate ? " and failed" : ", too late to answer")
      text.breakLine()
    }
  }

  /// Returns `handler Exception (line 6)`.
  func reference(_ handler: HandlerReference) -> StyledText {
    var text = StyledText()
    write(handler, to: &text)
    return text
  }

  func write(_ handler: HandlerReference, to text: inout StyledText) {
    text.append(words: "handler ")
    switch handler.target {
    case .name(let name): text.append(name, texts, .code)
    case .code(let code): text.append(code, .code)
    }
    text.append(words: " (line ")
    text.append(handler.line)
    text.append(words: ")")
  }

  private func write(_ entry: WrittenEntry, hasOwnCache: Bool, to text: inout StyledText) {
    text.append(words: "cached", .warning)
    text.append(words: ": ")
    if let route = entry.table.route {
      text.append(TableName.table(of: route, in: entry.table.scope))
    } else if let scope = entry.table.scope {
      text.append(shownName(scope))
      text.append(words: "'s table")
    } else {
      text.append(words: hasOwnCache ? "the cache" : "the table")
    }
    if let code = entry.table.code {
      text.append(words: " for code ")
      text.append(code)
    }
    text.append(words: entry.isMiss ? " now says that there is no handler for " : " now has an entry for ")
    text.append(entry.type, texts, .code)
    if !entry.isMiss, !hasOwnCache { text.append(words: " that you did not register") }
    text.breakLine()
  }
}
