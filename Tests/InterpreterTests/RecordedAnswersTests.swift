import Diagnostics
import Foundation
import Resolution
import SeededRandom
import Testing

@testable import Interpreter

/// Compares the model with real Flask: every recorded program under every release that it was recorded with.
@Suite struct RecordedAnswersTests {
  /// The recordings of the project, or only those of the folder that the environment names.
  ///
  /// Tests/RealFlask/live-check uses such a folder to compare the model with newly generated programs.
  static let files: [URL] = {
    let named = ProcessInfo.processInfo.environment["ERRORBOOK_RECORDED"] ?? ""
    let other = named.isEmpty ? nil : URL(filePath: named)
    let files = try? FileManager.default.contentsOfDirectory(
      at: other ?? RecordedProgram.fixtures, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "jsonl" }.sorted { $0.path() < $1.path() }
  }()

  /// Whether to replay all programs instead of a sample of each file.
  ///
  /// ERRORBOOK_TESTS=all replays all of them, as `.ci/run` does in release mode, and so does a folder from the
  /// environment.
  private static let replaysAll =
    TestRun.isWhole || ProcessInfo.processInfo.environment["ERRORBOOK_RECORDED"] != nil

  @Test(.sampled, arguments: files) func agreesWithFlask(_ file: URL) throws {
    var tally = Comparison()
    let lines = try RecordedProgram.lines(file)
    let sample = Self.replaysAll ? lines : TestRun.sample(lines, max(6, lines.count / 360))
    for line in sample { tally.compare(try RecordedProgram.read(line: line)) }
    var summary = ["\(file.lastPathComponent): \(tally.summary)"]
    for (id, first) in tally.firstDifferences.sorted(by: { $0.key < $1.key }) {
      summary.append("differs: \(id) \(first)")
    }
    print(summary.joined(separator: "\n"))
    #expect(tally.differences == 0, "\(tally.firstDifferences.count) programs differ")
    #expect(tally.compared > 0 || tally.programs == 0)
  }

  @Test func findsRecordings() { #expect(!Self.files.isEmpty) }
}

/// Runs programs and counts the differences.
struct Comparison {
  var compared = 0
  var programs = 0
  var inexpressible: [RecordedScript.Inexpressible: Int] = [:]
  /// The number of statements that the language refuses on purpose, such as raising a class that cannot be
  /// instantiated.
  var refusedStatements = 0
  /// The number of requests in older recordings with a page that Flask could build only because the recorder repaired
  /// the exception.
  var repairedRequests = 0
  var differences = 0
  /// The first difference of each program, by the id of the program.
  var firstDifferences: [String: String] = [:]

  var summary: String {
    let skipped = inexpressible.values.reduce(0, +)
    return "\(programs) programs, \(compared) comparisons, \(differences) differences;"
      + " \(skipped) programs not expressible, \(refusedStatements) statements refused by the language"
      + (repairedRequests == 0 ? "" : ", \(repairedRequests) requests with repaired exceptions not compared")
  }

  mutating func compare(_ program: RecordedProgram) {
    let script: RecordedScript
    do {
      script = try RecordedScript(program)
    } catch {
      inexpressible[error, default: 0] += 1
      return
    }
    programs += 1
    for result in program.results {
      for versions in groups(result.versions) {
        // Releases of one era and Werkzeug have the same model. It runs once and is compared with all their answers.
        var run = Run(program: program, script: script, result: result, version: versions[0])
        run.compareAll()
        compared += run.compared * versions.count
        refusedStatements += run.refusedStatements * versions.count
        repairedRequests += run.repairedRequests * versions.count
        differences += run.differences.count
        if let first = run.differences.first, firstDifferences[program.id] == nil {
          firstDifferences[program.id] = first
        }
      }
    }
  }
}

extension Comparison {
  private struct Model: Hashable {
    var era: Era?
    var knownClasses: Int?
  }

