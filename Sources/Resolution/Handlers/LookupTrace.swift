/// The record of a lookup: the class that was looked up and every step in order.
public struct LookupTrace: Sendable, Hashable {
  /// The function of Flask that makes a lookup.
  public enum Purpose: Sendable, Hashable {
    /// An ordinary exception (`handle_user_exception`).
    case exception
    /// An HTTP error (`handle_http_exception`).
    case httpError
    /// An unhandled exception: the 500 path (`handle_exception`).
    case serverError
  }

  /// One step of a lookup: a search for one key in a table.
  public struct Probe: Sendable, Hashable {
    /// The key that was looked up in a table.
    public enum Target: Sendable, Hashable {
      /// The table has no entries, so no class was looked up.
      case emptyTable
      /// A class on the MRO.
      case inTable(ClassID)
      /// Flask 0.10: a status code.
      case number(Int32)
      /// Flask 0.10: a registration in the list, tested with isinstance.
      case registration(ClassID)
    }

    /// The table that was searched.
    public var table: TableKey
    /// The key that was looked up.
    public var target: Target
    /// The entry that was found, if any.
    public var found: HandlerTable.Entry?
  }

  /// The function of Flask that made the lookup.
  public var purpose: Purpose
  /// The class that was looked up; on the 500 path, InternalServerError.
  public var sought: ClassID
  /// The steps in order. If an entry was found, the last step found it.
  public var steps: [Probe] = []
  /// Later entries that match too, but were not reached because the lookup ended before them.
  public var unreached: [Probe] = []
  /// The table in which the lookup wrote a cache entry for the class that was looked up; nil if it wrote none.
  public var wrote: TableKey?

  /// The effect of the memo; nil without a memo.
  public var memo: MemoUse?

  /// The effect of a memo on a lookup.
  public enum MemoUse: Sendable, Hashable {
    /// The memo had the result of this request's lookup, so there was no search. `saved` is the cost of the avoided
    /// search.
    case found(request: Int32, HandlerID?, saved: Counters.SearchCost)
    /// The memo stored the result of this lookup.
    case remembers
  }

  mutating func addStep(_ key: TableKey, _ target: Probe.Target, _ entry: HandlerTable.Entry?) {
    steps.append(Probe(table: key, target: target, found: entry))
  }

  /// The last step, if it found an entry; nil if the lookup found nothing.
  public var hit: Probe? { steps.last.flatMap { $0.found == nil ? nil : $0 } }
}

/// The data that a lookup records in addition to its result: its cost and, if requested, every step.
struct SearchRecord {
  var trace: LookupTrace?
  /// Whether there is a trace. Checking the trace itself copies it, which takes longer than a short lookup.
  let isTracing: Bool
  var cost = Counters.SearchCost()

  init() { isTracing = false }

  init(trace: LookupTrace) {
    self.trace = trace
    isTracing = true
  }
}

/// The counters of a process since it was started.
public struct Counters: Sendable, Hashable {
  /// The cost of lookups.
  public struct SearchCost: Sendable, Hashable {
    /// The number of searched tables, including empty ones.
    public var tables = 0
    /// The number of classes that were looked up in them; before 0.11, codes and registrations.
    public var classes = 0
  }

  /// The cost of all lookups of the process.
  public var cost = SearchCost()
  /// The number of lookups that found a cache entry.
  public var cacheHits = 0
  /// The number of lookups that the memo avoided.
  public var memoHits = 0
}
