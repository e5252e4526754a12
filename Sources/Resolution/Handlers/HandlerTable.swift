/// One dictionary of Flask's `error_handler_spec`: it maps classes to handlers.
public struct HandlerTable: Sendable {
  /// An entry of a table.
  ///
  /// It has two plain numbers, so that it fits in one register. With an optional and a flag between them, a lookup took
  /// 8 ns more, of 20 ns.
  public struct Entry: Sendable, Hashable {
    /// The handler in the entry; `HandlerID.nothing` if a lookup stored that it found none (Sanic).
    public var handler: HandlerID
    /// Twice the number of the request that wrote the entry, or zero for none. It is odd if the entry was used.
    private var writer: UInt32

    init(handler: HandlerID, writtenBy request: Int32? = nil) {
      self.handler = handler
      writer = UInt32(max(0, request ?? 0)) << 1
    }

    /// The value of a slot without an entry.
    fileprivate static let none = Entry(handler: HandlerID(.min))
    fileprivate var isNone: Bool { handler.index == .min }

    /// The handler in the entry; nil if a lookup stored that it found none.
    public var foundHandler: HandlerID? { handler == .nothing ? nil : handler }

    /// The number, from 1, of the request that wrote the entry; nil if the app registered the handler.
    public var writtenBy: Int32? { writer == 0 ? nil : Int32(writer >> 1) }

    /// Whether a later lookup found this cache entry.
    public var wasUsed: Bool { writer & 1 == 1 }

    /// Returns whether the entry existed before a request.
    func existed(before request: Int32) -> Bool { writer >> 1 < request }

    mutating func markUsed() { writer |= 1 }
  }

  // Few entries are stored in a dictionary. If there are many compared to the highest id, they are stored in an array,
  // so that a lookup is one array access. It has at most 16 slots for each entry. These are two properties instead of
  // an enum, because reading an array from an enum case counts a reference at every lookup.
  private var sparse: [ClassID: Entry] = [:]
  private var slots: [Entry] = []
  /// A bit for each slot: whether it has an entry.
  private var marks: [UInt64] = []
  private var isDense = false
  /// The number of entries.
  public private(set) var count = 0
  private var highest: Int32 = -1

  /// Creates a table without entries.
  public init() {}

  /// Whether the table has no entries.
  public var isEmpty: Bool { count == 0 }

  /// Returns the entry of this class, if it has one. Base classes are not searched.
  @inline(__always)
  public subscript(_ id: ClassID) -> Entry? {
    guard isDense else { return sparse[id] }
    let index = Int(id.index)
    guard index < slots.count, !slots[index].isNone else { return nil }
    return slots[index]
  }

  struct Found {
    var id: ClassID
    var entry: Entry
  }

  /// Returns the entry of the first class on an MRO that has one, ignoring cache entries of this request and later
  /// ones.
  ///
  /// It reads the arrays directly. A sequence of the MRO would retain the arrays, and that takes longer than a short
  /// search.
  @inline(__always)
  func firstEntry(along id: ClassID, _ lines: Linearizations, before request: Int32, _ cost: inout Int) -> Found? {
    guard count > 0 else { return nil }
    var current = id.index
    while lines.links.indices.contains(Int(current)) {
      var link = lines.links[Int(current)]
      if link.row == 0 {
        cost += 1
        if let found = entry(of: ClassID(current), before: request) { return found }
      } else {
        let last = current - link.row
        if let found = firstEntry(from: current, downTo: last, before: request) {
          cost += Int(current - found.id.index) + 1
          return found
        }
        cost += Int(link.row) + 1
        link = lines.links[Int(last)]
      }
      guard link.base < 0 else {
        current = link.base
        continue
      }
      for member in lines.entries[lines.ranges[Int(~link.base)]] {
        cost += 1
        if let found = entry(of: member, before: request) { return found }
      }
      return nil
    }
    return nil
  }

  /// Does the same for one class.
  @inline(__always)
  private func entry(of id: ClassID, before request: Int32) -> Found? {
    guard isDense else { return firstSparseEntry(from: id.index, downTo: id.index, before: request) }
    let index = Int(id.index)
    guard index < slots.count, !slots[index].isNone, slots[index].existed(before: request) else { return nil }
    return Found(id: id, entry: slots[index])
  }

