import Diagnostics
import Interpreter
import Resolution
import Syntax

/// Runs a script under one release and plans a Python file with the same results.
///
/// A session runs each statement, and its events contain the predictions. The reader tracks what events do not contain: which
/// statements built the current process, and which came late. `use` starts a new process here, because a file is for one
/// release.
struct ScriptReader {
  var session: Session
  var plan: ScriptPlan
  private(set) var problems: [Diagnostic] = []
  var place = Place()
  /// The line of the current statement.
  private var line = 0
  /// Whether to leave out statements with errors. Lessons contain them on purpose.
  let leavesOutErrors: Bool

  /// The state at this point of the script. A test block restores it at its end.
  struct Place {
    var classes: [ClassID: Int] = [:]
    /// The blueprint objects.
    var blueprints: [TextID: Int] = [:]
    var registrations: [Registered: Int] = [:]
    /// The declarations of the app, in order.
    var declarations: [Int] = []
    var test: PlannedTest?
    /// Whether the current process has handled a request. If so, the test has an app.
    var hasRequested = false
    /// Registrations that take effect with the next request.
    var waiting: [Int] = []
    var isDebug = false

    /// A name on the app or on a blueprint object. It belongs to one registration.
    struct Registered: Hashable {
      var name: String
      var parent: Int?
    }
  }

  init(title: String, release: Release, leavesOutErrors: Bool) {
    session = Session(name: title, release: release)
    session.declarationEvents = .withoutMRO
    plan = ScriptPlan(title: title, release: release)
    self.leavesOutErrors = leavesOutErrors
  }

  mutating func read(_ bytes: [UInt8]) {
    var parser = session.read(bytes)
    while let parsed = session.next(from: &parser) {
      note(parsed.diagnostics)
      if let statement = parsed.statement { read(statement) }
    }
  }

  mutating func finish() -> ScriptPlan {
    closeTest()
    // Declarations without a later request belong to the app too.
    if !place.hasRequested, !place.declarations.isEmpty || plan.builds.isEmpty { _ = build() }
    return plan
  }

  mutating func read(_ statement: Statement) {
    line = line(statement.span)
    switch statement.kind {
    case .classDeclaration(let declaration): declare(declaration, statement)
    case .blueprint(let declaration): declare(declaration, statement)
    case .handler(let declaration): declare(declaration, statement)
    case .request(let request): send(request, expecting: nil, statement)
    case .expect(let expectation): check(expectation, statement)
    case .test(let block): read(block, statement)
    case .restart: startProcess(statement)
    case .reset: reset(statement)
    case .use(let use): self.use(use, statement)
    case .config(let config): configure(config, statement)
    // Questions change nothing, so no test contains them.
    case .trace, .question: break
    }
  }

  // MARK: Running

  /// Runs a statement. If it has an error, records the error and returns no events.
  @discardableResult
  mutating func run(_ statement: Statement) -> [Event] {
    let events = session.run(statement)
    let findings = events.compactMap { event in
      if case .diagnostic(let diagnostic) = event.kind { diagnostic } else { nil }
    }
    note(findings)
    return findings.contains { $0.severity == .error } ? [] : events
  }

  mutating func note(_ findings: [Diagnostic]) {
    let errors = findings.filter { $0.severity == .error }
    guard leavesOutErrors else {
      problems += errors
      return
    }
    for error in errors {
      add(.comment("line \(line(error.primary.span)) is left out: \(error.message.filter { $0 != "`" })"))
    }
  }

  func line(_ span: Span) -> Int { session.source.line(of: span.start) }

  // MARK: Tests

  /// Adds a step to the current test.
  mutating func add(_ step: PlannedStep) {
    if place.test == nil { place.test = PlannedTest(origin: .process(line: line)) }
    place.test?.steps.append(step)
  }

  /// Makes sure that the test has an app, built from the declarations so far.
  mutating func needApp() {
    guard !place.hasRequested else { return }
    add(.newApp(build: build()))
  }

  /// Returns the build that consists of the declarations so far.
  mutating func build() -> Int {
    let build = place.declarations.last.map { plan.declarations[$0].line } ?? 0
    if !plan.builds.contains(build) {
      plan.builds.append(build)
      for index in place.declarations { plan.declarations[index].builds.insert(build) }
    }
    return build
  }

  mutating func closeTest() {
    guard let test = place.test else { return }
    place.test = nil
    let hasMore = test.steps.contains { if case .comment = $0 { false } else { true } }
    if hasMore { plan.tests.append(test) }
  }

  mutating func forgetProcess() {
    place.hasRequested = false
    place.waiting = []
  }

  // MARK: Processes

  private mutating func startProcess(_ statement: Statement) {
    run(statement.replaced(by: .restart))
    forgetProcess()
    if case .block = place.test?.origin { return }
    closeTest()
  }

  private mutating func reset(_ statement: Statement) {
    run(statement)
    startProcess(statement)
    place.classes = [:]
    place.blueprints = [:]
    place.registrations = [:]
    place.declarations = []
    place.isDebug = false
  }

  private mutating func use(_ use: Use, _ statement: Statement) {
    guard let release = use.release(session.source.texts) else {
      run(statement)
      return
    }
    startProcess(statement)
    guard release != plan.release else { return }
    mention(release)
    add(
      .comment(
        "line \(line(statement.span)): \(Use.text(release, hasMemo: false)). This file is only for \(plan.release.shortName)."
      ))
  }

  private mutating func mention(_ release: Release) {
    guard release != plan.release, !plan.otherReleases.contains(release.shortName) else { return }
    plan.otherReleases.append(release.shortName)
  }

  /// Reads a test block. It runs in a new process and leaves no effects.
  private mutating func read(_ block: TestBlock, _ statement: Statement) {
    guard !block.isContinuing else { return readContinuing(block) }
    let outside = (session: session, place: place)
    run(statement.replaced(by: .restart))
    forgetProcess()
    place.test = PlannedTest(origin: .block(name: session.text(block.name.text)))
    let releases = block.knownReleases(of: plan.release.framework, session.source.texts).compactMap { $0 }
    if releases.count < block.releases.count { note(session.run(statement.emptied(block))) }
    for release in releases { mention(release) }
    if !releases.isEmpty, !releases.contains(plan.release) {
      let names = releases.map { $0.shortName }.joined(separator: ", ")
      add(.comment("The script runs this under \(names). This file is only for \(plan.release.name)."))
    }
    for inner in block.body { read(inner) }
    closeTest()
    (session, place) = outside
  }

  /// Reads a `continuing` test block. Its statements become part of the test around it, because they share its app.
  private mutating func readContinuing(_ block: TestBlock) {
    add(.comment("test \(quoted(session.text(block.name.text))) continues with this app"))
    for inner in block.body { read(inner) }
  }

  private mutating func note(_ events: [Event]) {
    note(
      events.compactMap { event -> Diagnostic? in
        guard case .diagnostic(let diagnostic) = event.kind,
          [.unknownRelease, .unknownFramework].contains(diagnostic.kind)
        else { return nil }
        return diagnostic
      })
  }
}

extension Statement {
  /// Returns the same test without its statements.
  fileprivate func emptied(_ block: TestBlock) -> Statement {
    var empty = block
    empty.body = []
    return replaced(by: .test(empty))
  }
}
