/// # Instances
///
/// What `raise E` makes of a class: which constructors run, which attributes they set, and whether Werkzeug can build a
/// page from the result.
///
/// CPython 3.11 takes `__new__` from the base that fixes the layout, and `__init__` from the first class of the MRO that
/// has one. Werkzeug's constructors then call others, always further on in the MRO; Python's own call none. So in
/// `class A(ValueError, NotFound)` only ValueError's constructor runs, the attribute `response` is missing, and Werkzeug
/// fails while it builds the page (AttributeError).
///
/// A declared class with `self.code` has a constructor that calls `super().__init__(*args, **kwargs)` first.

/// What reading `code` from an instance gives.
public enum InstanceCode: Sendable, Hashable {
  /// No such attribute: AttributeError.
  case absent
  case none
  case number(Int32)
  /// A text: what SystemExit's constructor makes of one value.
  case text
  /// A tuple: what it makes of several.
  case tuple
}

/// The exception that leaves Werkzeug while it builds the page of an HTTP error (`get_response`).
public enum PageFailure: Sendable, Hashable {
  /// An attribute is missing since its constructor did not run.
  case attributeError
  /// An attribute holds something that Werkzeug cannot use, such as a list as the response.
  case typeError
}

/// What a view passes to the constructor of the class that it raises.
public enum ViewArguments: Sendable, Hashable {
  case none
  /// The key of a BadRequestKeyError.
  case key
  /// The URL of a redirect.
  case url
  /// What one of Python's Unicode errors takes.
  case unicodeError
  /// A text and a list of exceptions, which an exception group takes.
  case group
}

/// How a library builds the pages of its HTTP errors.
struct PageRules: Sendable, Hashable {
  /// Whether the constructors that add a header call HTTPException's by name (Werkzeug before 2.0).
  var callsBaseByName = false
  /// Whether a list of lengths cannot be written as a header (Werkzeug before 2.0).
  var refusesLengths = false
  /// Whether what is escaped must be a text (Werkzeug 2.0 and 2.1).
  var escapesTextsOnly = false
}

/// What is known of the instances of a class.
struct InstanceFacts: Sendable {
  /// The code that a constructor set, if one did.
  var code: InstanceCode?
  var pageFailure: PageFailure?
  /// Whether `args` has a value, which Flask 1.0.3 to 1.1.4 read from a BadRequestKeyError.
  var hasArguments = false
}

extension Hierarchy {
  /// Makes an instance as a view would: with the key of a BadRequestKeyError, else without arguments, else with those that
  /// the class needs. Nil where no arguments will do.
  func instance(of id: ClassID) -> InstanceFacts? {
    firstInstance(of: id)?.facts
  }

  /// Returns what a view passes to the constructor of a class; nil where no arguments will do.
  public func viewArguments(for id: ClassID) -> ViewArguments? { firstInstance(of: id)?.passed }

  private func firstInstance(of id: ClassID) -> (passed: ViewArguments, facts: InstanceFacts)? {
    let mro = Array(mro(id))
    for (passed, arguments) in argumentsToTry(for: id) {
      var maker = InstanceMaker(hierarchy: self, mro: mro, arguments: arguments)
      if let facts = maker.make() { return (passed, facts) }
    }
    return nil
  }

  /// What the view passes, in the order in which it is tried.
  private func argumentsToTry(for id: ClassID) -> [(ViewArguments, HTTPConstructor.Arguments)] {
    var candidates: [(ViewArguments, HTTPConstructor.Arguments)] = [(.none, .init())]
    if isBadRequestKeyError(id) { candidates.insert((.key, .init(values: [.text])), at: 0) }
    if isSubclass(id, of: wellKnown.requestRedirect) { candidates.append((.url, .init(values: [.text]))) }
    for member in mro(id) {
      switch constructor(member) {
      case .unicodeError(let count):
        candidates.append((.unicodeError, .init(values: Array(repeating: .other, count: count))))
      case .group: candidates.append((.group, .init(values: [.text, .list])))
      case .inherited, .anything, .anythingButTwo, .http: continue
      }
    }
    return candidates
  }
}

/// Follows the constructors through the MRO, each with what the one before passes on.
private struct InstanceMaker {
  let hierarchy: Hierarchy
  let mro: [ClassID]
  let arguments: HTTPConstructor.Arguments
  private var facts = InstanceFacts()
  /// The value of `response`; nil while the attribute is missing.
  private var response: HTTPConstructor.Value?
  /// The values of the attributes that pages are built from, by the parameters that set them.
  private var attributes: [HTTPConstructor.Parameter: HTTPConstructor.Value] = [:]
  /// Werkzeug's classes whose constructors ran.
  private var ran: Set<ClassID> = []

  init(hierarchy: Hierarchy, mro: [ClassID], arguments: HTTPConstructor.Arguments) {
    self.hierarchy = hierarchy
    self.mro = mro
    self.arguments = arguments
  }

  mutating func make() -> InstanceFacts? {
    guard let id = mro.first else { return nil }
    // `__new__` of exception groups takes a text and a sequence, whatever `__init__` takes.
    if hierarchy.constructor(hierarchy.solidBase(id)) == .group, arguments.values != [.text, .list] { return nil }
    facts.hasArguments = !arguments.values.isEmpty
    guard initialize() else { return nil }
    if hierarchy.isHTTP(id) { facts.pageFailure = pageFailure() }
    return facts
  }

