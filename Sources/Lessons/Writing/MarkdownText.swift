import Exercises
import Rendering

/// Text from anywhere, on one line of Markdown, in which nothing is markup.
///
/// Words of letters, digits and harmless punctuation stay as they are. All others become code: in a span with enough
/// backticks a renderer reads no tag, link, image, entity or address, whatever extensions it has. A backslash would not do:
/// renderers look for addresses after they have removed it.
package struct MarkdownText {
  package private(set) var text = ""
  private var endsInCode = false
  private let startsBlock: Bool

  /// - Parameters:
  ///   - sentence: text in which code is between backticks.
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

  /// Adds prose word by word; neighbors that are no plain words share one span of code.
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
    // Markdown ignores a space at the start of a line, and takes two at its end for a line break.
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
    // Two spans that touch would be one run of backticks.
    if endsInCode { text += " " }
    text += CodeSpan.marked(code)
    endsInCode = true
  }

  /// Whether no renderer takes any part of the word for markup.
  private static func isPlain(_ word: String, isFirst: Bool) -> Bool {
    let scalars = Array(word.unicodeScalars)
    guard scalars.allSatisfy(isHarmless) else { return false }
    let core = scalars.drop { opening.contains($0) }.reversed().drop { closing.contains($0) }.reversed()
    guard let first = core.first else {
      // Punctuation alone: a list or a heading where it comes first, nothing elsewhere.
      return !isFirst && word.allSatisfy { "()'\",;.:?!".contains($0) } && word.count <= 3
    }
    // `12.` and `12)` at the start of a line begin a list.
    if isFirst, core.allSatisfy({ ("0"..."9").contains($0) }), core.count < scalars.count { return false }
    // A release or a fraction; four numbers could be an address.
    if core.allSatisfy({ ("0"..."9").contains($0) || $0 == "." || $0 == "/" }) {
      return core.count { $0 == "." || $0 == "/" } <= 2
    }
    // A dot or a colon inside of a word may make it an address; a hyphen does no harm inside.
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
