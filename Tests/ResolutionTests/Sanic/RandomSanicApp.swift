import SeededRandom

@testable import Resolution

/// A small random app for Sanic: two to six classes with multiple inheritance, up to two blueprints, up to three routes.
///
/// Two of three apps have what longer proofs need: classes with several declared bases, and handlers with equal answers.
struct RandomSanicApp {
  private(set) var app: NaiveSanic.App
  private(set) var hierarchy = Hierarchy(Release.standard.knownClasses)
  /// The answer of each handler.
  private(set) var answers: [Answer] = []
  /// The classes that no view can raise.
  private(set) var unreachable: Set<ClassID> = []
  private(set) var declarations: [String] = []
  private var names: [ClassID: String] = [:]
  private let shape: Shape
  /// Whether all handlers have different answers.
  private let isDistinct: Bool

  enum Answer: CaseIterable {
    case one, two, statusOfException, fails, reraises
    /// The body has the name of the class.
    case showsClass
    /// The same as `one` for classes with an odd number.
    case hasCondition
  }

  private enum Shape {
    case mixed, joins
    /// Joins that each need a wrong entry of the one before, with random changes.
    case chain
    /// Too large for brute force.
    case large
  }

  init(test number: UInt64, _ lookup: SanicHunt.Lookup, isLarge: Bool = false) {
    var random = SeededRandom(test: number)
    shape = isLarge ? .large : random.pick([.mixed, .joins, .chain])
    isDistinct = (isLarge || shape == .mixed) && random.chance(50)
    app = NaiveSanic.App(hierarchy, lookup)
    declareClasses(&random)
    app = NaiveSanic.App(hierarchy, lookup)
    let counts = counts
    let routes = Int.random(in: 1...counts.routes, using: &random)
    app.blueprints = Array(repeating: [], count: Int.random(in: 0...counts.blueprints, using: &random))
    // The first route belongs to the app, unless the test is about apps without such a route.
    app.routes = (0..<routes).map { route in
      app.blueprints.isEmpty || route == 0 && random.chance(shape == .mixed ? 80 : 40)
        ? nil : Int.random(in: 0..<app.blueprints.count, using: &random)
    }
    if shape == .chain { registerChain(&random) }
    for _ in 0..<Int.random(in: counts.handlers, using: &random) { register(&random) }
    for id in known where id != hierarchy.wellKnown.httpException && random.chance(15) {
      unreachable.insert(id)
    }
  }

  private var counts: (classes: ClosedRange<Int>, blueprints: Int, routes: Int, handlers: ClosedRange<Int>) {
    switch shape {
    case .mixed: (2...6, 2, 3, 1...5)
    case .joins, .chain: (6...6, 2, 2, 2...4)
    case .large: (30...60, 5, 8, 5...25)
    }
  }

  private var known: [ClassID] {
    let wellKnown = hierarchy.wellKnown
    return [wellKnown.exception, wellKnown.httpException, wellKnown.notFound, wellKnown.methodNotAllowed]
  }

  private mutating func declareClasses(_ random: inout SeededRandom) {
    let count = Int.random(in: counts.classes, using: &random)
    // Some attempts are refused, for example because the bases have no common order.
    for _ in 0..<4 * count where declarations.count < count {
      let bases = bases(&random)
      let code: CodeAttribute = random.chance(20) ? .number(random.pick([402, 500, 503])) : .absent
      guard case .success(let id) = hierarchy.declare(bases: bases, code: code) else { continue }
      let name = "C\(declarations.count)"
      names[id] = name
      let list = bases.map { self.name($0) }.joined(separator: ", ")
      declarations.append("class \(name)(\(list))\(code == .absent ? "" : " \(code)")")
    }
  }

  private func bases(_ random: inout SeededRandom) -> [ClassID] {
    if random.chance(8) { return [hierarchy.wellKnown.object] }
    if shape == .chain, random.chance(80) { return chainBases(&random) }
    if shape == .joins, declared.count >= 3 {
      // Most orders of bases in which subclasses come first are accepted.
      let bases = declared.shuffled(using: &random).prefix(Int.random(in: 2...4, using: &random))
      return bases.sorted { hierarchy.depth($0) > hierarchy.depth($1) }
    }
    var bases: [ClassID] = []
    while bases.isEmpty || bases.count < 3 && shape != .joins && random.chance(50) {
      let isKnown = declared.isEmpty || shape == .joins || random.chance(25)
      bases.append(random.pick(isKnown ? known + [known[0], known[0], known[0]] : declared))
    }
    return bases
  }

  /// Returns the bases of the next class: E2(Exception), E(E1, E2), B(Exception), F(E, B, E1, E2), D(Exception),
  /// G(F, D, E, B, E1, E2). E1 is a known class.
  private func chainBases(_ random: inout SeededRandom) -> [ClassID] {
    let first = random.pick(known.suffix(2) + known.suffix(2) + [known[1]])
    let declared = self.declared
    switch declared.count {
    case 1: return [first, declared[0]]
    case 3: return [declared[1], declared[2], first, declared[0]]
    case 5: return [declared[3], declared[4], declared[1], declared[2], first, declared[0]]
    default: return [known[0]]
    }
  }

