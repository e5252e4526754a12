/// Whether a stream gets colour, decided from facts that the executable gathers.
package struct ColourChoice: Sendable, Hashable {
  /// Whether the stream is a terminal.
  package var isTerminal: Bool
  /// `--plain` was given.
  package var isPlain: Bool
  /// The environment's NO_COLOR; nil if unset. Set but empty counts as unset (no-color.org).
  package var noColor: String?
  /// The environment's TERM; nil if unset.
  package var term: String?

  package init(isTerminal: Bool, isPlain: Bool, noColor: String?, term: String?) {
    self.isTerminal = isTerminal
    self.isPlain = isPlain
    self.noColor = noColor
    self.term = term
  }

  /// A terminal that does not say what it is gets no colour either.
  package var theme: Theme {
    guard isTerminal, !isPlain, noColor ?? "" == "", let term, term != "", term != "dumb" else { return .colourless }
    return .coloured
  }
}
