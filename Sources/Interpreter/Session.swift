import Diagnostics
import Resolution
import Syntax

/// Runs statements and returns events.
///
/// A session has the app that the statements describe, the current release, and the process that answers requests. It
/// is a value, so a test block, an undo step or a marker works on a copy and discards it.
///
/// A mistake in a statement is an event too and is never thrown. Such a statement has no effect, and the run continues.
/// A session prints nothing. To render its events you only need the text table of its source.
public struct Session: Sendable {
  /// All text that was read so far. The spans of statements and diagnostics refer to it.
  public var source: SourceText
  var app: App
  /// Whether a process is running. The first request starts it.
  private(set) var isRunning = false
  /// The process that answers requests, if `isRunning`.
  var running: Process
  /// The requests of the running process. Request number 1 has index 0.
  var pastRequests: [PastRequest] = []
  var lastRequest: LastRequest?
  /// Whether request events include the steps of their lookups.
  public var isTracing = false
  /// Whether the note about an implicit status was given, which is given once a session.
  var hasNotedStatus = false
  /// The budget for trying out suggestions.
  var trials = SuggestionTrials()
  /// The events that declarations of classes and handlers return.
  public var declarationEvents = DeclarationEvents.complete

  /// The events that declarations of classes and handlers return.
  public enum DeclarationEvents: Sendable {
    /// All events. Class events include the MRO, which takes time for each class on it.
    case complete
    case withoutMRO
    /// Only diagnostics, for output that does not show declarations.
    case none
  }

  /// The current release, as on PyPI.
  public var release: Release {
    @inline(__always) get { app.release }
  }

  /// The current release as a prompt shows it: `0.12.2`, `1.0 memo`, `Sanic 25.12.1`.
  public var currentReleaseName: String {
    app.built.resolver == .memo ? "\(release.shortName) memo" : release.shortName
  }

  /// The resolver that looks up handlers. An era that it does not apply to uses Flask's own lookup instead.
  public var chosenResolver: Resolver { app.resolver }

  /// Creates a session without statements.
  ///
  /// - Parameter resolver: A resolver with a bug, for tests and for exercises in which students write tests. No
  ///   statement can choose it, and only `use ... with memo` replaces it.
  public init(name: String, release: Release = .standard, resolver: Resolver = .release) {
    source = SourceText(name: name)
    source.texts = KnownNames.table
    app = App(release: release, resolver: resolver)
    running = Process(era: release.era)
  }

  /// The process in its current state.
  var process: Process { isRunning ? running : app.built }

  /// Starts a process if none is running.
  mutating func ensureRunning() {
    if isRunning { return }
    running = app.built
    isRunning = true
  }

  // MARK: Reading and running

  /// Appends text to the source and returns a parser positioned at its start.
  public mutating func read(_ bytes: [UInt8]) -> Parser {
    let span = source.append(bytes)
    return Parser(source, from: span.start)
  }

  /// Replaces the source with a whole text and returns a parser for it. Use this for the first text of a session.
  public mutating func read(_ text: SourceText) -> Parser {
    let texts = source.texts
    source = text
    // A text that was already parsed as this session's source has the names in its table.
    if !source.texts.extends(texts) { source.texts = texts }
    app.reserve(statements: source.lineCount)
    if pastRequests.isEmpty { pastRequests.reserveCapacity(source.lineCount) }
    return Parser(text)
  }

  /// Returns the next statement of the source, or its errors; nil at the end.
  public mutating func next(from parser: inout Parser) -> ParsedStatement? { parser.next(in: &source) }

  /// Returns the text of a name or body in a statement or an event.
  public func text(_ id: TextID) -> String { source.texts[id] }

  /// Returns the text of a name in a statement that the session has read.
  public func text(_ name: Name) -> String { source.texts[name.text] }

  /// Returns a name for a generated statement, without a span.
  mutating func generatedName(_ name: String) -> Name { Name(source.texts.id(of: name)) }

