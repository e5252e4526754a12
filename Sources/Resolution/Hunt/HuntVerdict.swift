/// Returns the text of a body. `hunt` uses it to compare templates, because the values of a template can give the text of
/// another body.
public typealias BodyText = @Sendable (BodyID, [PlaceholderValue]) -> [UInt8]

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
public struct HuntResult<Proof: Sendable & Hashable>: Sendable, Hashable {
  /// The proof with the fewest requests; among equals the first in order of declaration. Nil if no sequence of requests
  /// changes an answer.
  public var shortest: Proof?
  /// The shortest proof for each affected class and table, in order of declaration.
  public var affected: [Proof] = []
  /// The number of affected classes and tables, including those that are not listed.
  public var affectedCount = 0
  /// The number of different affected classes.
  public var affectedClasses = 0

  /// Creates a result that no sequence of requests changes an answer.
  public init() {}

  /// Returns the same result with other proofs.
  func map<Other>(_ other: (Proof) -> Other) -> HuntResult<Other> {
    var result = HuntResult<Other>()
    result.shortest = shortest.map(other)
    result.affected = affected.map(other)
    result.affectedCount = affectedCount
    result.affectedClasses = affectedClasses
    return result
  }
}

/// The result of a search, with each proof as its requests in order.
public typealias HuntVerdict = HuntResult<[ResolvedRequest]>

/// The fewest requests that change the answer to the last one.
protocol HuntProof: Sendable, Hashable {
  associatedtype Request: HuntRequest

  /// The request that gets another answer.
  var last: Request { get }
  /// The number of requests, at least 2.
  var count: Int { get }
  /// All requests in order.
  var requests: [Request] { get }
  /// The first of two requests.
  var first: Request { get }
}

/// A request of a proof.
protocol HuntRequest {
  /// The raised class.
  var id: ClassID { get }

  /// Returns the sort key of the request: classes in the order of declaration, and for each class the places where it is
  /// raised.
  func sortKey(in order: RequestOrder) -> UInt64
}

/// The order of requests in proofs: declared classes in order of declaration, then unmatched requests, then known
/// classes.
struct RequestOrder: Sendable {
  let hierarchy: Hierarchy
  /// The classes that routing raises for unmatched requests, if these are examined.
  var unmatched: [ClassID] = []
  /// Whether unmatched requests are like raises of the same classes.
  var unmatchedAreRaises = false

  /// Returns the position of a class that a view raises.
  func rank(ofRaising id: ClassID) -> Int {
    if unmatchedAreRaises, unmatched.contains(id) { return rank(ofUnmatched: id) }
    return hierarchy.rank(id) + (hierarchy.isKnown(id) ? unmatched.count : 0)
  }

  /// Returns the position of an unmatched request.
  func rank(ofUnmatched id: ClassID) -> Int {
    hierarchy.count - hierarchy.knownCount + (unmatched.firstIndex(of: id) ?? 0)
  }
}

extension Hierarchy {
  /// Returns the position of a class in order of declaration: declared classes, then known classes.
  func rank(_ id: ClassID) -> Int {
    let declared = Int(id.index) - knownCount
    return declared >= 0 ? declared : count + declared
  }
}

/// Collects the proofs of a search.
struct HuntProofs<Proof: HuntProof>: Sendable {
  /// The maximum number of proofs that a result lists.
  static var listedLimit: Int { 1000 }

  private let order: RequestOrder
  private var shortest: Proof?
  /// The proofs in the order in which they were found.
  private(set) var affected: [Proof] = []

  init(by order: RequestOrder) { self.order = order }

  mutating func add(_ proof: Proof) {
    affected.append(proof)
    if shortest.map({ precedes(proof, $0) }) ?? true { shortest = proof }
  }

  /// The collected proofs as a result.
  var result: HuntResult<Proof> {
    var result = HuntResult<Proof>()
    result.shortest = shortest
    result.affectedCount = affected.count
    result.affectedClasses = Set(affected.map { $0.last.id }).count
    let places = affected.indices.map { (key: key(affected[$0].last), index: $0) }.sorted { $0.key < $1.key }
    result.affected = places.prefix(Self.listedLimit).map { affected[$0.index] }
    return result
  }

  /// Orders proofs by the number of requests, then by the requests from the first to the last.
  private func precedes(_ left: Proof, _ right: Proof) -> Bool {
    if left.count != right.count { return left.count < right.count }
    if left.count == 2 {
      let (first, second) = (key(left.first), key(right.first))
      return first != second ? first < second : key(left.last) < key(right.last)
    }
    return left.requests.map { key($0) }.lexicographicallyPrecedes(right.requests.map { key($0) })
  }

  private func key(_ request: Proof.Request) -> UInt64 { request.sortKey(in: order) }
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
  ///   - bodyText: Returns the text of a body. It is needed only if a handler returns a template.
  public func hunt(
    _ subject: HuntSubject?, handlers: [Handler], in hierarchy: Hierarchy, without unreachable: Set<ClassID> = [],
    bodyText: BodyText? = nil
  ) -> HuntVerdict {
    guard writesBack else { return HuntVerdict() }
    return rules.model.hunt(self, subject, handlers, hierarchy, unreachable, bodyText)
  }
}
