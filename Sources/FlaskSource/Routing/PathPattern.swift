/// The part of a regular expression that Werkzeug generates for a rule.
enum PatternElement: Hashable {
  case literal([Unicode.Scalar])
  /// `/+?`: a slash of a rule, which also matches repeated slashes.
  case slashes
  case variable(Converter.Pattern)
  /// `(?<!/)(/?)` or `(?<!/)(/*)`: the slash at the end of a path.
  case suffix(isRepeated: Bool)
}

/// A regular expression that Werkzeug generates for a rule or for a part of it.
struct PathPattern: Hashable {
  var elements: [PatternElement] = []
  /// Whether one more newline is allowed at the end.
  var allowsFinalNewline = false

  enum Result {
    case none
    /// The ranges of the variables and of the suffix.
    case match(variables: [Range<Int>], suffix: Range<Int>?)
    case notModeled(String)
  }

  /// Matches a whole range of a path. Of several ways to match, the result is the one that Python's `re` finds first.
  func match(_ text: [Unicode.Scalar], in range: Range<Int>) -> Result {
    var search = PatternSearch(pattern: self, text: text, range: range)
    let isFound = search.match(element: 0, at: range.lowerBound)
    if search.isUncertain { return .notModeled("a character of another script in a URL") }
    if search.attempts < 0 { return .notModeled("a URL that needs very many steps to match") }
    return isFound ? .match(variables: search.variables, suffix: search.suffix) : .none
  }

  /// Adds text after the last element.
  mutating func append(_ text: [Unicode.Scalar]) {
    if case .literal(let literal)? = elements.last {
      elements[elements.count - 1] = .literal(literal + text)
    } else if !text.isEmpty {
      elements.append(.literal(text))
    }
  }

  /// Removes a slash at the end. Returns whether there was one.
  mutating func removeFinalSlash() -> Bool {
    guard case .literal(let literal)? = elements.last, literal.last == "/" else { return false }
    elements.removeLast()
    append(Array(literal.dropLast()))
    return true
  }
}

/// A backtracking search for a pattern. The depth is the number of elements, and the number of attempts is limited.
private struct PatternSearch {
  let pattern: PathPattern
  let text: [Unicode.Scalar]
  let range: Range<Int>
  var variables: [Range<Int>] = []
  var suffix: Range<Int>?
  var attempts = 50_000
  /// Whether a character of another script was compared.
  var isUncertain = false

  mutating func match(element: Int, at position: Int) -> Bool {
    guard element < pattern.elements.count else { return isEnd(position) }
    let ends = ends(of: pattern.elements[element], at: position)
    attempts -= ends.count + 1
    for end in ends {
      guard attempts >= 0 else { return false }
      let count = variables.count
      switch pattern.elements[element] {
      case .variable: variables.append(position..<end)
      case .suffix: suffix = position..<end
      case .literal, .slashes: break
      }
      if match(element: element + 1, at: end) { return true }
      variables.removeSubrange(count...)
    }
    return false
  }

  private func isEnd(_ position: Int) -> Bool {
    if position == range.upperBound { return true }
    return pattern.allowsFinalNewline && position == range.upperBound - 1 && text[position] == "\n"
  }

  /// Returns where an element may end, in the order in which Python's `re` tries it.
  private mutating func ends(of element: PatternElement, at start: Int) -> [Int] {
    switch element {
    case .literal(let literal): return end(of: literal, at: start)
    case .slashes:
      let end = run(from: start) { $0 == "/" }
      return Array(start..<end).map { $0 + 1 }
    case .suffix(let isRepeated):
      if start > range.lowerBound, text[start - 1] == "/" { return [] }
      let end = run(from: start) { $0 == "/" }
      return descending(from: isRepeated ? end : min(end, start + 1), to: start)
    case .variable(let pattern): return ends(of: pattern, at: start)
    }
  }

  private mutating func ends(of pattern: Converter.Pattern, at start: Int) -> [Int] {
    switch pattern {
    case .segment(let minimum, let maximum, _):
      let end = run(from: start) { $0 != "/" }
      return descending(from: min(end, start + (maximum ?? end - start)), to: start + minimum)
    case .items(let items): return items.flatMap { end(of: $0, at: start) }
    case .path:
      guard start < range.upperBound, text[start] != "/" else { return [] }
      return Array((start + 1)...run(from: start + 1) { $0 != "\n" })
    case .digits(let isSigned):
      let digits = start + (isSigned && isCharacter("-", at: start) ? 1 : 0)
      return descending(from: digitsEnd(digits), to: digits + 1)
    case .decimal(let isSigned):
      let digits = start + (isSigned && isCharacter("-", at: start) ? 1 : 0)
      let point = digitsEnd(digits)
      guard point > digits, isCharacter(".", at: point) else { return [] }
      return descending(from: digitsEnd(point + 1), to: point + 2)
    case .expression(let expression):
      let compiled = RegularExpressionParser.expression(expression, flags: 0)
      guard let compiled else {
        isUncertain = true
        return []
      }
      let rest = text[..<range.upperBound]
      if compiled.dependsOnCategories, rest.contains(where: { !$0.isASCII }) { isUncertain = true }
      var search = RegularExpressionSearch(compiled, in: Array(rest))
      let ends = search.ends(at: start)
      if search.isExhausted { attempts = -1 }
      return ends
    case .uuid:
      let end = start + 36
      guard end <= range.upperBound else { return [] }
      let hyphens = [8, 13, 18, 23]
      let isUUID = (0..<36).allSatisfy {
        hyphens.contains($0) ? text[start + $0] == "-" : text[start + $0].isASCIIHexDigit
      }
      return isUUID ? [end] : []
    }
  }

  private func end(of literal: [Unicode.Scalar], at start: Int) -> [Int] {
    let end = start + literal.count
    guard end <= range.upperBound, text[start..<end].elementsEqual(literal) else { return [] }
    return [end]
  }

  private func run(from start: Int, while matches: (Unicode.Scalar) -> Bool) -> Int {
    var end = start
    while end < range.upperBound, matches(text[end]) { end += 1 }
    return end
  }

  private func isCharacter(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
    index < range.upperBound && text[index] == scalar
  }

  private mutating func digitsEnd(_ start: Int) -> Int {
    let end = run(from: start) { $0.isASCIIDigit }
    // `\d` also matches digits of other scripts.
    if end < range.upperBound, text[end].value >= 0x80, text[end].properties.generalCategory == .decimalNumber {
      isUncertain = true
    }
    return end
  }

  private func descending(from last: Int, to first: Int) -> [Int] { Array(stride(from: last, through: first, by: -1)) }
}
