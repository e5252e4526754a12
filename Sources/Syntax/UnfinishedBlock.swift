import Diagnostics

/// The lines of a block that needs more, and whether it still does with each further line.
package struct UnfinishedBlock: Sendable {
  private var text: [UInt8]

  /// - Parameter lines: the lines so far, which are incomplete.
  package init(_ lines: [UInt8]) { text = lines + [.lineFeed] }

  /// Adds a line, or several, without the last line end. Returns whether the block still needs more.
  package mutating func feed(_ lines: [UInt8]) -> Bool {
    text += lines
    text.append(.lineFeed)
    return isIncomplete(text)
  }
}
