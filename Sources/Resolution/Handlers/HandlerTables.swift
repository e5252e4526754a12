/// All handler tables of a process, in the two forms that Flask has used.
public struct HandlerTables: Sendable {
  /// The tables of the app or of one registration of a blueprint.
  private struct Scope: Sendable {
    /// The registration that this one is nested in; nil: the application.
    var outer: RegistrationID?
    /// The tables that are searched for requests to this scope before the outer scopes, usually its own.
    var searched: Searched = .own
    /// The table for classes without a code.
    var classes = HandlerTable()
    var codes: [Int32: HandlerTable] = [:]
    var list = RegistrationList()
    var numbers: [Int32: HandlerID] = [:]
  }

  enum Searched: Sendable, Hashable {
    case own
    /// The tables of other registrations; none if the list is empty.
    case others([RegistrationID])
  }

  /// The application first, then the registrations of blueprints.
  private var scopes = [Scope()]

  /// The entries that the cache has written, in order.
  private(set) var cacheWrites: [CacheWrite] = []

  struct CacheWrite: Sendable {
    var key: TableKey
    var id: ClassID
  }

  init() {}

  /// Writes a cache entry. This is the bug: `handler_map[exc_class] = handler`.
  ///
  /// If the class already has an entry, the lookup found that entry, so writing it again would change nothing.
  ///
  /// - Returns: Whether the table had no entry for the class.
  mutating func cache(_ handler: HandlerID, _ key: TableKey, _ id: ClassID, request: Int32) -> Bool {
    guard entry(key, id) == nil else { return false }
    set(key, id, HandlerTable.Entry(handler: handler, writtenBy: request))
    cacheWrites.append(CacheWrite(key: key, id: id))
    return true
  }

  /// Adds the next registration.
  mutating func addRegistration(in outer: RegistrationID?) { scopes.append(Scope(outer: outer)) }

  /// Moves the tables of one registration to another with empty tables.
  mutating func moveTables(from old: RegistrationID, to new: RegistrationID) {
    let (from, to) = (TableKey.place(of: old), TableKey.place(of: new))
    guard scopes.indices.contains(from), scopes.indices.contains(to) else { return }
    var moved = scopes[from]
    moved.outer = scopes[to].outer
    moved.searched = scopes[to].searched
    scopes[from] = Scope(outer: scopes[from].outer, searched: scopes[from].searched)
    scopes[to] = moved
  }

  /// Sets the tables that are searched for requests to a registration.
  mutating func setSearched(_ searched: Searched, for registration: RegistrationID) {
    let index = TableKey.place(of: registration)
    if scopes.indices.contains(index) { scopes[index].searched = searched }
  }

  /// Returns whether requests to a registration search its own tables.
  func searchesOwn(_ registration: RegistrationID) -> Bool {
    let index = TableKey.place(of: registration)
    guard scopes.indices.contains(index), case .others(let others) = scopes[index].searched else { return true }
    return others.contains(registration)
  }

  /// Returns the scope around a registration.
  ///
  /// The chain of scopes is computed when needed. Stored for each registration, the chains of 20,000 nested blueprints
  /// took 1.6 GB.
  func outer(of registration: RegistrationID) -> RegistrationID? {
    let place = TableKey.place(of: registration)
    guard place < scopes.count, let outer = scopes[place].outer, outer.index < registration.index else { return nil }
    return outer
  }

  /// Returns the registrations whose tables are searched for requests to this one.
  func searched(for registration: RegistrationID) -> Searched {
    let place = TableKey.place(of: registration)
    return scopes.indices.contains(place) ? scopes[place].searched : .own
  }

  /// Returns the scopes that a lookup searches, from the innermost outward. The last one is the application, which is
  /// nil.
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

  // MARK: 0.11 and later: scope -> code -> class

  /// Returns the table of a key in 0.11 and later; nil if the scope is unknown or nothing is registered for the code.
  public func table(_ key: TableKey) -> HandlerTable? {
    let index = key.place
    guard scopes.indices.contains(index) else { return nil }
    guard let code = key.code else { return scopes[index].classes }
    return scopes[index].codes[code]
  }

  /// Returns the entry of a class in a table without copying the table.
  func entry(_ key: TableKey, _ id: ClassID) -> HandlerTable.Entry? {
    let index = key.place
    guard scopes.indices.contains(index) else { return nil }
    guard let code = key.code else { return scopes[index].classes[id] }
    return scopes[index].codes[code]?[id]
  }

  /// Returns the first entry in a table on the MRO of the class that is looked up.
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

  /// Sets the entry of a class in a table and returns the previous entry.
  @discardableResult
  mutating func set(_ key: TableKey, _ id: ClassID, _ entry: HandlerTable.Entry) -> HandlerTable.Entry? {
    let index = key.place
    guard scopes.indices.contains(index) else { return nil }
    guard let code = key.code else { return scopes[index].classes.set(id, entry) }
    return scopes[index].codes[code, default: HandlerTable()].set(id, entry)
  }

  /// The tables with entries. The application comes first, and tables for classes come before tables for codes.
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

  // MARK: Before 0.11: a list and codes

  func list(_ scope: RegistrationID?) -> RegistrationList? {
    let index = TableKey.place(of: scope)
    return scopes.indices.contains(index) ? scopes[index].list : nil
  }

  /// Returns the first handler in a list that was registered for exactly this class.
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

  // MARK: Listing entries

  /// One entry of a table, as `handlers` and the recordings of real Flask list it.
  public struct Row: Sendable, Hashable {
    /// The table with the entry; before 0.11, the list or the code of its scope.
    public var key: TableKey
    /// The class of the entry; nil for an entry for a code before 0.11.
    public var id: ClassID?
    /// The handler in the entry; `HandlerID.nothing` if a lookup stored that it found none.
    public var handler: HandlerID
    /// The number, from 1, of the request that wrote the entry; nil if the app registered the handler.
    public var writtenBy: Int32?
    /// Whether a later lookup found this cache entry.
    public var wasUsed = false
  }

  /// All entries: the application before the registrations, classes before codes. A list of 0.10 keeps its order.
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

/// Flask 0.10's list of (class, handler). The first entry with a matching class wins, so the order of registration
/// matters.
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
  /// The first index of each class in the list, so that a search does not need to go through the whole list.
  private var firstPlaces: [ClassID: Int] = [:]

  mutating func append(_ id: ClassID, _ handler: HandlerID) {
    if firstPlaces[id] == nil { firstPlaces[id] = items.count }
    items.append(Item(id: id, handler: handler))
  }

  /// Returns the first handler that was registered for exactly this class.
  func first(_ id: ClassID) -> HandlerID? { firstPlaces[id].map { items[$0].handler } }

  /// Returns the index of the first entry with a class on this MRO.
  public func firstMatch(_ mro: MRO) -> Int? {
    guard !items.isEmpty else { return nil }
    var best: Int?
    for id in mro {
      if let place = firstPlaces[id], place < best ?? .max { best = place }
    }
    return best
  }
}
