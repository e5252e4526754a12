import Diagnostics

/// # Printing
///
/// Statements as text, in the form in which the language is taught. Parsing the text of a statement gives the same
/// statement. Everything that shows a statement, or a part of one, takes its text from here.
extension Statement.Kind {
  /// The statement as a person would type it. Only a test has several lines. Statements of a test that did not parse have
  /// no text.
  package var text: String {
    switch self {
    case .classDeclaration(let declaration): declaration.text
    case .blueprint(let declaration): declaration.text
    case .handler(let declaration): declaration.text
    case .request(let request): request.text
    case .use(let use): use.text
    case .config(let config): "config \(config.name.text) \(config.on ? "on" : "off")"
    case .restart: "restart"
    case .reset: "reset"
    case .trace(let on): "trace \(on ? "on" : "off")"
    case .expect(let expectation): "expect \(expectation.text)"
    case .test(let block): block.text
    case .mro(let name): "mro \(name.text)"
    case .why(let request): "why" + after(" ", request?.question)
    case .compare(let request): "compare" + after(" ", request?.question)
    case .hunt(let subject): "hunt" + after(" ", subject?.text)
    case .classes: "classes"
    case .handlers: "handlers"
    case .blueprints: "blueprints"
    case .stats: "stats"
    }
  }
}

// MARK: Declarations

extension ClassDeclaration {
  package var text: String {
    signature + after(" code ", code?.text) + after(" self.code ", instanceCode?.text)
  }

  /// The class and its bases, without codes: `class E2(E1, Exception)`.
  package var signature: String { "class \(name.text)(\(list(bases)))" }
}

extension ClassDeclaration.Code {
  /// `404`, or `None`.
  package var text: String { value.map { "\($0)" } ?? "None" }
}

extension BlueprintDeclaration {
  package var text: String { "blueprint \(shownName(name.text))\(places)" }

  /// Where the blueprint is registered and as what: ` in admin, shop as clients`, ` as v1`; empty: on the app, under its
  /// own name.
  package var places: String {
    let places = registrations.map { registration in
      [registration.parent.map { shownName($0.text) }, registration.alias.map { "as \($0.text)" }]
        .compactMap { $0 }.joined(separator: " ")
    }
    let joined = places.filter { !$0.isEmpty }.joined(separator: ", ")
    return joined.isEmpty ? "" : isNested ? " in \(joined)" : " \(joined)"
  }
}

extension HandlerDeclaration {
  package var text: String { "handler \(target.text)\(inScope(scope)) -> \(answer.text)" }
}

extension HandlerDeclaration.Target {
  package var text: String {
    switch self {
    case .named(let name): name.text
    case .code(let number): "\(number.value)"
    }
  }
}

extension HandlerDeclaration.Answer {
  package var text: String {
    switch self {
    case .body(let body, let status): quoted(body.text) + after(", ", status?.text)
    // `raise e` raises what the handler received; a call is a class in any case.
    case .raise(let name): name.text == "e" ? "raise e()" : "raise \(name.text)"
    case .abort(let number): "abort \(number.value)"
    case .exception: "e"
    case .reraise: "raise e"
    }
  }
}

extension HandlerDeclaration.Status {
  package var text: String {
    switch self {
    case .number(let number): "\(number.value)"
    case .ofException: "e.code"
    }
  }
}

// MARK: Requests and questions

extension Request {
  /// The request as a statement: `raise E in admin`.
  package var text: String {
    switch cause {
    case .raise(let name): "raise \(name.text)\(inScope(scope))"
    case .abort(let number): "abort \(number.value)\(inScope(scope))"
    case .visit, .respond: question
    }
  }

  /// The request as `why` and `compare` take it: `E in admin`, `404`, `visit unknown`.
  package var question: String {
    switch cause {
    case .raise(let name): "\(name.text)\(inScope(scope))"
    case .abort(let number): "\(number.value)\(inScope(scope))"
    case .visit(let visit, _): "visit \(visit.rawValue)\(inScope(scope))"
    case .respond(let body, let status):
      "respond \(body.map { "\(quoted($0.text)), " } ?? "")\(status.value)\(inScope(scope))"
    }
  }
}

extension Subject {
  /// `E in admin`.
  package var text: String { name.text + inScope(scope) }
}

extension Use {
  package var text: String { "use flask \(release.text)\(memo == nil ? "" : " with memo")" }
}

// MARK: Expectations and tests

extension Expectation {
  /// What follows `expect`.
  package var text: String {
    switch self {
    case .answer(let request, let answer): "\(request.text) -> \(answer.text)"
    case .last(let answer): "last -> \(answer.text)"
    case .refusedClass(let declaration): "refused \(declaration.text)"
    case .refusedHandler(let declaration): "refused \(declaration.text)"
    case .mro(let name, let order): "mro \(name.text): \(list(order))"
    case .safe(let subject, let isSafe): (isSafe ? "safe" : "not safe") + after(" ", subject?.text)
    }
  }
}

extension ExpectedAnswer {
  package var text: String {
    let number = status.map { "\($0.value)" }
    let answer =
      switch body {
      case .any: number ?? ""
      case .text(let text): quoted(text.text) + after(", ", number)
      case .page: (number.map { "\($0) " } ?? "") + "page"
      case .crash: "crash"
      }
    return answer + after(" received ", received?.text)
  }
}

extension TestBlock {
  package var text: String {
    "\(header) {\n" + body.map { "  \($0.kind.text)\n" }.joined() + "}"
  }

  /// The first line, without its brace.
  package var header: String {
    "test \(quoted(name.text))\(isContinuing ? " continuing" : "")"
      + (releases.isEmpty ? "" : " under \(list(releases))")
  }
}

// MARK: Names and literals

/// The name of a blueprint as a script writes it: an empty one needs quotes to be seen.
package func shownName(_ name: String) -> String { name.isEmpty ? "\"\"" : name }

/// A text as a string literal of the language.
package func quoted(_ text: String) -> String {
  // Most texts: the categories of scalars took a third of the time of an answer.
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

private func list(_ names: [Name]) -> String { names.map { $0.text }.joined(separator: ", ") }

private func inScope(_ scope: Name?) -> String { after(" in ", scope.map { shownName($0.text) }) }

/// A part that may be left out, after the words that announce it.
private func after(_ words: String, _ part: String?) -> String { part.map { words + $0 } ?? "" }
