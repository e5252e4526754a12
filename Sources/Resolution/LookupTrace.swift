/// One search for a handler, as it happened: what was looked for, and every look in order.
package struct LookupTrace: Sendable, Hashable {
  package enum Purpose: Sendable, Hashable {
    /// An ordinary exception (`handle_user_exception`).
    case exception
    /// An HTTP error (`handle_http_exception`).
    case httpError
    /// Nobody handled it: the 500 path (`handle_exception`).
    case serverError
  }

  /// One look into a table.
  package struct Step: Sendable, Hashable {
    package enum Look: Sendable, Hashable {
      /// The table has no entry at all, so no class is tried.
      case emptyTable
      /// The class of the MRO that was looked up.
      case inTable(ClassID)
      /// Flask 0.10: the number that was looked up.
      case number(Int32)
      /// Flask 0.10: a registration of the list that was tried with isinstance.
      case registration(ClassID)
    }

    package var table: TableKey
    package var look: Look
    package var found: HandlerTable.Entry?
  }

  package var purpose: Purpose
  /// The class that was looked for; on the 500 path from 0.11 on, InternalServerError.
  package var sought: ClassID
  package var steps: [Step] = []
  /// Entries that would have answered if the search had not ended before them.
  package var unreached: [Step] = []
  /// Whether the hit was written into the table under the class that was looked for, where it had no entry.
  package var wrote = false

  /// What the memo did; nil where there is none.
  package var memo: MemoUse?

  package enum MemoUse: Sendable, Hashable {
    /// It remembers the search of this request, which was not made again; `saved` is what it would have looked at.
    case found(request: Int32, HandlerID?, saved: Counters.Looks)
    /// It remembers this search from now on.
    case remembers
  }

  mutating func note(_ key: TableKey, _ look: Step.Look, _ entry: HandlerTable.Entry?) {
    steps.append(Step(table: key, look: look, found: entry))
  }

  package var hit: Step? { steps.last.flatMap { $0.found == nil ? nil : $0 } }
}
