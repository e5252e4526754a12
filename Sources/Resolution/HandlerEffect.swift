/// What a client and a handler see of an answer, where a handler was found for some class: all by which two answers are
/// told apart. The class itself is left open, so that effects can be compared before it is known.
struct HandlerEffect: Sendable, Hashable {
  enum Argument: Sendable, Hashable {
    /// The exception that was raised.
    case raised
    case type(ClassID)
    /// No handler answered.
    case none
  }

  var status: Int32?
  var body: String?
  var argument: Argument
  /// What 1.1 and later wrap, where the handler failed.
  var original: ClassID?
  var escaped: ClassID?
  /// The raised exception, an HTTP error, is its own response: the status is its code, whatever that is.
  var isOwnPage = false

  /// Stands for the class that was raised. It is no HTTP error to the hierarchy, so only those need care.
  private static let raised = ClassID(-1)

  init(of id: HandlerID, in scope: BlueprintID?, isHTTP: Bool, _ hunt: OrderHunt) {
    if isHTTP, case .exception = hunt.handlers[Int(id.index)].answer {
      argument = .raised
      isOwnPage = true
      return
    }
    let request = RaisedRequest(cause: .raise(Self.raised), scope: scope)
    let outcome = hunt.process.outcome(ofFinding: id, for: request, handlers: hunt.handlers, in: hunt.hierarchy)
    status = outcome.status
    body = outcome.body
    escaped = outcome.escaped
    original = outcome.answered?.original
    argument = outcome.answered.map { $0.argument == Self.raised ? .raised : .type($0.argument) } ?? .none
  }

  /// The effect where the class that was raised is known.
  func seen(by id: ClassID, in hierarchy: Hierarchy) -> HandlerEffect {
    var seen = self
    if argument == .raised { seen.argument = .type(id) }
    if isOwnPage {
      seen.isOwnPage = false
      seen.status = hierarchy.code(id) ?? 200
    }
    return seen
  }
}

/// The effects of the handlers of one table, for raises in one scope, numbered so that equal ones have equal numbers.
struct HandlerEffects: Sendable {
  let isHTTP: Bool
  /// The registered classes and the numbers of their effects.
  private(set) var registered: [(id: ClassID, number: Int32)] = []
  private(set) var kinds: [HandlerEffect] = []
  /// Whether a handler goes on to the 500 path.
  private(set) var someFail = false
  /// The classes that some failing handler raises, so that what follows receives the same class as if it had been raised.
  private var raisedByHandlers: Set<ClassID> = []

  /// The first class that is registered: no class before it can be answered from the table.
  var lowest: Int32 { registered.first?.id.index ?? .max }

  init(of table: HandlerTable, in scope: BlueprintID?, isHTTP: Bool, _ hunt: OrderHunt) {
    self.isHTTP = isHTTP
    var numbers: [HandlerEffect: Int32] = [:]
    for (id, entry) in table.entries where hunt.handlers.indices.contains(Int(entry.handler.index)) {
      let effect = HandlerEffect(of: entry.handler, in: scope, isHTTP: isHTTP, hunt)
      if effect.argument != .raised { someFail = true }
      let number = numbers[effect] ?? Int32(kinds.count)
      if numbers.updateValue(number, forKey: effect) == nil { kinds.append(effect) }
      registered.append((id, number))
    }
    for case .type(let id) in kinds.map(\.argument) { raisedByHandlers.insert(id) }
  }

  /// Whether effects that differ in general may be the same for one class.
  func areMerged(by id: ClassID) -> Bool { raisedByHandlers.contains(id) }

  /// The effects as that class sees them.
  func merged(by id: ClassID, in hierarchy: Hierarchy) -> HandlerEffects {
    guard areMerged(by: id) else { return self }
    var merged = self
    let seen = kinds.map { $0.seen(by: id, in: hierarchy) }
    for index in merged.registered.indices {
      let effect = seen[Int(registered[index].number)]
      merged.registered[index].number = Int32(seen.firstIndex(of: effect) ?? 0)
    }
    return merged
  }
}
