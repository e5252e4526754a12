/// Groups known classes for which some apps give the same answers. To compare the apps, one class of each group is
/// enough.
///
/// The answer to an exception depends on the classes, codes and statuses that the handlers name, and on the properties
/// by which Flask itself distinguishes exceptions. Two classes are in one group if all of these are the same. This
/// applies only to answers in a fresh process. Each class that `HistoryDependence` finds must be compared separately.
public struct KnownClassGroups: Sendable {
  /// The properties of a class that an app can distinguish.
  public struct Signature: Sendable, Hashable {
    /// The class itself, if a handler names it.
    fileprivate var named: ClassID?
    /// Its ancestors that handlers name, in MRO order.
    fileprivate var namedAncestors: [ClassID]
    fileprivate var tableCode: Int32?
    fileprivate var instanceCode: InstanceCode
    fileprivate var pageFailure: PageFailure?
    fileprivate var isHTTP: Bool
    fileprivate var isRouting: Bool
    fileprivate var isBadRequest: Bool
    fileprivate var isBadRequestKeyError: Bool
    fileprivate var hasArguments: Bool
  }

  private var named: Set<ClassID>
  private var numbers: Set<Int32>
  /// Whether a body shows values of the exception, so that every class is a group of its own.
  private var showsValues = false

  /// Creates groups for apps without handlers.
  ///
  /// - Parameter hierarchy: The hierarchy of one of the apps. All apps have the same known classes.
  public init(in hierarchy: Hierarchy) {
    let known = hierarchy.wellKnown
    // Flask itself raises or looks up these classes.
    named = [known.typeError, known.attributeError, known.indexError, known.lookupError, known.internalServerError]
    numbers = [500]
  }

  /// Adds the classes, codes and statuses that the handlers of an app name.
  public mutating func add(_ handlers: [Handler], in hierarchy: Hierarchy) {
    for handler in handlers {
      switch handler.target {
      case .type(let id): named.insert(id)
      case .code(let code):
        numbers.insert(code)
        if let id = hierarchy.exception(forCode: code) { named.insert(id) }
      }
      add(handler.answer, in: hierarchy)
    }
  }

  private mutating func add(_ answer: Handler.Answer, in hierarchy: Hierarchy) {
    switch answer {
    case .response(_, .number(let status)): numbers.insert(status)
    case .raises(let id): named.insert(id)
    case .aborts(let code): named.insert(hierarchy.raisedByAbort(code))
    case .response(_, .ofException), .exception, .reraises: break
    case .template: showsValues = true
    case .conditional(let conditional):
      for answer in conditional.answers { add(answer, in: hierarchy) }
      for arm in conditional.arms {
        switch arm.condition.test {
        case .isInstance(let id), .isExactly(let id), .originalIsInstance(let id): named.insert(id)
        case .hasCode(let code): numbers.insert(code)
        }
      }
    }
  }

  /// Returns the properties of a class that the added apps can distinguish. Classes with equal signatures form a group.
  public func signature(of id: ClassID, in hierarchy: Hierarchy) -> Signature {
    Signature(
      named: showsValues || named.contains(id) ? id : nil,
      namedAncestors: hierarchy.mro(id).dropFirst().filter { named.contains($0) },
      tableCode: hierarchy.tableCode(id).map { grouped($0) }, instanceCode: grouped(hierarchy.instanceCode(id)),
      pageFailure: hierarchy.pageFailure(id), isHTTP: hierarchy.isHTTP(id), isRouting: hierarchy.isRouting(id),
      isBadRequest: hierarchy.isBadRequest(id), isBadRequestKeyError: hierarchy.isBadRequestKeyError(id),
      hasArguments: hierarchy.hasArguments(id))
  }

  private func grouped(_ code: InstanceCode) -> InstanceCode {
    if case .number(let number) = code { .number(grouped(number)) } else { code }
  }

  /// Returns the same number for all codes that no handler names, except the statuses with which Werkzeug sends no
  /// body.
  private func grouped(_ number: Int32) -> Int32 {
    numbers.contains(number) || number < 200 || !Outcome.hasBody(status: Int(number)) ? number : Self.unnamedNumber
  }

  /// A number that is not a status.
  private static let unnamedNumber: Int32 = 1000
}
