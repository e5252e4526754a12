/// A correct cache: it stores the result of a lookup for the class and the scope of the lookup.
///
/// Flask 0.11 to 0.12.5 store results in the tables that they search, so an entry also answers for other classes (issue
/// #2267). The memo is a separate table. An entry answers only for its own class and scope, and a search never reads
/// it. The memo also stores that nothing was found. Every registration clears it, because any entry may then be wrong.
/// `functools.singledispatch` works the same way. So the memo always returns the result of a search, after any history.
public struct Memo: Sendable {
  private struct Slot: Sendable {
    var handler: HandlerID
    /// The request that wrote the slot; zero for an empty slot.
    var request: Int32

    static let vacant = Slot(handler: nothing, request: 0)
    /// A placeholder for the result that no handler was found.
    static let nothing = HandlerID(-1)
  }

  /// The results in the application, by index of the class.
  private var application: [Slot] = []
  /// The results in blueprints. The innermost scope determines the scopes around it.
  private var blueprints: [RegistrationID: [ClassID: Slot]] = [:]
  /// The last request before the memo was cleared. Slots of this request and earlier ones are invalid, so that clearing
  /// takes constant time.
  private var clearedThrough: Int32 = 0
  /// The number of stored results.
  public private(set) var count = 0

  /// A stored result.
  struct Remembered {
    var handler: HandlerID?
    /// The request that made the lookup.
    var request: Int32
  }

  /// Creates an empty memo.
  public init() {}

  /// Returns the stored result for a class in a scope.
  ///
  /// - Parameter request: Results of this request and later ones are ignored.
  @inline(__always)
  func found(_ sought: ClassID, from scope: RegistrationID?, before request: Int32? = nil) -> Remembered? {
    guard let slot = slot(of: sought, from: scope), slot.request > clearedThrough else { return nil }
    if let request, slot.request >= request { return nil }
    return Remembered(handler: slot.handler == Slot.nothing ? nil : slot.handler, request: slot.request)
  }

  @inline(__always)
  private func slot(of sought: ClassID, from scope: RegistrationID?) -> Slot? {
    if let scope { return blueprints[scope]?[sought] }
    let index = Int(sought.index)
    return index < application.count ? application[index] : nil
  }

  mutating func remember(_ handler: HandlerID?, for query: Query, request: Int32) {
    if found(query.sought, from: query.scope) == nil { count += 1 }
    let slot = Slot(handler: handler ?? Slot.nothing, request: request)
    if let scope = query.scope { return blueprints[scope, default: [:]][query.sought] = slot }
    let index = Int(query.sought.index)
    if index >= application.count {
      application += repeatElement(Slot.vacant, count: index + 1 - application.count)
    }
    application[index] = slot
  }

  /// Removes all results.
  ///
  /// - Parameter request: The last request that was answered.
  mutating func clear(after request: Int32) {
    guard count > 0 else { return }
    clearedThrough = request
    blueprints = [:]
    count = 0
  }
}
