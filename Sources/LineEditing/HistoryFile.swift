import Files

/// What is wrong with a history file, for the caller to say.
package enum HistoryProblem: Sendable, Equatable {
  /// The file could not be read as a history. It was kept under another name, and a new one begins.
  case damaged(path: String, keptAs: String)
  /// The file cannot be used, so nothing is kept.
  case unusable(path: String, reason: String)
}

/// The history between sessions, at a path that the caller gives.
///
/// Every change is one short visit: lock, read, add, unlock. So sessions side by side lose nothing of each other, and an
/// entry is safe as soon as it has been typed.
package struct HistoryFile: Sendable {
  package let path: String
  /// How many entries are kept.
  private let limit: Int
  /// How long an entry may be, and all together; a pasted program of a megabyte is no history.
  private let entrySize = 64 << 10
  private let fileSize = 4 << 20

  package init(path: String, limit: Int = 5_000) {
    self.path = path
    self.limit = limit
  }

  /// The entries kept so far, oldest first, and what was wrong.
  package func load() -> (entries: [[UInt8]], problem: HistoryProblem?) {
    do {
      let file = try LockedFile(path: path)
      if let content = try contents(of: file) {
        return (History(content.entries, limit: limit).entries, nil)
      }
      return ([], .damaged(path: path, keptAs: try file.setAside(replacingWith: encode([]))))
    } catch {
      return ([], .unusable(path: path, reason: error.reason))
    }
  }

  /// Adds an entry as the latest one.
  package func add(_ entry: [UInt8]) -> HistoryProblem? {
    guard entry.count <= entrySize, History.isWorthKeeping(entry) else { return nil }
    do {
      let file = try LockedFile(path: path)
      if let content = try contents(of: file) {
        try add(entry, to: content, in: file)
        return nil
      }
      return .damaged(path: path, keptAs: try file.setAside(replacingWith: encode([entry])))
    } catch {
      return .unusable(path: path, reason: error.reason)
    }
  }

  private func contents(of file: borrowing LockedFile) throws(FileFailure) -> HistoryCoding.Content? {
    // A file over twice the size that is ever written was not written here.
    try file.readAll(limit: 2 * (fileSize + entrySize)).flatMap(HistoryCoding.decode)
  }

  /// A new entry is added at the end; everything is written anew only where an earlier place of it must go, or when it is
  /// time to drop the oldest.
  private func add(
    _ entry: [UInt8], to content: HistoryCoding.Content, in file: consuming LockedFile
  ) throws(FileFailure) {
    let isFull = content.entries.count >= limit + limit / 10 + 1
    let isLarge = content.entries.reduce(0) { $0 + $1.count } > fileSize
    if content.endsClean, !isFull, !isLarge, !content.entries.contains(entry) {
      try file.append(HistoryCoding.encode(entry))
      return
    }
    var history = History(content.entries, limit: limit)
    history.add(entry)
    try file.replace(with: encode(history.entries))
  }

  private func encode(_ entries: [[UInt8]]) -> [UInt8] {
    var room = fileSize
    let recent = entries.reversed().prefix { entry in
      room -= entry.count
      return room >= 0
    }
    return HistoryCoding.header + recent.reversed().flatMap(HistoryCoding.encode)
  }
}

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
