import Diagnostics
import Interpreter

/// A copy of a session at one point in time.
struct SessionSnapshot {
  var session: Session
  var brokenLines: [BrokenLines] = []

  init(session: Session = Session(name: "session")) { self.session = session }

  /// Runs a text without showing its results.
  @discardableResult
  mutating func run(_ text: [UInt8]) -> EntryRun {
    var run = EntryRun(text, in: &session)
    while run.next(in: &session) != nil {}
    brokenLines += run.brokenLines
    return run
  }
}

/// The entries of a session, its current state, and the changes to undo and redo.
///
/// Sessions are values, so undoing replaces the current session with an earlier one. Each snapshot has copies of
/// everything that has changed since. To limit memory, only the latest snapshots are kept. Earlier ones are rebuilt by
/// running the entries again, which always gives the same session.
struct UndoHistory {
  /// A typed entry, or a text that replaced the whole session.
  struct Entry: Sendable, Equatable {
    /// Whole lines.
    var text: [UInt8]
    var origin: Origin
    var changesState: Bool

    init(text: [UInt8], origin: Origin = .typed, changesState: Bool = true) {
      self.text = text
      self.origin = origin
      self.changesState = changesState
    }

    /// Whether the text replaces the whole session.
    var replaces: Bool { origin != .typed }

    /// The origin of the text.
    enum Origin: Sendable, Equatable {
      case typed, edited, restored
    }
  }

  /// An undone change with the questions after it.
  private struct Undone {
    var entries: [Entry]
    var after: SessionSnapshot?
  }

  private(set) var now: SessionSnapshot
  private(set) var entries: [Entry] = []
  private var undone: [Undone] = []
  /// Snapshots before entries that changed the state, by the index of the entry.
  private var earlier: [Int: SessionSnapshot] = [:]
  private var kept: [Int] = []
  private let limit: Int
  /// The snapshot before the first entry.
  private let start: SessionSnapshot

  /// Creates a history without entries.
  /// - Parameter limit: how many snapshots are kept in each direction.
  init(from start: SessionSnapshot = SessionSnapshot(), limit: Int = 50) {
    now = start
    self.start = start
    self.limit = limit
  }

  var canUndo: Bool { entries.contains { $0.changesState } }
  var canRedo: Bool { !undone.isEmpty }

  /// Adds an entry and the snapshot after it.
  mutating func add(_ entry: Entry, leadingTo snapshot: SessionSnapshot) {
    undone = []
    if entry.changesState { keep(now, before: entries.count) }
    entries.append(entry)
    now = snapshot
  }

  /// Adds a text that has run. Returns false and adds nothing if all of it failed, so that the user can type the line
  /// again under the same number.
  mutating func add(_ text: [UInt8], _ run: EntryRun, leadingTo snapshot: SessionSnapshot) -> Bool {
    guard !run.onlyFailed else { return false }
    add(Entry(text: text, changesState: run.changesState), leadingTo: snapshot)
    return true
  }

  /// Lets `undo` remove the latest entry even though it did not change the session.
  mutating func countLastEntry() {
    guard let last = entries.indices.last else { return }
    entries[last].changesState = true
  }

  /// Starts the session with a text that cannot be undone, such as the release from the command line.
  mutating func begin(with text: String) {
    guard entries.isEmpty else { return }
    let entry = Entry(text: Array(text.utf8), changesState: false)
    entries = [entry]
    now = Self.snapshot(after: entry, from: now)
  }

  /// An undone or redone change with the questions after it.
  struct Step: Equatable {
    var change: Entry
    var questions: [Entry]

    fileprivate init?(_ entries: [Entry]) {
      guard let change = entries.first else { return nil }
      self.change = change
      questions = Array(entries.dropFirst())
    }
  }

  /// Undoes the last change and returns it, or returns nil if there is none.
  mutating func undo() -> Step? {
    guard let index = entries.lastIndex(where: { $0.changesState }) else { return nil }
    let step = Array(entries[index...])
    undone.append(Undone(entries: step, after: now))
    for far in undone.indices.dropLast(room) { undone[far].after = nil }
    entries.removeSubrange(index...)
    now = snapshot(beforeEntry: index)
    return Step(step)
  }

  /// Redoes the last undone change and returns it, or returns nil if there is none.
  mutating func redo() -> Step? {
    guard let next = undone.popLast(), let step = Step(next.entries) else { return nil }
    keep(now, before: entries.count)
    entries += next.entries
    now = next.after ?? next.entries.reduce(now) { Self.snapshot(after: $1, from: $0) }
    return step
  }

  private mutating func keep(_ snapshot: SessionSnapshot, before index: Int) {
    earlier[index] = snapshot
    kept.removeAll { $0 == index }
    kept.append(index)
    while kept.count > room { earlier[kept.removeFirst()] = nil }
  }

  /// How many snapshots are kept. The larger the session, the fewer.
  private var room: Int {
    let text = 4 << 20
    return min(limit, max(2, text / max(1, now.session.source.bytes.count)))
  }

  private mutating func snapshot(beforeEntry index: Int) -> SessionSnapshot {
    kept.removeAll { $0 == index }
    if let snapshot = earlier.removeValue(forKey: index) { return snapshot }
    let nearest = earlier.keys.filter { $0 < index }.max() ?? 0
    let snapshot = earlier[nearest] ?? start
    return entries[nearest..<index].reduce(snapshot) { Self.snapshot(after: $1, from: $0) }
  }

  /// Returns the snapshot after an entry, without showing its results.
  private static func snapshot(after entry: Entry, from before: SessionSnapshot) -> SessionSnapshot {
    var snapshot = entry.replaces ? SessionSnapshot() : before
    snapshot.run(entry.text)
    return snapshot
  }
}
