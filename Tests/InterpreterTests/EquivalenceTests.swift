import Diagnostics
import SeededRandom
import Syntax
import Testing

@testable import Interpreter
@testable import Resolution

/// Compares the verdicts about two apps with trying every sequence of up to three raises.
@Suite("Equal behavior, compared with brute force") struct EquivalenceTests {
  @Test(
    "the verdict and the fewest raises that show a difference are right", .seeded,
    arguments: ["0.12.2", "0.10.1", "1.0.2", "3.1.0"])
  func agreesWithBruteForce(_ release: String) throws {
    let release = try #require(Framework.flask.release(named: release))
    var counts: [String: Int] = [:]
    // Differences after two raises are rare, and exist only with the cache of 0.12.2.
    let pairs = TestRun.rounds(80, sample: release.name == "0.12.2" ? 10 : 3)
    for seed in 0..<UInt64(pairs) {
      let pair = RandomPair(seed: seed)
      let (model, app) = (session(pair.model, release), session(pair.app, release))
      let verdict = Equivalence(of: app, with: model).verdict()
      let tried = Trial(model: model, app: app)
      switch verdict {
      case .same:
        counts["same", default: 0] += 1
        #expect(tried.shortest == nil, "seed \(seed)")
      case .differs(let difference):
        counts["differs after \(difference.raises.count)", default: 0] += 1
        #expect(tried.differ(difference.raises), "seed \(seed): \(difference.raises)")
        // Brute force raises fewer classes: only those that the app uses.
        #expect(difference.raises.count <= tried.shortest?.count ?? .max, "seed \(seed): \(difference.raises)")
      case .lacks: counts["lacks", default: 0] += 1
      case .tooManyHistories: Issue.record("seed \(seed): too many histories")
      }
    }
    // If all pairs were equal or all were different, the test would prove nothing.
    guard TestRun.isWhole else { return }
    #expect(counts["same", default: 0] > pairs / 16, "\(counts)")
    #expect(counts["differs after 1", default: 0] > pairs / 16, "\(counts)")
    if release.name == "0.12.2", TestRun.givenSeed == nil {
      #expect(counts["differs after 2", default: 0] > 2, "\(counts)")
    }
  }

  @Test("too many histories give a verdict of their own, and the search stops at the limit")
  func tooManyHistories() throws {
    var script = "class M(Exception)\nhandler M -> \"m\", 400\nhandler Exception -> \"x\", 500\n"
    for index in 0..<18 { script += "class A\(index)(Exception)\nclass B\(index)(A\(index), M)\n" }
    let release = try #require(Framework.flask.release(named: "0.12.2"))
    let app = session(script, release)
    #expect(Equivalence(of: app, with: app, requestLimit: 5_000).verdict() == .tooManyHistories)
  }

