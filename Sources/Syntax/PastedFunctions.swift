import Diagnostics

/// Decorated functions of a Flask program: an error handler or a view. Such a function is treated as one statement of
/// several lines. The diagnostic shows the line that means the same here.
extension Parser {
  /// The parts of `object.method(argument` that the line contains.
  struct DottedCall: Sendable {
    var object = "app"
    var method = ""
    var methodSpan = Span(start: 0, end: 0)
    var argument: String?
  }

  func dottedCall(from start: Int) -> DottedCall {
    var call = DottedCall()
    var place = start
    while place < tokens.count, tokens[place].kind == .word {
      if place > start { call.object = call.method }
      call.method = spelling(tokens[place])
      call.methodSpan = tokens[place].span
      guard place + 1 < tokens.count, tokens[place + 1].kind == .dot else { break }
      place += 2
    }
    guard place + 2 < tokens.count, tokens[place + 1].kind == .leftParen else { return call }
    place += 2
    // Only the last part of a dotted name is used.
    while place + 2 < tokens.count, tokens[place + 1].kind == .dot { place += 2 }
    if tokens[place].kind == .word || tokens[place].kind == .number { call.argument = shown(tokens[place]) }
    return call
  }

  /// What a function returns, in pieces of its text: a string keeps its quotes and escapes.
  enum SketchedAnswer: Sendable {
    case raise(String)
    case abort(String)
    case exception
    /// The body is nil if it is not a plain string.
    case body(String?, status: String?)

    /// The answer of a handler without a body.
    static let unknown = SketchedAnswer.body(nil, status: "500")

    var text: String {
      switch self {
      case .raise(let name): "raise \(name)"
      case .abort(let code): "abort \(code)"
      case .exception: "e"
      case .body(let body, let status): (body ?? "\"BODY\"") + (status.map { ", \($0)" } ?? "")
      }
    }

    /// Text after the line to write, if the line has a gap.
    var remark: String {
      if case .body(nil, _) = self { " with what the function returns" } else { "" }
    }
  }

  func handlerLine(_ call: DottedCall, _ answer: SketchedAnswer) -> String {
    let isWholeApp = call.object == "app" || call.method == "app_errorhandler"
    return "handler \(call.argument ?? "E")\(isWholeApp ? "" : " in \(call.object)") -> \(answer.text)"
  }

  /// What is known about the function that a statement can express.
  private struct FunctionSketch {
    var decorators: [DottedCall] = []
    var parameter = "e"
    var answer: SketchedAnswer?
  }

  /// Parses decorators, `def` and body. The current token is the first of them.
  mutating func pastedFunction() {
    guard failure == nil else { return }
    let span = restOfLine
    let dotsArePrompt = shape.hasPrompt
    var sketch = FunctionSketch()
    while current.kind == .at {
      sketch.decorators.append(dottedCall(from: index + 1))
      skipOpenBrackets(.decoratorBrackets)
      let place = place
      guard let next = nextShape(dotsArePrompt: dotsArePrompt) else {
        endedOpen = .indentation
        break
      }
      guard next.indent == statementIndent, startsFunction(next), readLine(dotsArePrompt: dotsArePrompt) else { break }
      if current.kind == .at, sketch.decorators.count > 1 { traceLoop(.decorators, place) }
    }
    if isWord(.def) || isWord(.async) { functionBody(&sketch, dotsArePrompt: dotsArePrompt) }
    index = tokens.count
    fail(.pastedFunction, message(sketch), at: Label(span), help: help(sketch))
  }

  private func startsFunction(_ next: LineShape) -> Bool {
    let first = lexer.byte(next.start)
    guard first != 0x40 else { return true }
    return lexer.bytes[next.start...].starts(with: "def ".utf8)
      || lexer.bytes[next.start...].starts(with: "async ".utf8)
  }

