/// How styles look. No theme uses color alone to show something: the words and marks are the same in each theme.
public enum Theme: Sendable, Hashable, CaseIterable {
  case colorless
  /// Uses the terminal's own palette, which fits the background that the user chose. Yellow and plain blue are not
  /// used: yellow is hard to read on white, blue on black.
  case colored

  /// Returns the text with terminal escape sequences.
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

  /// Writes the text that `render` returns.
  public func write(_ text: StyledText, to bytes: inout [UInt8]) {
    guard self == .colorless else { return bytes.append(contentsOf: render(text).utf8) }
    bytes += text.bytes
  }

  /// The escape sequence that switches a style on: SGR (ECMA-48, Select Graphic Rendition).
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

/// Decides whether a stream gets color, from facts that the executable collects.
public struct ColorChoice: Sendable, Hashable {
  /// Whether the stream is a terminal.
  public var isTerminal: Bool
  /// Whether `--plain` was given.
  public var isPlain: Bool
  /// The environment's NO_COLOR; nil if unset. An empty value counts as unset (no-color.org).
  public var noColor: String?
  /// The environment's TERM; nil if unset.
  public var term: String?

  /// Creates a choice from what is known about the stream, the arguments and the environment.
  public init(isTerminal: Bool, isPlain: Bool, noColor: String?, term: String?) {
    self.isTerminal = isTerminal
    self.isPlain = isPlain
    self.noColor = noColor
    self.term = term
  }

  /// Whether color is used: a terminal without a TERM value gets no color.
  public var theme: Theme {
    guard isTerminal, !isPlain, noColor ?? "" == "", let term, term != "", term != "dumb" else { return .colorless }
    return .colored
  }
}
