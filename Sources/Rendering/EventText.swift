import Diagnostics
import Interpreter
import Syntax

/// Events as text for people.
package struct EventText: Sendable {
  /// Whether each answer is headed by the statement that it belongs to; at the prompt it stands just above anyway.
  package var echoes: Bool
  /// Whether declarations are acknowledged.
  package var acknowledges: Bool
  /// Whether text is linear: sentences rather than columns.
  package var isPlain: Bool

  /// For scripts and lessons.
  package static func script(isPlain: Bool = false) -> EventText {
    EventText(echoes: true, acknowledges: false, isPlain: isPlain)
  }

  /// For the prompt.
  package static func prompt(isPlain: Bool = false) -> EventText {
    EventText(echoes: false, acknowledges: true, isPlain: isPlain)
  }

  /// The text of an event, ending in a line break; empty where there is nothing to say. Diagnostics are drawn by
  /// themselves, since they need the source.
  package func render(_ event: Event) -> StyledText {
    switch event.kind {
    case .classDeclared, .blueprintDeclared, .handlerDeclared, .traceSet, .configured:
      return acknowledges ? acknowledgement(event.kind) : StyledText()
    case .reset: return acknowledges ? acknowledgement(event.kind) : headed("reset", StyledText())
    case .restarted: return acknowledges ? acknowledgement(event.kind) : headed("restart", StyledText())
    case .used(let used): return text(used)
    case .answered(let request): return headed(request.text, text(request))
    case .expectation(let expectation): return text(expectation, line: event.line)
    case .test(let test): return text(test)
    case .mro(let target, let mro): return headed(Statement.Kind.mro(Name(target)).text, chain(mro) + "\n")
    case .why(let why): return headed(why.statement, text(why))
    case .hunted(let hunt): return headed(hunt.statement, text(hunt))
    case .compared(let compared): return headed(compared.statement, text(compared))
    case .stats(let stats): return headed("stats", text(stats))
    case .classes(let rows): return headed("classes", text(rows))
    case .handlers(let rows): return headed("handlers", text(rows))
    case .blueprints(let rows): return headed("blueprints", text(rows))
    case .diagnostic: return StyledText()
    }
  }

  /// A text under the statement that asked for it.
  func headed(_ statement: String, _ body: StyledText) -> StyledText {
    guard echoes else { return body }
    var text = StyledText(roomFor: statement.utf8.count + 1 + body.bytes.count + 8)
    text.append(statement, .strong)
    text.breakLine()
    text.append(body.indented(by: 2))
    return text
  }

  // MARK: Declarations, at the prompt

  private func acknowledgement(_ kind: Event.Kind) -> StyledText {
    switch kind {
    case .classDeclared(let event): text(event)
    case .blueprintDeclared(let event) where event.refused == nil && !event.ignored:
      "blueprint \(shownName(event.name), .code)\(event.declaration.places)\n"
    case .handlerDeclared(let event) where event.refused == nil && !event.ignored: text(event)
    case .traceSet(on: true): "every request now shows its steps\n"
    case .traceSet(on: false): "requests show their answers only\n"
    case .configured(let name, let on): "\(name, .code) is \(on ? "on" : "off"), from the next request on\n"
    case .restarted: "a new process: the same app, no requests yet\n"
    case .reset: "everything is forgotten but the release\n"
    default: StyledText()
    }
  }

  private func text(_ event: ClassEvent) -> StyledText {
    guard let mro = event.mro else { return "\(event.name, .code), with \(event.depth) classes in its MRO\n" }
    // Where every line ends alike the end says nothing.
    let telling = mro.count > 3 ? Array(mro.dropLast(2)) : mro
    let code = event.codes.map { ", \($0)" }.joined()
    return chain(telling.count > 8 ? telling.prefix(7) + ["..."] : telling) + "\(code)\n"
  }

  private func text(_ event: HandlerEvent) -> StyledText {
    let place: StyledText = event.scope.map { "blueprint \(shownName($0), .code)" } ?? "the application"
    return "a handler for \(event.target.text, .code) in \(place)\n"
  }

  // MARK: Releases

  private func text(_ used: UseEvent) -> StyledText {
    var notes = StyledText()
    for note in used.notes { notes += "line \(note.line): \(note.text)\n" }
    let werkzeug: StyledText = "Werkzeug \(used.werkzeug)"
    if acknowledges {
      let memo = used.memo ? " with memo" : ""
      return "Flask \(used.flask, .strong)\(memo) with \(werkzeug), a new process\n" + notes.indented(by: 2)
    }
    let use = Use(release: Name(used.flask), memo: used.memo ? .nowhere : nil)
    return headed(use.text, "with \(werkzeug)\n" + notes)
  }

  // MARK: Expectations and tests

  private func text(_ event: ExpectationEvent, line: Int) -> StyledText {
    if event.passed { return acknowledges ? "\("as expected", .success): \(event.actual)\n" : StyledText() }
    let head: StyledText = "\("failed", .error) (line \(line), Flask \(event.flask)): \(event.subject.text, .code)\n"
    return head + "  expected  \(event.expected)\n  got       \(event.actual)\n"
  }

  private func text(_ event: TestEvent) -> StyledText {
    let total = event.passed + event.failed
    let name: StyledText = "test \(quoted(event.name)) under \(event.flask): "
    if event.failed > 0 {
      return name + "\("failed", .error), \(event.passed) of \(counted(total, "expectation")) held\n"
    }
    return name + "\("passed", .success), \(counted(total, "expectation")) held\n"
  }

  /// `E -> E1 -> Exception`.
  func chain(_ names: some Sequence<String>) -> StyledText {
    var text = StyledText()
    for (index, name) in names.enumerated() {
      if index > 0 { text += isPlain ? ", then " : " \("->", .faint) " }
      text.append(name)
    }
    return text
  }
}

extension ClassEvent {
  /// What was said of its codes: `code 404`, `self.code None`.
  fileprivate var codes: [String] {
    var codes: [String] = []
    if let code { codes.append("code \(code)") } else if hasNoCode { codes.append("code None") }
    switch instanceCode {
    case .number(let code): codes.append("self.code \(code)")
    case .none?: codes.append("self.code None")
    case nil: break
    }
    return codes
  }
}

extension BlueprintEvent {
  /// The statement that declared it.
  fileprivate var declaration: BlueprintDeclaration {
    BlueprintDeclaration(
      name: Name(name),
      registrations: registrations.map { .init(parent: $0.parent.map { Name($0) }, alias: $0.alias.map { Name($0) }) })
  }
}

/// What a stretch of a session shows a reader: events and diagnostics in the order in which they happened.
package struct Transcript: Sendable {
  package var events: EventText

  /// The columns of the screen, where there is one.
  package var columns: Int?

  package init(_ events: EventText, columns: Int? = nil) {
    self.events = events
    self.columns = columns
  }

  /// The text of one event; diagnostics are drawn from the session's source.
  package func render(_ event: Event, in source: SourceText) -> StyledText {
    guard case .diagnostic(let diagnostic) = event.kind else { return events.render(event) }
    return diagnostic.text(in: source, isPlain: events.isPlain, columns: columns)
  }
}
