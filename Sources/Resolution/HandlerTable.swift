/// What one dictionary of Flask's `error_handler_spec` holds: class -> handler.
package struct HandlerTable: Sendable {
  package struct Entry: Sendable, Hashable {
    package var handler: HandlerID
    /// The request, counted from 1 since the process started, whose lookup wrote the entry; nil: registered by the app.
    package var writtenBy: Int32?
    /// Whether an entry that the cache wrote has ended a search since.
    package var wasUsed = false
  }

  /// Entries by class id. A few entries stand in a dictionary; once they are many for the highest id, an array holds
  /// them, which makes a look one array read and costs at most 16 slots an entry.
  private enum Storage: Sendable {
    case sparse([ClassID: Entry])
    case dense([Entry?])
  }

  private var storage = Storage.sparse([:])
  package private(set) var count = 0
  private var highest: Int32 = -1

  package init() {}

  package var isEmpty: Bool { count == 0 }

  package subscript(_ id: ClassID) -> Entry? {
    switch storage {
    case .sparse(let entries): return entries[id]
    case .dense(let slots):
      let index = Int(id.index)
      return index < slots.count ? slots[index] : nil
    }
  }

  package mutating func set(_ id: ClassID, _ entry: Entry) {
    if self[id] == nil { count += 1 }
    highest = max(highest, id.index)
    switch storage {
    case .sparse(var entries):
      storage = .sparse([:])
      entries[id] = entry
      storage = .sparse(entries)
      densify()
    case .dense(var slots):
      storage = .sparse([:])
      if slots.count <= Int(highest), Int(highest) > 16 * count + 1024 {
        storage = .sparse(Self.dictionary(slots))
        set(id, entry)
        return
      }
      while slots.count <= Int(highest) { slots.append(nil) }
      slots[Int(id.index)] = entry
      storage = .dense(slots)
    }
  }

  /// All entries in the order of their classes.
  package var entries: [(id: ClassID, entry: Entry)] {
    switch storage {
    case .sparse(let entries): return entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    case .dense(let slots):
      return slots.indices.compactMap { index in slots[index].map { (ClassID(Int32(index)), $0) } }
    }
  }

  private mutating func densify() {
    guard case .sparse(let entries) = storage, Int(highest) < 16 * count + 1024 else { return }
    var slots: [Entry?] = Array(repeating: nil, count: Int(highest) + 1)
    for (id, entry) in entries { slots[Int(id.index)] = entry }
    storage = .dense(slots)
  }

  private static func dictionary(_ slots: [Entry?]) -> [ClassID: Entry] {
    var entries: [ClassID: Entry] = [:]
    for (index, entry) in slots.enumerated() where entry != nil { entries[ClassID(Int32(index))] = entry }
    return entries
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