  /// Groups the versions that have the same model.
  private func groups(_ versions: [String]) -> [[String]] {
    let models = Dictionary(grouping: versions) { version in
      let release = Framework.flask.release(named: version)
      return Model(era: release?.era, knownClasses: release?.knownClassSet)
    }
    return models.values.sorted { $0[0] < $1[0] }
  }
}

/// One program under one release.
private struct Run {
  let program: RecordedProgram
  let script: RecordedScript
  let result: RecordedProgram.Result
  let version: String
  var compared = 0
  var refusedStatements = 0
  var repairedRequests = 0
  var differences: [String] = []
  private var table: [RecordedProgram.Row] = []
  /// The texts of what the session has read so far.
  private var texts = TextTable()

  init(program: RecordedProgram, script: RecordedScript, result: RecordedProgram.Result, version: String) {
    self.program = program
    self.script = script
    self.result = result
    self.version = version
  }

  /// The diagnostics for classes that Python refused or does not know. An unknown class may be new in a later Werkzeug.
  private static let slugs = [
    "layout_conflict": ["layout-conflict"], "duplicate_base": ["duplicate-base"],
    "inconsistent_mro": ["inconsistent-mro"], "unacceptable_base": ["unacceptable-base"],
    "missing_base": ["missing-base"], "unknown_class": ["unknown-class", "later-class"],
  ]

  /// The diagnostics for steps that were not run. A refused registration does not exist, like one that was never
  /// declared.
  private static let slugsOfStepsNotRun = [
    "needs_arguments": ["needs-arguments"], "not_an_exception": ["not-raisable"],
    "not_mounted": ["not-mounted", "unknown-blueprint", "nested-blueprint", "refused-blueprint-name"],
    "nested_blueprints_unsupported": ["nested-blueprint", "unknown-blueprint"],
    "no_blueprint": ["refused-blueprint-name", "unknown-blueprint", "nested-blueprint"],
  ]

  mutating func compareAll() {
    guard let release = Framework.flask.release(named: version) else {
      return differences.append("no release \(version)")
    }
    var session = Session(name: program.id, release: release)
    table = result.spec0 ?? []
    var tablesMayDiffer = true
    let lastRequest = result.steps?.lastIndex { $0.status != nil || $0.escaped != nil }
    for (index, line) in script.lines.enumerated() {
      let events = session.run(line.text + "\n")
      texts = session.source.texts
      guard let first = events.first else {
        addDifference(line, "an event", "none")
        continue
      }
      if index < program.classes.count { compareClass(program.classes[index], first) }
      if result.scenarioError != nil { continue }
      if let blueprint = line.blueprint, let recorded = result.blueprintResults?[blueprint] {
        compareRefusal(recorded, first, line)
      }
      guard let step = line.step, let recorded = result.steps?[step] else { continue }
      if let spec = recorded.spec { table = spec }
      compareStep(program.steps[step], recorded, first, line)
      tablesMayDiffer = tablesMayDiffer || recorded.spec != nil || first.kind.mayWrite
      guard ["raise", "respond"].contains(program.steps[step].op), recorded.status != nil || recorded.escaped != nil
      else { continue }
      // If neither side reports a change, comparing the tables at the end is enough.
      if tablesMayDiffer || step == lastRequest { compareTables(session, line) }
      tablesMayDiffer = false
    }
    if result.scenarioError == "nested_blueprints_unsupported" {
      check(!session.release.era.rules.nestsBlueprints, script.lines[0], "no nesting", "nesting")
    }
  }

  private mutating func compareClass(_ declared: RecordedProgram.Class, _ event: Event) {
    guard let recorded = result.classes?[declared.name] ?? program.classResults[declared.name] else { return }
    let line = RecordedScript.Line(text: "class \(declared.name)")
    switch event.kind {
    case .classDeclared(let declared):
      // The recording has the MROs of Werkzeug 3.1. Older releases have no `_RetryAfter`.
      let hasRetryAfter =
        Framework.flask.release(named: version).map { Hierarchy($0.knownClasses).knownClass("_RetryAfter") != nil }
        ?? true
      let expected = recorded.mro?.filter { hasRetryAfter || $0 != "_RetryAfter" }
      let mro = declared.mro?.map { texts[$0] }
      check(mro == expected, line, expected, mro)
    case .diagnostic(let diagnostic):
      let slugs = recorded.classError.flatMap { Self.slugs[$0] } ?? []
      check(slugs.contains(diagnostic.kind.slug), line, recorded.classError, diagnostic.kind.slug)
    default: addDifference(line, "a class", event.kind)
    }
  }

