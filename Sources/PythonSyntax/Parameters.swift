import Diagnostics

extension PythonParser {
  /// Parses the parameters of a function or a lambda. Types are checked and left out.
  mutating func parameters(
    until end: PythonToken.Kind, allowsTypes: Bool
  ) throws(Diagnostic) -> [PythonParameter] {
    var parameters: [PythonParameter] = []
    var separators = ParameterSeparators()
    while current.kind != end {
      let start = current
      switch start.kind {
      case .slash:
        advance()
        guard separators.slash == nil, !separators.isKeywordOnly, !parameters.isEmpty else {
          throw syntaxError("`/` must follow a positional parameter, and only once", start.span)
        }
        separators.slash = start
      case .star:
        advance()
        guard !separators.isKeywordOnly else { throw syntaxError("a function can have only one `*`", start.span) }
        separators.isKeywordOnly = true
        if current.kind == .comma || current.kind == end {
          separators.bareStar = start
        } else {
          parameters.append(try parameter(.positions, separators, allowsTypes: allowsTypes))
        }
      case .doubleStar:
        advance()
        parameters.append(try parameter(.keywords, separators, allowsTypes: allowsTypes))
        separators.bareStar = try requireNames(after: separators.bareStar)
        _ = accept(.comma)
        guard current.kind == end else { throw syntaxError("no parameter can follow `**`", current.span) }
        return parameters
      default:
        let kind = separators.isKeywordOnly ? PythonParameter.Kind.keywordOnly : .regular
        let parameter = try parameter(kind, separators, allowsTypes: allowsTypes)
        if separators.isKeywordOnly { separators.bareStar = nil }
        if !separators.isKeywordOnly, parameter.defaultValue != nil { separators.hasDefault = true }
        parameters.append(parameter)
      }
      guard accept(.comma) else { break }
    }
    separators.bareStar = try requireNames(after: separators.bareStar)
    return parameters
  }

  /// Throws an error if no name follows a bare `*`.
  private func requireNames(after bareStar: PythonToken?) throws(Diagnostic) -> PythonToken? {
    guard let bareStar else { return nil }
    throw syntaxError("a parameter must follow `*`", bareStar.span)
  }

  private mutating func parameter(
    _ kind: PythonParameter.Kind, _ separators: ParameterSeparators, allowsTypes: Bool
  ) throws(Diagnostic) -> PythonParameter {
    if current.kind == .leftParen { throw tupleParameter() }
    let start = current
    var parameter = PythonParameter(name: try name("the name of a parameter"), kind: kind)
    if allowsTypes, accept(.colon) {
      _ = kind == .positions && current.kind == .star ? try starred() : try expression()
    }
    if kind == .regular || kind == .keywordOnly, accept(.equal) { parameter.defaultValue = try expression() }
    if kind == .regular, parameter.defaultValue == nil, separators.hasDefault {
      throw syntaxError("a parameter without a default value cannot follow one with a default value", start.span)
    }
    return parameter
  }
}

/// What was found among the parameters so far.
private struct ParameterSeparators {
  var slash: PythonToken?
  var isKeywordOnly = false
  /// A `*` without a name that no parameter follows yet.
  var bareStar: PythonToken?
  var hasDefault = false
}
