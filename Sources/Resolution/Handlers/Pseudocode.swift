/// A lookup as a few lines of pseudocode, with the line for each kind of step.
///
/// Each family of eras has its pseudocode next to its rules. It describes Flask's code but does not quote it.
public struct Pseudocode: Sendable, Hashable {
  /// The kind of step at which the stepper shows a line.
  public enum Role: Sendable, Hashable {
    /// Chooses the next table. An empty table is skipped.
    case table
    /// Checks whether the table has an entry.
    case probe
    /// Stores the found handler for the raised class.
    case write
    /// Stores that there is no handler (Sanic).
    case writeNothing
    /// Returns the found handler.
    case found
    /// Returns that there is no handler.
    case nothing
    /// Looks up an HTTP error by its code, before 0.11.
    case number
  }

  /// One line of a lookup.
  public struct Line: Sendable, Hashable {
    /// The text of the line, indented by two spaces for each block around it.
    public var text: String
    /// The kind of step that shows the line; nil for other lines.
    public var role: Role?

    init(_ text: String, _ role: Role? = nil) {
      self.text = text
      self.role = role
    }
  }

  /// The lines from top to bottom.
  public var lines: [Line]

  init(_ lines: [Line]) { self.lines = lines }

  /// Returns the index of the line for a kind of step.
  public func index(of role: Role) -> Int? { lines.firstIndex { $0.role == role } }
}
