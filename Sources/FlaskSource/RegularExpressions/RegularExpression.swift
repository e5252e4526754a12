/// A regular expression of Python's module `re`, compiled to a program that tries alternatives in order.
///
/// Unusual syntax is not modeled: then there is no expression.
struct RegularExpression: Sendable {
  /// The options of `re` as Python numbers them.
  struct Flags: Sendable {
    var ignoresCase = false
    /// `^` and `$` also match at line breaks.
    var isMultiline = false
    /// `.` also matches a line break.
    var dotMatchesAll = false

    /// Returns nil for options that are not modeled.
    init?(_ number: Int64) {
      // ASCII (256) and UNICODE (32) differ only for texts that are not modeled.
      guard number & ~(2 | 8 | 16 | 32 | 256) == 0 else { return nil }
      (ignoresCase, isMultiline, dotMatchesAll) = (number & 2 != 0, number & 8 != 0, number & 16 != 0)
    }
  }

  indirect enum Instruction: Sendable {
    case character(Unicode.Scalar)
    case any
    case set(CharacterSet)
    case textStart, lineStart, textEnd, lineEnd, absoluteEnd
    case boundary(isNegated: Bool)
    /// Continues at the first place, and at the second one if that fails.
    case split(Int, Int)
    case jump(Int)
    /// Stores the position in a slot. The group with number `n` has the slots `2n` and `2n + 1`.
    case save(Int)
    case reference(group: Int)
    case look([Instruction], isNegated: Bool)
    case match
  }

  var instructions: [Instruction] = []
  /// The number of groups, without the whole match.
  var groupCount = 0
  var groupNames: [(name: String, group: Int)] = []
  var flags: Flags
  /// Whether it depends on which characters of other scripts are letters, digits or spaces.
  var dependsOnCategories = false

  /// Whether what it matches does not depend on the text around it.
  var isLocal: Bool {
    groupCount == 0
      && instructions.allSatisfy { instruction in
        switch instruction {
        case .character, .any, .set, .split, .jump, .match: true
        default: false
        }
      }
  }

  /// Longer programs are not modeled.
  static let longestProgram = 4000
}

/// A set of characters: `[a-z\d]`.
struct CharacterSet: Sendable {
  enum Category: Sendable {
    case digit, word, space
  }

  enum Member: Sendable {
    case range(Unicode.Scalar, Unicode.Scalar)
    case category(Category, isNegated: Bool)
  }

  var members: [Member] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
    var isMember = holds(scalar)
    if ignoringCase, scalar.isASCIILetter, let other = Unicode.Scalar(scalar.value ^ 0x20) {
      isMember = isMember || holds(other)
    }
    return isMember != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    members.contains { member in
      switch member {
      case .range(let first, let last): first <= scalar && scalar <= last
      case .category(let category, let isNegated): Self.contains(category, scalar) != isNegated
      }
    }
  }

  private static func contains(_ category: Category, _ scalar: Unicode.Scalar) -> Bool {
    switch category {
    case .digit: scalar.isASCIIDigit
    case .word: scalar.isWordCharacter
    case .space: scalar.isPythonSpace
    }
  }
}

/// Finds matches of a regular expression in a text.
struct RegularExpressionSearch {
  /// The positions of the groups, the whole match first; nil for a group that did not take part.
  typealias Groups = [Range<Int>?]

  enum Mode {
    /// The match may end anywhere.
    case prefix
    /// The match must end at the end of the text.
    case whole
    /// The match must not be empty.
    case advancing
    /// No match is accepted. All ends are stored.
    case everyEnd
  }

  let expression: RegularExpression
  let text: [Unicode.Scalar]
  /// How many more steps are taken. With none left, the result is not known.
  private(set) var remaining = 200_000
  var isExhausted: Bool { remaining <= 0 }
  private var ends: [Int] = []

  init(_ expression: RegularExpression, in text: [Unicode.Scalar]) {
    self.expression = expression
    self.text = text
  }

  /// Returns the first match at or after a position.
  mutating func search(from start: Int, mustAdvance: Bool = false) -> Groups? {
    guard start <= text.count else { return nil }
    for position in start...text.count {
      let mode: Mode = mustAdvance && position == start ? .advancing : .prefix
      if let groups = match(at: position, mode) { return groups }
      if isExhausted { return nil }
    }
    return nil
  }

  /// Returns all matches that do not overlap, as `finditer` finds them.
  mutating func all(most: Int? = nil) -> [Groups] {
    var found: [Groups] = []
    var (start, mustAdvance) = (0, false)
    while found.count < most ?? Int.max, let groups = search(from: start, mustAdvance: mustAdvance),
      let whole = groups.first ?? nil
    {
      found.append(groups)
      (start, mustAdvance) = (whole.upperBound, whole.isEmpty)
    }
    return found
  }