  /// Does the same for a row of classes with consecutive falling indices.
  @inline(__always)
  private func firstEntry(from first: Int32, downTo last: Int32, before request: Int32) -> Found? {
    guard isDense else { return firstSparseEntry(from: first, downTo: last, before: request) }
    var index = min(Int(first), slots.count - 1)
    while index >= last {
      let upToIndex = marks[index >> 6] << (63 - UInt64(index & 63))
      guard upToIndex != 0 else {
        index = (index & ~63) - 1
        continue
      }
      index -= upToIndex.leadingZeroBitCount
      guard index >= last else { return nil }
      if slots[index].existed(before: request) { return Found(id: ClassID(Int32(index)), entry: slots[index]) }
      index -= 1
    }
    return nil
  }

  @inline(never)
  private func firstSparseEntry(from first: Int32, downTo last: Int32, before request: Int32) -> Found? {
    for index in (last...first).reversed() {
      guard let entry = sparse[ClassID(index)], entry.existed(before: request) else { continue }
      return Found(id: ClassID(index), entry: entry)
    }
    return nil
  }

  /// Sets the entry of a class and returns the previous entry.
  @discardableResult
  public mutating func set(_ id: ClassID, _ entry: Entry) -> Entry? {
    let earlier = self[id]
    if earlier == nil { count += 1 }
    highest = max(highest, id.index)
    if isDense, slots.count <= Int(highest), Int(highest) > 16 * count + 1024 { makeSparse() }
    if isDense {
      if slots.count <= Int(highest) { addSlots() }
      fill(Int(id.index), entry)
    } else {
      sparse[id] = entry
      if Int(highest) < 16 * count + 1024 { makeDense() }
    }
    return earlier
  }

  /// All entries in the order of their classes.
  public var entries: [(id: ClassID, entry: Entry)] {
    guard isDense else { return sparse.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    return slots.indices.filter { !slots[$0].isNone }.map { (ClassID(Int32($0)), slots[$0]) }
  }

  private mutating func makeDense() {
    addSlots()
    for (id, entry) in sparse { fill(Int(id.index), entry) }
    sparse = [:]
    isDense = true
  }

  /// Adds slots up to the highest class, 64 at a time with their bits.
  @inline(never)
  private mutating func addSlots() {
    while slots.count <= Int(highest) {
      slots.append(contentsOf: repeatElement(.none, count: 64))
      marks.append(0)
    }
  }

  @inline(__always)
  private mutating func fill(_ index: Int, _ entry: Entry) {
    slots[index] = entry
    marks[index >> 6] |= 1 << UInt64(index & 63)
  }

  private mutating func makeSparse() {
    for (index, entry) in slots.enumerated() where !entry.isNone { sparse[ClassID(Int32(index))] = entry }
    slots = []
    marks = []
    isDense = false
  }
}

/// The owner of a handler table.
public enum TableOwner: Sendable, Hashable {
  /// The app (nil) or a registration of a blueprint.
  case scope(RegistrationID?)
  /// All routes (Sanic).
  case allRoutes
  /// One route (Sanic); without a name, the route of all requests that name none.
  case route(in: RegistrationID?, RouteName?)
}

/// The key of a table: that of the app or a blueprint, for a status code or for classes without a code.
public struct TableKey: Sendable, Hashable {
  /// The index of the scope: 0 for the application, then the registrations.
  let place: Int
  // Two plain numbers instead of two optionals, for the same reason as in `HandlerTable.Entry`.
  private let number: Int32

  /// A placeholder for a `code` that is not a number.
  static let descriptorCode = Int32.min
  private static let noCode = Int32.min + 1

  /// Creates the key of a table. Nil means the app for `scope`, and classes without a code for `code`.
  public init(_ scope: RegistrationID?, code: Int32?) {
    place = Self.place(of: scope)
    number = code ?? Self.noCode
  }

  /// The registration that the table belongs to; nil: the app.
  public var scope: RegistrationID? { place == 0 ? nil : RegistrationID(Int32(place - 1)) }
  /// The status code of the table; nil: the table for classes without a code.
  public var code: Int32? { number == Self.noCode ? nil : number }

  static func place(of scope: RegistrationID?) -> Int { scope.map { Int($0.index) + 1 } ?? 0 }
}

extension Hierarchy {
  /// Returns the code of the table that a class belongs to.
  ///
  /// Flask uses SystemExit's member descriptor as a key too. Only trapped errors are looked up in that table. Otherwise
  /// the code of the instance is None, and Flask returns the instance as the response.
  func tableCode(_ type: ClassID) -> Int32? {
    guard isHTTP(type), codeAttribute(type) == .descriptor else { return code(type) }
    return TableKey.descriptorCode
  }
}
