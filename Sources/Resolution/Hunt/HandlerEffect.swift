/// What a client and a handler see of an answer, where a handler was found for some class: all by which two answers are
/// told apart. The class itself is left open, so that effects can be compared before it is known.
struct HandlerEffect: Sendable, Hashable {
  /// A class of which only this is known: it is the one that was raised, or it is that one.
  enum Class: Sendable, Hashable {
    case raised
    case type(ClassID)

    init(_ id: ClassID) { self = id == RaisedProfile.raised ? .raised : .type(id) }

    func seen(by id: ClassID) -> Class { self == .raised ? .type(id) : self }
  }

  var status: Int32?
  var body: BodyID?
  /// Nil where no handler answered.
  var argument: Class?
  /// What 1.1 and later wrap, where the handler failed.
  var original: Class?
  var escaped: Class?

  init(of id: HandlerID, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt) {
    let outcome = hunt.process.outcome(ofFinding: id, in: scope, for: profile, hunt)
    status = outcome.status
    body = outcome.body
    argument = outcome.answered.map { Class($0.argument) }
    original = outcome.answered?.original.map { Class($0) }
    escaped = outcome.escaped.map { Class($0) }
  }

  /// The effect where the class that was raised is known.
  func seen(by id: ClassID) -> HandlerEffect {
    var seen = self
    seen.argument = argument?.seen(by: id)
    seen.original = original?.seen(by: id)
    seen.escaped = escaped?.seen(by: id)
    return seen
  }
}

/// The effects of the handlers of one table, for raises in one scope of classes with one profile, numbered so that equal
/// ones have equal numbers.
struct HandlerEffects: Sendable {
  let profile: RaisedProfile
  /// The registered classes and the numbers of their effects.
  private(set) var registered: [(id: ClassID, number: Int32)] = []
  private(set) var kinds: [HandlerEffect] = []
  /// Whether a handler goes on to the 500 path.
  private(set) var someFail = false
  /// The classes that some failing handler raises, so that what follows receives the same class as if it had been raised.
  private var raisedByHandlers: Set<ClassID> = []

  init(of table: HandlerTable, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt) {
    self.profile = profile
    var numbers: [HandlerEffect: Int32] = [:]
    for (id, entry) in table.entries where hunt.handlers.indices.contains(Int(entry.handler.index)) {
      let effect = HandlerEffect(of: entry.handler, in: scope, for: profile, hunt)
      if effect.argument != .raised || effect.escaped != nil { someFail = true }
      let number = numbers[effect] ?? Int32(kinds.count)
      if numbers.updateValue(number, forKey: effect) == nil { kinds.append(effect) }
      registered.append((id, number))
    }
    for kind in kinds {
      for case .type(let id)? in [kind.argument, kind.original, kind.escaped] { raisedByHandlers.insert(id) }
    }
  }

  /// Whether effects that differ in general may be the same for one class.
  func areMerged(by id: ClassID) -> Bool { raisedByHandlers.contains(id) }

  /// The effects as that class sees them.
  func merged(by id: ClassID) -> HandlerEffects {
    guard areMerged(by: id) else { return self }
    var merged = self
    let seen = kinds.map { $0.seen(by: id) }
    for index in merged.registered.indices {
      let effect = seen[Int(registered[index].number)]
      merged.registered[index].number = Int32(seen.firstIndex(of: effect) ?? 0)
    }
    return merged
  }
}

extension OrderHunt {
  /// What the answers of some handlers can depend on, besides the handler: what none of them looks at is left out, so that
  /// few profiles stand for many classes.
  struct ProfileNeeds: Sendable {
    private var readsCode = false
    private var returnsException = false

    /// What matters for every table: what fails goes on to the handlers for 500, which may look at the exception that they
    /// receive.
    init(of handlers: [Handler]) {
      for handler in handlers {
        switch handler.answer {
        case .response(_, .ofException), .exception, .reraises: note(handler.answer)
        case .response(_, .number), .raises, .aborts: continue
        }
      }
    }

    /// Returns the needs for one table.
    func adding(_ table: HandlerTable, _ handlers: [Handler]) -> ProfileNeeds {
      var needs = self
      for (_, entry) in table.entries where handlers.indices.contains(Int(entry.handler.index)) {
        needs.note(handlers[Int(entry.handler.index)].answer)
      }
      return needs
    }

    private mutating func note(_ answer: Handler.Answer) {
      switch answer {
      case .response(_, .ofException): readsCode = true
      case .exception: (readsCode, returnsException) = (true, true)
      case .response(_, .number), .raises, .aborts, .reraises: break
      }
    }

    func profile(of id: ClassID, in hierarchy: Hierarchy) -> RaisedProfile {
      RaisedProfile(
        isHTTP: hierarchy.isHTTP(id), code: readsCode ? hierarchy.instanceCode(id) : .absent,
        pageFailure: returnsException ? hierarchy.pageFailure(id) : nil)
    }
  }
}
