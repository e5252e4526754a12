/// A cache done right: what a search found, under the scopes that it went through and the class that it sought.
///
/// Flask 0.11 to 0.12.5 wrote what they had found into the tables that they search, where it answered for other classes
/// (issue #2267). Here it is kept apart. An entry answers for the very class and scopes that it was written for and is no
/// step of any search; that nothing was found is remembered as well; and every registration forgets all of it, since any
/// of it may be wrong then. `functools.singledispatch` works the same way. So the answer is always the one that a search
/// would give, whatever came before.
public struct Memo: Sendable {
  private struct Slot: Sendable {
    var handler: HandlerID
    /// Zero: nothing is remembered.
    var request: Int32

    static let vacant = Slot(handler: nothing, request: 0)
    /// Stands for "nothing was found".
    static let nothing = HandlerID(-1)
  }

  /// What was found in the application, by class.
  private var application: [Slot] = []
  /// The same in blueprints. The innermost fixes the scopes around it.
  private var blueprints: [RegistrationID: [ClassID: Slot]] = [:]
  /// What this request and earlier ones found is forgotten. So to forget costs nothing, however much it is.
  private var forgotten: Int32 = 0
  /// How many searches are remembered.
  public private(set) var count = 0

  /// What is remembered of one search.
  struct Remembered {
    var handler: HandlerID?
    /// The request whose search it was.
    var request: Int32
  }

  /// Creates a memo that remembers nothing.
  public init() {}

  /// - Parameter request: what it found itself, and later ones, does not count.
  @inline(__always)
  func found(_ sought: ClassID, from scope: RegistrationID?, before request: Int32? = nil) -> Remembered? {
    guard let slot = slot(of: sought, from: scope), slot.request > forgotten else { return nil }
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

  /// Forgets everything.
  /// - Parameter request: the last one that was answered.
  mutating func empty(after request: Int32) {
    guard count > 0 else { return }
    forgotten = request
    blueprints = [:]
    count = 0
  }
}
