import SeededRandom
import Testing

@testable import Resolution

@Suite("Order dependence in Sanic") struct SanicHuntTests {
  @Test("the program of the report: the entry of E1 answers E, in 21.6 and later")
  func report() {
    let classes = ["E1(Exception)", "E2(Exception)", "E(E1, E2)"]
    #expect(hunt(.list, classes, ["E2", "Exception"]) == "safe")
    #expect(hunt(.classes, classes, ["E2", "Exception"]) == "raise E1, raise E")
    #expect(hunt(.classesAndRoutes, classes, ["E2", "Exception"]) == "raise E1, raise E")
  }

  @Test("a remembered miss hides a handler, without a handler for Exception")
  func rememberedMiss() {
    let classes = ["E1(Exception)", "E2(Exception)", "E(E1, E2)"]
    #expect(hunt(.classes, classes, ["E2"]) == "raise E1, raise E")
    #expect(hunt(.classesAndRoutes, classes, ["E2"]) == "raise E1, raise E")
  }

  @Test("from 21.9 on one base is enough: entries of the route come before handlers of the app")
  func oneBase() {
    let classes = ["A(Exception)", "B(A)", "C(B)"]
    #expect(hunt(.classes, classes, ["B"]) == "safe")
    #expect(hunt(.classesAndRoutes, classes, ["B"]) == "raise A, raise C")
    #expect(hunt(.classesAndRoutes, classes, ["A", "B", "C"]) == "safe")
    #expect(hunt(.classesAndRoutes, classes, ["A", "B"]) == "raise Exception, raise C")
    #expect(hunt(.classesAndRoutes, classes, ["A", "B", "Exception"]) == "safe")
  }