  /// Returns all places where a match that starts here can end, in the order in which they are found.
  mutating func ends(at start: Int) -> [Int] {
    var slots = [Int](repeating: -1, count: 2 * (expression.groupCount + 1))
    _ = run(expression.instructions, at: start, &slots, .everyEnd)
    return ends
  }

  mutating func match(at start: Int, _ mode: Mode) -> Groups? {
    var slots = [Int](repeating: -1, count: 2 * (expression.groupCount + 1))
    slots[0] = start
    guard let end = run(expression.instructions, at: start, &slots, mode) else { return nil }
    slots[1] = end
    return (0...expression.groupCount).map { group in
      let (start, end) = (slots[2 * group], slots[2 * group + 1])
      return start >= 0 && end >= start ? start..<end : nil
    }
  }

  private enum Choice {
    case resume(Int, Int)
    case restore(slot: Int, Int)
  }

  /// Runs a program and returns where the match ends. It calls itself only for lookaheads in lookaheads.
  private mutating func run(
    _ program: [RegularExpression.Instruction], at start: Int, _ slots: inout [Int], _ mode: Mode
  ) -> Int? {
    var choices: [Choice] = []
    var (place, position) = (0, start)
    while true {
      remaining -= 1
      guard remaining > 0 else { return nil }
      var succeeds = true
      switch program[place] {
      case .character(let scalar): succeeds = consumes(&position) { equal($0, scalar) }
      case .any: succeeds = consumes(&position) { expression.flags.dotMatchesAll || $0 != "\n" }
      case .set(let set):
        let ignoresCase = expression.flags.ignoresCase
        succeeds = consumes(&position) { set.contains($0, ignoringCase: ignoresCase) }
      case .textStart: succeeds = position == 0
      case .lineStart: succeeds = position == 0 || text[position - 1] == "\n"
      case .textEnd: succeeds = position == text.count || (position == text.count - 1 && text[position] == "\n")
      case .lineEnd: succeeds = position == text.count || text[position] == "\n"
      case .absoluteEnd: succeeds = position == text.count
      case .boundary(let isNegated): succeeds = isBoundary(position) != isNegated
      case .split(let first, let second):
        choices.append(.resume(second, position))
        place = first - 1
      case .jump(let target): place = target - 1
      case .save(let slot):
        choices.append(.restore(slot: slot, slots[slot]))
        slots[slot] = position
      case .reference(let group):
        let (from, to) = (slots[2 * group], slots[2 * group + 1])
        succeeds = from >= 0 && to >= from && position + to - from <= text.count
        if succeeds {
          succeeds = zip(text[from..<to], text[position..<(position + to - from)]).allSatisfy { equal($0, $1) }
          position += to - from
        }
      case .look(let inner, let isNegated):
        var copy = slots
        let found = run(inner, at: position, &copy, .prefix) != nil
        succeeds = found != isNegated
        if found, !isNegated {
          for slot in slots.indices where copy[slot] != slots[slot] {
            choices.append(.restore(slot: slot, slots[slot]))
          }
          slots = copy
        }
      case .match:
        switch mode {
        case .prefix: return position
        case .whole: succeeds = position == text.count
        case .advancing: succeeds = position > start
        case .everyEnd:
          succeeds = false
          if !ends.contains(position) { ends.append(position) }
        }
        if succeeds { return position }
      }
      if succeeds {
        place += 1
        continue
      }
      guard let next = Self.resume(&choices, &slots) else { return nil }
      (place, position) = next
    }
  }

  /// Goes back to the last choice.
  private static func resume(_ choices: inout [Choice], _ slots: inout [Int]) -> (Int, Int)? {
    while let choice = choices.popLast() {
      switch choice {
      case .resume(let place, let position): return (place, position)
      case .restore(let slot, let value): slots[slot] = value
      }
    }
    return nil
  }

  private func consumes(_ position: inout Int, _ matches: (Unicode.Scalar) -> Bool) -> Bool {
    guard position < text.count, matches(text[position]) else { return false }
    position += 1
    return true
  }

  private func equal(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    left == right
      || (expression.flags.ignoresCase && left.isASCIILetter && right.isASCIILetter
        && left.value | 0x20 == right.value | 0x20)
  }

  private func isBoundary(_ position: Int) -> Bool {
    let before = position > 0 && text[position - 1].isWordCharacter
    let after = position < text.count && text[position].isWordCharacter
    return before != after
  }
}
