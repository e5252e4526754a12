// # Instances
//
// This file models how `raise E` creates an instance: which constructors run, which attributes they set, and whether
// Werkzeug can build a page for the instance.
//
// CPython 3.11 takes `__new__` from the base that defines the layout, and `__init__` from the first class on the MRO
// that has one. Werkzeug's constructors then call other constructors, always later on the MRO. Python's own
// constructors call none. So in `class A(ValueError, NotFound)` only ValueError's constructor runs, the attribute
// `response` is missing, and Werkzeug raises AttributeError while it builds the page.
//
// A declared class with `self.code` has a constructor that calls `super().__init__(*args, **kwargs)` first.

/// The value of `code` on an instance.
public enum InstanceCode: Sendable, Hashable {
  /// The attribute does not exist: reading it raises AttributeError.
  case absent
  case none
  case number(Int32)
  /// A string: SystemExit was created with one argument.
  case text
  /// A tuple: SystemExit was created with several arguments.
  case tuple
}

/// The exception that Werkzeug raises while it builds the page of an HTTP error (`get_response`).
public enum PageFailure: Sendable, Hashable {
  /// An attribute is missing because its constructor did not run.
  case attributeError
  /// An attribute has a value that Werkzeug cannot use, such as a list as the response.
  case typeError
}

/// The arguments that a view passes to the constructor of the raised class.
public enum ViewArguments: Sendable, Hashable {
  case none
  /// The key of a BadRequestKeyError.
  case key
  /// The URL of a redirect.
  case url
  /// The arguments of one of Python's Unicode errors.
  case unicodeError
  /// A string and a list of exceptions, for an exception group.
  case group
}

/// The rules by which a library builds the pages of its HTTP errors.
struct PageRules: Sendable, Hashable {
  /// Whether the classes that add a header call HTTPException's method by name (Werkzeug before 2.0).
  var callsBaseByName = false
  /// Whether a list of lengths cannot be written as a header (Werkzeug before 2.0).
  var refusesLengths = false
  /// Whether only strings can be escaped (Werkzeug 2.0 and 2.1).
  var escapesTextsOnly = false
}

/// Facts about the instances of a class.
struct InstanceFacts: Sendable {
  /// The code that a constructor set, if one did.
  var code: InstanceCode?
  var pageFailure: PageFailure?
  /// Whether `args` has an element, which Flask 1.0.3 to 1.1.4 read from a BadRequestKeyError.
  var hasArguments = false
  /// Whether a constructor set `original_exception` (InternalServerError of Werkzeug 1.0 and later).
  var hasOriginalException = false
}

extension Hierarchy {
  /// Creates an instance like a view, and returns nil if no arguments work.
  ///
  /// It passes the key of a BadRequestKeyError, or else no arguments, or else the arguments that the class needs.
  func instance(of id: ClassID) -> InstanceFacts? {
    firstInstance(of: id)?.facts
  }

  /// Returns the arguments that a view passes to the constructor of a class, or nil if no arguments work.
  public func viewArguments(for id: ClassID) -> ViewArguments? { firstInstance(of: id)?.passed }

  private func firstInstance(of id: ClassID) -> (passed: ViewArguments, facts: InstanceFacts)? {
    let mro = Array(mro(id))
    for (passed, arguments) in argumentsToTry(for: id) {
      var construction = InstanceConstruction(hierarchy: self, mro: mro, arguments: arguments)
      if let facts = construction.run() { return (passed, facts) }
    }
    return nil
  }

  /// Returns the arguments to try, in order.
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

/// Runs the constructors along the MRO. Each constructor gets the arguments that the one before passes on.
private struct InstanceConstruction {
  let hierarchy: Hierarchy
  let mro: [ClassID]
  let arguments: HTTPConstructor.Arguments
  private var facts = InstanceFacts()
  /// The value of `response`; nil if the attribute is missing.
  private var response: HTTPConstructor.Value?
  /// The attributes that pages need, by the parameters that set them.
  private var attributes: [HTTPConstructor.Parameter: HTTPConstructor.Value] = [:]
  /// The Werkzeug classes whose constructors ran.
  private var ran: Set<ClassID> = []

