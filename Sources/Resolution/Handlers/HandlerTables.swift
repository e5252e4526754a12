/// All tables of one process, in the two shapes that Flask has had.
public struct HandlerTables: Sendable {
  /// What the app or one registration of a blueprint holds.
  private struct Scope: Sendable {
    /// The registration that this one is nested in; nil: the application.
    var outer: RegistrationID?
    /// The places whose tables are searched for requests to this scope, before the outer ones: mostly its own.
    var searched: Searched = .own
    /// For classes without a code; before 0.11 the list of registrations.
    var classes = HandlerTable()
    var codes: [Int32: HandlerTable] = [:]
    var list = RegistrationList()
    var numbers: [Int32: HandlerID] = [:]
  }

  enum Searched: Sendable, Hashable {
    case own
    /// Those of other registrations; none at all where the list is empty.
    case others([RegistrationID])
  }

  /// The application first, then the registrations of blueprints.
  private var scopes = [Scope()]

  /// What the cache has written, in order.
  private(set) var cacheWrites: [CacheWrite] = []

  struct CacheWrite: Sendable {
    var key: TableKey
    var id: ClassID
  }

  init() {}

  mutating func noteCacheWrite(_ key: TableKey, _ id: ClassID) { cacheWrites.append(CacheWrite(key: key, id: id)) }

  /// Adds the next registration.
  mutating func addRegistration(in outer: RegistrationID?) { scopes.append(Scope(outer: outer)) }

  /// Gives the tables of one registration to another, whose own are empty.
  mutating func moveTables(from old: RegistrationID, to new: RegistrationID) {
    let (from, to) = (TableKey.place(of: old), TableKey.place(of: new))
    guard scopes.indices.contains(from), scopes.indices.contains(to) else { return }
    var moved = scopes[from]
    moved.outer = scopes[to].outer
    moved.searched = scopes[to].searched
    scopes[from] = Scope(outer: scopes[from].outer, searched: scopes[from].searched)
    scopes[to] = moved
  }

  /// Sets which tables are searched for requests to a registration.
  mutating func setSearched(_ searched: Searched, for registration: RegistrationID) {
    let index = TableKey.place(of: registration)
    if scopes.indices.contains(index) { scopes[index].searched = searched }
  }

  /// The scope around a registration. The chain outward is followed when it is asked for: kept by each one, the chains of
  /// 20,000 nested blueprints took 1.6 GB.
  func outer(of registration: RegistrationID) -> RegistrationID? {
    let place = TableKey.place(of: registration)
    guard place < scopes.count, let outer = scopes[place].outer, outer.index < registration.index else { return nil }
    return outer
  }

  /// The registrations whose tables are searched for requests to this one.
  func searched(for registration: RegistrationID) -> Searched {
    let place = TableKey.place(of: registration)
    return scopes.indices.contains(place) ? scopes[place].searched : .own
  }

  /// The scopes whose tables a search goes through: outward, to the application, which is nil.
  func chain(from scope: RegistrationID?) -> [RegistrationID?] {
    var chain: [RegistrationID?] = []
    var next = scope
    while let scope = next {
      switch searched(for: scope) {
      case .own: chain.append(scope)
      case .others(let others): chain += others.map { $0 }
      }
      next = outer(of: scope)
    }
    return chain + [nil]
  }

  // MARK: From 0.11 on: scope -> code -> class

  /// The table of a key, from 0.11 on; nil where the scope is unknown or nothing is registered for the code.
  public func table(_ key: TableKey) -> HandlerTable? {
    let index = key.place
    guard scopes.indices.contains(index) else { return nil }
    guard let code = key.code else { return scopes[index].classes }
    return scopes[index].codes[code]
  }

  /// The entry of a class in a table, which is not copied.
  func entry(_ key: TableKey, _ id: ClassID) -> HandlerTable.Entry? {
    let index = key.place
    guard scopes.indices.contains(index) else { return nil }
    guard let code = key.code else { return scopes[index].classes[id] }
    return scopes[index].codes[code]?[id]
  }

  /// The first entry of a table along the MRO of the class that is sought.
  func firstEntry(_ key: TableKey, along lines: Linearizations, _ query: Query, _ cost: inout Counters.SearchCost)
    -> Hit?
  {
    cost.tables += 1
    let index = key.place
    guard index < scopes.count else { return nil }
    guard let code = key.code else {
      return scopes[index].classes.firstEntry(
        along: query.sought, lines, before: query.ignoresWritesFrom, &cost.classes
      )
      .map { Hit(key: key, id: $0.id, entry: $0.entry) }
    }
    return scopes[index].codes[code]?.firstEntry(
      along: query.sought, lines, before: query.ignoresWritesFrom, &cost.classes
    ).map { Hit(key: key, id: $0.id, entry: $0.entry) }
  }

  /// Sets the entry of a class in a table, and returns the one that it had before.
  @discardableResult
  mutating func set(_ key: TableKey, _ id: ClassID, _ entry: HandlerTable.Entry) -> HandlerTable.Entry? {
    let index = key.place
    guard scopes.indices.contains(index) else { return nil }
    guard let code = key.code else { return scopes[index].classes.set(id, entry) }
    return scopes[index].codes[code, default: HandlerTable()].set(id, entry)
  }

