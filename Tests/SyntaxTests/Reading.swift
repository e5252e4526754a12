import Diagnostics

@testable import Syntax

/// What the parser makes of a script, written down so that a test can be read: a statement in its shortest form, a
/// diagnostic as `slug «what is marked»`.
struct Reading {
  var lines: [String] = []
  var statements: [Statement] = []
  var diagnostics: [Diagnostic] = []
  let source: SourceText

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    source = SourceText(name: "script.eb", bytes: bytes)
    var parser = Parser(source)
    while let parsed = parser.next() {
      for diagnostic in parsed.diagnostics {
        diagnostics.append(diagnostic)
        lines.append("\(diagnostic.kind.slug) «\(source.text(diagnostic.primary.span))»")
      }
      if let statement = parsed.statement {
        statements.append(statement)
        lines.append(statement.kind.spelled)
      }
    }
  }

  /// The only diagnostic, where there is exactly one.
  var finding: Diagnostic? { diagnostics.count == 1 ? diagnostics.first : nil }

  /// The line that the only diagnostic proposes.
  var proposal: String? {
    guard let help = finding?.help, help.hasPrefix("write `"), let end = help.dropFirst(7).firstIndex(of: "`") else {
      return nil
    }
    return String(help[help.index(help.startIndex, offsetBy: 7)..<end])
  }
}

/// A script in which `«` and `»` mark a place.
struct Marked {
  let text: String
  let span: Span

  init(_ marked: String) {
    let parts = marked.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? parts[1].split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false) : []
    let start = Int32(parts[0].utf8.count)
    span = Span(start: start, end: start + Int32(rest.first?.utf8.count ?? 0))
    text = ([parts[0]] + rest).joined()
  }
}

extension Statement.Kind {
  /// The statement as a person would type it.
  var spelled: String {
    switch self {
    case .classDeclaration(let declaration): declaration.spelled
    case .blueprint(let declaration): declaration.spelled
    case .handler(let declaration): declaration.spelled
    case .request(let request): request.spelled
    case .use(let use): "use flask \(use.release.text)" + (use.memo == nil ? "" : " with memo")
    case .config(let config): "config \(config.name.text) \(config.on ? "on" : "off")"
    case .restart: "restart"
    case .reset: "reset"
    case .trace(let on): "trace \(on ? "on" : "off")"
    case .expect(let expectation): "expect \(expectation.spelled)"
    case .test(let block): block.spelled
    case .mro(let name): "mro \(name.text)"
    case .why(let request): "why" + (request.map { " \($0.question)" } ?? "")
    case .compare(let request): "compare" + (request.map { " \($0.question)" } ?? "")
    case .hunt(let subject): "hunt" + (subject.map { " \($0.spelled)" } ?? "")
    case .classes: "classes"
    case .handlers: "handlers"
    case .blueprints: "blueprints"
    case .stats: "stats"
    }
  }
}

extension ClassDeclaration {
  var spelled: String {
    "class \(name.text)(\(bases.map(\.text).joined(separator: ", ")))" + (code.map { " code \($0.spelled)" } ?? "")
      + (instanceCode.map { " self.code \($0.spelled)" } ?? "")
  }
}

extension ClassDeclaration.Code {
  var spelled: String { value.map { "\($0)" } ?? "None" }
}

extension BlueprintDeclaration {
  var spelled: String {
    let name = name.text.isEmpty ? "\"\"" : name.text
    let places = registrations.map { registration in
      [registration.parent?.text, registration.alias.map { "as \($0.text)" }].compactMap { $0 }.joined(separator: " ")
    }
    let joined = places.joined(separator: ", ")
    return "blueprint \(name)" + (joined.isEmpty ? "" : isNested ? " in \(joined)" : " \(joined)")
  }
}

extension HandlerDeclaration {
  var spelled: String {
    let target =
      switch target {
      case .named(let name): name.text
      case .code(let number): String(number.value)
      }
    let answer =
      switch answer {
      case .body(let body, let status): "\(body.text.debugDescription)" + (status.map { ", \($0.spelled)" } ?? "")
      case .raise(let name): "raise \(name.text)"
      case .abort(let number): "abort \(number.value)"
      case .exception: "e"
      case .reraise: "raise e"
      }
    return "handler \(target)" + (scope.map { " in \($0.text)" } ?? "") + " -> \(answer)"
  }
}

extension HandlerDeclaration.Status {
  var spelled: String {
    switch self {
    case .number(let number): "\(number.value)"
    case .ofException: "e.code"
    }
  }

  var span: Span {
    switch self {
    case .number(let number): number.span
    case .ofException(let span): span
    }
  }
}

extension Request {
  var spelled: String {
    let cause =
      switch cause {
      case .raise(let name): "raise \(name.text)"
      case .abort(let number): "abort \(number.value)"
      case .visit(let visit, _): "visit \(visit.rawValue)"
      case .respond(let body, let status):
        "respond " + (body.map { "\($0.text.debugDescription), " } ?? "") + "\(status.value)"
      }
    return cause + (scope.map { " in \($0.text)" } ?? "")
  }
}

extension Request {
  /// As `why` and `compare` take it.
  var question: String {
    switch cause {
    case .raise, .abort: String(spelled.drop { $0 != " " }.dropFirst())
    case .visit, .respond: spelled
    }
  }
}

extension Subject {
  var spelled: String { name.text + (scope.map { " in \($0.text)" } ?? "") }
}

extension Expectation {
  var spelled: String {
    switch self {
    case .answer(let request, let answer): "\(request.spelled) -> \(answer.spelled)"
    case .last(let answer): "last -> \(answer.spelled)"
    case .refusedClass(let declaration): "refused \(declaration.spelled)"
    case .refusedHandler(let declaration): "refused \(declaration.spelled)"
    case .mro(let name, let order): "mro \(name.text): \(order.map(\.text).joined(separator: ", "))"
    case .safe(let subject, let isSafe): (isSafe ? "safe" : "not safe") + (subject.map { " \($0.spelled)" } ?? "")
    }
  }
}

extension ExpectedAnswer {
  var spelled: String {
    let number = status.map { "\($0.value)" }
    let answer =
      switch body {
      case .any: number ?? ""
      case .text(let text): text.text.debugDescription + (number.map { ", \($0)" } ?? "")
      case .page: (number.map { "\($0) " } ?? "") + "page"
      case .crash: "crash"
      }
    return answer + (received.map { " received \($0.text)" } ?? "")
  }
}

extension TestBlock {
  var spelled: String {
    let continuing = isContinuing ? " continuing" : ""
    let under = releases.isEmpty ? "" : " under \(releases.map(\.text).joined(separator: ", "))"
    let broken = brokenStatements == 0 ? "" : ", \(brokenStatements) broken"
    return
      "test \(name.text.debugDescription)\(continuing)\(under) { \(body.map(\.kind.spelled).joined(separator: "; "))\(broken) }"
  }
}
