import Diagnostics

/// What a person who reads an answer should know before trusting what the eyes see.
struct AnswerWarnings {
  private(set) var sentences: [String] = []

  init(_ answer: SourceText) {
    let text = String(decoding: answer.bytes.prefix(1 << 20), as: UTF8.self)
    if text.unicodeScalars.contains(where: \.isBidirectionalControl) {
      sentences.append("It holds characters that turn the direction of text around.")
    }
    let names = Self.names(in: text)
    for name in names.sorted() where name.unicodeScalars.contains(where: { !$0.isASCII }) {
      let skeleton = Self.skeleton(of: name)
      if skeleton != name, names.contains(skeleton) || skeleton.unicodeScalars.allSatisfy(\.isASCII) {
        sentences.append("The name \(name) looks like \(skeleton) and is another.")
      }
    }
  }

  private static func names(in text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
  }

  /// The name in Latin letters that look like its Greek and Cyrillic ones (Unicode Technical Standard 39, the letters that
  /// are most alike).
  private static func skeleton(of name: String) -> String { String(name.map { lookalikes[$0] ?? $0 }) }

  private static let lookalikes: [Character: Character] = [
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
