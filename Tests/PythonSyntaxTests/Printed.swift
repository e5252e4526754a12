import PythonSyntax

/// Programs as S-expressions on one line, for tables of tests. Tests/RealFlask/syntax-check prints the trees of CPython
/// in the same form.

extension PythonProgram {
  var printed: String { list(statements.map(\.printed)) }
}

private func list(_ parts: [String]) -> String { "(" + parts.joined(separator: " ") + ")" }

/// Returns a part of a statement, or nothing if it is missing.
private func optional(_ expression: PythonExpression?) -> [String] { expression.map { [$0.printed] } ?? [] }

private func block(_ name: String, _ statements: [PythonStatement]) -> [String] {
  statements.isEmpty ? [] : [list([name] + statements.map(\.printed))]
}

extension PythonStatement {
  var printed: String {
    switch kind {
    case .expression(let value): value.printed
    case .assignment(let targets, let value): list(["="] + targets.map(\.printed) + [value.printed])
    case .annotation(let target, let value): list(["annotation", target.printed] + optional(value))
    case .augmentedAssignment(let target, let augmented, let value):
      list(["\(augmented.printed)=", target.printed, value.printed])
    case .return(let value): list(["return"] + optional(value))
    case .raise(let exception, let cause): list(["raise"] + optional(exception) + optional(cause))
    case .assert(let test, let message): list(["assert", test.printed] + optional(message))
    case .pass: "pass"
    case .break: "break"
    case .continue: "continue"
    case .delete(let targets): list(["del"] + targets.map(\.printed))
    case .global(let names): list(["global"] + names)
    case .nonlocal(let names): list(["nonlocal"] + names)
    case .importModules(let modules): list(["import"] + modules.map(\.printed))
    case .importNames(let module, let level, let names):
      list(["from", String(repeating: ".", count: level) + module] + names.map(\.printed))
    case .function(let function): function.printed
    case .classDefinition(let definition): definition.printed
    case .if(let branches, let otherwise):
      list(["if"] + branches.map { list([$0.test.printed] + $0.body.map(\.printed)) } + block("else", otherwise))
    case .while(let test, let body, let otherwise):
      list(["while", test.printed] + block("do", body) + block("else", otherwise))
    case .for(let target, let iterable, let body, let otherwise):
      list(["for", target.printed, iterable.printed] + block("do", body) + block("else", otherwise))
    case .try(let tried): tried.printed
    case .with(let contexts, let body):
      list(["with"] + contexts.map { list([$0.value.printed] + optional($0.target)) } + block("do", body))
    case .match(let subject, let cases): list(["match", subject.printed] + cases.map(\.printed))
    case .broken: "broken"
    }
  }
}

extension PythonImport {
  fileprivate var printed: String { alias.map { list(["as", name, $0]) } ?? name }
}

extension PythonFunction {
  fileprivate var printed: String {
    list(
      decorators.map { "@\($0.printed)" } + [isAsync ? "async-def" : "def", name, list(parameters.map(\.printed))]
        + body.map(\.printed))
  }
}

extension PythonParameter {
  fileprivate var printed: String {
    switch kind {
    case .regular: defaultValue.map { list([name, $0.printed]) } ?? name
    case .keywordOnly: list(["only", name] + optional(defaultValue))
    case .positions: list(["*", name])
    case .keywords: list(["**", name])
    }
  }
}

extension PythonClass {
  fileprivate var printed: String {
    list(
      decorators.map { "@\($0.printed)" } + ["class", name, list(arguments.printed)] + body.map(\.printed))
  }
}

extension [PythonArgument] {
  /// The positional arguments, then the keywords, as CPython keeps them.
  fileprivate var printed: [String] {
    let isPositional = { (argument: PythonArgument) in argument.kind == .positional || argument.kind == .positions }
    return filter(isPositional).map(\.printed) + filter { !isPositional($0) }.map(\.printed)
  }
}

extension PythonArgument {
  fileprivate var printed: String {
    switch kind {
    case .positional: value.printed
    case .keyword(let name): list(["=", name, value.printed])
    case .positions: list(["*", value.printed])
    case .keywords: list(["**", value.printed])
    }
  }
}

extension PythonTry {
  fileprivate var printed: String {
    let handlers = handlers.map { handler in
      list(["except"] + [handler.type?.printed ?? "-", handler.name ?? "-"] + handler.body.map(\.printed))
    }
    return list(["try"] + block("do", body) + handlers + block("else", otherwise) + block("finally", finally))
  }
}

