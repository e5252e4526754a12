/// How a request was answered, or would be: the searches and their outcome.
package struct WhyEvent: Sendable, Hashable {
  package var request: RequestEvent
  /// Whether it has happened; otherwise it is the next raise, foretold.
  package var isPast: Bool
}

/// One search for a handler.
package struct LookupEvent: Sendable, Hashable {
  package enum Purpose: String, Sendable, Hashable {
    case exception
    case httpError = "http-error"
    case serverError = "server-error"
  }

  /// One look: a class, number or registration of a table, and what stood there.
  package struct Look: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
      /// The table has no entry at all.
      case emptyTable
      case type(String)
      case number(Int)
      /// Flask 0.10: an entry of the list, tried with isinstance.
      case registration(String)
    }

    package var scope: String?
    package var code: Int?
    package var subject: Subject
    package var found: HandlerReference?
    /// The line of the request whose lookup wrote the entry.
    package var writtenAt: Int?
    /// Whether the cache wrote the entry: kept beside the line, which a request outside the session does not have.
    package var isCached: Bool
  }

  package var purpose: Purpose
  package var sought: String
  package var mro: [String]
  package var looks: [Look]
  /// Entries that would have answered if the search had not ended before them.
  package var unreached: [Look]
  /// What the memo has to do with it; nil where there is none.
  package var memo: MemoUse?

  package enum MemoUse: Sendable, Hashable {
    /// The search was not made: the memo knew its end, a handler or that there is none. `tables` and `classes` are what
    /// it would have looked at.
    case found(at: Int?, HandlerReference?, tables: Int, classes: Int)
    /// The memo remembers what was found.
    case remembers
  }

  /// Whether the hit was, or will be, written into its table under the class that was sought.
  package var writes: Bool
}
