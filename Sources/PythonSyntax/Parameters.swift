import Diagnostics

extension PythonParser {
  /// Parses the parameters of a function or a lambda. Types are checked and left out.
  mutating func parameters(
    until end: PythonToken.Kind, allowsTypes: Bool
  ) throws(Diagnostic) -> [PythonParameter] {
    var parameters: [PythonParameter] = []
    var separators = ParameterSeparators(end: end, allowsTypes: allowsTypes)
    while current.kind != end {
      if separators.hasKeywords { throw syntaxError("no parameter can follow `**`", current.span) }
      switch current.kind {
      case .slash: try slash(&separators, isFirst: parameters.isEmpty)
      case .star:
        if let parameter = try star(&separators) { parameters.append(parameter) }
      default: parameters.append(try namedParameter(&separators))
      }
      guard accept(.comma) else { break }
    }
    if let star = separators.bareStar { throw syntaxError("a parameter must follow `*`", star.span) }
    return parameters
  }

  private mutating func slash(_ separators: inout ParameterSeparators, isFirst: Bool) throws(Diagnostic) {
    let token = advance()
    guard !separators.hasSlash, !separators.hasStar, !isFirst else {
      throw syntaxError("`/` must follow a positional parameter, and only once", token.span)
    }
    separators.hasSlash = true
  }

  /// Parses `*`, or `*name`.
  private mutating func star(_ separators: inout ParameterSeparators) throws(Diagnostic) -> PythonParameter? {
    let token = advance()
    guard !separators.hasStar else { throw syntaxError("a function can have only one `*`", token.span) }
    separators.hasStar = true
    if current.kind == .comma || current.kind == separators.end {
      separators.bareStar = token
      return nil
    }
    return try parameter(.positions, separators)
  }

  /// Parses a parameter that can have a default value, or `**name`.
  private mutating func namedParameter(
    _ separators: inout ParameterSeparators
  ) throws(Diagnostic) -> PythonParameter {
    if accept(.doubleStar) {
      separators.hasKeywords = true
      return try parameter(.keywords, separators)
    }
    let kind = separators.hasStar ? PythonParameter.Kind.keywordOnly : .regular
    let start = current.span
    var parameter = try parameter(kind, separators)
    separators.bareStar = nil
    if accept(.equal) {
      parameter.defaultValue = try expression()
      separators.hasDefault = true
    } else if kind == .regular, separators.hasDefault {
      throw syntaxError("a parameter without a default value cannot follow one with a default value", start)
    }
    return parameter
  }

  /// Parses the name of a parameter and its type.
  private mutating func parameter(
    _ kind: PythonParameter.Kind, _ separators: ParameterSeparators
  ) throws(Diagnostic) -> PythonParameter {
    if current.kind == .leftParen { throw tupleParameter() }
    let parameter = PythonParameter(name: try name("the name of a parameter"), kind: kind)
    if separators.allowsTypes, accept(.colon) {
      _ = kind == .positions && current.kind == .star ? try starred() : try expression()
    }
    return parameter
  }
}

/// What was found among the parameters so far.
private struct ParameterSeparators {
  /// The token after the parameters.
  let end: PythonToken.Kind
  let allowsTypes: Bool
  var hasSlash = false
  var hasStar = false
  var hasKeywords = false
  var hasDefault = false
  /// A `*` without a name that no parameter follows yet.
  var bareStar: PythonToken?
}
