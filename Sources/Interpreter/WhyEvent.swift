import Diagnostics
import Syntax

/// How a request was answered, or would be: the searches and their outcome.
public struct WhyEvent: Sendable, Hashable {
  /// The request and its answer; the searches are in its `rest`.
  public var request: RequestEvent
  /// What is worth knowing besides: mostly why a handler that one might expect was not called.
  public var remarks: [Remark]
  /// Whether it has happened; otherwise it is the next raise, foretold.
  public var isPast: Bool

  /// The statement that asks for it.
  public var statement: Question { .why(isPast ? nil : request.target.request(in: request.scope)) }
}

extension WhyEvent {
  /// A fact about a request, with the handlers that one might have expected.
  public enum Remark: Sendable, Hashable {
    /// The view returned a response, so no handler was looked for. The handlers are those for its status.
    case viewResponded(status: Int, handlers: [HandlerReference])
    /// No route matched, so no blueprint's handlers were searched. The handlers are those of the blueprint for this error.
    case noRoute(blueprint: String, visit: Request.Visit, handlers: [HandlerReference])
    /// The tables without a code were not searched for this HTTP error (0.11 to 0.12.5), nor the lists (0.10). The handlers
    /// are those that fit the class.
    case classTableSkipped(handlers: [HandlerReference])
    /// An exception that a handler raised went to the 500 path without a lookup. The handlers are those that fit it.
    case lookupSkipped(raised: TextID, handlers: [HandlerReference])
    /// The exception left the app because of this option. Whether PROPAGATE_EXCEPTIONS was set itself.
    case propagated(option: String, handlers: [HandlerReference])
    case failure(RequestEvent.Failure)
  }
}

/// One search for a handler.
public struct LookupEvent: Sendable, Hashable {
  /// Which exception is being handled; the raw value is the word in JSON.
  public enum Purpose: String, Sendable, Hashable {
    case exception
    case httpError = "http-error"
    case serverError = "server-error"
  }

  /// One look: a class, number or registration of a table, and what stood there.
  public struct Probe: Sendable, Hashable {
    /// What was looked up, or that there was nothing to look up.
    public enum Subject: Sendable, Hashable {
      /// The table has no entry at all.
      case emptyTable
      case type(TextID)
      case number(Int)
      /// Flask 0.10: an entry of the list, tried with isinstance.
      case registration(TextID)
    }

    /// The registration whose table it is, as requests name it; nil: the app.
    public var scope: String?
    /// The status code of the table; nil: the table for classes without one.
    public var code: Int?
    /// What was looked up.
    public var subject: Subject
    /// The handler that was found there; nil: none.
    public var found: HandlerReference?
    /// The line of the request whose lookup wrote the entry.
    public var writtenAt: Int?
    /// Whether the cache wrote the entry: kept beside the line, which a request outside the session does not have.
    public var isCached: Bool
  }

  /// Which exception was being handled.
  public var purpose: Purpose
  /// The class that was looked for; on the 500 path, InternalServerError.
  public var sought: TextID
  /// The MRO of that class, the class itself first.
  public var mro: [TextID]
  /// Every look, in order; a handler that was found is in the last one.
  public var probes: [Probe]
  /// Entries that would have answered if the search had not ended before them.
  public var unreached: [Probe]
  /// What the memo has to do with it; nil where there is none.
  public var memo: MemoUse?

  /// What a memo does with a search.
  public enum MemoUse: Sendable, Hashable {
    /// The search was not made: the memo knew its end, a handler or that there is none. `tables` and `classes` are what
    /// it would have looked at.
    case found(at: Int?, HandlerReference?, tables: Int, classes: Int)
    /// The memo remembers what was found.
    case remembers
  }

  /// Whether the hit was, or will be, written into its table under the class that was sought.
  public var writes: Bool
}
