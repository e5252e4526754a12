/// What `hunt` examines: every class, or one class in some scopes.
public struct HuntSubject: Sendable {
  /// The class.
  public var id: ClassID
  /// The registrations in which it is raised; nil: the app.
  public var scopes: [RegistrationID?]

  /// Creates a subject.
  public init(_ id: ClassID, in scopes: [RegistrationID?]) {
    self.id = id
    self.scopes = scopes
  }
}

/// The result of a search for requests that change the answer to a later request.
public struct HuntVerdict: Sendable, Hashable {
  /// The fewest requests that change the answer to the last one; among equals the first in order of declaration. Nil if
  /// no sequence of requests changes an answer.
  public var shortest: [ResolvedRequest]?
  /// The fewest requests for each affected class and table, in order of declaration.
  public var affected: [[ResolvedRequest]] = []
  /// The number of affected classes and tables, including those that are not listed.
  public var affectedCount = 0
  /// The number of different affected classes.
  public var affectedClasses = 0

  /// Creates a verdict that no sequence of requests changes an answer.
  public init() {}
}

extension Process {
  /// Finds requests that change the answer to a later request, in an app whose handlers are all registered before the
  /// first request.
  ///
  /// The process must be fresh, because cache entries would be treated like registered handlers.
  ///
  /// - Parameters:
  ///   - subject: The class to examine; nil: every class in every scope.
  ///   - unreachable: The classes that no request can raise, because other classes have their names.
  public func hunt(
    _ subject: HuntSubject?, handlers: [Handler], in hierarchy: Hierarchy, without unreachable: Set<ClassID> = []
  ) -> HuntVerdict {
    guard writesBack else { return HuntVerdict() }
    return rules.model.hunt(self, subject, handlers, hierarchy, unreachable)
  }
}
