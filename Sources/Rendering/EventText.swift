import Diagnostics
import Interpreter
import Resolution
import Syntax

/// How events are shown as text.
public struct EventText: Sendable {
  /// Whether each answer comes after its statement. At the prompt, the user has just typed the statement.
  public var echoes: Bool
  /// Whether declarations are confirmed.
  public var confirmsDeclarations: Bool
  /// Whether text is linear: sentences instead of columns.
  public var isPlain: Bool
  /// Whether a request shows only its response and the handler.
  public var isBrief = false
  /// The columns of the screen; nil if there is no screen.
  var columns: Int?

  /// Returns the form for scripts and lessons.
  public static func script(isPlain: Bool = false) -> EventText {
    EventText(echoes: true, confirmsDeclarations: false, isPlain: isPlain)
  }

  /// Returns the form for the prompt.
  public static func prompt(isPlain: Bool = false) -> EventText {
    EventText(echoes: false, confirmsDeclarations: true, isPlain: isPlain)
  }

  /// Writes the text of an event, ending in a line break, or nothing if there is nothing to show. Diagnostics are not
  /// included: drawing them needs the source.
  /// - Parameter texts: the table of the source that the session has read.
  public func write(_ event: Event, _ texts: TextTable, to text: inout StyledText) {
    EventWriter(self, texts).write(event, to: &text)
  }

  /// Writes a single answer.
  func write(_ answered: RequestEvent, _ texts: TextTable, to text: inout StyledText) {
    EventWriter(self, texts).writeHeaded(answered, to: &text)
  }

  /// Returns whether there is something to show. Most statements of a script declare something, and a script does not
  /// confirm declarations.
  @inline(__always)
  func shows(_ kind: Event.Kind) -> Bool {
    switch kind {
    case .classDeclared, .blueprintDeclared, .handlerDeclared: confirmsDeclarations
    default: true
    }
  }

}

/// Writes events as text, with the table for the numbers of their texts.
struct EventWriter {
  private let style: EventText
  let texts: TextTable

  init(_ style: EventText, _ texts: TextTable) {
    self.style = style
    self.texts = texts
  }

  private var echoes: Bool { style.echoes }
  private var confirmsDeclarations: Bool { style.confirmsDeclarations }
  var isPlain: Bool { style.isPlain }
  var isBrief: Bool { style.isBrief }
  /// The columns of the screen; nil if there is no screen.
  var columns: Int? { style.columns }

  fileprivate func write(_ event: Event, to text: inout StyledText) {
    switch event.kind {
    case .classDeclared, .blueprintDeclared, .handlerDeclared, .traceSet, .configured:
      if confirmsDeclarations { confirm(event.kind, in: &text) }
    case .reset: if confirmsDeclarations { confirm(event.kind, in: &text) } else { head("reset", in: &text) }
    case .restarted: if confirmsDeclarations { confirm(event.kind, in: &text) } else { head("restart", in: &text) }
    case .used(let used): write(used, to: &text)
    case .answered(let request): writeHeaded(request, to: &text)
    case .expectation(let expectation): write(expectation, line: event.line, to: &text)
    case .test(let test): write(test, to: &text)
    case .mro(let target, let mro):
      headed(by: Question.mro(Name(target)).text(texts), in: &text) {
        writeChain(mro.map { texts[$0] }, to: &$0)
        $0.breakLine()
      }
    case .why(let why): headed(by: why.statement.text(texts), in: &text) { write(why, to: &$0) }
    case .hunted(let hunt): headed(by: hunt.statement.text(texts), in: &text) { write(hunt, to: &$0) }
    case .compared(let compared): headed(by: compared.statement.text(texts), in: &text) { write(compared, to: &$0) }
    case .stats(let stats): headed(by: "stats", in: &text) { write(stats, to: &$0) }
    case .classes(let rows): headed(by: "classes", in: &text) { write(rows, to: &$0) }
    case .handlers(let rows): headed(by: "handlers", in: &text) { write(rows, to: &$0) }
    case .blueprints(let rows): headed(by: "blueprints", in: &text) { write(rows, to: &$0) }
    case .diagnostic: break
    }
  }

  /// Adds a table that is at most as wide as the screen.
  func write(_ table: Table, to text: inout StyledText) {
    text += table.text(columns: columns.map { max(20, $0 - text.margin) })
  }

  // MARK: Statements

  /// Writes a text below its statement.
  private func headed(by statement: String, in text: inout StyledText, _ body: (inout StyledText) -> Void) {
    head(statement, in: &text)
    text.indent(by: echoes ? 2 : 0, body)
  }

  fileprivate func writeHeaded(_ request: RequestEvent, to text: inout StyledText) {
    guard echoes else { return write(request, to: &text) }
    writeStatement(of: request, to: &text)
    text.breakLine()
    text.indent(by: 2) { write(request, to: &$0) }
  }

  private func head(_ statement: String, in text: inout StyledText) {
    guard echoes else { return }
    text.append(statement, .strong)
    text.breakLine()
  }

  // MARK: Declarations, at the prompt