  /// Calls the first constructor of the MRO, and those that it calls.
  private mutating func initialize() -> Bool {
    var given = arguments
    /// The class whose constructor is called by name, or after which the search goes on.
    var target: ClassID?
    /// BadRequestKeyError calls KeyError's constructor at its end.
    var hasKey: Bool?
    defer { if let hasKey { facts.hasArguments = hasKey } }
    for member in mro {
      if let wanted = target, wanted != member { continue }
      target = nil
      // The outermost constructor sets its code last.
      if facts.code == nil, let code = hierarchy.codeSetByConstructor(of: member) { facts.code = code }
      switch hierarchy.constructor(member) {
      case .inherited: continue
      case .anything, .group:
        guard given.keywords.isEmpty else { return false }
        return finish(member, given)
      case .anythingButTwo:
        guard given.keywords.isEmpty, given.values.count != 2 else { return false }
        return finish(member, given)
      case .unicodeError(let count):
        guard given.keywords.isEmpty, given.values == Array(repeating: .other, count: count) else { return false }
        return finish(member, given)
      case .http(let constructor):
        guard let bound = constructor.bind(given) else { return false }
        note(member, bound)
        if constructor.parameters == [.key] { hasKey = bound[.key, default: .none] != .none }
        switch constructor.next {
        case .none:
          facts.hasArguments = true
          return true
        case .values(let parameters): given = .init(values: parameters.map { bound[$0, default: .none] })
        case .keywords:
          given = .init(keywords: [
            .description: bound[.description, default: .none], .response: bound[.response, default: .none],
          ])
        case .httpException(let parameters):
          given = .init(values: parameters.map { bound[$0, default: .none] })
          target = hierarchy.wellKnown.httpException
        case .rest: given = .init(values: Array(given.values.dropFirst()), keywords: given.keywords)
        case .restAfterBadRequest:
          given = .init(values: Array(given.values.dropFirst()), keywords: given.keywords)
          target = hierarchy.wellKnown.badRequest
        }
      }
    }
    return true
  }

  /// Python's own constructor keeps its values as `args`; SystemExit's also as `code`.
  private mutating func finish(_ member: ClassID, _ given: HTTPConstructor.Arguments) -> Bool {
    facts.hasArguments = !given.values.isEmpty
    if facts.code == nil, let id = mro.first, hierarchy.codeAttribute(id) == .descriptor,
      hierarchy.codeAttribute(member) == .descriptor
    {
      facts.code = Self.exitCode(given.values)
    }
    return true
  }

  /// What SystemExit keeps as its code; nil where that is None.
  private static func exitCode(_ values: [HTTPConstructor.Value]) -> InstanceCode? {
    guard values.count == 1 else { return values.isEmpty ? nil : .tuple }
    return values == [.none] ? nil : .text
  }

  private mutating func note(_ member: ClassID, _ bound: [HTTPConstructor.Parameter: HTTPConstructor.Value]) {
    ran.insert(member)
    if member == hierarchy.wellKnown.httpException { response = bound[.response, default: .none] }
    for parameter in [HTTPConstructor.Parameter.length, .validMethods, .newURL] {
      if let given = bound[parameter] { attributes[parameter] = given }
    }
  }

  // MARK: Building the page

  /// `HTTPException.get_response`, or RequestRedirect's, which needs the URL only.
  private func pageFailure() -> PageFailure? {
    let (redirect, http) = (hierarchy.wellKnown.requestRedirect, hierarchy.wellKnown.httpException)
    let responder = mro.first { $0 == redirect || $0 == http }
    if responder == redirect { return redirectFailure() }
    switch response {
    case nil: return .attributeError
    case .some(.none): return headersFailure() ?? bodyFailure()
    case .text, .list, .other: return .typeError
    }
  }

  /// Werkzeug 2.0 and 2.1 escape the URL with a function that takes a text only.
  private func redirectFailure() -> PageFailure? {
    guard ran.contains(hierarchy.wellKnown.requestRedirect) else { return .attributeError }
    let isText = attributes[.newURL] == .text
    return isText || !hierarchy.pages.escapesTextsOnly ? nil : .attributeError
  }

  /// `get_headers` of the classes that have one: each calls the next one first. Before 2.0 all but `_RetryAfter` call
  /// HTTPException's by name.
  private func headersFailure() -> PageFailure? {
    var called: [(id: ClassID, parameters: [HTTPConstructor.Parameter])] = []
    for member in mro {
      guard case .http(let constructor) = hierarchy.constructor(member) else { continue }
      let parameters = constructor.parameters
      let setsHeader = parameters.contains { [.wwwAuthenticate, .validMethods, .length, .retryAfter].contains($0) }
      guard setsHeader else { continue }
      called.append((member, parameters))
      if hierarchy.pages.callsBaseByName, !parameters.contains(.retryAfter) { break }
    }
    for (id, parameters) in called.reversed() {
      guard ran.contains(id) else { return .attributeError }
      if parameters.contains(.length), hierarchy.pages.refusesLengths, attributes[.length, default: .none] != .none {
        return .typeError
      }
      if parameters.contains(.validMethods), attributes[.validMethods] == .list { return .typeError }
    }
    return nil
  }

  /// `get_body` of Werkzeug 2.0 and 2.1 cannot escape a name that is None, as that of an AttributeError is.
  private func bodyFailure() -> PageFailure? {
    guard hierarchy.pages.escapesTextsOnly else { return nil }
    let owner = mro.first { $0 == hierarchy.wellKnown.httpException || hierarchy.wellKnown.named.contains($0) }
    return owner == hierarchy.wellKnown.httpException ? nil : .attributeError
  }
}
