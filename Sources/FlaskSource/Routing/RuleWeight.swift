/// The place of a rule, or of a part of a rule, in the order in which Werkzeug tries them.
struct RuleWeight: Hashable {
  /// The length of a text between slashes, with the index of the piece of the rule that has it.
  private struct TextWeight: Hashable {
    var index: Int
    var length: Int
  }

  private var hasArguments: Bool
  private var texts: [TextWeight] = []
  private var converters: [Int] = []

  /// The weight of a whole rule, before Werkzeug 2.2.
  init(_ pieces: [RulePiece], hasArguments: Bool) {
    self.hasArguments = hasArguments
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .variable(_, let converter): converters.append(converter.weight)
      case .text(let text):
        for part in text.split(separator: "/") { texts.append(TextWeight(index: index, length: part.count)) }
      }
    }
  }

  /// The weight of a part without text and variables, since Werkzeug 2.2.
  init() { hasArguments = false }

  mutating func addText(length: Int) { texts.append(TextWeight(index: texts.count, length: length)) }

  mutating func addConverter(_ converter: Converter) { converters.append(converter.weight) }

  static func < (left: Self, right: Self) -> Bool {
    if left.hasArguments != right.hasArguments { return right.hasArguments }
    if left.texts.count != right.texts.count { return left.texts.count > right.texts.count }
    for (one, other) in zip(left.texts, right.texts) where one != other {
      return one.index == other.index ? one.length > other.length : one.index < other.index
    }
    if left.converters.count != right.converters.count { return left.converters.count > right.converters.count }
    return left.converters.lexicographicallyPrecedes(right.converters)
  }
}
