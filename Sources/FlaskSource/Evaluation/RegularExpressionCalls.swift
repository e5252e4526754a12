import Diagnostics
import PythonSyntax
import Resolution

/// Python's module `re`, for texts that are known.
///
/// A compiled pattern is a partial with its text and its flags. A match is a partial with its text, its groups and
/// their positions; the names of groups are its keywords.
extension Evaluator {
  /// The options of `re` as numbers.
  static func regularExpressionFlag(_ name: String) -> Int64? {
    switch name {
    case "re.I", "re.IGNORECASE": 2
    case "re.M", "re.MULTILINE": 8
    case "re.S", "re.DOTALL": 16
    case "re.U", "re.UNICODE": 32
    case "re.X", "re.VERBOSE": 64
    case "re.A", "re.ASCII": 256
    default: nil
    }
  }

  /// Calls a function of `re`; returns nil if it is not modeled.
  mutating func callRegularExpressions(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    switch (name, arguments.value(0, "pattern")) {
    case ("escape", .text(let text)?): return .text(Self.escapedForPattern(text))
    case ("compile", .text(let pattern)?):
      var flags: Int64 = 0
      if let given = arguments.value(1, "flags") {
        guard case .integer(let number) = given else { return nil }
        flags = number
      }
      guard RegularExpressionParser.expression(pattern, flags: flags) != nil else { return nil }
      return .partial("re.Pattern", [.text(pattern), .integer(flags)], [:])
    case ("compile", .partial("re.Pattern", let values, let names)?):
      return .partial("re.Pattern", values, names)
    case (_, .text(let pattern)?):
      var rest = arguments
      if rest.positional.isEmpty { rest.keywords["pattern"] = nil } else { rest.positional.removeFirst() }
      let flagsPlace = name == "sub" || name == "subn" ? 3 : name == "split" ? 2 : 1
      var flags: Int64 = 0
      if let given = rest.value(flagsPlace, "flags") {
        guard case .integer(let number) = given else { return nil }
        flags = number
      }
      rest.keywords["flags"] = nil
      if rest.positional.count > flagsPlace { rest.positional.removeLast() }
      return try callPattern(name, pattern, flags, rest, at: span)
    case (_, .partial("re.Pattern", _, _)?):
      guard !arguments.positional.isEmpty, let compiled = arguments.positional.first else { return nil }
      var rest = arguments
      rest.positional.removeFirst()
      return try callCompiledPattern(name, compiled, rest, at: span)
    default: return nil
    }
  }

  /// Calls a method of a compiled pattern; returns nil if it is not modeled.
  mutating func callCompiledPattern(
    _ name: String, _ compiled: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    guard case .partial("re.Pattern", let values, _) = compiled, values.count == 2,
      case .text(let pattern) = values[0], case .integer(let flags) = values[1]
    else { return nil }
    return try callPattern(name, pattern, flags, arguments, at: span)
  }

  private mutating func callPattern(
    _ name: String, _ pattern: String, _ flags: Int64, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    let isSubstitution = name == "sub" || name == "subn"
    guard let expression = RegularExpressionParser.expression(pattern, flags: flags),
      case .text(let text)? = arguments.value(isSubstitution ? 1 : 0, "string"),
      expression.dependsOnCategories == false || text.utf8.allSatisfy({ $0 < 0x80 })
    else { return nil }
    var search = RegularExpressionSearch(expression, in: Array(text.unicodeScalars))
    defer { steps += (200_000 - search.remaining) / 100 }
    switch name {
    case "match", "fullmatch", "search":
      // The methods of a pattern can get a position to start at.
      guard arguments.positional.count <= 1, arguments.keywords.keys.allSatisfy({ $0 == "string" }) else { return nil }
      let groups: RegularExpressionSearch.Groups? =
        switch name {
        case "match": search.match(at: 0, .prefix)
        case "fullmatch": search.match(at: 0, .whole)
        default: search.search(from: 0)
        }
      if search.isExhausted { return nil }
      return groups.map { match($0, of: search, expression, text) } ?? Value.none
    case "findall", "finditer":
      guard arguments.positional.count == 1 else { return nil }
      let found = search.all()
      if search.isExhausted { return nil }
      if name == "finditer" { return newList(found.map { match($0, of: search, expression, text) }) }
      return newList(found.map { element($0, search.text) })
    case "split":
      guard let most = count(arguments.value(1, "maxsplit")) else { return nil }
      let found = search.all(most: most == 0 ? nil : most)
      if search.isExhausted { return nil }
      return newList(pieces(of: search.text, around: found))
    case "sub", "subn":
      guard let replacement = arguments.value(0, "repl"), let most = count(arguments.value(2, "count")) else {
        return nil
      }
      let found = search.all(most: most == 0 ? nil : most)
      if search.isExhausted { return nil }
      guard let result = try replaced(found, in: search, expression, text, with: replacement, at: span) else {
        return nil
      }
      return name == "sub" ? result : .tuple([result, .integer(Int64(found.count))])
    default: return nil
    }
  }

  private func count(_ value: Value?) -> Int? {
    switch value {
    case nil: 0
    case .integer(let number)? where number >= 0: Int(clamping: number)
    default: nil
    }
  }

  private func textOf(_ range: Range<Int>?, _ text: [Unicode.Scalar]) -> Value {
    range.map { .text(String(scalars: text[$0])) } ?? .none
  }

  private func match(
    _ groups: RegularExpressionSearch.Groups, of search: RegularExpressionSearch, _ expression: RegularExpression,
    _ text: String
  ) -> Value {
    var names = Keywords()
    for (name, group) in expression.groupNames { names[name] = .integer(Int64(group)) }
    return .partial(
      "re.Match",
      [
        .text(text), .tuple(groups.map { textOf($0, search.text) }),
        .tuple(groups.map { .integer(Int64($0?.lowerBound ?? -1)) }),
        .tuple(groups.map { .integer(Int64($0?.upperBound ?? -1)) }),
      ], names)
  }