  /// The tables that have an entry: the application's first, those for classes before those for codes.
  var registered: [(key: TableKey, table: HandlerTable)] {
    var registered: [(key: TableKey, table: HandlerTable)] = []
    for (index, scope) in scopes.enumerated() {
      let name = index == 0 ? nil : RegistrationID(Int32(index - 1))
      if !scope.classes.isEmpty { registered.append((key: TableKey(name, code: nil), table: scope.classes)) }
      for (code, table) in scope.codes.sorted(by: { $0.key < $1.key }) where !table.isEmpty {
        registered.append((key: TableKey(name, code: code), table: table))
      }
    }
    return registered
  }

  // MARK: Before 0.11: a list and numbers

  func list(_ scope: RegistrationID?) -> RegistrationList? {
    let index = TableKey.place(of: scope)
    return scopes.indices.contains(index) ? scopes[index].list : nil
  }

  /// The first handler that was registered in a list for the very class.
  func firstInList(of scope: RegistrationID?, _ id: ClassID) -> HandlerID? {
    let index = TableKey.place(of: scope)
    return scopes.indices.contains(index) ? scopes[index].list.first(id) : nil
  }

  func handler(forNumber number: Int32, in scope: RegistrationID?) -> HandlerID? {
    let index = TableKey.place(of: scope)
    return scopes.indices.contains(index) ? scopes[index].numbers[number] : nil
  }

  mutating func append(_ id: ClassID, _ handler: HandlerID, to scope: RegistrationID?) {
    let index = TableKey.place(of: scope)
    guard scopes.indices.contains(index) else { return }
    scopes[index].list.append(id, handler)
  }

  mutating func setNumber(_ number: Int32, _ handler: HandlerID, in scope: RegistrationID?) {
    let index = TableKey.place(of: scope)
    guard scopes.indices.contains(index) else { return }
    scopes[index].numbers[number] = handler
  }

  // MARK: Listing

  /// One entry of a table, as `handlers` and the records of real runs list it.
  public struct Row: Sendable, Hashable {
    /// The table that has the entry; before 0.11, the list or the number of its scope.
    public var key: TableKey
    /// Nil for a number's entry before 0.11, which names no class.
    public var id: ClassID?
    /// The handler that the entry holds.
    public var handler: HandlerID
    /// The request, counted from 1, whose lookup wrote the entry; nil: registered by the app.
    public var writtenBy: Int32?
    /// Whether an entry that the cache wrote has ended a search since.
    public var wasUsed = false
  }

  /// Every entry: the application before the registrations, classes before codes; a list of 0.10 in its own order.
  public var rows: [Row] {
    var rows: [Row] = []
    for (index, scope) in scopes.enumerated() {
      let name = index == 0 ? nil : RegistrationID(Int32(index - 1))
      for item in scope.list.items {
        rows.append(Row(key: TableKey(name, code: nil), id: item.id, handler: item.handler))
      }
      for (number, handler) in scope.numbers.sorted(by: { $0.key < $1.key }) {
        rows.append(Row(key: TableKey(name, code: number), id: nil, handler: handler))
      }
      let tables =
        [(Int32?.none, scope.classes)] + scope.codes.sorted { $0.key < $1.key }.map { (Int32?.some($0.key), $0.value) }
      for (number, table) in tables {
        let code = number == TableKey.descriptorCode ? nil : number
        for (id, entry) in table.entries {
          rows.append(
            Row(
              key: TableKey(name, code: code), id: id, handler: entry.handler, writtenBy: entry.writtenBy,
              wasUsed: entry.wasUsed))
        }
      }
    }
    return rows
  }
}

/// Flask 0.10's list of (class, handler): the first entry whose class fits wins, so the order of registration counts.
public struct RegistrationList: Sendable {
  /// One registration of a handler for a class.
  public struct Item: Sendable, Hashable {
    /// The class that the handler is registered for.
    public var id: ClassID
    /// The handler that was registered.
    public var handler: HandlerID
  }

  /// The registrations, oldest first.
  public private(set) var items: [Item] = []
  /// For each class the first place it has in the list: a search need then not go through the whole list.
  private var firstPlaces: [ClassID: Int] = [:]

  mutating func append(_ id: ClassID, _ handler: HandlerID) {
    if firstPlaces[id] == nil { firstPlaces[id] = items.count }
    items.append(Item(id: id, handler: handler))
  }

  /// The first handler that was registered for the very class.
  func first(_ id: ClassID) -> HandlerID? { firstPlaces[id].map { items[$0].handler } }

  /// The place of the first entry that an instance of a class with this MRO is an instance of.
  public func firstMatch(_ mro: MRO) -> Int? {
    guard !items.isEmpty else { return nil }
    var best: Int?
    for id in mro {
      if let place = firstPlaces[id], place < best ?? .max { best = place }
    }
    return best
  }
}
