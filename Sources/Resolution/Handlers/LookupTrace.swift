/// One search for a handler, as it happened: what was looked for, and every look in order.
public struct LookupTrace: Sendable, Hashable {
  /// Which part of Flask makes a search.
  public enum Purpose: Sendable, Hashable {
    /// An ordinary exception (`handle_user_exception`).
    case exception
    /// An HTTP error (`handle_http_exception`).
    case httpError
    /// Nobody handled it: the 500 path (`handle_exception`).
    case serverError
  }

  /// One look into a table.
  public struct Probe: Sendable, Hashable {
    /// What was looked up, or that there was nothing to look up.
    public enum Target: Sendable, Hashable {
      /// The table has no entry at all, so no class is tried.
      case emptyTable
      /// The class of the MRO that was looked up.
      case inTable(ClassID)
      /// Flask 0.10: the number that was looked up.
      case number(Int32)
      /// Flask 0.10: a registration of the list that was tried with isinstance.
      case registration(ClassID)
    }

    /// The table that was looked into.
    public var table: TableKey
    /// What was looked up.
    public var target: Target
    /// The entry that was found there; nil: none.
    public var found: HandlerTable.Entry?
  }

  /// Which part of Flask made the search.
  public var purpose: Purpose
  /// The class that was looked for; on the 500 path from 0.11 on, InternalServerError.
  public var sought: ClassID
  /// The looks in order; an entry that was found is in the last one.
  public var steps: [Probe] = []
  /// Entries that would have answered if the search had not ended before them.
  public var unreached: [Probe] = []
  /// Whether the hit was written into the table under the class that was looked for, where it had no entry.
  public var wrote = false

  /// What the memo did; nil where there is none.
  public var memo: MemoUse?

  /// What a memo does with a search.
  public enum MemoUse: Sendable, Hashable {
    /// It remembers the search of this request, which was not made again; `saved` is what it would have looked at.
    case found(request: Int32, HandlerID?, saved: Counters.SearchCost)
    /// It remembers this search from now on.
    case remembers
  }

  mutating func note(_ key: TableKey, _ target: Probe.Target, _ entry: HandlerTable.Entry?) {
    steps.append(Probe(table: key, target: target, found: entry))
  }

  /// The last look, if it found an entry; nil: the search found nothing.
  public var hit: Probe? { steps.last.flatMap { $0.found == nil ? nil : $0 } }
}

/// What searches leave behind besides what they found: how much they looked at and, where somebody wants to know, every
/// look.
struct SearchRecord {
  var trace: LookupTrace?
  /// Whether there is a trace: asking the trace itself copies it, which costs more than a short search.
  let isTracing: Bool
  var cost = Counters.SearchCost()

  init() { isTracing = false }

  init(trace: LookupTrace) {
    self.trace = trace
    isTracing = true
  }
}

/// What a process has done since it was started.
public struct Counters: Sendable, Hashable {
  /// How much searches looked at.
  public struct SearchCost: Sendable, Hashable {
    /// Tables that were searched, empty ones included.
    public var tables = 0
    /// Classes (before 0.11 numbers and registrations) that were tried in them.
    public var classes = 0
  }

  /// What all searches of the process looked at together.
  public var cost = SearchCost()
  /// Searches that an entry ended which the cache had written.
  public var cacheHits = 0
  /// Searches that the memo made unnecessary.
  public var memoHits = 0
}
