/// The answer after a lookup found a handler, as the client and the handler see it.
///
/// Two answers are compared by their effects. The raised class is left open, so that effects can be compared before it
/// is known.
struct HandlerEffect: Sendable, Hashable {
  /// The raised class, or a certain class.
  enum Class: Sendable, Hashable {
    case raised
    case type(ClassID)

    init(_ id: ClassID, _ profile: RaisedProfile) {
      self = id == RaisedProfile.raised || id == profile.type ? .raised : .type(id)
    }

    func resolved(for id: ClassID) -> Class { self == .raised ? .type(id) : self }
  }

  var status: Int32?
  var body: BodyID?
  /// The text of the body, if a handler of the app returns a template. It replaces `body`: a template can give the text
  /// of another body.
  var text: [UInt8]?
  /// The argument of the answering handler; nil if no handler answered.
  var argument: Class?
  /// The exception that 1.1 and later wrap if the handler failed.
  var original: Class?
  var escaped: Class?

  init(of id: HandlerID, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt) {
    let outcome = hunt.process.outcome(ofFinding: id, in: scope, for: profile, hunt)
    status = outcome.status
    text = hunt.text(of: outcome)
    body = text == nil ? outcome.body : nil
    argument = outcome.answered.map { Class($0.argument, profile) }
    original = outcome.answered?.original.map { Class($0, profile) }
    escaped = outcome.escaped.map { Class($0, profile) }
  }

  /// Returns the effect for a raised class.
  func resolved(for id: ClassID) -> HandlerEffect {
    var resolved = self
    resolved.argument = argument?.resolved(for: id)
    resolved.original = original?.resolved(for: id)
    resolved.escaped = escaped?.resolved(for: id)
    return resolved
  }
}

/// The effects of the handlers of one table, for raises in one scope of classes with one profile.
///
/// Equal effects have equal numbers.
struct HandlerEffects: Sendable {
  let profile: RaisedProfile
  /// The registered classes and the numbers of their effects.
  private(set) var registered: [(id: ClassID, number: Int32)] = []
  private(set) var kinds: [HandlerEffect] = []
  /// Whether a handler fails, so that the request continues on the 500 path.
  private(set) var hasFailingHandlers = false
  /// The classes that failing handlers raise. For such a class, different effects can be the same.
  private var raisedByHandlers: Set<ClassID> = []

  init(of table: HandlerTable, in scope: RegistrationID?, for profile: RaisedProfile, _ hunt: OrderHunt) {
    self.profile = profile
    var numbers: [HandlerEffect: Int32] = [:]
    for (id, entry) in Self.entries(of: table, for: profile, hunt)
    where hunt.handlers.indices.contains(Int(entry.handler.index)) {
      let effect = HandlerEffect(of: entry.handler, in: scope, for: profile, hunt)
      if effect.argument != .raised || effect.escaped != nil { hasFailingHandlers = true }
      let number = numbers[effect] ?? Int32(kinds.count)
      if numbers.updateValue(number, forKey: effect) == nil { kinds.append(effect) }
      registered.append((id, number))
    }
    for kind in kinds {
      for case .type(let id)? in [kind.argument, kind.original, kind.escaped] { raisedByHandlers.insert(id) }
    }
  }

  /// Returns the entries that the lookups for a profile can find: all, or those for the ancestors of its class.
  private static func entries(
    of table: HandlerTable, for profile: RaisedProfile, _ hunt: OrderHunt
  ) -> [(id: ClassID, entry: HandlerTable.Entry)] {
    guard let type = profile.type else { return table.entries }
    return hunt.hierarchy.mro(type).compactMap { id in table[id].map { (id: id, entry: $0) } }
  }

  /// Returns whether effects that differ in general may be the same for one class.
  func areMerged(by id: ClassID) -> Bool { raisedByHandlers.contains(id) }

  /// Returns the effects for one class.
  func merged(by id: ClassID) -> HandlerEffects {
    guard areMerged(by: id) else { return self }
    var merged = self
    let resolved = kinds.map { $0.resolved(for: id) }
    for index in merged.registered.indices {
      let effect = resolved[Int(registered[index].number)]
      merged.registered[index].number = Int32(resolved.firstIndex(of: effect) ?? 0)
    }
    return merged
  }
}

extension OrderHunt {
  /// The properties of an exception that the answers of some handlers can depend on.
  ///
  /// Properties that no handler uses are left out, so that many classes share a profile.
  struct ProfileNeeds: Sendable {
    private var readsCode = false
    private var returnsException = false
    private var readsException = false

    /// Whether a handler can read any property of the exception, so that each class has a profile of its own.
    var areOfEachClass: Bool { readsException }

    /// Creates the needs for every table. If a handler fails, a handler for 500 may use the exception that it receives.
    init(of handlers: [Handler], in hierarchy: Hierarchy) {
      for handler in handlers {
        switch handler.answer {
        case .response(_, .ofException), .exception, .reraises: add(handler.answer)
        case .template, .conditional:
          let isForServerErrors =
            handler.handledClass(in: hierarchy).map {
              hierarchy.isSubclass(hierarchy.wellKnown.internalServerError, of: $0)
            } ?? false
          if isForServerErrors { add(handler.answer) }
        case .response(_, .number), .raises, .aborts: continue
        }
      }
    }

    /// Returns the needs for one table.
    func adding(_ table: HandlerTable, _ handlers: [Handler]) -> ProfileNeeds {
      var needs = self
      for (_, entry) in table.entries where handlers.indices.contains(Int(entry.handler.index)) {
        needs.add(handlers[Int(entry.handler.index)].answer)
      }
      return needs
    }

    private mutating func add(_ answer: Handler.Answer) {
      switch answer {
      case .response(_, .ofException): readsCode = true
      case .exception: (readsCode, returnsException) = (true, true)
      case .template, .conditional: readsException = true
      case .response(_, .number), .raises, .aborts, .reraises: break
      }
    }

    func profile(of id: ClassID, in hierarchy: Hierarchy) -> RaisedProfile {
      guard !readsException else {
        return RaisedProfile(
          isHTTP: hierarchy.isHTTP(id), code: hierarchy.instanceCode(id), pageFailure: hierarchy.pageFailure(id),
          type: id)
      }
      return RaisedProfile(
        isHTTP: hierarchy.isHTTP(id), code: readsCode ? hierarchy.instanceCode(id) : .absent,
        pageFailure: returnsException ? hierarchy.pageFailure(id) : nil)
    }
  }
}