  @Test("an unknown URL makes the app's handler an exact match, before the blueprint's handler for an ancestor")
  func exactMatch() {
    #expect(
      hunt(.classesAndRoutes, [], ["HTTPException", "Exception"], blueprint: ["HTTPException"])
        == "visit NotFound, raise NotFound in b")
    #expect(
      hunt(.classesAndRoutes, [], ["NotFound", "MethodNotAllowed", "Exception"], blueprint: ["HTTPException"])
        == "safe")
  }

  @Test("an unknown URL writes an entry for a base")
  func unmatchedBase() {
    let classes = ["Gone(Exception)", "Missing(NotFound, Gone)"]
    #expect(hunt(.classesAndRoutes, classes, ["Gone"]) == "visit NotFound, raise Missing")
    #expect(hunt(.classes, classes, ["Gone"]) == "visit NotFound, raise Missing")
  }

  @Test("an unknown URL does not hide the handler of a base that comes first, but raises of the same classes do")
  func handledBase() {
    let classes = ["Missing(NotFound)", "Lost(Missing)"]
    #expect(hunt(.classesAndRoutes, classes, ["Missing"]) == "raise Exception, raise Lost")
    #expect(
      hunt(.classesAndRoutes, classes, ["Missing"], without: ["Exception", "HTTPException"])
        == "raise NotFound, raise Lost")
    #expect(
      hunt(.classesAndRoutes, classes, ["Missing"], without: ["Exception", "HTTPException", "NotFound"]) == "safe")
    #expect(hunt(.classes, classes, ["Missing"]) == "safe")
  }

  @Test("if another class has the name NotFound, only an unknown URL writes an entry for it")
  func shadowed() {
    let classes = ["Gone(Exception)", "Missing(NotFound, Gone)"]
    let shadowed = ["Exception", "HTTPException", "NotFound"]
    #expect(hunt(.classesAndRoutes, classes, ["Gone"], without: shadowed) == "visit NotFound, raise Missing")
    #expect(hunt(.classes, classes, ["Gone"], without: shadowed) == "visit NotFound, raise Missing")
  }

  @Test("handlers with equal answers can make a longer sequence necessary")
  func equalAnswers() {
    // F is answered by the handler for Exception only after E was, and E only after E1 was. E1 is after B on the MRO of F.
    let classes = ["E1(Exception)", "E2(Exception)", "E(E1, E2)", "B(Exception)", "F(E, B, E1, E2)"]
    let handlers = ["E2", "B", "Exception"]
    #expect(hunt(.classes, classes, handlers, for: "F") == "raise E, raise F")
    #expect(hunt(.classes, classes, handlers, equal: ["E2", "B"], for: "F") == "raise E1, raise E, raise F")
  }

  @Test("an unknown URL can be the first of three requests")
  func unmatchedFirst() {
    // Without the unknown URL, M and F get handlers with equal answers. Other raises cannot change this.
    let classes = ["G(Exception)", "K(Exception)", "H(G)", "M(NotFound, G)", "F(K, H, M)"]
    #expect(
      hunt(
        .classesAndRoutes, classes, ["G", "K"], equal: ["G", "K"], for: "F",
        without: ["Exception", "HTTPException", "NotFound"]) == "visit NotFound, raise M, raise F")
  }

  @Test("a handler for object is never found")
  func object() {
    let classes = ["E1(Exception)", "E2(Exception)", "E(E1, E2)"]
    for lookup in [SanicHunt.Lookup.classes, .classesAndRoutes] {
      #expect(hunt(lookup, classes, ["E2", "object"], equal: ["E2", "object"]) == "raise E1, raise E")
    }
  }

  @Test("the time grows in proportion to the classes, with a blueprint for each forty of them")
  func time() {
    let growth = Growth.ofFourTimes { size in
      var hierarchy = Hierarchy(Release.standard.knownClasses)
      var handlers: [[ClassID: HandlerID]] = [[:]]
      var family: [ClassID] = []
      for index in 0..<400 * size {
        if index % 40 == 0 {
          family = [hierarchy.wellKnown.exception]
          handlers.append([:])
        }
        let bases = index % 3 == 0 ? family.suffix(3).reversed() : family.suffix(1)
        guard case .success(let id) = hierarchy.declare(bases: Array(bases)) else { continue }
        family.append(id)
        if index % 10 == 0 { handlers[index % 20 == 0 ? 0 : handlers.count - 1][id] = HandlerID(Int32(index)) }
      }
      let hunt = SanicHunt(
        .classesAndRoutes, app: handlers[0], routes: [[:]] + handlers.dropFirst(),
        unmatched: [hierarchy.wellKnown.notFound, hierarchy.wellKnown.methodNotAllowed], in: hierarchy
      ) { handler, _ in SanicHunt.Answer(status: 500, body: handler.map { BodyID($0.index) }, isFromHandler: true) }
      #expect(hunt.searchAll().affectedCount > 20 * size)
    }
    #expect(growth < 9)
  }

  /// Returns the shortest proof as requests, or `safe`. The app has a route, and the blueprint has one.
  private func hunt(
    _ lookup: SanicHunt.Lookup, _ declarations: [String], _ handlers: [String], blueprint: [String] = [],
    equal: [String] = [], for name: String? = nil, without unreachable: [String] = []
  ) -> String {
    var classes = Classes()
    for declaration in declarations { classes.declare(declaration) }
    var app = NaiveSanic.App(classes.hierarchy, lookup)
    var bodies: [BodyID] = []
    func register(_ name: String) -> (id: ClassID, handler: HandlerID) {
      bodies.append(BodyID(equal.contains(name) ? 1 : Int32(bodies.count + 2)))
      return (classes[name], HandlerID(Int32(bodies.count - 1)))
    }
    app.handlers = handlers.map { register($0) }
    app.blueprints = [blueprint.map { register($0) }]
    app.routes = [nil, 0]
    let answers = bodies
    let hunt = app.hunt(without: Set(unreachable.map { classes[$0] })) { handler, _ in
      let body = handler.map { answers[Int($0.index)] }
      return SanicHunt.Answer(status: 500, body: body, isFromHandler: body != nil)
    }
    let verdict = name.map { hunt.search(for: classes[$0], on: [0, 1]) } ?? hunt.searchAll()
    guard let proof = verdict.shortest else { return "safe" }
    return proof.requests.map { request in
      switch request {
      case .raise(let id, let route): "raise \(classes.name(id))" + (route == 1 ? " in b" : "")
      case .unmatched(let id): "visit \(classes.name(id))"
      }
    }.joined(separator: ", ")
  }
}