  private mutating func compareStep(
    _ step: RecordedProgram.Step, _ recorded: RecordedProgram.StepResult, _ event: Event, _ line: RecordedScript.Line
  ) {
    switch event.kind {
    case .handlerDeclared(let declared): compareHandler(recorded, declared, line)
    case .answered(let request) where program.instances == nil && request.rest.failures.contains(where: \.isOfPage):
      repairedRequests += 1
    case .answered(let request): compareRequest(recorded, request, line)
    case .diagnostic(let diagnostic) where recorded.classError != nil:
      // If a line has two mistakes, either can be reported.
      let slugs =
        ["refused-class", "refused-blueprint-name"]
        + (recorded.classError == "unknown_class" ? ["unknown-class", "later-class"] : [])
      check(slugs.contains(diagnostic.kind.slug), line, recorded.classError, diagnostic.kind.slug)
    case .configured(let name, let on): check(name == step.name && on == step.on, line, step.name, name)
    case .blueprintDeclared(let declared): compareBlueprint(recorded, declared, line)
    case .diagnostic where step.op == "blueprint" && recorded.setupError != nil: compareRefusal(recorded, event, line)
    case .diagnostic(let diagnostic) where recorded.notRun != nil:
      let slugs = recorded.notRun.flatMap { Self.slugsOfStepsNotRun[$0] } ?? []
      check(slugs.contains(diagnostic.kind.slug), line, recorded.notRun, diagnostic.kind.slug)
    // In a real program a handler can raise such a class, but the language refuses to raise it.
    case .diagnostic(let diagnostic) where ["needs-arguments", "not-raisable"].contains(diagnostic.kind.slug):
      refusedStatements += 1
    default: addDifference(line, recorded, event.kind)
    }
  }

  private mutating func compareHandler(
    _ recorded: RecordedProgram.StepResult, _ declared: HandlerEvent, _ line: RecordedScript.Line
  ) {
    let expected = recorded.setupError.map { "\($0.type) \($0.message) \($0.at)" }
    let actual = declared.refused.map { "\($0.type) \($0.message) \($0.atMount ? "mount" : "register")" }
    check(expected == actual, line, expected, actual)
    check((recorded.ignored ?? false) == declared.ignored, line, recorded.ignored, declared.ignored)
    check(recorded.warning == declared.warning, line, recorded.warning, declared.warning)
  }

  private mutating func compareBlueprint(
    _ recorded: RecordedProgram.StepResult, _ declared: BlueprintEvent, _ line: RecordedScript.Line
  ) {
    let expected = recorded.setupError.map { "\($0.type) \($0.message)" }
    let actual = declared.refused.map { "\($0.type) \($0.message)" }
    check(expected == actual, line, expected, actual)
    check((recorded.ignored ?? false) == declared.ignored, line, recorded.ignored, declared.ignored)
    check(recorded.warning == declared.warning, line, recorded.warning, declared.warning)
  }

  /// Compares a refused blueprint. The language refuses a name that is already used in every release.
  private mutating func compareRefusal(
    _ recorded: RecordedProgram.StepResult, _ event: Event, _ line: RecordedScript.Line
  ) {
    switch event.kind {
    case .blueprintDeclared(let declared): compareBlueprint(recorded, declared, line)
    case .diagnostic(let diagnostic) where recorded.notRun != nil:
      let slugs = recorded.notRun.flatMap { Self.slugsOfStepsNotRun[$0] } ?? []
      check(slugs.contains(diagnostic.kind.slug), line, recorded.notRun, diagnostic.kind.slug)
    case .diagnostic(let diagnostic):
      let isTaken =
        recorded.setupError?.message.contains("is already registered for") == true || recorded.warning != nil
      check(isTaken && diagnostic.kind.slug == "duplicate-blueprint", line, recorded, diagnostic.kind.slug)
    default: addDifference(line, recorded, event.kind)
    }
  }

