import Rendering

/// Untrusted text as one line of Markdown that contains no active markup.
///
/// Words of letters, digits and harmless punctuation stay as they are. All others become code. In a code span with enough
/// backticks, no renderer finds a tag, link, image, entity or address, whatever extensions it has. Backslashes would not be
/// enough: renderers look for addresses after they have removed the backslashes.
package struct MarkdownText {
  package private(set) var text = ""
  private var endsInCode = false
  private let startsBlock: Bool

  /// - Parameters:
  ///   - sentence: text with code in backticks.
  ///   - startsBlock: whether it starts a paragraph or a list item, where `1.` would start a list.
  package init(_ sentence: String, startsBlock: Bool) {
    self.startsBlock = startsBlock
    var words: [String] = []
    for piece in CodeSpan.pieces(of: escapedForDisplay(sentence)) {
      switch piece {
      case .text(let text):
        add(text, &words)
      case .code(let code):
        flush(&words)
        addCode(code)
      }
    }
    flush(&words)
  }

  /// Adds prose word by word. Adjacent words that are not plain share one code span.
  private mutating func add(_ prose: String, _ unsafe: inout [String]) {
    for (index, part) in prose.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      if index > 0, unsafe.isEmpty { addSpace() }
      let word = String(part)
      guard !word.isEmpty else { continue }
      if Self.isPlain(word, isFirst: startsBlock && text.isEmpty && unsafe.isEmpty) {
        if !unsafe.isEmpty {
          flush(&unsafe)
          addSpace()
        }
        text += word
        endsInCode = false
      } else {
        unsafe.append(word)
      }
    }
    if !unsafe.isEmpty {
      let endsInSpace = prose.hasSuffix(" ")
      flush(&unsafe)
      if endsInSpace { addSpace() }
    }
  }

  private mutating func addSpace() {
    // Markdown ignores a space at the start of a line, and two spaces at the end are a line break.
    guard !text.isEmpty, text.last != " " else { return }
    text += " "
    endsInCode = false
  }

  private mutating func flush(_ words: inout [String]) {
    guard !words.isEmpty else { return }
    addCode(words.joined(separator: " "))
    words = []
  }

  private mutating func addCode(_ code: String) {
    guard !code.isEmpty else { return }
    // Two adjacent code spans would merge into one run of backticks.
    if endsInCode { text += " " }
    text += CodeSpan.marked(code)
    endsInCode = true
  }

  /// Whether no renderer can read any part of the word as markup.
  private static func isPlain(_ word: String, isFirst: Bool) -> Bool {
    let scalars = Array(word.unicodeScalars)
    guard scalars.allSatisfy(isHarmless) else { return false }
    let core = scalars.drop { opening.contains($0) }.reversed().drop { closing.contains($0) }.reversed()
    guard let first = core.first else {
      // Punctuation alone starts a list or a heading at the start of a line. Elsewhere it does nothing.
      return !isFirst && word.allSatisfy { "()'\",;.:?!".contains($0) } && word.count <= 3
    }
    // `12.` and `12)` at the start of a line start a list.
    if isFirst, core.allSatisfy({ ("0"..."9").contains($0) }), core.count < scalars.count { return false }
    // A release or a fraction is harmless; four numbers could be an IP address.
    if core.allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "/" }) {
      return core.count { $0 == "." || $0 == "/" } <= 2
    }
    // A dot or a colon inside a word could make it an address; a hyphen inside a word is harmless.
    return first != "-" && core.last != "-" && !core.contains { $0 == "." || $0 == ":" || $0 == "/" }
  }

  private static let opening: Set<Unicode.Scalar> = ["(", "'", "\""]
  private static let closing: Set<Unicode.Scalar> = [")", "'", "\"", ",", ";", ".", ":", "?", "!"]

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "(", ")", "'", "\"", ",", ";", ".", ":", "?", "!", "-", "/": true
    case _ where scalar.value < 0x80: false
    default: scalar.properties.isAlphabetic
    }
  }
}
