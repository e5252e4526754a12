/// Groups known classes that some apps cannot tell apart: they answer a raise of one as they answer a raise of another.
/// So to compare the apps, one class of each group is enough.
///
/// What an app does with an exception depends on the classes that its handlers name, on the codes and statuses that they
/// name, and on the traits by which Flask itself tells exceptions apart. Two classes are in one group if all of that is
/// the same for both. This is about fresh answers: classes in `HistoryDependence` are each their own group.
public struct KnownClassGroups: Sendable {
  /// What an app can see of a class.
  public struct Signature: Sendable, Hashable {
    /// The class itself, if it is named.
    fileprivate var named: ClassID?
    /// Its ancestors that are named, in the order of the MRO.
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

  /// - Parameter hierarchy: of one of the apps; the known classes of all of them are the same.
  public init(in hierarchy: Hierarchy) {
    let known = hierarchy.wellKnown
    // Flask raises or looks up these by itself.
    named = [known.typeError, known.attributeError, known.indexError, known.lookupError, known.internalServerError]
    numbers = [500]
  }

  /// Adds what the handlers of an app name.
  public mutating func add(_ handlers: [Handler], in hierarchy: Hierarchy) {
    for handler in handlers {
      switch handler.target {
      case .type(let id): named.insert(id)
      case .code(let code):
        numbers.insert(code)
        if let id = hierarchy.exception(forCode: code) { named.insert(id) }
      }
      switch handler.answer {
      case .response(_, .number(let status)): numbers.insert(status)
      case .raises(let id): named.insert(id)
      case .aborts(let code): named.insert(hierarchy.raisedByAbort(code))
      case .response(_, .ofException), .exception, .reraises: break
      }
    }
  }

  /// Returns what the apps that were added can see of a class; equal signatures make one group.
  public func signature(of id: ClassID, in hierarchy: Hierarchy) -> Signature {
    Signature(
      named: named.contains(id) ? id : nil,
      namedAncestors: hierarchy.mro(id).dropFirst().filter { named.contains($0) },
      tableCode: hierarchy.tableCode(id).map { seen($0) }, instanceCode: seen(hierarchy.instanceCode(id)),
      pageFailure: hierarchy.pageFailure(id), isHTTP: hierarchy.isHTTP(id), isRouting: hierarchy.isRouting(id),
      isBadRequest: hierarchy.isBadRequest(id), isBadRequestKeyError: hierarchy.isBadRequestKeyError(id),
      hasArguments: hierarchy.hasArguments(id))
  }

  private func seen(_ code: InstanceCode) -> InstanceCode {
    if case .number(let number) = code { .number(seen(number)) } else { code }
  }

  /// All numbers that nobody names are alike, but for the statuses with which Werkzeug sends no body.
  private func seen(_ number: Int32) -> Int32 {
    numbers.contains(number) || number < 200 || number == 204 || number == 304 ? number : Self.unnamedNumber
  }

  /// No status.
  private static let unnamedNumber: Int32 = 1000
}
