import Diagnostics
import Resolution
import Syntax

/// Decides whether an app behaves like another app, the model.
///
/// The two must give the same status, body, argument and crash for every request that both apps know, in every scope of
/// the model, after every history of raises. The requests are raises of the model's classes and of all known classes.
/// Aborts and unmatched URLs are covered too, because they raise known classes. Other classes, blueprints and handlers
/// of the app are ignored, and no text of the scripts is compared.
///
/// Most known classes make no difference: no handler and no option of the two apps treats them differently. So only one
/// class of each such group is raised (`KnownClassGroups`).
///
/// Only Flask 0.11 to 0.12.5 write to their tables during a lookup. In other releases an answer does not depend on
/// earlier raises, so one raise of each class is enough. In 0.11 to 0.12.5 this is also true for most classes
/// (`HistoryDependence`). For the other classes a breadth-first search sends the same raises to both apps, so the first
/// difference it finds has the fewest raises before it. A raise changes nothing but the entries that it writes, so two
/// histories that wrote the same entries are one state. An entry that cannot change another answer does not make a new
/// state. The search tries all other histories, up to `requestLimit` requests.
public struct Equivalence: Sendable {
  /// The result of comparing the app with the model.
  public enum Verdict: Sendable, Hashable {
    case same
    case differs(Difference)
    /// A request of the model is not possible in the app: the statement and the reason.
    case lacks(statement: String, reason: String)
    /// The search reached the limit of requests without finding a difference.
    case tooManyHistories
  }

  /// The shortest sequence of raises after which the two apps answer the last raise differently.
  public struct Difference: Sendable, Hashable {
    /// The raises as statements.
    public var raises: [String]
    /// The model's answer to the last raise.
    public var expected: Answer
    /// The app's answer to the last raise.
    public var actual: Answer
  }

  /// The number of requests to each app after which the search of histories gives up. Even a debug build reaches it in a
  /// minute.
  public static let requestLimit = 500_000

  /// How many more requests the search of histories may send to each app.
  private var remaining: Int
  private let model: Session
  private let app: Session
  /// The texts of the answers in a verdict: the model's texts, then those that only the app has.
  public private(set) var texts: TextTable
  /// For each text of the app, its number in `texts`.
  private let sharedTexts: [TextID]
  private var requests: [SharedRequest] = []
  private var missing: Verdict?
  private let modelHistory: HistoryDependence
  private let appHistory: HistoryDependence
  /// Consecutive numbers for the entries that the search has seen.
  private var numbers: [WrittenFact: Int32] = [:]

  /// A request with the ids of both apps.
  private struct SharedRequest: Sendable {
    /// The request with the model's names.
    var request: Request
    var inModel: ResolvedRequest
    var inApp: ResolvedRequest
    /// Whether the answer depends on earlier requests, or this request can change later answers.
    var hasHistory: Bool
  }

  private struct WrittenFact: Hashable, Sendable {
    var isOfModel: Bool
    var table: TableKey
    var id: ClassID
    var handler: HandlerID
  }

  /// The processes of both apps after the same raises, and the written entries that can change an answer.
  private struct Pair: Sendable {
    var model: Process
    var app: Process
    var entries: Set<Int32> = []
  }

  /// The earlier state and the request from which the search reached a state.
  private struct Step: Sendable {
    var parent: Int
    var request: Int
  }

  /// Prepares a comparison of two sessions under the same release. It compares their apps in fresh processes.
  public init(of app: Session, with model: Session, requestLimit: Int = Self.requestLimit) {
    remaining = requestLimit
    // Each session has its own table of texts, so their numbers are unrelated.
    var (model, app) = (model, app)
    let compared = ComparedClasses(model: &model, app: &app)
    (modelHistory, appHistory) = (compared.modelHistory, compared.appHistory)
    let causes = compared.causes
    missing = causes.missing
    for scope in [nil] + model.scopeNames.map({ model.generatedName($0) }) {
      guard missing == nil else { break }
      // A returned response reaches no handler. The request is only used to find the scope.
      let visit = Request(cause: .respond(nil, Number(200)), scope: scope)
      guard case .success(let inModel) = model.find(visit) else { continue }
      // A separate statement: `find` needs the names that `moved` adds to the app.
      let moved = visit.moved(from: model.source.texts, to: &app.source.texts)
      switch app.find(moved) {
      case .failure(let diagnostic):
        let first = Request(cause: causes.found.first?.cause ?? visit.cause, scope: scope)
        missing = .lacks(statement: first.text(model.source.texts), reason: diagnostic.message)
      case .success(let inApp):
        for cause in causes.found {
          requests.append(
            SharedRequest(
              request: Request(cause: cause.cause, scope: scope),
              inModel: ResolvedRequest(cause: cause.inModel, scope: inModel.scope),
              inApp: ResolvedRequest(cause: cause.inApp, scope: inApp.scope), hasHistory: cause.hasHistory))
        }
      }
    }
    var texts = model.source.texts
    sharedTexts = app.source.texts.all.map { texts.id(of: Array(app.source.texts.utf8($0))) }
    self.texts = texts
    self.model = model
    self.app = app
  }

