// # Resolution
//
// This target models how Python and Flask choose an error handler. The input is classes, handlers, blueprints and
// requests, all as small numbers. The output is the handler that answers and the steps of its lookup.
//
// - `Hierarchy` models Python's classes.
// - `Process` models Flask's handler tables and how a process uses them.
// - `EraRules` has the rules that differ between releases. Each family of lookups has a file of its own.
//
// The target imports nothing and prints nothing. A refusal by Python or Flask is a value with its reason
// (`ClassRefusal`, `HandlerRefusal`). So the model stays small enough to compare it with Flask's source, and fast
// enough to replay whole histories.
//
// Everything is a value. A copy of a process is a second process with the same history.

/// The id of a class in a `Hierarchy`: known classes first, then declared classes in order of declaration.
public struct ClassID: Sendable, Hashable, Comparable {
  /// The index of the class in its hierarchy, from 0.
  public let index: Int32

  /// Creates the id of the class with an index in its hierarchy, from 0.
  public init(_ index: Int32) { self.index = index }

  /// Returns whether the left class comes first. Known classes come before declared ones.
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// The id of a handler of an app, numbered in the order of the handler statements.
public struct HandlerID: Sendable, Hashable {
  /// The index of the handler in its app, from 0.
  public let index: Int32

  /// Creates the id of the handler with an index in its app, from 0.
  public init(_ index: Int32) { self.index = index }

  /// A placeholder in an entry that stores that a lookup found no handler.
  public static let nothing = HandlerID(-1)
}

/// The id of the text of a response. The creator of the app chooses the numbers. Equal texts have equal numbers.
public struct BodyID: Sendable, Hashable {
  /// The number of the text; 0 for the empty text.
  public let index: Int32

  /// Creates the id of the text with this number; 0 for the empty text.
  public init(_ index: Int32) { self.index = index }

  /// The empty text.
  public static let empty = BodyID(0)
}

/// The name of the route of a request. The creator of the request chooses the numbers. Equal names have equal numbers.
public struct RouteName: Sendable, Hashable {
  /// The number of the name; 0 for the empty name.
  public let index: Int32

  /// Creates the name with this number; 0 for the empty name.
  public init(_ index: Int32) { self.index = index }
}

/// The id of a blueprint object of an app, numbered in order of declaration. Handlers belong to blueprints.
public struct BlueprintID: Sendable, Hashable {
  /// The index of the blueprint in its app, from 0.
  public let index: Int32

  /// Creates the id of the blueprint with an index in its app, from 0.
  public init(_ index: Int32) { self.index = index }
}

/// The id of a registration of a blueprint on the app or on another blueprint, numbered in order.
///
/// Requests go to a registration. Most blueprints have one registration.
public struct RegistrationID: Sendable, Hashable {
  /// The index of the registration in its process, from 0.
  public let index: Int32

  /// Creates the id of the registration with an index in its process, from 0.
  public init(_ index: Int32) { self.index = index }
}
