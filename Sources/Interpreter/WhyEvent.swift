import Diagnostics
import Syntax

/// The explanation of a past request or of the next one: its lookups and its outcome.
public struct WhyEvent: Sendable, Hashable {
  /// The request and its answer. Its `rest` has the lookups.
  public var request: RequestEvent
  /// Additional facts. Most explain why Flask did not call a handler that you may expect.
  public var remarks: [Remark]
  /// Whether the request was sent. Otherwise the event predicts the next request.
  public var isPast: Bool

  /// The statement that asks for this explanation.
  public var statement: Question { .why(isPast ? nil : request.request) }
}

extension WhyEvent {
  /// A fact about a request, with the handlers that you may expect to be called.
  public enum Remark: Sendable, Hashable {
    /// The view returned a response, so Flask looked up no handler. The handlers are those for its status.
    case viewResponded(status: Int, handlers: [HandlerReference])
    /// No route matched, so Flask searched no blueprint's handlers. The handlers are those of the blueprint for this
    /// error, or those of all blueprints.
    case noRoute(blueprint: String?, visit: Request.Visit, handlers: [HandlerReference])
    /// Flask did not find the blueprint by its name, so it did not search its handlers for this error.
    case blueprintNotFound(blueprint: String, handlers: [HandlerReference])
    /// Flask did not search the tables without a code (0.11 to 0.12.5) or the lists (0.10) for this HTTP error. The
    /// handlers are those that match the class.
    case classTableSkipped(handlers: [HandlerReference])
    /// An exception that a handler raised reached the 500 path without a lookup. The handlers are those that match it.
    case lookupSkipped(raised: TextID, handlers: [HandlerReference])
    /// The exception left the app because of this option.
    case propagated(option: String, handlers: [HandlerReference])
    case failure(RequestEvent.Failure)
  }
}

/// One lookup of a handler.
public struct LookupEvent: Sendable, Hashable {
  /// The kind of exception that is looked up. The raw value is the word in JSON.
  public enum Purpose: String, Sendable, Hashable {
    case exception
    case httpError = "http-error"
    case serverError = "server-error"
  }

  /// One step of a lookup: the place that was searched, and the handler that was found there.
  public struct Probe: Sendable, Hashable {
    /// The key that was looked up in a table.
    public enum Subject: Sendable, Hashable {
      /// The table has no entries.
      case emptyTable
      case type(TextID)
      case number(Int)
      /// Flask 0.10: an entry of the list, tested with isinstance.
      case registration(TextID)
    }

    /// The table that was searched.
    public var table: TablePlace
    /// The key that was looked up.
    public var subject: Subject
    /// The handler that was found, if any. An entry of the cache can store that there is none.
    public var found: HandlerReference?
    /// The line of the request with the lookup that wrote the entry.
    public var writtenAt: Int?
    /// Whether the cache wrote the entry. `writtenAt` does not show this, because a request outside the session has no
    /// line.
    public var isCached: Bool

    /// Whether the entry stores that there is no handler (Sanic).
    public var isMiss: Bool { isCached && found == nil }
  }

  /// The kind of exception that was looked up.
  public var purpose: Purpose
  /// The class that was looked up; on the 500 path, InternalServerError.
  public var sought: TextID
  /// The MRO of that class, the class itself first.
  public var mro: [TextID]
  /// The steps in order. If a handler was found, the last step found it.
  public var probes: [Probe]
  /// Later entries that match too, but were not reached because the lookup ended before them.
  public var unreached: [Probe]
  /// The effect of the memo; nil without a memo.
  public var memo: MemoUse?

  /// The effect of a memo on a lookup.
  public enum MemoUse: Sendable, Hashable {
    /// The memo had the result, a handler or none, so there was no search. `tables` and `classes` are the numbers of
    /// tables and classes that it would have searched.
    case found(at: Int?, HandlerReference?, tables: Int, classes: Int)
    /// The memo stored the result.
    case remembers
  }

  /// The table in which the lookup stores its result for the class that was looked up; nil if it stores none.
  public var writes: TablePlace?
}
