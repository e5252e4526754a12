/// A value among the arguments of a converter: `2` in `string(length=2)`.
enum ConverterValue: Hashable {
  case none
  case bool(Bool)
  case number(DecimalNumber)
  case text([Unicode.Scalar])
  /// A value that Python may read in another way than it looks: `1e5`, `1_000`, `nan`.
  case uncertain
}

/// The arguments of a converter, as Werkzeug's `parse_converter_args` reads them.
///
/// Werkzeug searches for values with a regular expression. Before 3.0, it skips text that does not match.
struct ConverterArguments {
  var positional: [ConverterValue] = []
  /// The named values. Of two with the same name, the last one counts.
  var named: [(name: String, value: ConverterValue)] = []

  private let text: [Unicode.Scalar]

  /// Reads the arguments. Returns nil if Werkzeug raises `ValueError`.
  init?(_ arguments: [Unicode.Scalar], _ behavior: RoutingBehavior) {
    text = arguments + [","]
    var position = 0
    while position < text.count {
      var start = position
      var item: Item?
      while start < text.count {
        item = self.item(at: behavior.checksArguments ? skippingSpaces(start) : start)
        if item != nil { break }
        start += 1
      }
      guard let item else { return }
      if behavior.checksArguments, start != position { return nil }
      add(item)
      position = item.end
    }
  }

  private struct Item {
    var name: String?
    var value: ConverterValue
    var end: Int
  }

  private mutating func add(_ item: Item) {
    guard let name = item.name else { return positional.append(item.value) }
    named.removeAll { $0.name == name }
    named.append((name, item.value))
  }

  private func item(at start: Int) -> Item? {
    let word = wordEnd(start)
    let equals = skippingSpaces(word)
    if word > start, character(equals) == "=", let found = value(at: skippingSpaces(equals + 1)) {
      return Item(name: String(scalars: text[start..<word]), value: found.value, end: found.end)
    }
    return value(at: start).map { Item(name: nil, value: $0.value, end: $0.end) }
  }

  /// Returns the value at a position with the comma after it.
  private func value(at start: Int) -> (value: ConverterValue, end: Int)? {
    for end in wordCandidates(start) {
      let comma = skippingSpaces(end)
      if character(comma) == "," { return (Self.read(text[start..<end]), comma + 1) }
    }
    return quoted(at: start)
  }

  /// Returns where an unquoted value may end, in the order of Werkzeug's regular expression:
  /// `True|False|\d+.\d+|\d+.|\d+|[\w\d_.]+`. Its dots match any character.
  private func wordCandidates(_ start: Int) -> [Int] {
    var ends: [Int] = []
    if text[start...].starts(with: "True".unicodeScalars) { ends.append(start + 4) }
    if text[start...].starts(with: "False".unicodeScalars) { ends.append(start + 5) }
    let digits = digitsEnd(start)
    if digits > start {
      for dot in stride(from: digits, to: start, by: -1) where isAny(dot) {
        let end = digitsEnd(dot + 1)
        if end > dot + 1 { ends += stride(from: end, to: dot + 1, by: -1) }
      }
      for dot in stride(from: digits, to: start, by: -1) where isAny(dot) { ends.append(dot + 1) }
      ends += stride(from: digits, to: start, by: -1)
    }
    var end = start
    while let next = character(end), next.isWordCharacter || next == "." { end += 1 }
    return ends + stride(from: end, to: start, by: -1)
  }

  private func quoted(at start: Int) -> (value: ConverterValue, end: Int)? {
    let prefix: [Unicode.Scalar] = ["u", "r", "U", "R"]
    let open = character(start).map { prefix.contains($0) } == true ? start + 1 : start
    guard let quote = character(open), quote == "\"" || quote == "'" else { return nil }
    guard let close = text[(open + 1)...].firstIndex(of: quote) else { return nil }
    let comma = skippingSpaces(close + 1)
    guard character(comma) == "," else { return nil }
    return (.text(Array(text[(open + 1)..<close])), comma + 1)
  }

  /// Reads an unquoted value as Werkzeug's `_pythonize` does.
  private static func read(_ text: ArraySlice<Unicode.Scalar>) -> ConverterValue {
    let scalars = Array(text)
    if scalars.elementsEqual("True".unicodeScalars) { return .bool(true) }
    if scalars.elementsEqual("False".unicodeScalars) { return .bool(false) }
    if scalars.elementsEqual("None".unicodeScalars) { return .none }
    if let number = DecimalNumber(scalars) { return .number(number) }
    let numberCharacters: [Unicode.Scalar] = [".", "_", "e", "E", "+", "-"]
    let startsLikeNumber = scalars.first.map { $0.isASCIIDigit || $0 == "." } ?? false
    let looksLikeNumber = startsLikeNumber && scalars.allSatisfy { $0.isASCIIDigit || numberCharacters.contains($0) }
    let hasSpace = scalars.contains { $0.isPythonSpace }
    return looksLikeNumber || hasSpace || isFloatName(scalars) ? .uncertain : .text(scalars)
  }

  /// Returns whether Python's `float` reads a word as a number.
  private static func isFloatName(_ word: [Unicode.Scalar]) -> Bool {
    let lower = String(scalars: word).lowercased()
    return lower == "nan" || lower == "inf" || lower == "infinity"
  }

  private func character(_ index: Int) -> Unicode.Scalar? { index < text.count ? text[index] : nil }

  /// Returns whether the dot of a regular expression matches the character at a position.
  private func isAny(_ index: Int) -> Bool { character(index).map { $0 != "\n" } ?? false }

  private func skippingSpaces(_ start: Int) -> Int {
    var end = start
    while let next = character(end), next.isPythonSpace { end += 1 }
    return end
  }

  private func wordEnd(_ start: Int) -> Int {
    var end = start
    while let next = character(end), next.isWordCharacter { end += 1 }
    return end
  }

  private func digitsEnd(_ start: Int) -> Int {
    var end = start
    while let next = character(end), next.isASCIIDigit { end += 1 }
    return end
  }
}

extension Unicode.Scalar {
  /// Whether `\w` matches an ASCII character.
  var isWordCharacter: Bool { isASCIILetter || isASCIIDigit || self == "_" }
  /// Whether `\s` matches an ASCII character.
  var isPythonSpace: Bool { (value >= 0x09 && value <= 0x0D) || (value >= 0x1C && value <= 0x20) }
}
