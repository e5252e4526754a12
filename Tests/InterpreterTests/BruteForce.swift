import Diagnostics
import Resolution

@testable import Interpreter

/// Tries all sequences of up to four raises to find out whether their order changes answers.
///
/// The answers of a process depend only on the entries in its tables. So of all histories with the same entries, only
/// the first is continued. Shorter histories come first, then those with earlier declared raises. So the first change
/// that is found is the first of the shortest.
struct BruteForce {
  struct Change {
    var raises: [ResolvedRequest]
    var count: Int { raises.count }
  }

  let session: Session
  /// The texts of all answers.
  private var texts: TextTable
  let requests: [ResolvedRequest]
  /// For each last raise, the first shortest sequence that changes its answer.
  private(set) var changes: [ResolvedRequest: Change] = [:]
  /// The first shortest sequence of all.
  private(set) var shortest: Change?
  private(set) var statesTried = 0

  static let longest = 4

  private struct State {
    var process: Process
    var raises: [ResolvedRequest]
  }

  init(_ session: Session, requests: [ResolvedRequest]) {
    self.session = session
    self.requests = requests
    texts = session.source.texts
    var fresh: [Answer] = []
    for request in requests { fresh.append(answer(request, session.app.built)) }
    var seen: Set<Set<Written>> = [[]]
    var queue = [State(process: session.app.built, raises: [])]
    while statesTried < queue.count {
      let state = queue[statesTried]
      statesTried += 1
      for (request, expected) in zip(requests, fresh) {
        var process = state.process
        let outcome = process.answer(request, handlers: session.app.handlers, in: session.app.hierarchy)
        let raises = state.raises + [request]
        if !session.answer(outcome, in: &texts).isSame(as: expected), changes[request] == nil {
          changes[request] = Change(raises: raises)
          if shortest == nil { shortest = Change(raises: raises) }
        }
        guard raises.count < Self.longest, !outcome.written.isEmpty, seen.insert(Self.entries(of: process)).inserted
        else { continue }
        queue.append(State(process: process, raises: raises))
      }
    }
  }

  private mutating func answer(_ request: ResolvedRequest, _ process: Process) -> Answer {
    session.answer(
      process.preview(request, handlers: session.app.handlers, in: session.app.hierarchy), in: &texts)
  }

  /// An entry that a lookup wrote. The numbers of the tables of routes depend on the order of requests, but not their
  /// owners.
  private struct Written: Hashable {
    var owner: TableOwner
    var code: Int32?
    var id: ClassID?
    var handler: HandlerID
    var wasUsed: Bool
  }

  private static func entries(of process: Process) -> Set<Written> {
    Set(
      process.tables.rows.filter { $0.writtenBy != nil }.map { row in
        Written(
          owner: process.owner(of: row.key), code: row.key.code, id: row.id, handler: row.handler, wasUsed: row.wasUsed)
      })
  }
}

extension Session {
  /// All raises that `hunt` examines, in order of declaration.
  ///
  /// The classes are the declared classes, then the known classes with their ancestors: those that a declared class
  /// derives from, those with a handler, and in Sanic those of requests without a route. Each class is raised in the
  /// application, then in each blueprint.
  var huntedRaises: [ResolvedRequest] {
    let hierarchy = app.hierarchy
    let wellKnown = hierarchy.wellKnown
    let unmatched = Framework.sanic.releases.contains(release) ? [wellKnown.notFound, wellKnown.methodNotAllowed] : []
    let declared = (hierarchy.knownCount..<hierarchy.count).map { ClassID(Int32($0)) }
    let handled = app.handlers.compactMap { $0.handledClass(in: hierarchy) }
    let ancestors = Set((declared + handled + unmatched).flatMap { Array(hierarchy.mro($0)) })
    let all = declared + ancestors.filter { hierarchy.isKnown($0) }.sorted()
    let raised = all.filter {
      cause(ofRaising: $0) != nil && hierarchy.isException($0) && hierarchy.canBeRaised($0)
    }
    let scopes: [RegistrationID?] = [nil] + app.built.registrationIDs.map { $0 }
    return raised.flatMap { id in scopes.map { ResolvedRequest(cause: .raise(id), scope: $0) } }
  }
}
