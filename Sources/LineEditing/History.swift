/// The entries of earlier, oldest first. None stands in it twice: when one comes again, its latest place counts.
package struct History: Sendable {
  package private(set) var entries: [[UInt8]] = []
  private let limit: Int

  package init(_ entries: [[UInt8]] = [], limit: Int = 5_000) {
    self.limit = limit
    var seen: Set<[UInt8]> = []
    let latest = entries.reversed().filter { seen.insert($0).inserted }.prefix(limit)
    self.entries = latest.reversed()
  }

  /// Adds an entry as the latest one; an entry of nothing but blanks is not worth keeping.
  package mutating func add(_ entry: [UInt8]) {
    guard History.isWorthKeeping(entry) else { return }
    entries.removeAll { $0 == entry }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
  }

  static func isWorthKeeping(_ entry: [UInt8]) -> Bool {
    entry.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\n") }
  }
}
