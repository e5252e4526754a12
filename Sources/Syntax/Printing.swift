import Diagnostics

/// # Printing
///
/// Prints the parts of statements as the course teaches them; `StatementTable` prints whole
/// statements. Parsing the printed text gives the same statement. Everything that shows a statement, or a part of one,
/// uses these functions. Each needs the table with the texts of the statement.

// MARK: Declarations

extension ClassDeclaration {
  /// Returns the statement: `class E2(E1) code 404`.
  public func text(_ texts: TextTable) -> String {
    signature(texts) + after(" code ", code?.text) + after(" self.code ", instanceCode?.text)
  }

  /// Returns the class and its base classes, without codes: `class E2(E1, Exception)`.
  public func signature(_ texts: TextTable) -> String { "class \(texts[name.text])(\(list(bases, texts)))" }
}

extension ClassDeclaration.Code {
  /// `404`, or `None`.
  public var text: String { value.map { "\($0)" } ?? "None" }
}

extension BlueprintDeclaration {
  /// Returns the statement: `blueprint users in admin as people`.
  public func text(_ texts: TextTable) -> String { "blueprint \(shownName(texts[name.text]))\(places(texts))" }

  /// Returns where the blueprint is registered and under which name: ` in admin, shop as clients`, ` as v1`. Empty if
  /// it is registered on the app, under its own name.
  public func places(_ texts: TextTable) -> String {
    let places = registrations.map { registration in
      [registration.parent.map { shownName(texts[$0.text]) }, registration.alias.map { "as \(texts[$0.text])" }]
        .compactMap { $0 }.joined(separator: " ")
    }
    let joined = places.filter { !$0.isEmpty }.joined(separator: ", ")
    return joined.isEmpty ? "" : isNested ? " in \(joined)" : " \(joined)"
  }
}

extension HandlerDeclaration {
  /// Returns the statement: `handler E in admin -> "E", 500`.
  public func text(_ texts: TextTable) -> String {
    "handler \(target.text(texts))\(inScope(scope, texts)) -> \(answer.text(texts))"
  }
}

extension HandlerDeclaration.Target {
  /// The class name as written, or the code in digits.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .named(let name): texts[name.text]
    case .code(let number): "\(number.value)"
    }
  }
}

extension HandlerDeclaration.Answer {
  /// Returns the text after the arrow: `"E2", 500`, `raise E`, `abort 404`, `e`, `raise e`.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .body(let body, let status): quoted(texts[body.text]) + after(", ", status?.text)
    case .template(let body, let status): "f" + quoted(texts[body.text]) + after(", ", status?.text)
    // `raise e` raises what the handler received, so a class named `e` is printed as a call.
    case .raise(let name): texts[name.text] == "e" ? "raise e()" : "raise \(texts[name.text])"
    case .abort(let number): "abort \(number.value)"
    case .exception: "e"
    case .reraise: "raise e"
    case .conditional(let conditional): conditional.text(texts)
    }
  }
}

extension HandlerDeclaration.ConditionalAnswer {
  /// Returns the whole answer: `"gone", 410 if e.code == 410 else e`.
  public func text(_ texts: TextTable) -> String {
    arms.map { "\($0.answer.text(texts)) if \($0.condition.text(texts)) else " }.joined() + otherwise.text(texts)
  }
}

extension HandlerDeclaration.Condition {
  /// Returns the condition: `isinstance(e, NotFound)`, `e.code != 404`.
  public func text(_ texts: TextTable) -> String {
    switch test {
    case .isInstance(let name): (isNegated ? "not " : "") + "isinstance(e, \(texts[name.text]))"
    case .originalIsInstance(let name):
      (isNegated ? "not " : "") + "isinstance(e.original_exception, \(texts[name.text]))"
    case .isExactly(let name): "type(e) is \(isNegated ? "not " : "")\(texts[name.text])"
    case .hasCode(let code): "e.code \(isNegated ? "!=" : "==") \(code.value)"
    }
  }
}

extension HandlerDeclaration.Status {
  /// The number in digits, or `e.code`.
  public var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .ofException: "e.code"
    }
  }
}

// MARK: Requests and questions

extension Request {
  /// Returns the request as a statement: `raise E at checkout in admin`.
  public func text(_ texts: TextTable) -> String {
    switch cause {
    case .raise: "raise \(question(texts))"
    case .abort: "abort \(question(texts))"
    case .visit, .respond: question(texts)
    }
  }

