/// Compiles the text of a regular expression.
struct RegularExpressionParser {
  private let text: [Unicode.Scalar]
  private var position = 0
  private var expression: RegularExpression
  private var level = 0
  /// The groups that are complete, for references to them.
  private var closed: Set<Int> = []

  /// More nested groups are not modeled.
  private static let mostLevels = 15

  /// Instructions with places that are relative to their start.
  private struct Part {
    var instructions: [RegularExpression.Instruction] = []
    var canBeEmpty = true
    /// Whether a quantifier can follow.
    var isRepeatable = true
  }

  /// Thrown for syntax that is not modeled.
  private struct Unmodeled: Error {}

  /// Returns the expression; nil if it is not modeled.
  static func expression(_ text: String, flags: Int64) -> RegularExpression? {
    guard let flags = RegularExpression.Flags(flags) else { return nil }
    var parser = Self(text: Array(text.unicodeScalars), expression: RegularExpression(flags: flags))
    do throws(Unmodeled) { return try parser.parse() } catch { return nil }
  }

  private init(text: [Unicode.Scalar], expression: RegularExpression) {
    self.text = text
    self.expression = expression
  }

  private mutating func parse() throws(Unmodeled) -> RegularExpression {
    try readFlags()
    let part = try alternatives()
    guard position == text.count else { throw Unmodeled() }
    expression.instructions = part.instructions + [.match]
    if expression.flags.ignoresCase {
      guard text.allSatisfy({ $0.isASCII }) else { throw Unmodeled() }
      expression.dependsOnCategories = true
    }
    return expression
  }

  /// Reads `(?i)` at the start.
  private mutating func readFlags() throws(Unmodeled) {
    guard text.starts(with: "(?".unicodeScalars), text.count > 3, text[2].isASCIILetter, text[2] != "P" else { return }
    position = 2
    while let letter = peek, letter != ")" {
      switch letter {
      case "i": expression.flags.ignoresCase = true
      case "m": expression.flags.isMultiline = true
      case "s": expression.flags.dotMatchesAll = true
      case "a", "u": break
      default: throw Unmodeled()
      }
      position += 1
    }
    guard accept(")") else { throw Unmodeled() }
  }

  private var peek: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func next() throws(Unmodeled) -> Unicode.Scalar {
    guard let scalar = peek else { throw Unmodeled() }
    position += 1
    return scalar
  }

  // MARK: Structure

  private mutating func alternatives() throws(Unmodeled) -> Part {
    level += 1
    defer { level -= 1 }
    guard level <= Self.mostLevels else { throw Unmodeled() }
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    guard var result = branches.popLast() else { throw Unmodeled() }
    for branch in branches.reversed() {
      var instructions: [RegularExpression.Instruction] = [.split(1, branch.instructions.count + 2)]
      instructions += moved(branch.instructions, by: 1)
      instructions.append(.jump(branch.instructions.count + 2 + result.instructions.count))
      instructions += moved(result.instructions, by: branch.instructions.count + 2)
      result = Part(instructions: instructions, canBeEmpty: branch.canBeEmpty || result.canBeEmpty)
      try limit(result)
    }
    return result
  }

  private mutating func sequence() throws(Unmodeled) -> Part {
    var result = Part()
    while let scalar = peek, scalar != "|", scalar != ")" {
      let part = try quantified(item())
      result.instructions += moved(part.instructions, by: result.instructions.count)
      result.canBeEmpty = result.canBeEmpty && part.canBeEmpty
      try limit(result)
    }
    return result
  }

  private func limit(_ part: Part) throws(Unmodeled) {
    if part.instructions.count > RegularExpression.longestProgram { throw Unmodeled() }
  }

  private func moved(
    _ instructions: [RegularExpression.Instruction], by offset: Int
  ) -> [RegularExpression.Instruction] {
    instructions.map { instruction in
      switch instruction {
      case .split(let first, let second): .split(first + offset, second + offset)
      case .jump(let target): .jump(target + offset)
      default: instruction
      }
    }
  }

  // MARK: Quantifiers