  /// Returns an element of the list that `findall` makes.
  private func element(_ groups: RegularExpressionSearch.Groups, _ text: [Unicode.Scalar]) -> Value {
    // A group that did not take part is an empty text here.
    let texts = groups.map { group in group.map { textOf($0, text) } ?? .text("") }
    return switch texts.count {
    case 1: texts[0]
    case 2: texts[1]
    default: .tuple(Array(texts.dropFirst()))
    }
  }

  private func pieces(of text: [Unicode.Scalar], around matches: [RegularExpressionSearch.Groups]) -> [Value] {
    var pieces: [Value] = []
    var start = 0
    for groups in matches {
      guard let whole = groups.first ?? nil else { continue }
      pieces.append(.text(String(scalars: text[start..<whole.lowerBound])))
      pieces += groups.dropFirst().map { textOf($0, text) }
      start = whole.upperBound
    }
    return pieces + [.text(String(scalars: text[start...]))]
  }

  private mutating func replaced(
    _ matches: [RegularExpressionSearch.Groups], in search: RegularExpressionSearch, _ expression: RegularExpression,
    _ text: String, with replacement: Value, at span: Span
  ) throws(Interruption) -> Value? {
    var parts: [TextPart] = []
    var start = 0
    for groups in matches {
      guard let whole = groups.first ?? nil else { continue }
      parts.append(.text(String(scalars: search.text[start..<whole.lowerBound])))
      start = whole.upperBound
      if case .text(let template) = replacement {
        guard let text = expanded(template, groups, search.text, expression) else { return nil }
        parts.append(.text(text))
      } else {
        guard isCallable(replacement) else { return nil }
        let result = try call(
          replacement, Arguments(positional: [match(groups, of: search, expression, text)]), at: span)
        guard case .text = result else { return nil }
        parts += self.parts(of: result)
      }
    }
    if matches.isEmpty, case .text(let template) = replacement,
      expanded(template, Array(repeating: 0..<0, count: expression.groupCount + 1), search.text, expression) == nil
    {
      return nil
    }
    return template(parts + [.text(String(scalars: search.text[start...]))])
  }

  /// Returns a replacement with the texts of its groups: `\1`, `\g<name>`. Returns nil for other escapes.
  private func expanded(
    _ template: String, _ groups: RegularExpressionSearch.Groups, _ text: [Unicode.Scalar],
    _ expression: RegularExpression
  ) -> String? {
    var result = String.UnicodeScalarView()
    var rest = Array(template.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      guard let escaped = rest.popFirst() else { return nil }
      switch escaped {
      case "\\": result.append("\\")
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "1"..."9":
        if let following = rest.first, following.isASCIIDigit { return nil }
        let group = Int(escaped.value) - 0x30
        guard groups.indices.contains(group) else { return nil }
        if let range = groups[group] { result.append(contentsOf: text[range]) }
      case "g":
        guard rest.popFirst() == "<", let end = rest.firstIndex(of: ">") else { return nil }
        let name = String(scalars: rest[..<end])
        rest = rest[(end + 1)...]
        let named = expression.groupNames.first { $0.name == name }?.group
        guard let group = named ?? Int(name), groups.indices.contains(group) else { return nil }
        if let range = groups[group] { result.append(contentsOf: text[range]) }
      default: return nil
      }
    }
    return String(result)
  }

  private static func escapedForPattern(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "()[]{}?*+-|^$\\.&~# \t\n\r\u{0B}\u{0C}".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  // MARK: Matches

  /// Calls a method of a match; returns nil if it is not modeled.
  mutating func callMatch(_ name: String, _ match: Value, _ arguments: Arguments) throws(Interruption) -> Value? {
    guard case .partial("re.Match", let values, let names) = match, values.count == 4,
      case .tuple(let texts) = values[1], case .tuple(let starts) = values[2], case .tuple(let ends) = values[3]
    else { return nil }
    switch name {
    case "group":
      if arguments.positional.isEmpty { return texts[0] }
      var found: [Value] = []
      for group in arguments.positional { found.append(texts[try number(ofGroup: group, names, texts.count)]) }
      return found.count == 1 ? found[0] : .tuple(found)
    case "groups":
      let fallback = arguments.value(0, "default") ?? .none
      return .tuple(texts.dropFirst().map { $0 == .none ? fallback : $0 })
    case "groupdict":
      let fallback = arguments.value(0, "default") ?? .none
      var pairs: [(name: String, number: Int64)] = []
      for (name, value) in names { if case .integer(let number) = value { pairs.append((name, number)) } }
      pairs.sort { $0.number < $1.number }
      return newDictionary(
        pairs.map { name, number in
          let text = texts[Int(number)]
          return (.text(name), text == .none ? fallback : text)
        })
    case "start", "end", "span":
      let group = try arguments.positional.first.map { value throws(Interruption) in
        try number(ofGroup: value, names, texts.count)
      }
      switch name {
      case "start": return starts[group ?? 0]
      case "end": return ends[group ?? 0]
      default: return .tuple([starts[group ?? 0], ends[group ?? 0]])
      }
    default: return nil
    }
  }

  private mutating func number(
    ofGroup group: Value, _ names: Keywords, _ count: Int
  ) throws(Interruption) -> Int {
    var number: Value? = group
    if case .text(let name) = group { number = names[name] }
    if case .unknown(let unknown) = group { throw undecided(unknown) }
    guard case .integer(let index)? = number, (0..<Int64(count)).contains(index) else {
      throw raise("IndexError", "no such group", isExact: true)
    }
    return Int(index)
  }
}