  private mutating func registerChain(_ random: inout SeededRandom) {
    let blueprint = app.blueprints.isEmpty || random.chance(30) ? nil : 0
    for index in [0, 2, 4] where declared.indices.contains(index) && random.chance(85) {
      register(declared[index], on: random.chance(85) ? blueprint : nil, random.chance(85) ? .one : .two)
    }
  }

  private var declared: [ClassID] {
    (hierarchy.knownCount..<hierarchy.count).map { ClassID(Int32($0)) }
  }

  private mutating func register(_ random: inout SeededRandom) {
    let wellKnown = hierarchy.wellKnown
    let rare = random.chance(10) ? [wellKnown.baseException, wellKnown.object] : []
    let declared = shape == .chain ? [] : declared + declared + declared
    let blueprint =
      app.blueprints.isEmpty || random.chance(50) ? nil : Int.random(in: 0..<app.blueprints.count, using: &random)
    register(
      random.pick(declared + known + rare), on: blueprint,
      isDistinct ? .one : random.pick(Answer.allCases + [.one, .two, .one, .two, .one]))
  }

  private mutating func register(_ target: ClassID, on blueprint: Int?, _ answer: Answer) {
    // In a table of classes, only one handler for each class is left.
    let others = app.lookup == .classes ? app.handlers + app.blueprints.joined() : handlers(of: blueprint)
    guard !others.contains(where: { $0.id == target }) else { return }
    let id = HandlerID(Int32(answers.count))
    answers.append(answer)
    if let blueprint {
      app.blueprints[blueprint].append((target, id))
    } else {
      app.handlers.append((target, id))
    }
  }

  private func handlers(of blueprint: Int?) -> [(id: ClassID, handler: HandlerID)] {
    blueprint.map { app.blueprints[$0] } ?? app.handlers
  }

  // MARK: Answers

  /// Returns the answer to a class after its lookup found a handler or none.
  var answer: @Sendable (HandlerID?, ClassID) -> SanicHunt.Answer {
    let (answers, isDistinct, hierarchy) = (answers, isDistinct, hierarchy)
    return { handler, id in
      let code: Int32? = if case .number(let code) = hierarchy.codeAttribute(id) { code } else { nil }
      let page = SanicHunt.Answer(
        status: hierarchy.isHTTP(id) ? code ?? 500 : 500, body: nil, isFromHandler: false)
      func text(_ body: Int32, _ status: Int32) -> SanicHunt.Answer {
        SanicHunt.Answer(status: status, body: BodyID(body), isFromHandler: true)
      }
      guard let handler else { return page }
      switch answers[Int(handler.index)] {
      case .one: return text(isDistinct ? handler.index : 1, 500)
      case .two: return text(2, 500)
      case .statusOfException: return code.map { text(1, $0) } ?? .init(status: 500, body: nil, isFromHandler: false)
      case .fails: return .init(status: 500, body: nil, isFromHandler: false)
      case .reraises: return page
      case .showsClass: return text(100 + id.index, 500)
      case .hasCondition: return text(id.index % 2 == 1 ? 1 : 3, 500)
      }
    }
  }

  // MARK: Requests

  /// The declared classes, and the known classes that the app uses.
  var examined: [ClassID] {
    let named = Set(declared + known.suffix(2) + (app.handlers + app.blueprints.joined()).map { $0.id })
    let all = Set(named.flatMap { Array(hierarchy.mro($0)) })
    return all.sorted().filter {
      hierarchy.isException($0) && hierarchy.canBeRaised($0) && !unreachable.contains($0)
    }
  }

  var raises: [SanicHunt.Request] {
    examined.flatMap { id in app.routes.indices.map { .raise(id, route: $0) } }
  }

  var requests: [SanicHunt.Request] { known.suffix(2).map { .unmatched($0) } + raises }

  /// Returns whether the last answer of a proof differs from that of a fresh process.
  func replays(_ proof: SanicHunt.Proof) -> Bool {
    var process = NaiveSanic(app)
    var fresh = process
    var found: HandlerID?
    for request in proof.requests { found = process.handle(request, app) }
    let expected = fresh.handle(proof.last, app)
    return answer(found, proof.last.id) != answer(expected, proof.last.id)
  }

  // MARK: Text

  func name(_ id: ClassID) -> String { hierarchy.knownName(id) ?? names[id] ?? "?" }

  func text(_ requests: [SanicHunt.Request]) -> String {
    requests.map { request in
      switch request {
      case .raise(let id, let route): "raise \(name(id)) at \(route)"
      case .unmatched(let id): "visit \(name(id))"
      }
    }.joined(separator: ", ")
  }

  var text: String {
    func lines(_ handlers: [(id: ClassID, handler: HandlerID)], _ scope: String) -> [String] {
      handlers.map {
        "handler \(name($0.id))\(scope) -> \(isDistinct ? "\($0.handler.index)" : "\(answers[Int($0.handler.index)])")"
      }
    }
    let blueprints = app.blueprints.enumerated().flatMap { lines($1, " in \($0)") }
    let routes = app.routes.enumerated().map { "route \($0) of \($1.map { "\($0)" } ?? "the app")" }
    let shadowed = unreachable.map { "unreachable \(name($0))" }
    return (["\(app.lookup)"] + declarations + lines(app.handlers, "") + blueprints + routes + shadowed)
      .joined(separator: "\n")
  }
}
