import Resolution

@testable import Interpreter

/// Finds out by trying whether orders of raises change answers.
///
/// Every sequence of up to four raises is tried. What a process answers depends on the entries in its tables only, so of
/// the histories that lead to the same entries only the first goes on; since shorter ones come first, and of equally long
/// ones those whose raises were declared first, the first change that is met is the first of the shortest.
struct BruteForce {
  struct Change {
    var raises: [ResolvedRequest]
    var count: Int { raises.count }
  }

  let session: Session
  let requests: [ResolvedRequest]
  /// By the last raise: the first shortest sequence that changes its answer.
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
    let fresh = requests.map { answer($0, session.app.built) }
    var seen: Set<Set<HandlerTables.Row>> = [[]]
    var queue = [State(process: session.app.built, raises: [])]
    while statesTried < queue.count {
      let state = queue[statesTried]
      statesTried += 1
      for (request, expected) in zip(requests, fresh) {
        var process = state.process
        let outcome = process.answer(request, handlers: session.app.handlers, in: session.app.hierarchy)
        let raises = state.raises + [request]
        if !session.answer(outcome).isSame(as: expected), changes[request] == nil {
          changes[request] = Change(raises: raises)
          if shortest == nil { shortest = Change(raises: raises) }
        }
        guard raises.count < Self.longest, !outcome.written.isEmpty, seen.insert(Self.entries(of: process)).inserted
        else { continue }
        queue.append(State(process: process, raises: raises))
      }
    }
  }

  private func answer(_ request: ResolvedRequest, _ process: Process) -> Answer {
    session.answer(process.preview(request, handlers: session.app.handlers, in: session.app.hierarchy))
  }

  private static func entries(of process: Process) -> Set<HandlerTables.Row> {
    Set(
      process.tables.rows.filter { $0.writtenBy != nil }.map { row in
        var entry = row
        entry.writtenBy = 0
        return entry
      })
  }
}

extension Session {
  /// Every raise that `hunt` looks at, in order of declaration: of the app's classes, then of those that they derive
  /// from or that have a handler; of each in the application, then in each blueprint.
  var huntedRaises: [ResolvedRequest] {
    let hierarchy = app.hierarchy
    let declared = (hierarchy.knownCount..<hierarchy.count).map { ClassID(Int32($0)) }
    let handled = app.handlers.compactMap { handler -> ClassID? in
      switch handler.target {
      case .type(let id): id
      case .code(let code): hierarchy.exception(forCode: code)
      }
    }
    let ancestors = Set((declared + handled).flatMap { Array(hierarchy.mro($0)) })
    let all = declared + ancestors.filter { hierarchy.isKnown($0) }.sorted()
    let raised = all.filter {
      cause(ofRaising: $0) != nil && hierarchy.isException($0) && hierarchy.canBeRaised($0)
    }
    let scopes: [RegistrationID?] = [nil] + app.built.registrationIDs.map { $0 }
    return raised.flatMap { id in scopes.map { ResolvedRequest(cause: .raise(id), scope: $0) } }
  }
}