  /// Reads and runs the next statement, or reports its syntax errors.
  ///
  /// - Returns: False at the end of the text.
  public mutating func runNext(from parser: inout Parser, into events: inout [Event]) -> Bool {
    let step = parser.step(in: &source)
    if !parser.diagnostics.isEmpty { report(parser.diagnostics, in: &events) }
    switch step {
    case .statement(let statement): run(statement, into: &events)
    case .broken: break
    case .end: return false
    }
    return true
  }

  /// Runs a parsed statement, or reports its syntax errors.
  public mutating func run(_ parsed: ParsedStatement) -> [Event] {
    var events: [Event] = []
    report(parsed.diagnostics, in: &events)
    if let statement = parsed.statement { run(statement, into: &events) }
    return events
  }

  private mutating func report(_ diagnostics: [Diagnostic], in events: inout [Event]) {
    for diagnostic in diagnostics { events.append(event(withTriedSuggestions(withReleases(diagnostic), of: nil))) }
  }

  /// Runs a whole text and returns all events. Use it for short texts, because it keeps all events in memory.
  public mutating func run(_ text: String) -> [Event] {
    var parser = read(Array(text.utf8))
    var events: [Event] = []
    while runNext(from: &parser, into: &events) {}
    return events
  }

  /// Runs one statement and returns its events.
  public mutating func run(_ statement: Statement) -> [Event] {
    var events: [Event] = []
    run(statement, into: &events)
    return events
  }

  // Inlined together with the first three functions that it calls: a call would get a copy of the statement.
  @inline(__always)
  private mutating func run(_ statement: Statement, into events: inout [Event]) {
    let before = events.count
    switch statement.kind {
    // Long scripts consist of these three kinds.
    case .classDeclaration(let declaration): declare(declaration, statement, into: &events)
    case .handler(let declaration): declare(declaration, statement, into: &events)
    case .request(let request): answer(request, statement, into: &events)
    default: events += execute(statement)
    }
    for index in before..<events.count where events[index].isDiagnostic {
      if events[index].namesUnknown { app.indexNames(source.texts) }
      trySuggestions(of: &events[index], in: statement)
    }
  }

  private mutating func execute(_ statement: Statement) -> [Event] {
    switch statement.kind {
    case .classDeclaration, .handler, .request: run(statement)
    case .blueprint(let declaration): declare(declaration, statement)
    case .use(let use): self.use(use, statement)
    case .restart: restart(statement)
    case .reset: reset(statement)
    case .trace(let on): setTrace(on, statement)
    case .expect(let expectation): check(expectation, statement)
    case .test(let block): run(block, statement)
    case .config(let config): configure(config, statement)
    case .question(let question): ask(question, statement)
    }
  }

  // MARK: State

  private mutating func setTrace(_ on: Bool, _ statement: Statement) -> [Event] {
    isTracing = on
    return [event(statement, .traceSet(on: on))]
  }

  private mutating func restart(_ statement: Statement) -> [Event] {
    startProcess()
    return [event(statement, .restarted)]
  }

  private mutating func reset(_ statement: Statement) -> [Event] {
    app = App(release: release, resolver: app.resolver)
    startProcess()
    return [event(statement, .reset)]
  }

  /// Starts a fresh process of the current app.
  public mutating func startProcess() {
    isRunning = false
    // An empty process, not `app.built`: the next statement would make them differ and copy all tables.
    running = Process(era: release.era)
    pastRequests = []
    lastRequest = nil
  }

  // MARK: Events

  func line(_ span: Span) -> Int { source.line(of: span.start) }

  @inline(__always)
  func event(_ statement: Statement, _ kind: Event.Kind) -> Event { Event(line: statement.line, kind) }

  func event(_ diagnostic: Diagnostic) -> Event {
    Event(line: line(diagnostic.primary.span), .diagnostic(diagnostic))
  }
}

extension Event {
  /// Whether the event reports an unknown name. More unknown names often follow.
  fileprivate var namesUnknown: Bool {
    guard case .diagnostic(let diagnostic) = kind else { return false }
    return diagnostic.kind == .unknownClass || diagnostic.kind == .unknownBlueprint
  }
}