  private mutating func compareRequest(
    _ recorded: RecordedProgram.StepResult, _ request: RequestEvent, _ line: RecordedScript.Line
  ) {
    let answer = request.answer
    check(recorded.status == answer.status, line, recorded.status, answer.status)
    check(recorded.body == spelled(answer.body), line, recorded.body, spelled(answer.body))
    check(recorded.handler == answer.handler.flatMap { index($0) }, line, recorded.handler, answer.handler)
    check(recorded.argument == spelled(answer.argument), line, recorded.argument, spelled(answer.argument))
    check(recorded.original == spelled(answer.original), line, recorded.original, spelled(answer.original))
    check(recorded.unhandled ?? false == request.unhandled, line, recorded.unhandled, request.unhandled)
    check(recorded.escaped == spelled(answer.escaped), line, recorded.escaped, spelled(answer.escaped))
    let ran = request.allCalls.map {
      RecordedProgram.Ran(
        handler: index($0.handler) ?? -1, argument: texts[$0.argument], original: spelled($0.original))
    }
    check(expectedRan(recorded) == ran, line, expectedRan(recorded), ran)
  }

  /// Returns the called handlers. `ran` is recorded only if it is not just the handler that answered.
  private func expectedRan(_ recorded: RecordedProgram.StepResult) -> [RecordedProgram.Ran] {
    if let ran = recorded.ran { return ran }
    guard let handler = recorded.handler, let argument = recorded.argument else { return [] }
    return [RecordedProgram.Ran(handler: handler, argument: argument, original: recorded.original)]
  }

  private mutating func compareTables(_ session: Session, _ line: RecordedScript.Line) {
    let process = session.process
    let rows = process.tables.rows.map { row in
      RecordedProgram.Row(
        scope: row.key.scope.map { process.key(of: $0) }, code: row.key.code.map { Int($0) },
        type: row.id.map { session.spelled($0) }, handler: index(session.reference(row.handler)) ?? -1)
    }
    let isList = session.release.era.rules.lookup.usesLists
    // Older recordings have only the last part of a nested blueprint's name.
    let plain = rows.map { plainScope($0) }
    let same =
      isList
      ? inOrder(rows) == inOrder(table)
      : Set(rows) == Set(table) || (Set(plain) == Set(table) && plain.count == table.count)
    check(same && rows.count == table.count, line, table, rows)
  }

  private func plainScope(_ row: RecordedProgram.Row) -> RecordedProgram.Row {
    var plain = row
    plain.scope = row.scope?.split(separator: ".").last.map { String($0) }
    return plain
  }

  /// Sorts entries for codes. Lists keep their order.
  private func inOrder(_ rows: [RecordedProgram.Row]) -> [[RecordedProgram.Row]] {
    let scopes = Set(rows.map { $0.scope ?? "" }).sorted()
    return scopes.map { scope in
      let mine = rows.filter { ($0.scope ?? "") == scope }
      return mine.filter { $0.code == nil } + mine.filter { $0.code != nil }.sorted { $0.code ?? 0 < $1.code ?? 0 }
    }
  }

  private func spelled(_ id: TextID?) -> String? { id.map { texts[$0] } }

  private func index(_ reference: HandlerReference) -> Int? { script.handlerLines.firstIndex(of: reference.line) }

  private mutating func check(_ agrees: Bool, _ line: RecordedScript.Line, _ expected: Any?, _ actual: Any?) {
    compared += 1
    if !agrees { addDifference(line, expected, actual) }
  }

  private mutating func addDifference(_ line: RecordedScript.Line, _ expected: Any?, _ actual: Any?) {
    differences.append(
      "under \(version): \(line.text): Flask \(expected.map { "\($0)" } ?? "nil"), errorbook"
        + " \(actual.map { "\($0)" } ?? "nil")")
  }
}

extension RequestEvent.Failure {
  fileprivate var isOfPage: Bool { if case .page = self { true } else { false } }
}

extension Event.Kind {
  /// Whether the statement can change a handler table.
  fileprivate var mayWrite: Bool {
    switch self {
    case .answered(let request): !request.rest.written.isEmpty
    case .handlerDeclared, .blueprintDeclared: true
    default: false
    }
  }
}
