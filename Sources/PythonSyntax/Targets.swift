import Diagnostics

/// What can be assigned to.
extension PythonParser {
  /// Parses targets with commas between them, as after `for`.
  mutating func targets() throws(Diagnostic) -> PythonExpression {
    let start = current.start
    let first = try target()
    guard current.kind == .comma else { return first }
    var elements = [first]
    while accept(.comma), startsExpression(current.kind) || current.kind == .star { elements.append(try target()) }
    return try node(.tuple(elements), from: start)
  }

  /// Parses one target, as after `as`.
  mutating func target() throws(Diagnostic) -> PythonExpression {
    let target = current.kind == .star ? try starred() : try operand(.bitOr)
    try requireTarget(target)
    return target
  }

  /// Throws an error if an expression cannot be assigned to.
  func requireTarget(_ target: PythonExpression) throws(Diagnostic) {
    if let wrong = wrongTarget(target) {
      throw syntaxError("cannot assign to \(wrong.nameOfKind)", wrong.span)
    }
  }

  /// Returns the part of an expression that cannot be assigned to.
  func wrongTarget(_ target: PythonExpression) -> PythonExpression? {
    switch target.kind {
    case .name, .attribute, .subscripted: return nil
    case .tuple(let elements), .list(let elements):
      for element in elements {
        if let wrong = wrongTarget(element) { return wrong }
      }
      return nil
    case .starred(let value):
      if case .starred = value.kind { return value }
      return wrongTarget(value)
    default: return target
    }
  }
}

extension PythonExpression {
  /// The name of the kind in a message, if it cannot be assigned to.
  var nameOfKind: String {
    switch kind {
    case .integer, .otherNumber, .string, .bytes: "a literal"
    case .formatted: "an f-string"
    case .none: "`None`"
    case .true: "`True`"
    case .false: "`False`"
    case .ellipsis: "`...`"
    case .call: "a call"
    case .comparison: "a comparison"
    case .lambda: "a lambda"
    case .conditional: "a conditional expression"
    case .comprehension: "a comprehension"
    case .dictionary: "a dictionary"
    case .set: "a set"
    case .tuple: "a tuple"
    case .list: "a list"
    case .starred: "`*`"
    case .yield, .yieldFrom: "`yield`"
    case .await: "`await`"
    case .named: "`:=`"
    case .name, .attribute, .subscripted, .slice, .unary, .binary, .and, .or: "an expression"
    }
  }
}
