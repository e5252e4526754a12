import Syntax

/// A parsed usage line, such as `raise EXCEPTION [in BLUEPRINT]`. Tells what can come next in a line.
indirect enum UsageForm: Equatable {
  /// A literal word or punctuation character.
  case word(String)
  /// A placeholder: a word in capitals.
  case blank(String)
  /// A placeholder between quotes.
  case text
  case sequence([UsageForm])
  case choice([UsageForm])
  case optional(UsageForm)
  /// A comma-separated list.
  case list(UsageForm)

  /// Parses a usage line; `[...]`, `A|B` and `, ...` mean what `StatementDescriptor.usage` says.
  init(_ usage: String) {
    var parts = Self.parts(of: usage)[...]
    self = Self.sequence(from: &parts)
  }

  private static func sequence(from parts: inout ArraySlice<String>) -> UsageForm {
    var items: [UsageForm] = []
    while let part = parts.popFirst(), part != "]" {
      switch part {
      case "[": items.append(.optional(sequence(from: &parts)))
      case "|":
        guard let first = items.popLast(), let second = parts.popFirst() else { break }
        items.append(.choice([first, item(second)]))
      case "...":
        // The repeated part starts at the last part that is not optional, or at the optional parts before it.
        _ = items.popLast()
        var start = items.lastIndex { !$0.isOptional } ?? 0
        while start > 0, items[start - 1].isOptional { start -= 1 }
        items = items[..<start] + [.list(.sequence(Array(items[start...])))]
      default: items.append(item(part))
      }
    }
    return .sequence(items)
  }

  private static func item(_ part: String) -> UsageForm {
    if part.first == "\"" || part.hasPrefix("f\"") { return .text }
    return part.allSatisfy { $0.isUppercase } ? .blank(part) : .word(part)
  }

  /// Splits a usage line into words, quoted texts and punctuation.
  private static func parts(of usage: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(usage)
    while let first = rest.first {
      var length = 1
      if first == "\"" || rest.hasPrefix("f\"") {
        length = (rest.firstIndex(of: "\"").map { rest.distance(from: rest.startIndex, to: $0) } ?? 0) + 1
        length += rest.dropFirst(length).prefix { $0 != "\"" }.count + 1
      } else if first.isLetter || first == "." {
        length = rest.prefix { $0.isLetter || $0 == "." || $0 == "-" || $0 == "_" }.count
      } else if rest.hasPrefix("->") || rest.hasPrefix("==") {
        length = 2
      }
      if first != " " { parts.append(String(rest.prefix(length))) }
      rest = rest.dropFirst(length)
    }
    return parts
  }
}

extension UsageForm {
  private var isOptional: Bool { if case .optional = self { true } else { false } }

  /// Returns what can come after the words, or nothing if they do not match this form.
  func next(after words: [String]) -> [UsageForm] {
    var next: [UsageForm] = []
    _ = ends(from: [0], in: words, &next)
    return next
  }

  /// Returns the positions at which this form can end if it starts at one of the given positions.
  private func ends(from starts: Set<Int>, in words: [String], _ next: inout [UsageForm]) -> Set<Int> {
    switch self {
    case .word, .blank, .text:
      if starts.contains(words.count) { next.append(self) }
      return Set(starts.filter { $0 < words.count && takes(words[$0]) }.map { $0 + 1 })
    case .sequence(let items):
      return items.reduce(starts) { starts, item in
        starts.isEmpty ? [] : item.ends(from: starts, in: words, &next)
      }
    case .choice(let items):
      return items.reduce([]) { $0.union($1.ends(from: starts, in: words, &next)) }
    case .optional(let item):
      return starts.union(item.ends(from: starts, in: words, &next))
    case .list(let item):
      var all = item.ends(from: starts, in: words, &next)
      var newest = all
      while !newest.isEmpty {
        let commas = Set(newest.filter { $0 < words.count && words[$0] == "," }.map { $0 + 1 })
        newest = commas.isEmpty ? [] : item.ends(from: commas, in: words, &next)
        all.formUnion(newest)
      }
      return all
    }
  }

  /// Returns whether this form contains these words in this order.
  func uses(_ words: [String]) -> Bool {
    let own = self.words
    return !words.isEmpty && own.indices.contains { own[$0...].starts(with: words) }
  }

  /// The literal words and punctuation, in lower case.
  private var words: [String] {
    switch self {
    case .word(let word): [word.lowercased()]
    case .blank, .text: []
    case .sequence(let items), .choice(let items): items.flatMap { $0.words }
    case .optional(let item), .list(let item): item.words
    }
  }

  private func takes(_ word: String) -> Bool {
    switch self {
    case .word(let expected): return word == expected
    case .text: return word.isQuoted
    case .blank("FRAMEWORK"): return word.first?.isLetter ?? false
    case .blank("RELEASE"): return word.first?.isNumber ?? false
    case .blank("CODE"), .blank("STATUS"): return word.allSatisfy { $0.isNumber }
    // `why visit` asks about a visit, not about a class.
    case .blank("EXCEPTION"): return word.isName && StatementWord(rawValue: word) == nil
    case .blank: return word.isName || word == "\"\""
    default: return false
    }
  }
}

extension String {
  fileprivate var isQuoted: Bool {
    let start = first == "f" ? dropFirst().first : first
    return start == "\"" || start == "'"
  }
  fileprivate var isName: Bool { first.map { $0.isLetter || $0.isNumber || $0 == "_" || !$0.isASCII } ?? false }
}
