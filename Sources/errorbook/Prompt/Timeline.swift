import Diagnostics
import Interpreter

/// A session as it is at one moment.
struct Moment {
  var session = Session(name: "session")
  var brokenLines: [BrokenLines] = []
}

/// What was typed, the moment of now, and the way back and forth.
///
/// Sessions are values, so going back is putting an earlier one in the place of the present. But each holds copies of
/// whatever has changed since, and a long session would hold many; so only the latest ones are kept, and earlier ones are
/// made again from the entries, which always gives the same session.
struct Timeline {
  struct Entry: Equatable {
    /// Whole lines.
    var text: [UInt8]
    var origin = Origin.typed
    var changesState = true

    /// Whether the text is the whole session, and not added to it.
    var replaces: Bool { origin != .typed }

    enum Origin: Equatable {
      case typed, edited, restored
    }
  }

  /// A change that was taken back, with the questions that were asked after it.
  private struct Undone {
    var entries: [Entry]
    var after: Moment?
  }

  private(set) var now: Moment
  private(set) var entries: [Entry] = []
  private var undone: [Undone] = []
  /// Moments before an entry that changed the state, by the number of entries before it.
  private var earlier: [Int: Moment] = [:]
  private var kept: [Int] = []
  private let limit: Int
  /// What the first entry was typed after.
  private let start: Moment

  /// - Parameter limit: how many moments are kept in each direction.
  init(from start: Moment = Moment(), limit: Int = 50) {
    now = start
    self.start = start
    self.limit = limit
  }

  var canUndo: Bool { entries.contains { $0.changesState } }
  var canRedo: Bool { !undone.isEmpty }

  /// Goes on to the moment that an entry has led to.
  mutating func add(_ entry: Entry, leadingTo moment: Moment) {
    undone = []
    if entry.changesState { keep(now, before: entries.count) }
    entries.append(entry)
    now = moment
  }

  /// Goes on after a text that was run from now on; false where nothing in it was right, for then it leaves no trace: a
  /// line that was typed wrong can be typed again under the same number.
  mutating func add(_ text: [UInt8], _ run: EntryRun, leadingTo moment: Moment) -> Bool {
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
    guard let index = entries.lastIndex(where: \.changesState) else { return nil }
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

  private mutating func keep(_ moment: Moment, before index: Int) {
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

  private mutating func moment(atEntry index: Int) -> Moment {
    kept.removeAll { $0 == index }
    if let moment = earlier.removeValue(forKey: index) { return moment }
    let nearest = earlier.keys.filter { $0 < index }.max() ?? 0
    let moment = earlier[nearest] ?? start
    return entries[nearest..<index].reduce(moment) { Self.moment(after: $1, at: $0) }
  }

  /// Runs an entry, unseen.
  private static func moment(after entry: Entry, at before: Moment) -> Moment {
    var moment = entry.replaces ? Moment() : before
    var run = EntryRun(entry.text, in: &moment.session)
    while run.next(in: &moment.session) != nil {}
    moment.brokenLines += run.brokenLines
    return moment
  }
}