  /// Returns the request in the form of `why` and `compare`: `E in admin`, `404 at checkout`, `visit unknown`.
  public func question(_ texts: TextTable) -> String {
    let action =
      switch cause {
      case .raise(let name): texts[name.text]
      case .abort(let number): "\(number.value)"
      case .visit(let visit, _): "visit \(visit.rawValue)"
      case .respond(let body, let status):
        "respond \(body.map { "\(quoted(texts[$0.text])), " } ?? "")\(status.value)"
      }
    return action + after(" at ", route.map { shownName(texts[$0.text]) }) + inScope(scope, texts)
  }
}

extension Subject {
  /// `E in admin`.
  public func text(_ texts: TextTable) -> String { texts[name.text] + inScope(scope, texts) }
}

extension Use {
  /// Returns the statement: `use flask 1.0 with memo`.
  public func text(_ texts: TextTable) -> String {
    Self.text(framework: texts[framework.text], release: texts[release.text], hasMemo: memo != nil)
  }

  /// Returns the statement for the names of a framework and a release.
  public static func text(framework: String, release: String, hasMemo: Bool) -> String {
    "use \(framework) \(release)\(hasMemo ? " with memo" : "")"
  }
}

// MARK: Expectations and tests

extension Expectation {
  /// Returns the text after `expect`.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .answer(let request, let answer): "\(request.text(texts)) -> \(answer.text(texts))"
    case .last(let answer): "last -> \(answer.text(texts))"
    case .refusedClass(let declaration): "refused \(declaration.text(texts))"
    case .refusedHandler(let declaration): "refused \(declaration.text(texts))"
    case .mro(let name, let order): "mro \(texts[name.text]): \(list(order, texts))"
    case .safe(let subject, let isSafe): (isSafe ? "safe" : "not safe") + after(" ", subject?.text(texts))
    }
  }
}

extension ExpectedAnswer {
  /// Returns the text after the arrow of an `expect`: `"E2", 500`, `404 page`, `crash`.
  public func text(_ texts: TextTable) -> String {
    let number = status.map { "\($0.value)" }
    let answer =
      switch body {
      case .any: number ?? ""
      case .text(let text): quoted(texts[text.text]) + after(", ", number)
      case .contains(let text): "contains " + quoted(texts[text.text]) + after(", ", number)
      case .lacks(let text): "lacks " + quoted(texts[text.text]) + after(", ", number)
      case .page: (number.map { "\($0) " } ?? "") + "page"
      case .crash: "crash"
      case .crashOf(let name): "crash \(texts[name.text])"
      }
    return answer + after(" received ", received.map { texts[$0.text] })
  }
}

extension TestedRelease {
  /// Returns the release, after its framework if it names one: `sanic 25.12`.
  public func text(_ texts: TextTable) -> String {
    (framework.map { "\(texts[$0.text]) " } ?? "") + texts[release.text]
  }
}

extension TestBlock {
  /// Returns the whole block: its first line, one statement per line, and the closing brace.
  public func text(_ texts: TextTable) -> String {
    "\(header(texts)) {\n" + body.map { "  \($0.kind.text(texts))\n" }.joined() + "}"
  }

  /// Returns the first line, without its brace.
  public func header(_ texts: TextTable) -> String {
    "test \(quoted(texts[name.text]))\(isContinuing ? " continuing" : "")"
      + (releases.isEmpty ? "" : " under \(releases.map { $0.text(texts) }.joined(separator: ", "))")
  }
}

// MARK: Names and literals

/// Returns the name of a blueprint or a route as a script writes it: an empty name is shown in quotes.
public func shownName(_ name: String) -> String { name.isEmpty ? "\"\"" : name }

/// Returns a text as a string literal of the language.
public func quoted(_ text: String) -> String {
  // The fast path for most texts: checking the category of each scalar took a third of the time of an answer.
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
    return "\"" + text + "\""
  }
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case "\n": literal += "\\n"
    case "\t": literal += "\\t"
    case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
      literal += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}

private func list(_ names: some Sequence<Name>, _ texts: TextTable) -> String {
  names.map { texts[$0.text] }.joined(separator: ", ")
}

private func inScope(_ scope: Name?, _ texts: TextTable) -> String {
  after(" in ", scope.map { shownName(texts[$0.text]) })
}

/// Returns the words and the part; empty if there is no part.
func after(_ words: String, _ part: String?) -> String { part.map { words + $0 } ?? "" }
