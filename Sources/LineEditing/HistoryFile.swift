import Files

/// A problem with a history file, for the caller to report.
package enum HistoryProblem: Sendable, Equatable {
  /// The file is not a valid history. It was renamed, and a new one was created.
  case damaged(path: String, keptAs: String)
  /// The file cannot be used, so no entries are saved.
  case unusable(path: String, reason: String)
}

/// The file that keeps the history between sessions.
///
/// For every change, the file is locked, read, changed and unlocked. So parallel sessions do not lose entries of each
/// other, and an entry is saved as soon as it is typed.
package struct HistoryFile: Sendable {
  package let path: String
  /// The maximum number of entries.
  private let limit: Int
  /// How long to wait for other sessions, in seconds.
  private let timeout: Int
  /// The maximum size of an entry and of all entries, so that a large pasted program does not fill the history.
  private let entrySize = 64 << 10
  private let fileSize = 4 << 20

  package init(path: String, limit: Int = 5_000, timeout: Int = 2) {
    self.path = path
    self.limit = limit
    self.timeout = timeout
  }

  /// Returns the saved entries, oldest first, and a problem with the file.
  package func load() -> (entries: [[UInt8]], problem: HistoryProblem?) {
    do {
      let file = try LockedFile(path: path, timeout: timeout)
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
      let file = try LockedFile(path: path, timeout: timeout)
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
    // A file of more than twice the maximum size was not written by this code.
    try file.readAll(limit: 2 * (fileSize + entrySize)).flatMap(HistoryCoding.decode)
  }

  /// Appends a new entry. Rewrites the file only if the entry is already in it, or if it is time to remove the oldest.
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

/// The earlier entries, oldest first. Each entry appears once, at its latest place.
package struct History: Sendable {
  package private(set) var entries: [[UInt8]] = []
  private let limit: Int

  package init(_ entries: [[UInt8]] = [], limit: Int = 5_000) {
    self.limit = limit
    var seen: Set<[UInt8]> = []
    let latest = entries.reversed().filter { seen.insert($0).inserted }.prefix(limit)
    self.entries = latest.reversed()
  }

  /// Adds an entry as the latest one. Ignores blank entries.
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