  private func confirm(_ kind: Event.Kind, in text: inout StyledText) {
    switch kind {
    case .classDeclared(let event): write(event, to: &text)
    case .blueprintDeclared(let event) where event.refused == nil && !event.ignored:
      text += "blueprint \(shownName(texts[event.name]), .code)\(event.declaration.places(texts))\n"
    case .handlerDeclared(let event) where event.refused == nil && !event.ignored:
      let place: StyledText = event.scope.map { "blueprint \(shownName(texts[$0]), .code)" } ?? "the app"
      text += "handler for \(event.target.text(texts), .code) registered on \(place)\n"
    case .traceSet(on: true): text += "requests now show each step of the lookup\n"
    case .traceSet(on: false): text += "requests now show only the response\n"
    case .configured(let name, let on): text += "\(name, .code) is \(on ? "on" : "off") from the next request on\n"
    case .restarted: text += "new process: the same app, no requests yet\n"
    case .reset: text += "everything is removed except the release\n"
    default: break
    }
  }

  private func write(_ event: ClassEvent, to text: inout StyledText) {
    guard let mro = event.mro else {
      return text += "\(texts[event.name], .code), with \(event.depth) classes in its MRO\n"
    }
    // The last two classes are the same for most classes, so they are left out.
    let shownMRO = (mro.count > 3 ? Array(mro.dropLast(2)) : mro).map { texts[$0] }
    writeChain(shownMRO.count > 8 ? shownMRO.prefix(7) + ["..."] : shownMRO, to: &text)
    for code in event.codes { text += ", \(code)" }
    text.breakLine()
  }

  // MARK: Releases

  private func write(_ used: UseEvent, to text: inout StyledText) {
    if confirmsDeclarations {
      let memo = used.memo ? " with memo" : ""
      text += "\(used.release.framework.name) \(used.release.name, .strong)\(memo)"
      if let library = used.release.fullLibraryName { text += " with \(library)" }
      text += ", in a new process\n"
      text.indent(by: 2) { writeNotes(of: used, to: &$0) }
    } else {
      headed(by: Use.text(used.release, hasMemo: used.memo), in: &text) {
        $0 += used.release.fullLibraryName.map { "with \($0)\n" } ?? "in a new process\n"
        writeNotes(of: used, to: &$0)
      }
    }
  }

  private func writeNotes(of used: UseEvent, to text: inout StyledText) {
    for note in used.notes { text += "line \(note.line): \(note.text)\n" }
  }

  // MARK: Expectations and tests

  private func write(_ event: ExpectationEvent, line: Int, to text: inout StyledText) {
    if event.passed {
      if confirmsDeclarations { text += "\("as expected", .success): \(event.actual)\n" }
      return
    }
    text += "\("failed", .error) (line \(line), \(event.release.fullName)): \(event.subject.text, .code)\n"
    text += "  expected  \(event.expected)\n  got       \(event.actual)\n"
  }

  private func write(_ event: TestEvent, to text: inout StyledText) {
    let count = event.passed + event.failed
    // In "0 of 1 expectations" the noun is plural.
    let expectations = event.failed > 0 ? "\(count) expectations" : counted(count, "expectation")
    text.append(words: "test ")
    text.append(quoted: event.name, texts)
    text.append(words: " under ")
    text.append(event.release.shortName)
    text.append(words: ": ")
    if event.failed > 0 {
      text.append(words: "failed", .error)
      text.append(words: ", ")
      text.append(event.passed)
      text.append(words: " of ")
    } else {
      text.append(words: event.notModeled > 0 ? "not modeled" : "passed", event.notModeled > 0 ? .faint : .success)
      text.append(words: ", ")
    }
    text.append(expectations)
    if event.failed > 0 || event.notModeled > 0 { text.append(words: " passed") }
    text.breakLine()
  }

  /// Writes `E -> E1 -> Exception`.
  func writeChain(_ names: some Sequence<String>, to text: inout StyledText) {
    for (index, name) in names.enumerated() {
      if index > 0 { text += isPlain ? ", then " : " \("->", .faint) " }
      text.append(name)
    }
  }
}

extension ClassEvent {
  /// The declared codes: `code 404`, `self.code None`.
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
  /// The statement that declared the blueprint.
  fileprivate var declaration: BlueprintDeclaration {
    BlueprintDeclaration(
      name: Name(name),
      registrations: registrations.map { .init(parent: $0.parent.map { Name($0) }, alias: $0.alias.map { Name($0) }) })
  }
}

/// Shows events and diagnostics of a session in the order in which they happened.
public struct Transcript: Sendable {
  /// How events are shown. Diagnostics use its `isPlain` and the columns of its screen.
  public var events: EventText

  /// - Parameter columns: the columns of the screen; nil if there is no screen.
  public init(_ events: EventText, columns: Int? = nil) {
    self.events = events
    self.events.columns = columns
  }

  /// Returns the text of one event.
  public func render(_ event: Event, in source: SourceText) -> StyledText {
    var text = StyledText()
    write(event, in: source, to: &text)
    return text
  }

  /// Returns whether there is something to show for an event.
  @inline(__always)
  func shows(_ event: Event) -> Bool { events.shows(event.kind) }

  /// Writes the text of one event. Diagnostics are drawn from the source of the session.
  public func write(_ event: Event, in source: SourceText, to text: inout StyledText) {
    guard case .diagnostic(let diagnostic) = event.kind else { return events.write(event, source.texts, to: &text) }
    text += diagnostic.text(in: source, isPlain: events.isPlain, columns: events.columns)
  }
}