  private mutating func quantified(_ part: Part) throws(Unmodeled) -> Part {
    guard let (least, most) = try quantifier() else { return part }
    guard part.isRepeatable else { throw Unmodeled() }
    // How an empty repetition ends is not modeled.
    if part.canBeEmpty, most != 1 { throw Unmodeled() }
    let isLazy = accept("?")
    if peek == "+" || peek == "*" || peek == "?" { throw Unmodeled() }
    if try quantifier() != nil { throw Unmodeled() }
    guard least <= 1000, (most ?? 0) <= 1000, most.map({ $0 >= least }) ?? true else { throw Unmodeled() }
    var result = Part(canBeEmpty: part.canBeEmpty || least == 0)
    for _ in 0..<least {
      result.instructions += moved(part.instructions, by: result.instructions.count)
      try limit(result)
    }
    if let most {
      for _ in least..<most {
        result.instructions = optional(after: result.instructions, part.instructions, isLazy: isLazy)
        try limit(result)
      }
      return try closingOptions(result, part, count: most - least)
    }
    let start = result.instructions.count
    let end = start + part.instructions.count + 2
    result.instructions.append(isLazy ? .split(end, start + 1) : .split(start + 1, end))
    result.instructions += moved(part.instructions, by: start + 1)
    result.instructions.append(.jump(start))
    return result
  }

  /// Adds one more repetition that may be left out. The place after all of them is filled in afterwards.
  private func optional(
    after instructions: [RegularExpression.Instruction], _ part: [RegularExpression.Instruction], isLazy: Bool
  ) -> [RegularExpression.Instruction] {
    let start = instructions.count
    let split: RegularExpression.Instruction = isLazy ? .split(-1, start + 1) : .split(start + 1, -1)
    return instructions + [split] + moved(part, by: start + 1)
  }

  /// Fills in the place after the optional repetitions, which are the last `count` ones.
  private func closingOptions(_ result: Part, _ part: Part, count: Int) throws(Unmodeled) -> Part {
    var result = result
    let end = result.instructions.count
    for index in 0..<count {
      let place = end - (index + 1) * (part.instructions.count + 1)
      guard result.instructions.indices.contains(place), case .split(let first, let second) = result.instructions[place]
      else { throw Unmodeled() }
      result.instructions[place] = .split(first == -1 ? end : first, second == -1 ? end : second)
    }
    return result
  }

  /// Reads `*`, `+`, `?` or `{m,n}`; returns nil if none of them comes next.
  private mutating func quantifier() throws(Unmodeled) -> (least: Int, most: Int?)? {
    switch peek {
    case "*":
      position += 1
      return (0, nil)
    case "+":
      position += 1
      return (1, nil)
    case "?":
      position += 1
      return (0, 1)
    case "{": return try counts()
    default: return nil
    }
  }