  @Test(
    "bodies with values and conditions are compared by the text that the client gets, for every known class",
    arguments: [
      (#"f"{type(e).__name__}", 500"#, #""ValueError", 500"#, false),
      (#"f"{type(e).__name__}", 500"#, #"f"{type(e).__name__}", 500"#, true),
      (#""KeyError", 500"#, #"f"{type(e).__name__}", 500 if type(e) is KeyError else "KeyError", 500"#, true),
      (#""a", 500 if isinstance(e, OSError) else "b", 500"#, #""b", 500"#, false),
      (
        #""a", 500 if isinstance(e, LookupError) else "b", 500"#,
        #""b", 500 if not isinstance(e, LookupError) else "a", 500"#, true
      ),
      (#""a", 500 if isinstance(e.original_exception, NameError) else "b", 500"#, #""b", 500"#, false),
    ])
  func valuesAndConditions(_ model: String, _ app: String, _ areSame: Bool) throws {
    let release = try #require(Framework.flask.release(named: "3.1.0"))
    let target = model.contains("original") ? "500" : "Exception"
    let verdict = Equivalence(
      of: session("handler \(target) -> \(app)\n", release),
      with: session("handler \(target) -> \(model)\n", release)
    ).verdict()
    #expect((verdict == .same) == areSame, "\(verdict)")
  }

  @Test("entries that cannot change another answer add no states")
  func harmlessEntries() throws {
    var script = "handler Exception -> \"x\", 500\nhandler LookupError -> \"l\", 400\n"
    for index in 0..<18 { script += "class A\(index)(Exception)\nclass B\(index)(A\(index))\n" }
    script += "class Both(A0, A1)\nclass Late(B2, LookupError)\n"
    let release = try #require(Framework.flask.release(named: "0.12.2"))
    let app = session(script, release)
    // Only Late can get a wrong handler, from B2 and A2.
    #expect(Equivalence(of: app, with: app, requestLimit: 50).verdict() == .same)
  }

  @Test("the verdict names a part of the model that the app does not have")
  func lacks() throws {
    let release = try #require(Framework.flask.release(named: "3.1"))
    let model = session("blueprint b\nclass E(Exception)\nhandler E in b -> \"x\", 500\n", release)
    let app = session("class E(Exception)\n", release)
    guard case .lacks(let statement, let reason) = Equivalence(of: app, with: model).verdict() else {
      Issue.record("no difference was found")
      return
    }
    #expect(statement == "raise E in b")
    #expect(reason == "no blueprint is named `b`")
  }

  @Test("a blueprint with another name does not count as the model's blueprint")
  func otherNames() throws {
    let release = try #require(Framework.flask.release(named: "1.1"))
    let model = session("blueprint zz\nhandler Exception in zz -> \"z\", 400\n", release)
    let app = session("blueprint \"\"\nhandler Exception in \"\" -> \"z\", 400\n", release)
    guard case .lacks(let statement, let reason) = Equivalence(of: app, with: model).verdict() else {
      Issue.record("no difference was found")
      return
    }
    #expect(statement.hasSuffix(" in zz"))
    #expect(reason == "no blueprint is named `zz`")
  }

  @Test("registrations with names that no statement mentions are the same in both apps")
  func severalRegistrations() throws {
    let release = try #require(Framework.flask.release(named: "3.1"))
    let parents = "class A(Exception)\nblueprint admin\nblueprint shop\n"
    let handler = "handler A in users -> \"z\", 400\n"
    let model = session(parents + "blueprint users in admin, shop as clients\n" + handler, release)
    let app = session(
      "class Extra(Exception)\n" + parents + "blueprint users in admin\nblueprint users in shop as clients\n" + handler,
      release)
    #expect(Equivalence(of: app, with: model).verdict() == .same)
    #expect(
      Equivalence(of: model, with: app).verdict()
        == .lacks(
          statement: "raise Extra", reason: "no class is named `Extra`"))
  }

  private func session(_ script: String, _ release: Release) -> Session {
    var session = Session(name: "app.eb", release: release)
    _ = session.run(script)
    return session
  }
}

/// A model and an app that differs in a handler, in the order of its handlers, or not at all.
private struct RandomPair {
  let model: String
  let app: String

  init(seed: UInt64) {
    var random = SeededRandom(test: seed &+ 7_000)
    let lines = RandomApp(test: seed).lines
    var other = lines
    let handlers = lines.indices.filter { lines[$0].hasPrefix("handler") }
    if handlers.count > 1, random.chance(40) {
      other.swapAt(random.pick(handlers), random.pick(handlers))
    } else if let place = handlers.last, random.chance(40) {
      other.remove(at: place)
    } else if let place = handlers.first, random.chance(70) {
      let target = lines[place].split(separator: " ")[1]
      other[place] = "handler \(target) -> \"another\", 500"
    }
    // Additional classes are ignored.
    other.append("class Extra(Exception)")
    other.append("handler Extra -> \"extra\", 418")
    let script = lines.map { $0 + "\n" }.joined()
    let fix = seed % 2 == 0 ? Self.fix(for: script) : nil
    // If an answer of the app depends on earlier raises, the model always gives the answer of a fresh process.
    model = script + (fix ?? "")
    app = fix == nil ? other.map { $0 + "\n" }.joined() : script
  }

  /// Returns a handler that always gives a class the answer of a fresh process, if the cache can change that answer.
  private static func fix(for script: String) -> String? {
    var session = Session(name: "app.eb", release: Framework.flask.release(named: "0.12.2") ?? .standard)
    _ = session.run(script)
    for event in session.run("hunt\n") {
      guard case .hunted(let hunt) = event.kind, let proof = hunt.proof, let last = proof.raises.last,
        case .raise(let id) = last.target, let body = proof.fresh.body, let status = proof.fresh.status
      else { continue }
      let scope = last.scope.map { " in \(session.text($0))" } ?? ""
      return "handler \(session.text(id))\(scope) -> \(quoted(session.text(body))), \(status)\n"
    }
    return nil
  }
}

/// Runs every sequence of raises up to a length in both apps.
private struct Trial {
  static let longest = 3

  private let model: Session
  private let app: Session
  private(set) var shortest: [String]?

  init(model: Session, app: Session) {
    self.model = model
    self.app = app
    let raises = Set(model.huntedRaises.compactMap { statement(of: $0, in: model) }).sorted()
    var level: [(raises: [String], model: Session, app: Session)] = [([], model, app)]
    for _ in 0..<Self.longest where shortest == nil {
      var next: [(raises: [String], model: Session, app: Session)] = []
      for state in level {
        for raise in raises {
          var (left, right) = (state.model, state.app)
          if !Self.giveSameAnswer(raise, &left, &right) {
            shortest = shortest ?? state.raises + [raise]
          }
          // A raise that wrote nothing cannot change later answers.
          if left.process.tables.rows.count + right.process.tables.rows.count
            > state.model.process.tables.rows.count + state.app.process.tables.rows.count
          {
            next.append((state.raises + [raise], left, right))
          }
        }
      }
      level = next
    }
  }

  /// Returns whether the answers to the last raise of a sequence differ.
  func differ(_ raises: [String]) -> Bool {
    var (left, right) = (model, app)
    var areSame = true
    for raise in raises { areSame = Self.giveSameAnswer(raise, &left, &right) }
    return !areSame
  }

  private static func giveSameAnswer(_ raise: String, _ left: inout Session, _ right: inout Session) -> Bool {
    guard let first = left.run(raise + "\n").answer, let second = right.run(raise + "\n").answer else { return true }
    return first.spelled(left.source.texts).isSame(as: second.spelled(right.source.texts))
  }
}

extension [Event] {
  fileprivate var answer: Answer? {
    for event in self { if case .answered(let request) = event.kind { return request.answer } }
    return nil
  }
}

/// Returns a raise as a statement.
private func statement(of request: ResolvedRequest, in session: Session) -> String? {
  var copy = session
  guard case .raise(let id) = request.cause, let cause = copy.cause(ofRaising: id) else { return nil }
  let scope = copy.scope(of: request.scope)
  return Request(cause: cause, scope: scope).text(copy.source.texts)
}
