/// A cache done right: what a search found, under the scopes that it went through and the class that it sought.
///
/// Flask 0.11 to 0.12.5 wrote what they had found into the tables that they search, where it answered for other classes
/// (issue #2267). Here it is kept apart. An entry answers for the very class and scopes that it was written for and is no
/// step of any search; that nothing was found is remembered as well; and every registration forgets all of it, since any
/// of it may be wrong then. `functools.singledispatch` works the same way. So the answer is always the one that a search
/// would give, whatever came before.
package struct Memo: Sendable {
  /// What was found, by class; one table for each innermost scope, which fixes the others.
  private var application = HandlerTable()
  private var blueprints: [HandlerTable] = []

  /// Stands for "nothing was found".
  private static let nothing = HandlerID(-1)

  /// What is remembered of one search.
  struct Remembered {
    var handler: HandlerID?
    /// The request whose search it was.
    var request: Int32
  }

  package init() {}

  /// How many searches are remembered.
  package var count: Int { blueprints.reduce(application.count) { $0 + $1.count } }

  /// - Parameter request: what it found itself, and later ones, does not count.
  @inline(__always)
  func found(_ sought: ClassID, from scope: BlueprintID?, before request: Int32 = .max) -> Remembered? {
    guard let entry = entry(of: sought, from: scope), let writer = entry.writtenBy, writer < request else { return nil }
    return Remembered(handler: entry.handler == Self.nothing ? nil : entry.handler, request: writer)
  }

  @inline(__always)
  private func entry(of sought: ClassID, from scope: BlueprintID?) -> HandlerTable.Entry? {
    guard let scope else { return application[sought] }
    return scope.index < blueprints.count ? blueprints[Int(scope.index)][sought] : nil
  }

  mutating func remember(_ handler: HandlerID?, for query: Query, request: Int32) {
    let entry = HandlerTable.Entry(handler: handler ?? Self.nothing, writtenBy: request)
    guard let scope = query.scopes.first ?? nil else { return application.set(query.sought, entry) }
    while blueprints.count <= scope.index { blueprints.append(HandlerTable()) }
    blueprints[Int(scope.index)].set(query.sought, entry)
  }

  /// Forgets everything.
  mutating func empty() { self = Memo() }
}
