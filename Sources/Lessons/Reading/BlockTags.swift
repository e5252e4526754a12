/// What a block of HTML in a lesson says about the blocks after it. Lessons use `<details>` for what readers open on request,
/// and `<div class="page">` for text that only makes sense on a page of a Git host.
package enum BlockTag: Sendable, Hashable {
  /// - `summary`: the text of its `<summary>`; nil if the block has none.
  case fold(summary: String?)
  case foldEnd
  case division(isForPage: Bool)
  case divisionEnd
  /// Other tags and text, as written.
  case other(String)

  /// Returns the tags in a block, in order. Comments and empty text are left out.
  package static func all(in html: String) -> [BlockTag] {
    var reading = BlockTagReading(html)
    return reading.tags()
  }
}

private struct BlockTagReading {
  private var rest: Substring
  private var found: [BlockTag] = []
  private var other = ""

  init(_ html: String) { rest = html[...] }

  mutating func tags() -> [BlockTag] {
    while let character = rest.first {
      guard character == "<" else {
        other += rest.prefix { $0 != "<" }
        rest = rest.drop { $0 != "<" }
        continue
      }
      if rest.hasPrefix("<!--") {
        skip(past: "-->")
      } else {
        read(rest.prefix { $0 != ">" } + ">")
      }
    }
    keepOther()
    return found
  }

  /// Reads a tag at the start of the rest.
  private mutating func read(_ tag: Substring) {
    rest = rest.drop { $0 != ">" }.dropFirst()
    let lower = tag.lowercased()
    switch lower.dropFirst().prefix(while: { $0.isLetter || $0 == "/" }) {
    case "details": add(.fold(summary: nil))
    case "/details": add(.foldEnd)
    case "div": add(.division(isForPage: lower.contains(#"class="page""#)))
    case "/div": add(.divisionEnd)
    case "summary": readSummary(tag)
    default: other += tag
    }
  }

  /// Reads the title of the fold that was just opened.
  private mutating func readSummary(_ tag: Substring) {
    keepOther()
    guard found.last == .fold(summary: nil), let end = rest.firstRange(of: "</summary>") else {
      other += tag
      return
    }
    found.removeLast()
    found.append(.fold(summary: Self.withoutTags(rest[..<end.lowerBound])))
    rest = rest[end.upperBound...]
  }

  private static func withoutTags(_ html: Substring) -> String {
    let pieces = html.split(separator: "<", omittingEmptySubsequences: false)
    let text = (pieces.first ?? "") + pieces.dropFirst().map { $0.drop { $0 != ">" }.dropFirst() }.joined()
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func skip(past end: String) {
    rest = rest.firstRange(of: end).map { rest[$0.upperBound...] } ?? ""
  }

  private mutating func add(_ tag: BlockTag) {
    keepOther()
    found.append(tag)
  }

  private mutating func keepOther() {
    if other.contains(where: { !$0.isWhitespace }) { found.append(.other(other)) }
    other = ""
  }
}
