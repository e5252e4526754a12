import Resolution

/// `hunt` through whole apps with multiple inheritance: the time, and how it grows.
struct Hunting {
  func measure(into table: inout Table) {
    var perClass: [Double] = []
    for size in [1250, 2500, 5000, 10_000] {
      let app = App(classes: size)
      var found = 0
      let took = leastTime(rounds: 3) {
        found = app.hunt()
        return found
      }
      perClass.append(took / Double(app.sumOfMROs))
      let isGoal = size == 10_000
      table.add(
        "hunt: \(size) classes, \(size / 10) handlers, \(size / 200) blueprints", time(took),
        "\(app.sumOfMROs) entries of MROs, \(found) affected",
        ratio: time(took / Double(app.sumOfMROs)) + " an entry",
        goal: isGoal ? "at most 1 s" : "", holds: isGoal ? took <= 1 : nil)
    }
    let growth = (perClass.max() ?? 0) / (perClass.min() ?? 1)
    table.add(
      "hunt: the dearest entry beside the cheapest", "", ratio: String(Int(growth * 100)) + " %",
      goal: "close to linear")
  }

  /// A tenth of the classes have a handler, in the application or one of the blueprints; each class has one to three bases.
  private struct App {
    private var hierarchy = Hierarchy(werkzeug: Release.standard.werkzeug)
    private var process: Process
    private var handlers: [Handler] = []
    private(set) var sumOfMROs = 0

    init(classes count: Int) {
      process = Process(era: .v0_11)
      var numbers = Numbers(seed: UInt64(count))
      var ids: [ClassID] = []
      for index in 0..<count {
        let id = declare(index, ids, &numbers)
        ids.append(id)
        sumOfMROs += hierarchy.mro(id).reduce(0) { count, _ in count + 1 }
      }
      let blueprints = count / 200
      for index in 0..<blueprints {
        let id = process.addBlueprint("b\(index)")
        _ = process.register(id, on: nil, handlers: [], in: hierarchy)
      }
      for index in 0..<(count / 10) {
        let scope = index % 2 == 0 ? nil : BlueprintID(Int32(numbers.next(below: blueprints)))
        let handler = Handler(
          target: .type(ids[numbers.next(below: ids.count)]), scope: scope,
          answer: .response(body: "answer \(index % 97)", status: .number(500)))
        handlers.append(handler)
        _ = process.register(handler, HandlerID(Int32(index)), in: hierarchy)
      }
    }

    /// With bases that are near; where C3 refuses them, with the first alone.
    private mutating func declare(_ index: Int, _ ids: [ClassID], _ numbers: inout Numbers) -> ClassID {
      var bases: [ClassID] = []
      for _ in 0...numbers.next(below: 3) where !ids.isEmpty {
        let base = ids[max(0, ids.count - 1 - numbers.next(below: 40))]
        if !bases.contains(base) { bases.append(base) }
      }
      if ids.count % 12 == 0 { bases = [] }
      let first = bases.first ?? hierarchy.wellKnown.exception
      for choice in [bases, [first]] where !choice.isEmpty {
        if case .success(let id) = hierarchy.declare(name: "C\(index)", bases: choice) { return id }
      }
      return hierarchy.wellKnown.exception
    }

    /// How many classes and tables are affected.
    func hunt() -> Int { OrderHunt(process, handlers: handlers, in: hierarchy).everything().affectedCount }
  }

  /// Numbers that are the same in every run.
  private struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, bound)
    }
  }
}
