import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// A Flask program, read as statements of the language. Nothing of it is executed.
public struct Translation: Sendable {
  /// The text of the file. The spans of statements and diagnostics refer to it.
  public let source: SourceText
  /// The release that the program was read for.
  public let release: Release
  /// What the program does, in order.
  let items: [TranslationLog.Item]
  /// The reasons why something is not modeled.
  let reasons: [Reason]
  /// The bodies that stand for texts that are not known.
  let unknownBodies: Set<String>
  /// Where bytes are compared with a text.
  let bytesComparisons: [Span]
  /// The syntax errors of the file.
  let diagnostics: [Diagnostic]
  /// The bodies of the functions and classes of the files. What is outside of them belongs to a module.
  let bodies: [Span]
  /// The routes of the apps, such as `GET /users/<name>`.
  let routes: [String]

  /// Whether the program sends a request.
  var hasRequests: Bool {
    items.contains { item in
      switch item {
      case .request, .notModeled: true
      default: false
      }
    }
  }

  /// Reads a program as pytest would run it, if it has tests, and then as `python FILE.py` would.
  ///
  /// - Parameters:
  ///   - siblings: The other files that it can import, by the names of their modules, and `conftest`.
  ///   - templates: The names of the files in the folder `templates` beside it; nil if that folder is not known.
  public init(
    _ program: PythonProgram, release: Release, siblings: [String: PythonProgram] = [:], templates: Set<String>? = nil
  ) {
    source = program.source
    self.release = release
    diagnostics = program.diagnostics
    bodies = program.bodies + siblings.values.flatMap { $0.bodies }
    var imported = Evaluator(program, release: release, siblings: siblings, templates: templates)
    imported.moduleName = "program"
    imported.runModule(program.statements)
    let requestsOfImport = imported.log.requestCount
    imported.runTests()
    imported.declareRest()
    var main = Evaluator(program, release: release, siblings: siblings, templates: templates)
    main.reasons = imported.reasons
    main.runModule(program.statements)
    main.declareRest()
    let (tests, script) = (imported.log, main.log)
    switch (tests.hasTests, script.requestCount > requestsOfImport) {
    case (false, _): items = script.items
    case (true, false): items = tests.items
    case (true, true): items = tests.items + script.asTest("__main__", apps: imported.apps.count)
    }
    reasons = main.reasons
    routes = main.apps.flatMap { $0.ruleTexts }
    unknownBodies = tests.unknownBodies.union(script.unknownBodies)
    bytesComparisons = tests.bytesComparisons + script.bytesComparisons.filter { !tests.bytesComparisons.contains($0) }
  }
}

extension PythonProgram {
  /// The bodies of the functions and classes of the module.
  fileprivate var bodies: [Span] {
    statements.compactMap { statement in
      let body: [PythonStatement]
      switch statement.kind {
      case .function(let function): body = function.body
      case .classDefinition(let definition): body = definition.body
      default: return nil
      }
      guard let first = body.first, let last = body.last else { return nil }
      return first.span.joined(last.span)
    }
  }
}

extension Translation {
  /// Whether something is in a module, and not in a function or class of it.
  func isOfModule(_ span: Span) -> Bool {
    span != .nowhere && !bodies.contains { $0.start <= span.start && span.start < $0.end }
  }

  /// Returns what the program does, a line for each item: for tests of the translation.
  func trace() -> [String] {
    items.map { item in
      switch item {
      case .declaration(let app, let draft, _): "app \(app): \(draft)"
      case .request(let app, let draft, _, let call, _):
        "app \(app): \(call?.method ?? "") \(call?.path ?? "") = \(draft)"
      case .notModeled(let call, _, let reason): "\(call.method) \(call.path) not modeled: \(reasons[reason].text)"
      case .assertion(let assertion): "assert \(assertion.outcome) \(assertion.actual)"
      case .testBegins(let name, _, _): "test \(name)"
      case .testEnds(let outcome, _):
        switch outcome {
        case .notModeled(let reason), .stopped(let reason): "  not modeled: \(reasons[reason].text)"
        case .passed, .failed, .skipped: "  \(outcome)"
        }
      case .skipped(let what, let span, let reason):
        "line \(source.line(of: span.start)) skipped \(what): \(reasons[reason].text)"
      }
    }
  }
}
