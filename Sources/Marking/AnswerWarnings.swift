import Diagnostics
import Exercises
import Rendering

/// Warns a person who reads an answer about text that looks like something else.
struct AnswerWarnings {
  private(set) var sentences: [String] = []

  /// The maximum number of names with a warning of their own.
  private static let shownNames = 5

  init(_ answer: SourceText) {
    // ASCII text has no lookalikes.
    guard answer.bytes.contains(where: { $0 >= 0x80 }) else { return }
    let text = String(decoding: answer.bytes.prefix(AnswerLimits.standard.bytes), as: UTF8.self)
    if text.unicodeScalars.contains(where: { $0.isBidirectionalControl }) {
      sentences.append("The answer contains characters that change the direction of text.")
    }
    let names = Self.names(in: Self.code(of: text))
    let lookalikes = names.filter { name in
      guard let skeleton = Self.skeleton(of: name) else { return false }
      return names.contains(skeleton) || skeleton.utf8.allSatisfy { $0 < 0x80 }
    }
    sentences += lookalikes.sorted().prefix(Self.shownNames).map { name in
      let skeleton = Self.skeleton(of: name) ?? name
      return "The name \(Self.short(name)) looks like \(Self.short(skeleton)) but is a different name."
    }
    let more = lookalikes.count - Self.shownNames
    if more > 0 { sentences.append("\(more) more names look like other names.") }
  }

  private static func short(_ name: String) -> String { withoutMiddle(name[...], limit: 80) }

  /// Returns the text without its comments, which may be in any language.
  private static func code(of text: String) -> String {
    var code = String.UnicodeScalarView()
    var quote: Unicode.Scalar?
    var isComment = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" {
        (quote, isComment) = (nil, false)
      } else if quote == nil, scalar == "#" {
        isComment = true
      } else if !isComment, scalar == "\"" || scalar == "'" {
        quote = quote == nil ? scalar : quote == scalar ? nil : quote
      }
      if !isComment { code.append(scalar) }
    }
    return String(code)
  }

  private static func names(in text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
  }

  /// Returns the name with its Greek and Cyrillic letters replaced by the Latin letters that look like them; nil if it has
  /// none. The table has the most similar letters of Unicode Technical Standard 39.
  private static func skeleton(of name: String) -> String? {
    guard name.unicodeScalars.contains(where: { lookalikes[$0] != nil }) else { return nil }
    return String(String.UnicodeScalarView(name.unicodeScalars.map { lookalikes[$0] ?? $0 }))
  }

  private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = [
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X",
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
    "Τ": "T", "Υ": "Y", "Χ": "X", "ο": "o", "ν": "v",
  ]
}

extension Unicode.Scalar {
  fileprivate var isBidirectionalControl: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
    default: false
    }
  }
}