extension PythonExpression {
  var printed: String {
    switch kind {
    case .name(let name): name
    case .integer(let value): "\(value)"
    case .otherNumber: "number"
    case .string(let text): text.quoted
    case .bytes(let bytes): "b" + String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).quoted
    case .formatted(let parts): list(["f"] + parts.map(\.printed))
    case .none: "None"
    case .true: "True"
    case .false: "False"
    case .ellipsis: "..."
    case .tuple(let elements): list(["tuple"] + elements.map(\.printed))
    case .list(let elements): list(["list"] + elements.map(\.printed))
    case .set(let elements): list(["set"] + elements.map(\.printed))
    case .dictionary(let entries): list(["dict"] + entries.map { list([$0.key?.printed ?? "**", $0.value.printed]) })
    case .unary(let sign, let value): list([sign.printed, value.printed])
    case .binary(let left, let binary, let right): list([binary.printed, left.printed, right.printed])
    case .and(let operands): list(["and"] + operands.map(\.printed))
    case .or(let operands): list(["or"] + operands.map(\.printed))
    case .comparison(let first, let others):
      list(["compare", first.printed] + others.flatMap { [$0.operator.printed, $0.right.printed] })
    case .call(let function, let arguments): list(["call", function.printed] + arguments.printed)
    case .attribute(let value, let name): list([".", value.printed, name])
    case .subscripted(let value, let place): list(["[]", value.printed, place.printed])
    case .slice(let first, let second, let third):
      list([":"] + [first, second, third].map { $0?.printed ?? "-" })
    case .lambda(let parameters, let body): list(["lambda", list(parameters.map(\.printed)), body.printed])
    case .conditional(let test, let value, let otherwise): list(["if", test.printed, value.printed, otherwise.printed])
    case .comprehension(let comprehension): comprehension.printed
    case .await(let value): list(["await", value.printed])
    case .yield(let value): list(["yield"] + optional(value))
    case .yieldFrom(let value): list(["yield-from", value.printed])
    case .starred(let value): list(["*", value.printed])
    case .named(let name, let value): list([":=", name, value.printed])
    }
  }
}

extension PythonExpression.FormattedPart {
  fileprivate var printed: String {
    switch self {
    case .text(let text): text.quoted
    case .replacement(let value, let conversion, let format, let isPlain):
      list([
        "{}", value.printed, conversion.map { String(Unicode.Scalar($0)) } ?? "-", isPlain ? format.quoted : "nested",
      ])
    }
  }
}

extension PythonExpression.Comprehension {
  fileprivate var printed: String {
    let parts =
      switch kind {
      case .list: ["list-for", element.printed]
      case .set: ["set-for", element.printed]
      case .generator: ["for", element.printed]
      case .dictionary(let key): ["dict-for", key.printed, element.printed]
      }
    return list(
      parts + clauses.map { list(["in", $0.target.printed, $0.iterable.printed] + $0.conditions.map(\.printed)) })
  }
}

extension PythonExpression.UnaryOperator {
  fileprivate var printed: String {
    switch self {
    case .not: "not"
    case .minus: "-"
    case .plus: "+"
    case .invert: "~"
    }
  }
}

extension PythonExpression.BinaryOperator {
  fileprivate var printed: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .remainder: "%"
    case .power: "**"
    case .matrixMultiply: "@"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .bitXor: "^"
    }
  }
}

extension PythonExpression.Comparison.Operator {
  fileprivate var printed: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .in: "in"
    case .notIn: "not-in"
    case .is: "is"
    case .isNot: "is-not"
    }
  }
}

extension String {
  /// The text in quotes, on one line.
  fileprivate var quoted: String {
    var quoted = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": quoted += "\\n"
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20: quoted += "\\x" + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension PythonCase {
  fileprivate var printed: String {
    list(["case", pattern?.printed ?? "?"] + optional(condition) + body.map(\.printed))
  }
}

extension PythonPattern {
  fileprivate var printed: String {
    switch self {
    case .value(let value): list(["value", value.printed])
    case .capture(let name): name
    case .wildcard: "_"
    case .or(let patterns): list(["|"] + patterns.map(\.printed))
    case .named(let pattern, let name): list(["as", pattern.printed, name])
    case .sequence(let patterns): list(["sequence"] + patterns.map(\.printed))
    case .starred(let name): list(["*", name ?? "_"])
    case .mapping(let entries, let rest):
      list(
        ["mapping"] + entries.map { list([$0.key.printed, $0.pattern.printed]) } + (rest.map { ["** " + $0] } ?? []))
    case .instance(let type, let patterns, let attributes):
      list(
        ["class", type.printed] + patterns.map(\.printed)
          + attributes.map { list(["=", $0.name, $0.pattern.printed]) })
    }
  }
}
