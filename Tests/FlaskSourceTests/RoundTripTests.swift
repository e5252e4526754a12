import Diagnostics
import Export
import FlaskSource
import Interpreter
import PythonSyntax
import Resolution
import SeededRandom
import Testing

/// Exports random scripts as Flask test files, reads the files, and compares with running the scripts.
///
/// `Tests/FlaskPrograms/round-trip` does the same with many more programs.
@Suite("Exported files read as Flask programs") struct RoundTripTests {
  @Test("each request has the answer of the script, and each test passes", .seeded)
  func roundTrip() {
    var compared = 0
    var handled = 0
    var differences: [String] = []
    for seed in TestRun.seeds(1_000, sample: 15) {
      let release = Framework.flask.releases[Int(seed % UInt64(Framework.flask.releases.count))]
      let script = Self.script(seed, release)
      guard let file = Self.exported(script, release) else {
        differences.append("\(release.name): not exported:\n\(script)")
        continue
      }
      let (expected, found) = (Self.played(script, release), Self.read(file, release))
      compared += expected.answers.count
      handled += expected.answers.count { $0.handler != nil }
      if let problem = Self.difference(expected, found) {
        differences.append("\(release.name): \(problem)\n\(script)\n\(file)")
      }
    }
    print("round trip: \(compared) requests compared, \(handled) with a handler, \(differences.count) differences")
    #expect(differences.isEmpty, "\(differences.count) differ\n\(differences.prefix(2).joined(separator: "\n"))")
    // Scripts without requests or handlers would never differ.
    #expect(handled > TestRun.rounds(1_000, sample: 20))
  }

  // MARK: Scripts

  /// Returns an app with requests, and with declarations between them.
  private static func script(_ seed: UInt64, _ release: Release) -> String {
    let app = RandomApp(test: seed, nests: !release.isBefore("2.0.0"))
    var random = SeededRandom(test: seed &+ 5_000)
    var lines = app.lines
    for _ in 0..<8 { lines.append(line(app, &random)) }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func line(_ app: RandomApp, _ random: inout SeededRandom) -> String {
    let scope = app.blueprints.isEmpty || random.chance(50) ? "" : " in \(random.pick(app.blueprints))"
    let type = random.pick(app.classes + ["Exception", "LookupError", "NotFound"])
    return switch Int.random(in: 0..<20, using: &random) {
    case 0: "restart"
    case 1: "handler \(type)\(scope) -> \"late\", 500"
    case 2: "config TRAP_HTTP_EXCEPTIONS \(random.pick(["on", "off"]))"
    case 3: "respond \(random.pick(["\"text\", 200", "404", "204", "0", "700"]))\(scope)"
    case 4: "visit \(random.pick(["unknown", "wrong-method", "redirect"]))\(scope)"
    case 5: "abort \(random.pick([404, 500, 418, 999]))\(scope)"
    default: "raise \(type)\(scope)"
    }
  }

  // MARK: Both sides

  /// What a script or a file says.
  private struct Answers {
    var answers: [Answer] = []
    /// The tests that do not pass, and errors.
    var problems: [String] = []

    init(_ events: [Event], _ source: SourceText) {
      for event in events {
        switch event.kind {
        case .answered(let request): answers.append(Answer(request.answer, source.texts))
        case .test(let test) where test.failed > 0 || test.notModeled > 0 || test.isSkipped:
          problems.append("the test \(source.texts[test.name]) does not pass")
        case .diagnostic(let diagnostic) where diagnostic.severity == .error: problems.append(diagnostic.message)
        default: continue
        }
      }
    }
  }

  /// An answer without lines and without the tables of texts.
  private struct Answer: Equatable {
    var status: Int?
    var body: String?
    var handler: String?
    var argument: String?
    var escaped: String?

    init(_ answer: Interpreter.Answer, _ texts: TextTable) {
      status = answer.status
      body = answer.body.map { texts[$0] }
      argument = answer.argument.map { texts[$0] }
      escaped = answer.escaped.map { texts[$0] }
      handler = answer.handler.map { $0.target.text(texts) }
    }
  }

  private static func exported(_ script: String, _ release: Release) -> String? {
    let export = TestFileExport(title: "random.eb", release: release, leavesOutErrors: true)
    guard case .file(let file) = export.export([Array(script.utf8)]) else { return nil }
    return file
  }

  private static func played(_ script: String, _ release: Release) -> Answers {
    var session = Session(name: "random.eb", release: release)
    let events = session.run(script)
    return Answers(events, session.source)
  }

  private static func read(_ file: String, _ release: Release) -> Answers {
    let program = PythonProgram(parsing: SourceText(name: "random.py", file))
    var run = TranslationRun(Translation(program, release: release))
    let events = run.run()
    return Answers(events, run.source)
  }

  private static func difference(_ expected: Answers, _ found: Answers) -> String? {
    for (index, (one, other)) in zip(expected.answers, found.answers).enumerated() where one != other {
      return "request \(index + 1): the script has \(one), the file \(other)"
    }
    guard expected.answers.count == found.answers.count else {
      return "the script sends \(expected.answers.count) requests, the file \(found.answers.count): \(found.problems)"
    }
    return found.problems.first
  }
}
