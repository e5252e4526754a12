import Diagnostics
import Resolution
import SeededRandom
import Syntax
import Testing

@testable import Interpreter

/// The app has one statement more than the model. The difference must be found if and only if some request shows it.
///
/// The statement can be about any known class, code or scope. The requests are all requests of the language.
@Suite("Equal behavior, for all known classes, codes and scopes") struct KnownClassEquivalenceTests {
  @Test(
    "an additional handler or option is found exactly if a request gets another answer", .seeded,
    arguments: ["0.12.2", "0.10.1", "1.0.2", "1.1.4", "2.0.0", "3.1.0"])
  func oneMoreStatement(_ release: String) throws {
    let release = try #require(Framework.flask.release(named: release))
    var counts = (found: 0, same: 0)
    let rounds = TestRun.rounds(400, sample: 2)
    for seed in 0..<UInt64(rounds) {
      let app = RandomApp(test: seed &+ 40_000, nests: release.era.rules.nestsBlueprints)
      var change = RandomChange(to: app, seed: seed)
      let (model, changed) = (session(app.script, release), session(app.script + change.statement() + "\n", release))
      let shown = model.firstRequest(withOtherAnswerFrom: changed)
      switch Equivalence(of: changed, with: model).verdict() {
      case .differs(let difference) where difference.raises.count == 1:
        counts.found += 1
        #expect(shown != nil, "seed \(seed): \(change.statement()) after\n\(app.script)")
      case .differs, .same:
        // With a cache, a difference may need several raises.
        counts.same += 1
        #expect(shown == nil, "seed \(seed): \(change.last) is not found after\n\(app.script)")
      case .lacks(let statement, _):
        // In the app the name of a known class means a class that Python cannot raise.
        counts.found += 1
        var (first, second) = (model, changed)
        #expect(first.run(statement + "\n").answer != nil && second.run(statement + "\n").answer == nil, "seed \(seed)")
      case .tooManyHistories: Issue.record("seed \(seed): too many histories after\n\(app.script)")
      }
    }
    if TestRun.isWhole { #expect(counts.found > rounds / 6 && counts.same > rounds / 8, "\(counts)") }
  }

  @Test(
    "a difference for a class that the model never names is found",
    arguments: [
      ("3.1", "", "handler KeyError -> \"lost\", 410", "raise KeyError"),
      ("3.1", "", "handler 403 -> \"no\", 403", "raise Forbidden"),
      ("3.1", "", "handler LookupError in b -> \"lost\", 410", "raise LookupError in b"),
      ("0.10.1", "", "handler BaseException -> \"lost\", 410", "raise KeyError"),
      ("0.12.2", "", "handler RequestRedirect -> \"no\", 404", "raise RequestRedirect"),
      ("1.0", "", "config TRAP_BAD_REQUEST_ERRORS on", "raise BadRequest"),
      ("3.1", "", "config PROPAGATE_EXCEPTIONS on", "raise KeyError"),
      // The two handlers give the same answer for one class. Flask itself treats BadRequest and 500 differently.
      (
        "3.1", "handler 500 -> \"x\"\nhandler BadRequest -> \"x\"\nhandler HTTPException -> \"no\", 401",
        "handler HTTPException -> \"no\", e.code", "abort 404"
      ),
      (
        "3.1", "handler 500 -> \"x\"\nhandler BadRequest -> \"x\"\nhandler HTTPException -> \"no\", 404",
        "handler HTTPException -> \"no\", e.code", "abort 401"
      ),
      (
        "3.1", "handler 500 -> \"x\"\nhandler BadRequest -> \"x\"\nhandler HTTPException -> raise Unauthorized",
        "handler HTTPException -> raise e", "abort 404"
      ),
      (
        "3.1", "handler 500 -> \"x\"\nhandler BadRequest -> \"x\"\nhandler HTTPException -> abort 401",
        "handler HTTPException -> raise e",
        "abort 404"
      ),
      // The name means another class here, so the request must raise the known class without its name.
      ("3.1", "", "class NotFound(Timeout)\nhandler 404 -> \"no\", 404", "abort 404"),
      ("1.0", "", "class RequestRedirect(Timeout)\nhandler RoutingException -> \"no\", 404", "visit redirect"),
    ])
  func unmentionedClasses(_ release: String, _ before: String, _ statement: String, _ request: String) throws {
    let release = try #require(Framework.flask.release(named: release))
    let script = "blueprint b\nclass Timeout(Exception)\nhandler Timeout -> \"slow\", 504\n\(before)\n"
    let (model, app) = (session(script, release), session(script + statement + "\n", release))
    guard case .differs(let difference) = Equivalence(of: app, with: model).verdict() else {
      Issue.record("the difference was not found")
      return
    }
    #expect(difference.raises.count == 1)
    var (first, second) = (model, app)
    #expect(first.differs(from: &second, at: difference.raises[0]), "\(difference.raises[0])")
    var (third, fourth) = (model, app)
    #expect(third.differs(from: &fourth, at: request), "\(request)")
  }

  @Test("comparing apps takes linear time in the number of classes", arguments: ["3.1", "0.12.2"])
  func growsLinearly(_ release: String) throws {
    let release = try #require(Framework.flask.release(named: release))
    let scripts = [1, 4].map { size in
      (0..<500 * size).map { "class C\($0)(\($0 < 20 ? "Exception" : "C\($0 - 20)"))\nhandler C\($0) -> \"\($0)\"\n" }
        .joined()
    }
    let apps = scripts.map { session($0, release) }
    let growth = Growth.ofFourTimes { size in
      let app = apps[size == 1 ? 0 : 1]
      #expect(Equivalence(of: app, with: app).verdict() == .same)
    }
    // Each lookup goes through an MRO, which is longer in the larger app. A search without shortcuts takes 16 times as
    // long.
    #expect(growth < 9)
  }

  private func session(_ script: String, _ release: Release) -> Session {
    var session = Session(name: "app.eb", release: release)
    _ = session.run(script)
    return session
  }
}

/// A random statement that is added to an app.
private struct RandomChange {
  private var random: SeededRandom
  private let app: RandomApp
  private(set) var last = ""
  private static let codes = Session(name: "").knownCodes.map(\.code)
  private static let known = Release.standard.knownClasses.classes().map { $0.name }

