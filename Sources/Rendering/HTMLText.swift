import Diagnostics
import Syntax

/// HTML for the pages of the book. Each part with a style becomes a `span` with the name of the style as its class. A page
/// shows it inside a `pre` element.
extension StyledText {
  /// The text as HTML.
  public var html: String {
    var output: [UInt8] = []
    writeHTML(to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the text as HTML.
  public func writeHTML(to output: inout [UInt8]) {
    forEachRun { style, characters in
      guard let name = style.className else { return writeHTMLText(characters.utf8, to: &output) }
      writeHTMLSpan(name, characters.utf8, to: &output)
    }
  }
}

/// Appends the code of a script as HTML, with the roles of its tokens as classes of `span` elements.
public func writeHTML(ofCode code: [UInt8], to output: inout [UInt8]) {
  var place = 0
  for token in CodeToken.all(in: code) where token.bytes.lowerBound >= place && token.bytes.upperBound <= code.count {
    writeHTMLText(code[place..<token.bytes.lowerBound], to: &output)
    writeHTMLSpan(token.role.className, code[token.bytes], to: &output)
    place = token.bytes.upperBound
  }
  writeHTMLText(code[place...], to: &output)
}

private func writeHTMLSpan(_ name: String, _ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
  output += Array("<span class=\"\(name)\">".utf8)
  writeHTMLText(bytes, to: &output)
  output += Array("</span>".utf8)
}

extension StyledText.Style {
  /// The class of its `span`; nil for plain text, which has none.
  fileprivate var className: String? {
    switch self {
    case .plain: nil
    case .strong: "strong"
    case .faint: "faint"
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    case .success: "success"
    case .code: "code"
    case .label: "label"
    case .heading: "heading"
    case .listing: "listing"
    }
  }
}

extension CodeToken.Role {
  /// The class of its `span`. The names differ from those of styles.
  fileprivate var className: String {
    switch self {
    case .statement: "t-statement"
    case .word: "t-word"
    case .name: "t-name"
    case .number: "t-number"
    case .text: "t-text"
    case .comment: "t-comment"
    case .sign: "t-sign"
    case .problem: "t-problem"
    }
  }
}
