/// What one dictionary of Flask's `error_handler_spec` holds: class -> handler.
package struct HandlerTable: Sendable {
  package struct Entry: Sendable, Hashable {
    package var handler: HandlerID
    /// The request, counted from 1 since the process started, whose lookup wrote the entry; nil: registered by the app.
    package var writtenBy: Int32?
    /// Whether an entry that the cache wrote has ended a search since.
    package var wasUsed = false
  }

  /// Entries by class id. A few stand in a dictionary; once they are many for the highest id, an array holds them instead,
  /// which makes a look one array read and costs at most 16 slots an entry. Two properties and no enum: taking an array
  /// out of an enum's case counts a reference, at every look.
  private var sparse: [ClassID: Entry] = [:]
  private var slots: [Entry?] = []
  private var isDense = false
  package private(set) var count = 0
  private var highest: Int32 = -1

  package init() {}

  package var isEmpty: Bool { count == 0 }

  @inline(__always)
  package subscript(_ id: ClassID) -> Entry? {
    guard isDense else { return sparse[id] }
    let index = Int(id.index)
    return index < slots.count ? slots[index] : nil
  }

  /// The first class along an MRO that has an entry; nil for none. Entries that the cache wrote for the request or later
  /// ones are passed over. The search goes through the bare arrays: as a sequence an MRO holds them, and counting these
  /// references takes longer than a short search.
  func firstEntry(along id: ClassID, _ lines: Linearizations, before request: Int32, _ looks: inout Int) -> ClassID? {
    guard count > 0 else { return nil }
    var current = id
    while lines.links.indices.contains(Int(current.index)) {
      looks += 1
      if hasEntry(current, before: request) { return current }
      let link = lines.links[Int(current.index)]
      guard link < 0 else {
        current = ClassID(link)
        continue
      }
      for member in lines.entries[lines.ranges[Int(~link)]] {
        looks += 1
        if hasEntry(member, before: request) { return member }
      }
      return nil
    }
    return nil
  }

  @inline(__always)
  private func hasEntry(_ id: ClassID, before request: Int32) -> Bool {
    guard let entry = self[id] else { return false }
    return entry.writtenBy ?? 0 < request
  }

  package mutating func set(_ id: ClassID, _ entry: Entry) {
    if self[id] == nil { count += 1 }
    highest = max(highest, id.index)
    if isDense, slots.count <= Int(highest), Int(highest) > 16 * count + 1024 { thin() }
    if isDense {
      while slots.count <= Int(highest) { slots.append(nil) }
      slots[Int(id.index)] = entry
    } else {
      sparse[id] = entry
      if Int(highest) < 16 * count + 1024 { densify() }
    }
  }

  /// All entries in the order of their classes.
  package var entries: [(id: ClassID, entry: Entry)] {
    guard isDense else { return sparse.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    return slots.indices.compactMap { index in slots[index].map { (ClassID(Int32(index)), $0) } }
  }

  private mutating func densify() {
    slots = Array(repeating: nil, count: Int(highest) + 1)
    for (id, entry) in sparse { slots[Int(id.index)] = entry }
    sparse = [:]
    isDense = true
  }

  private mutating func thin() {
    for (index, entry) in slots.enumerated() where entry != nil { sparse[ClassID(Int32(index))] = entry }
    slots = []
    isDense = false
  }
}

/// Names one table of Flask's: of the app or a blueprint, for a status code or for classes without one.
package struct TableKey: Sendable, Hashable {
  package var scope: BlueprintID?
  package var code: Int32?

  /// Stands for a `code` that is no number.
  static let descriptorCode = Int32.min

  package init(_ scope: BlueprintID?, code: Int32?) {
    self.scope = scope
    self.code = code
  }
}

extension Hierarchy {
  /// The code of the table that a class belongs to. SystemExit's member descriptor is a key like any other to Flask, and
  /// names a table that only trapped errors come to: an instance reads None there, and is a response of its own.
  func tableCode(_ type: ClassID) -> Int32? {
    guard isHTTP(type), codeAttribute(type) == .descriptor else { return code(type) }
    return TableKey.descriptorCode
  }
}
