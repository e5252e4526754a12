/// # Resolution
///
/// In: classes, handlers, blueprints and requests, all as small numbers. Out: which handler answers, and by which
/// steps it was found. This is the model of the real thing: Python's classes (`Hierarchy`), Flask's handler tables and
/// what a process does with them (`Process`), and the rules that changed from release to release (`EraRules`, one file
/// for each family of lookups). It imports nothing, prints nothing and knows no wording of Python's or Flask's: what
/// they refuse is a value (`ClassRefusal`, `HandlerRefusal`) that says why. That keeps the model small enough to be
/// read against Flask's own source, and fast enough to replay whole histories.
///
/// Everything is a value. A copy of a process is a second process with the same past.

/// A class of a `Hierarchy`: known ones first, then declared ones in order of declaration.
public struct ClassID: Sendable, Hashable, Comparable {
  /// The place of the class in its hierarchy, from 0.
  public let index: Int32

  /// Creates the id of the class at a place of a hierarchy, from 0.
  public init(_ index: Int32) { self.index = index }

  /// Returns whether the left class comes first: known ones before declared ones, these in order of declaration.
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// A handler of an app, numbered in the order of the handler statements.
public struct HandlerID: Sendable, Hashable {
  /// The place of the handler among the app's, from 0.
  public let index: Int32

  /// Creates the id of the handler at a place among the app's, from 0.
  public init(_ index: Int32) { self.index = index }
}

/// The text of a response, by a number that whoever describes the app chose: equal texts have equal numbers.
public struct BodyID: Sendable, Hashable {
  /// The number of the text, 0 for the empty one.
  public let index: Int32

  /// Creates the id of the text with this number, 0 for the empty one.
  public init(_ index: Int32) { self.index = index }

  /// The empty text.
  public static let empty = BodyID(0)
}

/// A blueprint object of an app, numbered in order of declaration. Handlers belong to it.
public struct BlueprintID: Sendable, Hashable {
  /// The place of the blueprint among the app's, from 0.
  public let index: Int32

  /// Creates the id of the blueprint at a place among the app's, from 0.
  public init(_ index: Int32) { self.index = index }
}

/// One registration of a blueprint, on the app or on another blueprint, numbered in order. Requests go to it; most
/// blueprints have one.
public struct RegistrationID: Sendable, Hashable {
  /// The place of the registration among all of the process, from 0.
  public let index: Int32

  /// Creates the id of the registration at a place among all of the process, from 0.
  public init(_ index: Int32) { self.index = index }
}