  /// Returns the answer of an outcome with the numbers of `texts`.
  private mutating func shared(_ outcome: Outcome, of session: Session, isModel: Bool) -> Answer {
    let plain = session.answer(outcome, body: outcome.body.map { TextID($0.index) })
    var answer = isModel ? plain : shared(plain)
    if !outcome.values.isEmpty { answer.body = texts.id(of: session.filledBody(outcome)) }
    return answer
  }

  /// Returns an answer of the app with the numbers of `texts`.
  private func shared(_ answer: Answer) -> Answer {
    func shared(_ id: TextID) -> TextID { sharedTexts[safe: Int(id.index)] ?? .empty }
    var moved = answer
    moved.body = answer.body.map { shared($0) }
    moved.argument = answer.argument.map { shared($0) }
    moved.original = answer.original.map { shared($0) }
    moved.escaped = answer.escaped.map { shared($0) }
    if case .name(let name) = answer.handler?.target { moved.handler?.target = .name(shared(name)) }
    return moved
  }

  /// Compares the apps. A difference includes the shortest sequence of raises that shows it.
  public func verdict() -> Verdict {
    if let missing { return missing }
    var search = self
    return search.search()
  }

  private mutating func search() -> Verdict {
    var start = Pair(model: model.app.built, app: app.app.built)
    mount(&start)
    for index in requests.indices {
      // A request without history writes nothing that changes an answer, so its effects can stay.
      if let verdict = requests[index].hasHistory
        ? difference(at: index, start) : difference(at: index, writingTo: &start)
      {
        return verdict
      }
    }
    return searchHistories(from: start)
  }

  /// Mounts the blueprints once, as the first request does, instead of once for each compared request.
  private func mount(_ pair: inout Pair) {
    let request = ResolvedRequest(
      cause: .respond(body: BodyID(KnownNames.unwrittenBody.index), status: 200), scope: nil)
    _ = pair.model.answer(request, handlers: model.app.handlers, in: model.app.hierarchy)
    _ = pair.app.answer(request, handlers: app.app.handlers, in: app.app.hierarchy)
  }

  private mutating func difference(at index: Int, _ pair: Pair) -> Verdict? {
    var pair = pair
    return difference(at: index, writingTo: &pair)
  }

  private mutating func difference(
    at index: Int, after path: @autoclosure () -> [Int] = [], writingTo pair: inout Pair
  ) -> Verdict? {
    let answers = answers(to: index, &pair)
    guard !answers.model.isSame(as: answers.app) else { return nil }
    let raises = (path() + [index]).map { requests[$0].request.text(model.source.texts) }
    return .differs(Difference(raises: raises, expected: answers.model, actual: answers.app))
  }

  private mutating func searchHistories(from start: Pair) -> Verdict {
    let raised = requests.indices.filter { requests[$0].hasHistory }
    var steps = [Step(parent: -1, request: -1)]
    var seen: Set<[Int32]> = [[]]
    var next = 0
    while next < steps.count, !raised.isEmpty {
      let path = path(to: next, steps)
      remaining -= path.count + raised.count
      guard remaining >= 0 else { return .tooManyHistories }
      let state = replayed(path, from: start)
      for index in raised {
        var pair = state
        if let verdict = difference(at: index, after: path, writingTo: &pair) { return verdict }
        guard pair.entries.count > state.entries.count, seen.insert(pair.entries.sorted()).inserted else { continue }
        steps.append(Step(parent: next, request: index))
      }
      next += 1
    }
    return .same
  }

  /// Returns the requests that lead to a state, first to last.
  private func path(to state: Int, _ steps: [Step]) -> [Int] {
    var path: [Int] = []
    var state = state
    while steps[state].parent >= 0 {
      path.append(steps[state].request)
      state = steps[state].parent
    }
    return path.reversed()
  }

  /// Replays requests and returns the state after them.
  ///
  /// The search stores the path to a state instead of the state, because processes are large.
  private mutating func replayed(_ path: [Int], from start: Pair) -> Pair {
    var pair = start
    for index in path { _ = answers(to: index, &pair) }
    return pair
  }

  private mutating func answers(to index: Int, _ pair: inout Pair) -> (model: Answer, app: Answer) {
    let first = pair.model.answer(requests[index].inModel, handlers: model.app.handlers, in: model.app.hierarchy)
    let second = pair.app.answer(requests[index].inApp, handlers: app.app.handlers, in: app.app.hierarchy)
    if requests[index].hasHistory {
      recordEntries(first.written, of: pair.model, modelHistory, isOfModel: true, in: &pair.entries)
      recordEntries(second.written, of: pair.app, appHistory, isOfModel: false, in: &pair.entries)
    }
    return (shared(first, of: model, isModel: true), shared(second, of: app, isModel: false))
  }

  private mutating func recordEntries(
    _ written: [Outcome.Written], of process: Process, _ history: HistoryDependence, isOfModel: Bool,
    in entries: inout Set<Int32>
  ) {
    for entry in written where history.canChangeOthers(entry.id) {
      guard let handler = process.tables.table(entry.table)?[entry.id]?.handler else { continue }
      let fact = WrittenFact(isOfModel: isOfModel, table: entry.table, id: entry.id, handler: handler)
      let number = numbers[fact] ?? Int32(numbers.count)
      numbers[fact] = number
      entries.insert(number)
    }
  }
}
