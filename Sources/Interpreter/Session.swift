import Diagnostics
import Resolution
import Syntax

/// # Interpreter
///
/// In: statements. Out: events. A session holds the app that the statements describe, the release in use, and the
/// process that answers requests; it is a value, so a test block, an undo or a marker's trial works on a copy and
/// throws the copy away. A mistake of the user's is an event like any other and never thrown: the statement has no
/// effect and the run goes on. Nothing is printed here, and no event needs the session to be
/// understood: the table of texts in the session's source spells what it names.
public struct Session: Sendable {
  /// Everything that was read so far; spans of statements and diagnostics point into it.
  public var source: SourceText
  var app: App
  /// Whether a process answers requests: false as long as the app has just been built.
  private(set) var isRunning = false
  /// The process that answers requests, if one does.
  var running: Process
  /// The requests of the running process, by their numbers less one.
  var pastRequests: [PastRequest] = []
  var lastRequest: LastRequest?
  /// Whether requests carry their steps.
  public var isTracing = false
  /// Notes that are given once a session.
  var hasNotedStatus = false
  /// What is left for trying out suggestions.
  var trials = SuggestionTrials()
  /// What is reported of classes and handlers that are declared.
  public var declarationEvents = DeclarationEvents.complete

  /// How much is reported of a class or handler that is declared.
  public enum DeclarationEvents: Sendable {
    /// Class events have the linearization, which costs its length for every class.
    case complete
    case withoutMRO
    /// Diagnostics alone, for output that shows nothing else of a declaration.
    case none
  }

  /// The release in use, as on PyPI.
  public var release: Release {
    @inline(__always) get { app.release }
  }

  /// The release in use as a prompt shows it: `0.12.2`, `1.0 memo`.
  public var releaseInUse: String { app.built.resolver == .memo ? "\(release.name) memo" : release.name }

  /// How handlers are looked up; under an era to which it does not apply Flask's own way takes its place.
  public var resolverInUse: Resolver { app.resolver }

  /// - Parameter resolver: a wrong one, for tests and for exercises that ask for tests; no statement can choose it, and
  ///   none but `use ... with memo` does away with it.
  public init(name: String, release: Release = .standard, resolver: Resolver = .release) {
    source = SourceText(name: name)
    source.texts = KnownNames.table
    app = App(release: release, resolver: resolver)
    running = Process(era: release.era)
  }

  /// The process as it is now.
  var process: Process { isRunning ? running : app.built }

  /// Starts a process, if none is there.
  mutating func ensureRunning() {
    if isRunning { return }
    running = app.built
    isRunning = true
  }

  // MARK: Reading and running

  /// Adds text to what was read, and answers a parser that stands at its beginning.
  public mutating func read(_ bytes: [UInt8]) -> Parser {
    let span = source.append(bytes)
    return Parser(source, from: span.start)
  }

  /// Takes a whole text, as the first that is read, and answers a parser of it.
  public mutating func read(_ text: SourceText) -> Parser {
    let texts = source.texts
    source = text
    // What was parsed as the session's text before has its names already.
    if !source.texts.extends(texts) { source.texts = texts }
    app.reserve(statements: source.lineCount)
    if pastRequests.isEmpty { pastRequests.reserveCapacity(source.lineCount) }
    return Parser(text)
  }

  /// The next statement of what was read, or what was wrong with it; nil at the end.
  public mutating func next(from parser: inout Parser) -> ParsedStatement? { parser.next(in: &source) }

  /// The text of a name or body of a statement or an event.
  public func text(_ id: TextID) -> String { source.texts[id] }

  /// The text of a name of a statement, which the session must have read.
  public func text(_ name: Name) -> String { source.texts[name.text] }

  /// A name as a statement has it that nobody wrote.
  mutating func unwritten(_ name: String) -> Name { Name(source.texts.id(of: name)) }

  /// Reads the next statement and runs it, or reports why it is none.
  /// - Returns: false at the end of the text.
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

  /// Runs what the parser made of the next lines: a statement, or the error in place of one.
  public mutating func run(_ parsed: ParsedStatement) -> [Event] {
    var events: [Event] = []
    report(parsed.diagnostics, in: &events)
    if let statement = parsed.statement { run(statement, into: &events) }
    return events
  }

  private mutating func report(_ diagnostics: [Diagnostic], in events: inout [Event]) {
    for diagnostic in diagnostics { events.append(event(withTriedSuggestions(diagnostic, of: nil))) }
  }

  /// Runs a whole text; for short ones, since all events are held.
  public mutating func run(_ text: String) -> [Event] {
    var parser = read(Array(text.utf8))
    var events: [Event] = []
    while runNext(from: &parser, into: &events) {}
    return events
  }

  /// Runs one statement and returns what came of it.
  public mutating func run(_ statement: Statement) -> [Event] {
    var events: [Event] = []
    run(statement, into: &events)
    return events
  }

  // Inlined, as are the three that it calls first: a call would be handed a copy of the statement.
  @inline(__always)
  private mutating func run(_ statement: Statement, into events: inout [Event]) {
    let before = events.count
    switch statement.kind {
    // Of these long scripts are made.
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

  /// A new process: the app as it is, before any request.
  public mutating func startProcess() {
    isRunning = false
    // Not the app as built, from which it would differ with the next statement: two copies of its tables.
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
  /// Whether it reports a name that nothing has: more such names often follow.
  fileprivate var namesUnknown: Bool {
    guard case .diagnostic(let diagnostic) = kind else { return false }
    return diagnostic.kind == .unknownClass || diagnostic.kind == .unknownBlueprint
  }
}
