@testable import Resolution

/// A process of a Sanic app: the lookups of its releases, written as simply as possible.
struct NaiveSanic: Hashable {
  /// An app whose handlers are registered before the first request.
  struct App {
    let lookup: SanicHunt.Lookup
    let hierarchy: Hierarchy
    /// The MRO of each class up to BaseException.
    let mros: [[ClassID]]
    /// The places of the classes in the tables. Known classes that no other class needs have none.
    fileprivate let places: [Int]
    fileprivate let count: Int
    /// The handlers of the app in the order of registration.
    var handlers: [(id: ClassID, handler: HandlerID)] = []
    /// The handlers of blueprints in the order of registration.
    var blueprints: [[(id: ClassID, handler: HandlerID)]] = []
    /// The blueprint of each route; nil: the app.
    var routes: [Int?] = [nil]

    init(_ hierarchy: Hierarchy, _ lookup: SanicHunt.Lookup) {
      self.lookup = lookup
      self.hierarchy = hierarchy
      mros = (0..<hierarchy.count).map { index in
        let mro = Array(hierarchy.mro(ClassID(Int32(index))))
        let end = mro.firstIndex { hierarchy.knownName($0) == "BaseException" } ?? mro.count - 1
        return Array(mro[...end])
      }
      let declared = (hierarchy.knownCount..<hierarchy.count).map { ClassID(Int32($0)) }
      let named = declared + [hierarchy.wellKnown.notFound, hierarchy.wellKnown.methodNotAllowed]
      let used = Set(named.flatMap { Array(hierarchy.mro($0)) }).sorted()
      places = (0..<hierarchy.count).map { used.firstIndex(of: ClassID(Int32($0))) ?? 0 }
      count = used.count
    }
  }

  /// An entry of `cached_handlers`. In Python `noHandler` is None, and there is no entry that is missing.
  private struct Entry: Hashable {
    private let number: UInt8

    static let missing = Entry(number: 0)
    static let noHandler = Entry(number: 1)

    private init(number: UInt8) { self.number = number }

    init(_ handler: HandlerID?) { number = handler.map { UInt8($0.index + 2) } ?? 1 }

    var handler: HandlerID? { number > 1 ? HandlerID(Int32(number) - 2) : nil }
  }

  /// `cached_handlers`: for each class, the entry for all routes, and then one for each route. A dictionary took twice as
  /// long.
  private var entries: [Entry]

  private func place(_ id: ClassID, _ route: Int?, _ app: App) -> Int {
    app.places[Int(id.index)] * (app.routes.count + 1) + (route.map { $0 + 1 } ?? 0)
  }

  init(_ app: App) {
    entries = Array(repeating: .missing, count: app.count * (app.routes.count + 1))
    switch app.lookup {
    case .list: break
    case .classes:
      for item in app.handlers + app.blueprints.joined() { entries[place(item.id, nil, app)] = Entry(item.handler) }
    case .classesAndRoutes:
      for item in app.handlers { entries[place(item.id, nil, app)] = Entry(item.handler) }
      for (route, blueprint) in app.routes.enumerated() {
        for item in blueprint.map({ app.blueprints[$0] }) ?? [] {
          entries[place(item.id, route, app)] = Entry(item.handler)
        }
      }
    }
  }

  /// Handles a request and returns the handler that its lookup finds.
  mutating func handle(_ request: SanicHunt.Request, _ app: App) -> HandlerID? {
    let route: Int? = if case .raise(_, let route) = request { route } else { nil }
    return switch app.lookup {
    case .list: findInList(request.id, app)
    case .classes: findByClass(request.id, app)
    case .classesAndRoutes: findByClassAndRoute(request.id, route, app)
    }
  }

  private mutating func findInList(_ id: ClassID, _ app: App) -> HandlerID? {
    if entries[place(id, nil, app)] != .missing { return entries[place(id, nil, app)].handler }
    let list = app.handlers + app.blueprints.joined()
    let found = list.first { app.hierarchy.isSubclass(id, of: $0.id) }?.handler
    entries[place(id, nil, app)] = Entry(found)
    return found
  }

  private mutating func findByClass(_ id: ClassID, _ app: App) -> HandlerID? {
    for ancestor in app.mros[Int(id.index)] where entries[place(ancestor, nil, app)] != .missing {
      entries[place(id, nil, app)] = entries[place(ancestor, nil, app)]
      return entries[place(ancestor, nil, app)].handler
    }
    entries[place(id, nil, app)] = .noHandler
    return nil
  }

  private mutating func findByClassAndRoute(_ id: ClassID, _ route: Int?, _ app: App) -> HandlerID? {
    for name in [route, nil] {
      if let handler = entries[place(id, name, app)].handler { return handler }
    }
    for name in [route, nil] {
      for ancestor in app.mros[Int(id.index)] where entries[place(ancestor, name, app)] != .missing {
        let handler = entries[place(ancestor, name, app)].handler
        entries[place(id, route, app)] = Entry(handler)
        return handler
      }
    }
    entries[place(id, route, app)] = .noHandler
    return nil
  }
}

extension NaiveSanic.App {
  func hunt(
    without unreachable: Set<ClassID> = [], _ answer: @escaping @Sendable (HandlerID?, ClassID) -> SanicHunt.Answer
  ) -> SanicHunt {
    func registered(_ handlers: [(id: ClassID, handler: HandlerID)]) -> [ClassID: HandlerID] {
      var registered: [ClassID: HandlerID] = [:]
      for item in handlers { registered[item.id] = item.handler }
      return registered
    }
    let isShared = lookup != .classesAndRoutes
    return SanicHunt(
      lookup, app: registered(handlers + (isShared ? blueprints.flatMap { $0 } : [])),
      routes: routes.map { blueprint in isShared ? [:] : registered(blueprint.map { blueprints[$0] } ?? []) },
      unmatched: [hierarchy.wellKnown.notFound, hierarchy.wellKnown.methodNotAllowed], in: hierarchy,
      without: unreachable, handlersReadExceptions: true, answer: answer)
  }
}