  init(hierarchy: Hierarchy, mro: [ClassID], arguments: HTTPConstructor.Arguments) {
    self.hierarchy = hierarchy
    self.mro = mro
    self.arguments = arguments
  }

  mutating func run() -> InstanceFacts? {
    guard let id = mro.first else { return nil }
    // `__new__` of exception groups requires a string and a sequence, even if `__init__` takes other arguments.
    if hierarchy.constructor(hierarchy.solidBase(id)) == .group, arguments.values != [.text, .list] { return nil }
    facts.hasArguments = !arguments.values.isEmpty
    guard initialize() else { return nil }
    if hierarchy.isHTTP(id) { facts.pageFailure = pageFailure() }
    return facts
  }

  /// Calls the first constructor on the MRO and the constructors that it calls.
  private mutating func initialize() -> Bool {
    var given = arguments
    // The class whose constructor is called by name. The classes before it on the MRO are skipped.
    var target: ClassID?
    // BadRequestKeyError calls KeyError's constructor last.
    var hasKey: Bool?
    defer { if let hasKey { facts.hasArguments = hasKey } }
    for member in mro {
      if let next = target, next != member { continue }
      target = nil
      // The outermost constructor sets its code last, so its code wins.
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
        recordCall(of: member, bound)
        if constructor.parameters.contains(.originalException) { facts.hasOriginalException = true }
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

  /// Ends the construction with one of Python's own constructors.
  ///
  /// It stores its arguments in `args`. SystemExit stores them in `code` too.
  private mutating func finish(_ member: ClassID, _ given: HTTPConstructor.Arguments) -> Bool {
    facts.hasArguments = !given.values.isEmpty
    if facts.code == nil, let id = mro.first, hierarchy.codeAttribute(id) == .descriptor,
      hierarchy.codeAttribute(member) == .descriptor
    {
      facts.code = Self.exitCode(given.values)
    }
    return true
  }

  /// Returns the code that SystemExit stores, or nil if it is None.
  private static func exitCode(_ values: [HTTPConstructor.Value]) -> InstanceCode? {
    guard values.count == 1 else { return values.isEmpty ? nil : .tuple }
    return values == [.none] ? nil : .text
  }

  private mutating func recordCall(of member: ClassID, _ bound: [HTTPConstructor.Parameter: HTTPConstructor.Value]) {
    ran.insert(member)
    if member == hierarchy.wellKnown.httpException { response = bound[.response, default: .none] }
    for parameter in [HTTPConstructor.Parameter.length, .validMethods, .newURL] {
      if let given = bound[parameter] { attributes[parameter] = given }
    }
  }

  // MARK: Building the page

  /// Models `HTTPException.get_response`, or that of RequestRedirect, which needs only the URL.
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

  /// Models the redirect page. Werkzeug 2.0 and 2.1 escape the URL with a function that accepts only strings.
  private func redirectFailure() -> PageFailure? {
    guard ran.contains(hierarchy.wellKnown.requestRedirect) else { return .attributeError }
    let isText = attributes[.newURL] == .text
    return isText || !hierarchy.pages.escapesTextsOnly ? nil : .attributeError
  }

  /// Models `get_headers` of the classes that have one. Each calls the next one first.
  ///
  /// Before Werkzeug 2.0, all classes except `_RetryAfter` call HTTPException's `get_headers` by name.
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

  /// Models `get_body`. In Werkzeug 2.0 and 2.1 it cannot escape a `name` that is None, like that of an AttributeError.
  private func bodyFailure() -> PageFailure? {
    guard hierarchy.pages.escapesTextsOnly else { return nil }
    let owner = mro.first { $0 == hierarchy.wellKnown.httpException || hierarchy.wellKnown.named.contains($0) }
    return owner == hierarchy.wellKnown.httpException ? nil : .attributeError
  }
}
