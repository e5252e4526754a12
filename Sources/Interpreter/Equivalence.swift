import Diagnostics
import Resolution
import Syntax

/// # Equal behaviour
///
/// The question: does one app answer as another does, the model: the same status, body, argument and crash for every
/// exception and every scope of the model, whatever was raised before? What else the app has, further classes and
/// handlers for them, does not count, and no text is compared.
///
/// Where nothing is written while handlers are looked up (all but 0.11 to 0.12.5) an answer does not depend on what was
/// raised before, and one raise of each decides. Else both apps are led through the same raises, breadth first, so that the
/// first difference has the fewest raises before it. What a raise leaves behind is the entries that it wrote, so two
/// histories that wrote the same entries are one state. A raise that writes nothing leads to no new state; neither does
/// one of a class that no other class of the two apps derives from: its entry can answer for that class alone, and gives
/// what was just compared (`OrderHunt` has the reasons). All other histories are looked at, up to `stateLimit` states.
public struct Equivalence: Sendable {
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
    public var actual: Answer
  }

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
  /// Small numbers for the entries that were seen.
  private var numbers: [WrittenFact: Int32] = [:]

  /// A request as each of the apps knows it.
  private struct SharedRequest: Sendable {
    var statement: String
    var inModel: ResolvedRequest
    var inApp: ResolvedRequest
    /// Whether another class that is raised derives from its class: only then can its entry change another answer.
    var hasHeirs = false
  }

  private struct WrittenFact: Hashable, Sendable {
    var isModels: Bool
    var table: TableKey
    var id: ClassID
    var handler: HandlerID
  }

  /// Two processes after the same raises, and the entries that those wrote.
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

  /// - Parameters: two sessions under the same release; their apps are looked at as new processes have them.
  public init(of app: Session, with model: Session, stateLimit: Int = Self.stateLimit) {
    limit = stateLimit
    // Each read texts of its own, so their numbers say nothing to each other.
    var (model, app) = (model, app)
    let compared = model.comparedRequests()
    var requests: [SharedRequest] = []
    for request in compared {
      guard case .success(let inModel) = model.find(request) else { continue }
      let statement = request.text(model.source.texts)
      // By itself: the app is asked only when it has the names.
      let moved = request.moved(from: model.source.texts, to: &app.source.texts)
      switch app.find(moved) {
      case .success(let inApp):
        requests.append(SharedRequest(statement: statement, inModel: inModel, inApp: inApp))
      case .failure(let diagnostic): missing = missing ?? .lacks(statement: statement, reason: diagnostic.message)
      }
    }
    var texts = model.source.texts
    sharedTexts = app.source.texts.all.map { texts.id(of: Array(app.source.texts.utf8($0))) }
    self.texts = texts
    self.requests = requests
    self.model = model
    self.app = app
    markHeirs()
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

  private mutating func markHeirs() {
    let ancestors = requests.reduce(into: Set<ClassID>()) { ancestors, request in
      ancestors.formUnion(model.hierarchy.mro(model.raised(request.inModel)).dropFirst())
    }
    let inApp = requests.reduce(into: Set<ClassID>()) { ancestors, request in
      ancestors.formUnion(app.hierarchy.mro(app.raised(request.inApp)).dropFirst())
    }
    for index in requests.indices {
      requests[index].hasHeirs =
        ancestors.contains(model.raised(requests[index].inModel)) || inApp.contains(app.raised(requests[index].inApp))
    }
  }

  public func verdict() -> Verdict {
    if let missing { return missing }
    var search = self
    return search.search()
  }

  private mutating func search() -> Verdict {
    var steps = [Step(parent: -1, request: -1)]
    var seen: Set<[Int32]> = [[]]
    var next = 0
    while next < steps.count {
      let path = path(to: next, steps)
      let state = replayed(path)
      for index in requests.indices {
        var pair = state
        let answers = answers(to: index, &pair)
        guard answers.model.isSame(as: answers.app) else {
          return .differs(
            Difference(
              raises: (path + [index]).map { requests[$0].statement }, expected: answers.model, actual: answers.app))
        }
        guard requests[index].hasHeirs, pair.entries.count > state.entries.count,
          seen.insert(pair.entries.sorted()).inserted
        else { continue }
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

  /// The state after some requests, played anew: states are kept as the way there, since processes are large.
  private mutating func replayed(_ path: [Int]) -> Pair {
    var pair = Pair(model: model.app.built, app: app.app.built)
    for index in path { _ = answers(to: index, &pair) }
    return pair
  }

  private mutating func answers(to index: Int, _ pair: inout Pair) -> (model: Answer, app: Answer) {
    let request = requests[index]
    let first = pair.model.answer(request.inModel, handlers: model.app.handlers, in: model.hierarchy)
    note(first.written, of: pair.model, isModels: true, in: &pair.entries)
    let second = pair.app.answer(request.inApp, handlers: app.app.handlers, in: app.hierarchy)
    note(second.written, of: pair.app, isModels: false, in: &pair.entries)
    return (model.answer(first), shared(app.answer(second)))
  }

  private mutating func note(
    _ written: [Outcome.Written], of process: Process, isModels: Bool, in entries: inout Set<Int32>
  ) {
    for entry in written {
      guard let handler = process.tables.table(entry.table)?[entry.id]?.handler else { continue }
      let fact = WrittenFact(isModels: isModels, table: entry.table, id: entry.id, handler: handler)
      let number = numbers[fact] ?? Int32(numbers.count)
      numbers[fact] = number
      entries.insert(number)
    }
  }
}

extension Session {
  /// The exceptions that an app has to do with, in the application and in each blueprint: what it declares, what it has
  /// handlers for, and the ancestors of these.
  fileprivate mutating func comparedRequests() -> [Request] {
    var ids: [ClassID] = []
    var seen: Set<ClassID> = []
    func add(_ id: ClassID) {
      for ancestor in hierarchy.mro(id) where seen.insert(ancestor).inserted { ids.append(ancestor) }
    }
    for name in app.declaredNames { if let id = app.classID(name.text) { add(id) } }
    for handler in app.handlers {
      switch handler.target {
      case .type(let id): add(id)
      case .code(let code): if let id = hierarchy.exception(forCode: code) { add(id) }
      }
    }
    let scopes = [nil] + scopeNames.map { unwritten($0) }
    return scopes.flatMap { scope in
      ids.compactMap { id in
        guard hierarchy.isException(id), hierarchy.canBeRaised(id) else { return nil }
        return cause(ofRaising: id).map { Request(cause: $0, scope: scope) }
      }
    }
  }

  /// The class that a request of `comparedRequests` raises.
  fileprivate func raised(_ request: ResolvedRequest) -> ClassID {
    switch request.cause {
    case .raise(let id), .routing(let id): id
    case .abort(let code): hierarchy.exception(forCode: code) ?? hierarchy.wellKnown.lookupError
    case .respond: hierarchy.wellKnown.object
    }
  }
}

extension Request {
  /// The same request with the numbers of another table.
  fileprivate func moved(from texts: TextTable, to others: inout TextTable) -> Request {
    var moved = self
    if case .raise(let name) = cause { moved.cause = .raise(Name(others.id(of: Array(texts.utf8(name.text))))) }
    moved.scope = scope.map { Name(others.id(of: Array(texts.utf8($0.text)))) }
    return moved
  }
}
