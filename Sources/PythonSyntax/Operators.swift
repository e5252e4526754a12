extension PythonToken.Kind {
  /// Returns the operator or delimiter that starts with three bytes, and its length.
  static func `operator`(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> (Self, Int) {
    let followsEqual = second == UInt8(ascii: "=")
    if second == first {
      let followsThird = third == UInt8(ascii: "=")
      switch first {
      case UInt8(ascii: "*"): return followsThird ? (.doubleStarEqual, 3) : (.doubleStar, 2)
      case UInt8(ascii: "/"): return followsThird ? (.doubleSlashEqual, 3) : (.doubleSlash, 2)
      case UInt8(ascii: "<"): return followsThird ? (.shiftLeftEqual, 3) : (.shiftLeft, 2)
      case UInt8(ascii: ">"): return followsThird ? (.shiftRightEqual, 3) : (.shiftRight, 2)
      case UInt8(ascii: "="): return (.doubleEqual, 2)
      case UInt8(ascii: ".") where third == first: return (.ellipsis, 3)
      default: break
      }
    }
    switch (first, second) {
    case (UInt8(ascii: "-"), UInt8(ascii: ">")): return (.arrow, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): return (.lessGreater, 2)
    case (UInt8(ascii: "!"), _): return followsEqual ? (.notEqual, 2) : (.badCharacter, 1)
    default: break
    }
    if followsEqual, let assignment = withEqualSign(first) { return (assignment, 2) }
    return (single(first), 1)
  }

  private static func withEqualSign(_ first: UInt8) -> Self? {
    switch first {
    case UInt8(ascii: ":"): .colonEqual
    case UInt8(ascii: "<"): .lessEqual
    case UInt8(ascii: ">"): .greaterEqual
    case UInt8(ascii: "+"): .plusEqual
    case UInt8(ascii: "-"): .minusEqual
    case UInt8(ascii: "*"): .starEqual
    case UInt8(ascii: "/"): .slashEqual
    case UInt8(ascii: "%"): .percentEqual
    case UInt8(ascii: "@"): .atEqual
    case UInt8(ascii: "&"): .ampersandEqual
    case UInt8(ascii: "|"): .barEqual
    case UInt8(ascii: "^"): .caretEqual
    default: nil
    }
  }

  private static func single(_ first: UInt8) -> Self {
    switch first {
    case UInt8(ascii: "("): .leftParen
    case UInt8(ascii: ")"): .rightParen
    case UInt8(ascii: "["): .leftBracket
    case UInt8(ascii: "]"): .rightBracket
    case UInt8(ascii: "{"): .leftBrace
    case UInt8(ascii: "}"): .rightBrace
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "="): .equal
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "&"): .ampersand
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: "^"): .caret
    case UInt8(ascii: "~"): .tilde
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: "`"): .backtick
    case 0: .nul
    default: .badCharacter
    }
  }
}

/// How strongly an operator binds its operands, from the weakest to the strongest.
enum OperatorPrecedence: UInt8, Comparable {
  case or, and, not, comparison, bitOr, bitXor, bitAnd, shift, sum, term, unary

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The next stronger precedence.
  var next: Self { Self(rawValue: rawValue + 1) ?? .unary }
}

extension PythonToken.Kind {
  /// The binary operator that the token is, and its precedence. `**` is not one of them, because it binds to the right.
  var binaryOperator: (operator: PythonExpression.BinaryOperator, precedence: OperatorPrecedence)? {
    switch self {
    case .bar: (.bitOr, .bitOr)
    case .caret: (.bitXor, .bitXor)
    case .ampersand: (.bitAnd, .bitAnd)
    case .shiftLeft: (.shiftLeft, .shift)
    case .shiftRight: (.shiftRight, .shift)
    case .plus: (.add, .sum)
    case .minus: (.subtract, .sum)
    case .star: (.multiply, .term)
    case .slash: (.divide, .term)
    case .doubleSlash: (.floorDivide, .term)
    case .percent: (.remainder, .term)
    case .at: (.matrixMultiply, .term)
    default: nil
    }
  }

  /// The operator before one operand.
  var sign: PythonExpression.UnaryOperator? {
    switch self {
    case .minus: .minus
    case .plus: .plus
    case .tilde: .invert
    default: nil
    }
  }

  /// The operator of an augmented assignment such as `+=`.
  var augmentedOperator: PythonExpression.BinaryOperator? {
    switch self {
    case .plusEqual: .add
    case .minusEqual: .subtract
    case .starEqual: .multiply
    case .slashEqual: .divide
    case .doubleSlashEqual: .floorDivide
    case .percentEqual: .remainder
    case .doubleStarEqual: .power
    case .atEqual: .matrixMultiply
    case .shiftLeftEqual: .shiftLeft
    case .shiftRightEqual: .shiftRight
    case .ampersandEqual: .bitAnd
    case .barEqual: .bitOr
    case .caretEqual: .bitXor
    default: nil
    }
  }

  /// The comparison that the token is. `is not` and `not in` are two tokens.
  var comparison: PythonExpression.Comparison.Operator? {
    switch self {
    case .doubleEqual: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessOrEqual
    case .greater: .greater
    case .greaterEqual: .greaterOrEqual
    case .in: .in
    case .is: .is
    default: nil
    }
  }
}
