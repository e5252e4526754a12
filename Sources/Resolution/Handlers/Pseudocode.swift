/// A lookup in a few lines that a person can follow, and which of them is at work at each look.
///
/// Each family of eras has its own beside its rules. They are words about Flask's code, not that code.
public struct Pseudocode: Sendable, Hashable {
  /// What a line does, as far as a walk through the lookup stops there.
  public enum Role: Sendable, Hashable {
    /// Chooses the next table; an empty one is left at once.
    case table
    /// Looks whether the table has an entry.
    case probe
    /// Writes the entry that was found under the class that was raised.
    case write
    /// Answers what was found.
    case found
    /// Answers that there is nothing.
    case nothing
    /// The same lines for HTTP errors before 0.11, which are looked up by number.
    case number
  }

  /// One line of a lookup.
  public struct Line: Sendable, Hashable {
    /// The words of the line, indented by two spaces for each block around it.
    public var text: String
    /// What the line does; nil where no walk stops.
    public var role: Role?

    init(_ text: String, _ role: Role? = nil) {
      self.text = text
      self.role = role
    }
  }

  /// The lines, from the top.
  public var lines: [Line]

  init(_ lines: [Line]) { self.lines = lines }

  /// The line that plays this part.
  public func index(of role: Role) -> Int? { lines.firstIndex { $0.role == role } }
}