  /// Reads `{m}`, `{m,}`, `{,n}` or `{m,n}`. Other braces are characters.
  private mutating func counts() throws(Unmodeled) -> (least: Int, most: Int?)? {
    let start = position
    position += 1
    let first = number()
    let hasComma = accept(",")
    let second = hasComma ? number() : first
    guard accept("}"), first != nil || hasComma else {
      position = start
      return nil
    }
    return (first ?? 0, second)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let scalar = peek, scalar.isASCIIDigit, digits.utf8.count < 6 {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    return Int(digits)
  }

  // MARK: Items

  private mutating func item() throws(Unmodeled) -> Part {
    let scalar = try next()
    switch scalar {
    case ".": return one(.any)
    case "^": return assertion(expression.flags.isMultiline ? .lineStart : .textStart)
    case "$": return assertion(expression.flags.isMultiline ? .lineEnd : .textEnd)
    case "[": return one(.set(try set()))
    case "(": return try group()
    case "\\": return try escape()
    case "*", "+", "?": throw Unmodeled()
    case "{":
      position -= 1
      if try counts() != nil { throw Unmodeled() }
      position += 1
      return one(.character(scalar))
    default: return one(.character(scalar))
    }
  }

  private func one(_ instruction: RegularExpression.Instruction) -> Part {
    Part(instructions: [instruction], canBeEmpty: false)
  }

  private func assertion(_ instruction: RegularExpression.Instruction) -> Part {
    Part(instructions: [instruction], isRepeatable: false)
  }

  private mutating func group() throws(Unmodeled) -> Part {
    guard accept("?") else { return try capturing(name: nil) }
    switch try next() {
    case ":":
      let part = try alternatives()
      guard accept(")") else { throw Unmodeled() }
      return part
    case "=": return try lookahead(isNegated: false)
    case "!": return try lookahead(isNegated: true)
    case "P":
      if accept("=") {
        let name = try name(until: ")")
        guard let group = expression.groupNames.first(where: { $0.name == name })?.group else { throw Unmodeled() }
        return try reference(group)
      }
      guard accept("<") else { throw Unmodeled() }
      return try capturing(name: try name(until: ">"))
    default: throw Unmodeled()
    }
  }

  private mutating func name(until end: Unicode.Scalar) throws(Unmodeled) -> String {
    let start = position
    while let scalar = peek, scalar.isWordCharacter { position += 1 }
    let name = String(scalars: text[start..<position])
    guard let first = name.unicodeScalars.first, !first.isASCIIDigit, accept(end) else { throw Unmodeled() }
    return name
  }

  private mutating func capturing(name: String?) throws(Unmodeled) -> Part {
    expression.groupCount += 1
    let group = expression.groupCount
    guard group < 100 else { throw Unmodeled() }
    if let name {
      if expression.groupNames.contains(where: { $0.name == name }) { throw Unmodeled() }
      expression.groupNames.append((name, group))
    }
    var part = try alternatives()
    guard accept(")") else { throw Unmodeled() }
    closed.insert(group)
    part.instructions = [.save(2 * group)] + moved(part.instructions, by: 1) + [.save(2 * group + 1)]
    part.isRepeatable = true
    return part
  }

  private mutating func lookahead(isNegated: Bool) throws(Unmodeled) -> Part {
    let part = try alternatives()
    guard accept(")") else { throw Unmodeled() }
    return assertion(.look(part.instructions + [.match], isNegated: isNegated))
  }

  private mutating func reference(_ group: Int) throws(Unmodeled) -> Part {
    guard closed.contains(group) else { throw Unmodeled() }
    return Part(instructions: [.reference(group: group)], isRepeatable: false)
  }

  private mutating func escape() throws(Unmodeled) -> Part {
    let scalar = try next()
    switch scalar {
    case "A": return assertion(.textStart)
    case "Z": return assertion(.absoluteEnd)
    case "b", "B":
      expression.dependsOnCategories = true
      return assertion(.boundary(isNegated: scalar == "B"))
    case "1"..."9":
      // Two digits can be another group or a character.
      if let following = peek, following.isASCIIDigit { throw Unmodeled() }
      return try reference(Int(scalar.value) - 0x30)
    default: break
    }
    if let category = category(scalar) { return one(.set(CharacterSet(members: [category]))) }
    return one(.character(try character(escaped: scalar)))
  }

  private mutating func category(_ scalar: Unicode.Scalar) -> CharacterSet.Member? {
    let category: CharacterSet.Category
    switch scalar {
    case "d", "D": category = .digit
    case "w", "W": category = .word
    case "s", "S": category = .space
    default: return nil
    }
    expression.dependsOnCategories = true
    return .category(category, isNegated: scalar.value & 0x20 == 0)
  }

  private mutating func character(escaped scalar: Unicode.Scalar) throws(Unmodeled) -> Unicode.Scalar {
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "a": return "\u{07}"
    case "x": return try hexadecimal(digits: 2)
    case "u": return try hexadecimal(digits: 4)
    case _ where scalar.isASCIILetter || scalar.isASCIIDigit: throw Unmodeled()
    default: return scalar
    }
  }

  private mutating func hexadecimal(digits: Int) throws(Unmodeled) -> Unicode.Scalar {
    guard position + digits <= text.count else { throw Unmodeled() }
    let scalars = text[position..<(position + digits)]
    guard scalars.allSatisfy({ $0.isASCIIHexDigit }), let value = UInt32(String(scalars: scalars), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw Unmodeled() }
    position += digits
    return scalar
  }

  // MARK: Sets

  private mutating func set() throws(Unmodeled) -> CharacterSet {
    var set = CharacterSet()
    set.isNegated = accept("^")
    var isFirst = true
    while isFirst || peek != "]" {
      isFirst = false
      let first = try next()
      if first == "\\" {
        let escaped = try next()
        if let category = category(escaped) {
          set.members.append(category)
          // A range from a category is an error.
          if peek == "-", position + 1 < text.count, text[position + 1] != "]" { throw Unmodeled() }
          continue
        }
        try addRange(from: escaped == "b" ? "\u{08}" : try character(escaped: escaped), to: &set)
      } else {
        try addRange(from: first, to: &set)
      }
    }
    position += 1
    return set
  }

  private mutating func addRange(from first: Unicode.Scalar, to set: inout CharacterSet) throws(Unmodeled) {
    guard peek == "-", position + 1 < text.count, text[position + 1] != "]" else {
      set.members.append(.range(first, first))
      return
    }
    position += 1
    var last = try next()
    if last == "\\" {
      let escaped = try next()
      last = try character(escaped: escaped)
    }
    guard first <= last else { throw Unmodeled() }
    set.members.append(.range(first, last))
  }
}
