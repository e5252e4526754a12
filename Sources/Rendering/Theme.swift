/// How styles look. No theme says anything by colour alone: the words and marks are the same under each.
public enum Theme: Sendable, Hashable, CaseIterable {
  case colorless
  /// The terminal's own palette, so that its owner's choice of background is respected. Yellow and plain blue are left
  /// out: one is hard to read on white, the other on black.
  case colored

  /// The text as a terminal takes it.
  public func render(_ text: StyledText) -> String {
    guard self == .colored else { return text.characters }
    var output = ""
    text.forEachRun { style, characters in
      let beginning = Self.beginning(of: style)
      output += beginning
      output += characters
      if !beginning.isEmpty { output += "\u{1B}[0m" }
    }
    return output
  }

  /// Writes what `render` answers.
  public func write(_ text: StyledText, to bytes: inout [UInt8]) {
    guard self == .colorless else { return bytes.append(contentsOf: render(text).utf8) }
    bytes += text.bytes
  }

  /// What switches a style on: SGR (ECMA-48, Select Graphic Rendition).
  private static func beginning(of style: StyledText.Style) -> String {
    switch style {
    case .plain: ""
    case .strong: "\u{1B}[1m"
    case .faint: "\u{1B}[2m"
    case .error: "\u{1B}[1;31m"
    case .warning: "\u{1B}[1;35m"
    case .note: "\u{1B}[1;36m"
    case .success: "\u{1B}[1;32m"
    case .code, .listing: "\u{1B}[36m"
    case .label: "\u{1B}[36m"
    case .heading: "\u{1B}[1;4m"
    }
  }
}

/// Whether a stream gets colour, decided from facts that the executable gathers.
public struct ColorChoice: Sendable, Hashable {
  /// Whether the stream is a terminal.
  public var isTerminal: Bool
  /// `--plain` was given.
  public var isPlain: Bool
  /// The environment's NO_COLOR; nil if unset. Set but empty counts as unset (no-color.org).
  public var noColor: String?
  /// The environment's TERM; nil if unset.
  public var term: String?

  /// Creates a choice from what is known of the stream, the arguments and the environment.
  public init(isTerminal: Bool, isPlain: Bool, noColor: String?, term: String?) {
    self.isTerminal = isTerminal
    self.isPlain = isPlain
    self.noColor = noColor
    self.term = term
  }

  /// A terminal that does not say what it is gets no colour either.
  public var theme: Theme {
    guard isTerminal, !isPlain, noColor ?? "" == "", let term, term != "", term != "dumb" else { return .colorless }
    return .colored
  }
}
