import Diagnostics
import Interpreter

/// A session as it is at one moment.
struct SessionSnapshot {
  var session: Session
  var brokenLines: [BrokenLines] = []

  init(session: Session = Session(name: "session")) { self.session = session }

  /// Runs a text, unseen.
  @discardableResult
  mutating func run(_ text: [UInt8]) -> EntryRun {
    var run = EntryRun(text, in: &session)
    while run.next(in: &session) != nil {}
    brokenLines += run.brokenLines
    return run
  }
}

/// What was typed, the moment of now, and the way back and forth.
///
/// Sessions are values, so going back is putting an earlier one in the place of the present. But each holds copies of
/// whatever has changed since, and a long session would hold many; so only the latest ones are kept, and earlier ones are
/// made again from the entries, which always gives the same session.
struct UndoHistory {
  /// What was typed, or a text that took the place of the whole session.
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

    /// Whether the text is the whole session, and not added to it.
    var replaces: Bool { origin != .typed }

    /// Where the text comes from.
    enum Origin: Sendable, Equatable {
      case typed, edited, restored
    }
  }

  /// A change that was taken back, with the questions that were asked after it.
  private struct Undone {
    var entries: [Entry]
    var after: SessionSnapshot?
  }

  private(set) var now: SessionSnapshot
  private(set) var entries: [Entry] = []
  private var undone: [Undone] = []
  /// Moments before an entry that changed the state, by the number of entries before it.
  private var earlier: [Int: SessionSnapshot] = [:]
  private var kept: [Int] = []
  private let limit: Int
  /// What the first entry was typed after.
  private let start: SessionSnapshot

  /// - Parameter limit: how many moments are kept in each direction.
  init(from start: SessionSnapshot = SessionSnapshot(), limit: Int = 50) {
    now = start
    self.start = start
    self.limit = limit
  }

  var canUndo: Bool { entries.contains { $0.changesState } }
  var canRedo: Bool { !undone.isEmpty }

  /// Goes on to the moment that an entry has led to.
  mutating func add(_ entry: Entry, leadingTo moment: SessionSnapshot) {
    undone = []
    if entry.changesState { keep(now, before: entries.count) }
    entries.append(entry)
    now = moment
  }

  /// Goes on after a text that was run from now on; false where nothing in it was right, for then it leaves no trace: a
  /// line that was typed wrong can be typed again under the same number.
  mutating func add(_ text: [UInt8], _ run: EntryRun, leadingTo moment: SessionSnapshot) -> Bool {
    guard !run.onlyFailed else { return false }
    add(Entry(text: text, changesState: run.changesState), leadingTo: moment)
    return true
  }

  /// Makes the latest entry one that `undo` takes back, though it changed nothing in the session.
  mutating func countLastEntry() {
    guard let last = entries.indices.last else { return }
    entries[last].changesState = true
  }

  /// What the session begins with, such as the release of the command line: it cannot be undone.
  mutating func begin(with text: String) {
    guard entries.isEmpty else { return }
    let entry = Entry(text: Array(text.utf8), changesState: false)
    entries = [entry]
    now = Self.moment(after: entry, at: now)
  }

  /// A change that is taken back or done again, and the questions that were asked after it and go and come with it.
  struct Step: Equatable {
    var change: Entry
    var questions: [Entry]

    fileprivate init?(_ entries: [Entry]) {
      guard let change = entries.first else { return nil }
      self.change = change
      questions = Array(entries.dropFirst())
    }
  }

  /// Goes back before the last change and answers it; nil if there is none.
  mutating func undo() -> Step? {
    guard let index = entries.lastIndex(where: { $0.changesState }) else { return nil }
    let step = Array(entries[index...])
    undone.append(Undone(entries: step, after: now))
    for far in undone.indices.dropLast(room) { undone[far].after = nil }
    entries.removeSubrange(index...)
    now = moment(atEntry: index)
    return Step(step)
  }

  /// Does again what was undone last, and answers it.
  mutating func redo() -> Step? {
    guard let next = undone.popLast(), let step = Step(next.entries) else { return nil }
    keep(now, before: entries.count)
    entries += next.entries
    now = next.after ?? next.entries.reduce(now) { Self.moment(after: $1, at: $0) }
    return step
  }

  private mutating func keep(_ moment: SessionSnapshot, before index: Int) {
    earlier[index] = moment
    kept.removeAll { $0 == index }
    kept.append(index)
    while kept.count > room { earlier[kept.removeFirst()] = nil }
  }

  /// How many moments like the present are kept: fewer of a session into which a large program was loaded.
  private var room: Int {
    let text = 4 << 20
    return min(limit, max(2, text / max(1, now.session.source.bytes.count)))
  }

  private mutating func moment(atEntry index: Int) -> SessionSnapshot {
    kept.removeAll { $0 == index }
    if let moment = earlier.removeValue(forKey: index) { return moment }
    let nearest = earlier.keys.filter { $0 < index }.max() ?? 0
    let moment = earlier[nearest] ?? start
    return entries[nearest..<index].reduce(moment) { Self.moment(after: $1, at: $0) }
  }

  /// Runs an entry, unseen.
  private static func moment(after entry: Entry, at before: SessionSnapshot) -> SessionSnapshot {
    var moment = entry.replaces ? SessionSnapshot() : before
    moment.run(entry.text)
    return moment
  }
}
