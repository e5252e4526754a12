/// What one dictionary of Flask's `error_handler_spec` holds: class -> handler.
public struct HandlerTable: Sendable {
  /// Two plain numbers, so that a search hands it about in one register: with an optional and a flag between them a lookup
  /// took 8 ns more, of 20.
  public struct Entry: Sendable, Hashable {
    /// The handler that the entry holds.
    public var handler: HandlerID
    /// Twice the number of the request that wrote it, zero for none; odd once it was used.
    private var writer: UInt32

    init(handler: HandlerID, writtenBy request: Int32? = nil) {
      self.handler = handler
      writer = UInt32(max(0, request ?? 0)) << 1
    }

    /// Stands in a slot without an entry.
    fileprivate static let none = Entry(handler: HandlerID(.min))
    fileprivate var isNone: Bool { handler.index == .min }

    /// The request, counted from 1 since the process started, whose lookup wrote the entry; nil: registered by the app.
    public var writtenBy: Int32? { writer == 0 ? nil : Int32(writer >> 1) }

    /// Whether an entry that the cache wrote has ended a search since.
    public var wasUsed: Bool { writer & 1 == 1 }

    /// Whether it was there before a request wrote what it found.
    func isThere(before request: Int32) -> Bool { writer >> 1 < request }

    mutating func markUsed() { writer |= 1 }
  }

  /// Entries by class id. A few stand in a dictionary; once they are many for the highest id, an array holds them instead,
  /// which makes a look one array read and costs at most 16 slots an entry. Two properties and no enum: taking an array
  /// out of an enum's case counts a reference, at every look.
  private var sparse: [ClassID: Entry] = [:]
  private var slots: [Entry] = []
  /// Which slots are filled, a bit each.
  private var marks: [UInt64] = []
  private var isDense = false
  /// How many classes have an entry.
  public private(set) var count = 0
  private var highest: Int32 = -1

  /// Creates a table without entries.
  public init() {}

  /// Whether no class has an entry.
  public var isEmpty: Bool { count == 0 }

  /// The entry under this very class; nil: none. Base classes are not searched.
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

  /// The entry of the first class along an MRO that has one; nil for none. Entries that the cache wrote for the request or later
  /// ones are passed over. The search goes through the bare arrays: as a sequence an MRO holds them, and counting these
  /// references takes longer than a short search.
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

  /// The same for one class.
  @inline(__always)
  private func entry(of id: ClassID, before request: Int32) -> Found? {
    guard isDense else { return firstSparseEntry(from: id.index, downTo: id.index, before: request) }
    let index = Int(id.index)
    guard index < slots.count, !slots[index].isNone, slots[index].isThere(before: request) else { return nil }
    return Found(id: id, entry: slots[index])
  }

  /// The same in a row of classes that are numbered downward one by one.
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
      if slots[index].isThere(before: request) { return Found(id: ClassID(Int32(index)), entry: slots[index]) }
      index -= 1
    }
    return nil
  }

  @inline(never)
  private func firstSparseEntry(from first: Int32, downTo last: Int32, before request: Int32) -> Found? {
    for index in (last...first).reversed() {
      guard let entry = sparse[ClassID(index)], entry.isThere(before: request) else { continue }
      return Found(id: ClassID(index), entry: entry)
    }
    return nil
  }

  /// Sets the entry of a class, and returns the one that it had before.
  @discardableResult
  public mutating func set(_ id: ClassID, _ entry: Entry) -> Entry? {
    let earlier = self[id]
    if earlier == nil { count += 1 }
    highest = max(highest, id.index)
    if isDense, slots.count <= Int(highest), Int(highest) > 16 * count + 1024 { thin() }
    if isDense {
      if slots.count <= Int(highest) { makeRoom() }
      fill(Int(id.index), entry)
    } else {
      sparse[id] = entry
      if Int(highest) < 16 * count + 1024 { densify() }
    }
    return earlier
  }

  /// All entries in the order of their classes.
  public var entries: [(id: ClassID, entry: Entry)] {
    guard isDense else { return sparse.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    return slots.indices.filter { !slots[$0].isNone }.map { (ClassID(Int32($0)), slots[$0]) }
  }

  private mutating func densify() {
    makeRoom()
    for (id, entry) in sparse { fill(Int(id.index), entry) }
    sparse = [:]
    isDense = true
  }

  /// Adds slots up to the highest class, 64 at a time with their marks.
  @inline(never)
  private mutating func makeRoom() {
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

  private mutating func thin() {
    for (index, entry) in slots.enumerated() where !entry.isNone { sparse[ClassID(Int32(index))] = entry }
    slots = []
    marks = []
    isDense = false
  }
}

/// Names one table of Flask's: of the app or a blueprint, for a status code or for classes without one.
public struct TableKey: Sendable, Hashable {
  /// The place of its scope: the application's is 0, the registrations' follow.
  let place: Int
  /// As two plain numbers instead of two optionals, for the same reason as `HandlerTable.Entry`.
  private let number: Int32

  /// Stands for a `code` that is no number.
  static let descriptorCode = Int32.min
  private static let noCode = Int32.min + 1

  /// Creates the key of a table: of the app without a scope, for classes without a code where `code` is nil.
  public init(_ scope: RegistrationID?, code: Int32?) {
    place = Self.place(of: scope)
    number = code ?? Self.noCode
  }

  /// The registration whose table it is; nil: the app.
  public var scope: RegistrationID? { place == 0 ? nil : RegistrationID(Int32(place - 1)) }
  /// The status code for which the table is; nil: classes without one.
  public var code: Int32? { number == Self.noCode ? nil : number }

  static func place(of scope: RegistrationID?) -> Int { scope.map { Int($0.index) + 1 } ?? 0 }
}

extension Hierarchy {
  /// The code of the table that a class belongs to. SystemExit's member descriptor is a key like any other to Flask, and
  /// names a table that only trapped errors come to: an instance reads None there, and is a response of its own.
  func tableCode(_ type: ClassID) -> Int32? {
    guard isHTTP(type), codeAttribute(type) == .descriptor else { return code(type) }
    return TableKey.descriptorCode
  }
}
