import Diagnostics
import Resolution
import Syntax

/// # Equal behavior
///
/// The question: does one app answer as another does, the model? The same status, body, argument and crash for every
/// request that both apps know, in every scope of the model, whatever was raised before. These are raises of the model's
/// classes and of all known classes, and aborts and unmatched URLs, which raise known classes. What else the app has, further
/// classes and blueprints and handlers for them, does not count, and no text is compared.
///
/// Most known classes play no part: no handler and no option of the two apps tells them from each other. One class of each
/// such group is raised (`KnownClassGroups`).
///
/// Where nothing is written while handlers are looked up (all but 0.11 to 0.12.5) an answer does not depend on what was
/// raised before, and one raise of each class decides. There it is the same for most classes (`HistoryDependence`). Only
/// for the others both apps are led through the same raises, breadth first, so that the first difference has the fewest
/// raises before it. What a raise leaves behind is the entries that it wrote, so two histories that wrote the same entries
/// are one state. An entry that can change no other answer makes no new state. All other histories are tried, up to
/// `stateLimit` states.
public struct Equivalence: Sendable {
  /// Whether the app answers as the model does.
  public enum Verdict: Sendable, Hashable {
    case same
    case differs(Difference)
    /// The app has no such request: the statement, and why.
    case lacks(statement: String, reason: String)
    /// There are more states than are looked at, and no difference in those that were.
    case tooManyStates
  }

  /// The fewest raises the last of which is answered otherwise.
  public struct Difference: Sendable, Hashable {
    /// As statements.
    public var raises: [String]
    /// What the model answers to the last one.
    public var expected: Answer
    /// What the app answers to the last one.
    public var actual: Answer
  }

  /// How many states are looked at before the search gives up.
  public static let stateLimit = 200_000

  private let limit: Int
  private let model: Session
  private let app: Session
  /// The texts of the answers that a verdict shows: the model's, and those that only the app has.
  public private(set) var texts: TextTable
  /// By number of a text of the app: its number in `texts`.
  private let sharedTexts: [TextID]
  private var requests: [SharedRequest] = []
  private var missing: Verdict?
  private let modelHistory: HistoryDependence
  private let appHistory: HistoryDependence
  /// Small numbers for the entries that were seen.
  private var numbers: [WrittenFact: Int32] = [:]

  /// A request as each of the apps knows it.
  private struct SharedRequest: Sendable {
    /// In the model's names.
    var request: Request
    var inModel: ResolvedRequest
    var inApp: ResolvedRequest
    /// Whether the answer depends on what was raised before, or the other way round.
    var hasHistory: Bool
  }

  private struct WrittenFact: Hashable, Sendable {
    var isOfModel: Bool
    var table: TableKey
    var id: ClassID
    var handler: HandlerID
  }

  /// Two processes after the same raises, and the entries of those that can change an answer.
  private struct Pair: Sendable {
    var model: Process
    var app: Process
    var entries: Set<Int32> = []
  }

  /// How a state was reached: from an earlier one, by a request.
  private struct Step: Sendable {
    var parent: Int
    var request: Int
  }

  /// - Parameters: two sessions under the same release; their apps are looked at as fresh processes have them.
  public init(of app: Session, with model: Session, stateLimit: Int = Self.stateLimit) {
    limit = stateLimit
    // Each read texts of its own, so their numbers say nothing to each other.
    var (model, app) = (model, app)
    let compared = ComparedClasses(model: &model, app: &app)
    (modelHistory, appHistory) = (compared.modelHistory, compared.appHistory)
    let causes = compared.causes
    missing = causes.missing
    for scope in [nil] + model.scopeNames.map({ model.unwritten($0) }) {
      guard missing == nil else { break }
      // What a view returns reaches no handler: this only finds the scope.
      let visit = Request(cause: .respond(nil, Number(200)), scope: scope)
      guard case .success(let inModel) = model.find(visit) else { continue }
      // By itself: the app is asked only when it has the names.
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

  /// An answer of the app with the numbers of `texts`.
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

  /// Compares the apps; a difference comes with the fewest raises that show it.
  public func verdict() -> Verdict {
    if let missing { return missing }
    var search = self
    return search.search()
  }

  private mutating func search() -> Verdict {
    var start = Pair(model: model.app.built, app: app.app.built)
    mount(&start)
    for index in requests.indices {
      // What a request without history writes changes no answer, so it need not be taken back.
      if let verdict = requests[index].hasHistory
        ? difference(at: index, start) : difference(at: index, writingTo: &start)
      {
        return verdict
      }
    }
    return searchHistories(from: start)
  }

  /// Mounts the blueprints, as the first request does, so that it is not done again for each of the requests.
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
      let state = replayed(path, from: start)
      for index in raised {
        var pair = state
        if let verdict = difference(at: index, after: path, writingTo: &pair) { return verdict }
        guard pair.entries.count > state.entries.count, seen.insert(pair.entries.sorted()).inserted else { continue }
        guard steps.count < limit else { return .tooManyStates }
        steps.append(Step(parent: next, request: index))
      }
      next += 1
    }
    return .same
  }

  /// The requests that lead to a state, first to last.
  private func path(to state: Int, _ steps: [Step]) -> [Int] {
    var path: [Int] = []
    var state = state
    while steps[state].parent >= 0 {
      path.append(steps[state].request)
      state = steps[state].parent
    }
    return path.reversed()
  }

  /// The state after some requests, played again: states are kept as the way there, since processes are large.
  private mutating func replayed(_ path: [Int], from start: Pair) -> Pair {
    var pair = start
    for index in path { _ = answers(to: index, &pair) }
    return pair
  }

  private mutating func answers(to index: Int, _ pair: inout Pair) -> (model: Answer, app: Answer) {
    let first = pair.model.answer(requests[index].inModel, handlers: model.app.handlers, in: model.app.hierarchy)
    let second = pair.app.answer(requests[index].inApp, handlers: app.app.handlers, in: app.app.hierarchy)
    if requests[index].hasHistory {
      note(first.written, of: pair.model, modelHistory, isOfModel: true, in: &pair.entries)
      note(second.written, of: pair.app, appHistory, isOfModel: false, in: &pair.entries)
    }
    return (model.answer(first), shared(app.answer(second)))
  }

  private mutating func note(
    _ written: [Outcome.Written], of process: Process, _ history: HistoryDependence, isOfModel: Bool,
    in entries: inout Set<Int32>
  ) {
    for entry in written where history.canMislead(entry.id) {
      guard let handler = process.tables.table(entry.table)?[entry.id]?.handler else { continue }
      let fact = WrittenFact(isOfModel: isOfModel, table: entry.table, id: entry.id, handler: handler)
      let number = numbers[fact] ?? Int32(numbers.count)
      numbers[fact] = number
      entries.insert(number)
    }
  }
}