  private mutating func functionBody(_ sketch: inout FunctionSketch, dotsArePrompt: Bool) {
    if let open = tokens.firstIndex(where: { $0.kind == .leftParen }), open + 1 < tokens.count,
      tokens[open + 1].kind == .word
    {
      sketch.parameter = spelling(tokens[open + 1])
    }
    let indent = statementIndent
    skipOpenBrackets(.headBrackets)
    if let colon = tokens.lastIndex(where: { $0.kind == .colon }), colon + 1 < tokens.count {
      sketch.answer = answer(from: colon + 1, parameter: sketch.parameter)
      return
    }
    var hasBody = false
    while nextLineIsBody(below: indent, dotsArePrompt: dotsArePrompt) {
      if hasBody { traceLoop(.functionBody, place) }
      hasBody = true
      _ = readLine(dotsArePrompt: dotsArePrompt)
      if sketch.answer == nil { sketch.answer = answer(from: 0, parameter: sketch.parameter) }
    }
  }

  /// Returns the answer that a line of the function's body gives, in the words of a statement.
  private func answer(from start: Int, parameter: String) -> SketchedAnswer? {
    guard start < tokens.count else { return nil }
    let first = tokens[start]
    if spells(first, .pass) { return .exception }
    if spells(first, .raise) {
      guard start + 1 < tokens.count, tokens[start + 1].kind == .word else { return nil }
      return .raise(spelling(tokens[start + 1]))
    }
    if spells(first, .abort), start + 2 < tokens.count, tokens[start + 2].kind == .number {
      return .abort(shown(tokens[start + 2]))
    }
    guard spells(first, .return) else { return nil }
    return returned(start + 1..<tokens.count, parameter: parameter)
  }

  /// Parses `"E2", 500` or the parameter, perhaps in parentheses.
  private func returned(_ range: Range<Int>, parameter: String) -> SketchedAnswer {
    var parts = tokens[range.clamped(to: tokens.indices)]
    while parts.first?.kind == .leftParen, parts.last?.kind == .rightParen { parts = parts.dropFirst().dropLast() }
    guard let first = parts.first, let last = parts.last else { return .exception }
    let isStatus = parts.count > 2 && last.kind == .number && parts.dropLast().last?.kind == .comma
    let body = isStatus ? parts.dropLast(2) : parts
    if parts.count == 1, spelling(first) == parameter || spells(first, .pythonNone) { return .exception }
    let isString = body.count == 1 && first.kind == .string
    return .body(isString ? shown(first) : nil, status: isStatus ? shown(last) : nil)
  }

  /// Parses `lambda e: ("E2", 500)` as the last argument of a call.
  func lambdaAnswer() -> SketchedAnswer? {
    guard let lambda = tokens.firstIndex(where: { spells($0, .lambda) }),
      let colon = tokens[lambda...].firstIndex(where: { $0.kind == .colon }), colon + 1 < tokens.count
    else { return nil }
    return returned(colon + 1..<endOfCall(from: colon + 1), parameter: spelling(tokens[lambda + 1]))
  }

  /// Returns the parenthesis that closes a call, searching from a place inside it.
  private func endOfCall(from start: Int) -> Int {
    var depth = 0
    for place in start..<tokens.count {
      if tokens[place].kind == .leftParen { depth += 1 }
      if tokens[place].kind == .rightParen { depth -= 1 }
      if depth < 0 { return place }
    }
    return tokens.count
  }

  private func message(_ sketch: FunctionSketch) -> String {
    if sketch.decorators.isEmpty { return "scripts do not support functions" }
    return sketch.decorators.contains { $0.registersHandler }
      ? "use the `handler` statement instead of a decorated function"
      : "you do not write views here: a request says what its view raises"
  }

  private func help(_ sketch: FunctionSketch) -> Advice? {
    let handlers = sketch.decorators.filter { $0.registersHandler }
    guard !handlers.isEmpty else {
      switch sketch.answer {
      case .raise, .abort: break
      case .exception, .body, nil: return "remove it"
      }
      let object = sketch.decorators.first?.object ?? "app"
      return writeInstead(["\(sketch.answer?.text ?? "")\(object == "app" ? "" : " in \(object)")"])
    }
    let answer = sketch.answer ?? .unknown
    return writeInstead(handlers.prefix(4).map { handlerLine($0, answer) }, answer.remark)
  }
}

extension Parser.DottedCall {
  var registersHandler: Bool { method == "errorhandler" || method == "app_errorhandler" }
}