  init(to app: RandomApp, seed: UInt64) {
    random = SeededRandom(test: seed &+ 50_000)
    self.app = app
  }

  /// Returns the statement, the same one at each call.
  mutating func statement() -> String {
    if last.isEmpty { last = draw() }
    return last
  }

  private mutating func draw() -> String {
    let scope = app.blueprints.isEmpty || random.chance(50) ? "" : " in \(random.pick(app.blueprints))"
    switch Int.random(in: 0..<10, using: &random) {
    case 0...4: return "handler \(random.pick(Self.known))\(scope) -> \(answer())"
    case 5, 6: return "handler \(random.pick(Self.codes + [299]))\(scope) -> \(answer())"
    case 7: return "handler \(random.pick(app.classes))\(scope) -> \(answer())"
    case 8: return "config \(random.pick(Configuration.Option.allCases).rawValue) \(random.pick(["on", "off"]))"
    default: return "class \(random.pick(Self.known))(\(random.pick(Self.known + app.classes)))"
    }
  }

  private mutating func answer() -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: "raise \(random.pick(Self.known))"
    case 1: "abort \(random.pick([404, 500, 600]))"
    case 2, 3: "e"
    case 4, 5: "raise e"
    case 6: "\"a\", e.code"
    default: random.pick(["\"a\", 500", "\"b\", 500", "\"c\", 400", "\"new\", 410"])
    }
  }
}

extension Session {
  /// Returns the first request to which another app gives another answer. Each request is sent to a fresh process.
  fileprivate func firstRequest(withOtherAnswerFrom other: Session) -> String? {
    let classes =
      Release.standard.knownClasses.classes().map { "raise \($0.name)" } + app.declaredNames.map { "raise \(text($0))" }
    let codes = (Session(name: "").knownCodes.map(\.code) + [600, 299]).map { "abort \($0)" }
    let visits = Request.Visit.allCases.map { "visit \($0.rawValue)" }
    let responses = ["respond 200", "respond 404", "respond \"x\", 500"]
    for scope in [""] + scopeNames.map({ " in \($0)" }) {
      for request in classes + codes + visits + responses {
        var (left, right) = (self, other)
        if left.differs(from: &right, at: request + scope) { return request + scope }
      }
    }
    return nil
  }

  /// Returns whether both apps answer a request and the answers differ.
  fileprivate mutating func differs(from other: inout Session, at request: String) -> Bool {
    guard let first = run(request + "\n").answer, let second = other.run(request + "\n").answer else { return false }
    return !first.spelled(source.texts).isSame(as: second.spelled(other.source.texts))
  }
}

extension [Event] {
  fileprivate var answer: Answer? {
    for event in self { if case .answered(let request) = event.kind { return request.answer } }
    return nil
  }
}
