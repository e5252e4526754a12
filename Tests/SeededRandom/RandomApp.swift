/// A small random app as a script: classes with several bases, codes, blueprints, and handlers of every kind.
///
/// There are so few different answers that some are equal.
package struct RandomApp {
  package private(set) var lines: [String] = []
  package private(set) var classes: [String] = []
  package private(set) var blueprints: [String] = []
  private var random: SeededRandom
  /// The base class of most classes. So an app has mostly ordinary exceptions, or mostly HTTP errors with one code.
  private let root: String
  /// Whether blueprints can be nested.
  private let nests: Bool
  /// Whether the answers of handlers can depend on the class of the exception.
  private let readsExceptions: Bool

  package var script: String { lines.map { $0 + "\n" }.joined() }

  /// Creates an app.
  ///
  /// - Parameter isLarge: Whether the app has more classes and blueprints than brute force can try.
  package init(test seed: UInt64, nests: Bool = false, isLarge: Bool = false) {
    random = SeededRandom(test: seed)
    self.nests = nests
    readsExceptions = random.chance(50)
    root = random.pick(["Exception", "Exception", "Exception", "NotFound", "InternalServerError"])
    for number in 0..<random.pick(isLarge ? [3, 5, 8] : [0, 0, 0, 1, 1, 2]) { addBlueprint(number) }
    if random.chance(60) { plant(random.pick(Self.seeds)) }
    for _ in 0..<(isLarge ? 30 : classes.isEmpty ? random.pick([3, 4, 5]) : random.pick([0, 0, 1, 2])) { addClass() }
    if random.chance(75) { lines.append("handler \(root)\(scope()) -> \(answer())") }
    for name in classes where random.chance(40) { lines.append("handler \(name)\(scope()) -> \(answer())") }
    if random.chance(50) { lines.append("handler \(anyClass())\(scope()) -> \(answer())") }
    if isLarge {
      for name in blueprints + blueprints {
        lines.append("handler \(random.pick(["500", root, anyClass(), anyClass()])) in \(name) -> \(answer())")
      }
    }
    if random.chance(12) { lines.append("config TRAP_HTTP_EXCEPTIONS on") }
    if random.chance(8) { lines.append("config \(random.pick(["PROPAGATE_EXCEPTIONS", "TESTING", "DEBUG"])) on") }
    if random.chance(30) { lines.append("handler \(random.pick(["500", "404"]))\(scope()) -> \(answer())") }
  }

  private mutating func addBlueprint(_ number: Int) {
    let parent = nests && number > 0 && random.chance(50) ? " in \(random.pick(blueprints))" : ""
    blueprints.append("b\(number)")
    lines.append("blueprint b\(number)\(parent)")
    if random.chance(15) { lines.append("blueprint b\(number) as other\(number)") }
  }

  /// Adds classes and handlers that often depend on the order of raises. Purely random classes rarely do.
  ///
  /// Classes and handlers that are added later can remove the dependence.
  private mutating func plant(_ seed: [String]) {
    for bases in seed {
      classes.append("C\(classes.count + 1)")
      lines.append("class C\(classes.count)(\(bases.isEmpty ? root : bases))")
    }
    let first = answer()
    lines.append("handler C2\(scope()) -> \(first)")
    if seed.count > 4 { lines.append("handler C4 -> \(random.chance(60) ? first : answer())") }
  }

  private static let seeds = [
    ["", "", "C1, C2"], ["", "", "C1", "C3, C2"], ["", "", "C1, C2", "C3"], ["", "", "C1, C2", "C1", "C3, C4"],
    ["", "", "C1, C2", "C1", "C3, C4"], ["LookupError", "", "C1, C2"],
  ]

  private mutating func addClass() {
    let shadowing = random.pick(["KeyError", "LookupError", "NotFound"])
    let name = random.chance(3) ? shadowing : "C\(classes.count + 1)"
    guard !classes.contains(name) else { return }
    var bases: [String] = []
    for _ in 0..<(classes.count < 2 ? 1 : random.pick([1, 2, 2, 2, 3])) {
      let base = random.chance(85) && !classes.isEmpty ? random.pick(classes) : anyKnown()
      if !bases.contains(base), base != name { bases.append(base) }
    }
    // Python refuses bases in which an ancestor comes before its subclass. Later classes come first to avoid most of
    // these.
    if random.chance(80) { bases.sort { (classes.firstIndex(of: $0) ?? -1) > (classes.firstIndex(of: $1) ?? -1) } }
    if bases.isEmpty || classes.count == 1 && random.chance(70) { bases = [root == name ? "Exception" : root] }
    var code = root != "Exception" && random.chance(8) ? " code \(random.pick(["404", "500", "418", "None"]))" : ""
    if random.chance(8) { code += " self.code \(random.pick(["400", "404", "None"]))" }
    classes.append(name)
    lines.append("class \(name)(\(bases.joined(separator: ", ")))\(code)")
  }

  private mutating func answer() -> String {
    guard readsExceptions, random.chance(40) else { return answerWithoutConditions() }
    if random.chance(50) { return template() }
    var answer = ""
    for _ in 0...Int.random(in: 0..<2, using: &random) {
      answer += "\(random.chance(30) ? template() : answerWithoutConditions()) if \(condition()) else "
    }
    return answer + (random.chance(30) ? template() : answerWithoutConditions())
  }

  /// Returns a body with values. It can be equal to another body.
  private mutating func template() -> String {
    let text = random.pick([
      "{type(e).__name__}", "C1", "a{type(e).__name__}", "{e.code}", "{e.name}",
      "{type(e.original_exception).__name__}", "a",
    ])
    return "f\"\(text)\", \(random.pick(["500", "500", "400", "e.code"]))"
  }

  private mutating func condition() -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: "e.code \(random.pick(["==", "!="])) \(random.pick([404, 500, 418]))"
    case 1: "type(e) is \(random.pick(["", "not "]))\(anyClass())"
    case 2: "isinstance(e.original_exception, \(anyClass()))"
    case 3: "not isinstance(e, \(anyClass()))"
    default: "isinstance(e, \(anyClass()))"
    }
  }

  private mutating func answerWithoutConditions() -> String {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: "raise \(anyClass())"
    case 1: "raise \(random.pick(["KeyboardInterrupt", "NotFound", "ValueError"]))"
    case 2: "abort \(random.pick([404, 500, 600]))"
    case 3, 4: "e"
    case 5: "raise e"
    case 6: "\(random.pick(["\"a\"", "\"c\""])), e.code"
    default:
      random.pick(["\"a\", 500", "\"b\", 500", "\"c\", 400", "\"a\", 400"] + (readsExceptions ? ["\"C3\", 500"] : []))
    }
  }

  private mutating func scope() -> String {
    blueprints.isEmpty || random.chance(60) ? "" : " in \(random.pick(blueprints))"
  }

  private mutating func anyClass() -> String {
    random.chance(80) && !classes.isEmpty ? random.pick(classes) : anyKnown()
  }

  private mutating func anyKnown() -> String {
    random.chance(75)
      ? root
      : random.pick(["Exception", "LookupError", "KeyError", "NotFound", "HTTPException", "BadRequestKeyError"])
  }
}
