/// How styles look. No theme says anything by colour alone: the words and marks are the same under each.
package enum Theme: Sendable, Hashable, CaseIterable {
  case colourless
  /// The terminal's own palette, so that its owner's choice of background is respected. Yellow and plain blue are left
  /// out: one is hard to read on white, the other on black.
  case coloured

  /// The text as a terminal takes it.
  package func render(_ text: StyledText) -> String {
    guard self == .coloured else { return text.characters }
    var output = ""
    text.forEachRun { style, characters in
      guard let parameters = Self.parameters(of: style) else {
        output += characters
        return
      }
      output += "\u{1B}[\(parameters)m"
      output += characters
      output += "\u{1B}[0m"
    }
    return output
  }

  /// The parameters of SGR (ECMA-48, Select Graphic Rendition) for a style; nil for none.
  private static func parameters(of style: StyledText.Style) -> String? {
    switch style {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .error: "1;31"
    case .warning: "1;35"
    case .note: "1;36"
    case .success: "1;32"
    case .code: "36"
    case .label: "36"
    case .heading: "1;4"
    }
  }
}
