import Diagnostics

/// # Printing
///
/// The parts of statements as text, in the form in which the language is taught; whole statements are in the table of
/// statements. Parsing the text of a statement gives the same statement. Everything that shows a statement, or a part of
/// one, takes its text from here. Each needs the table in which the statement's texts are.

// MARK: Declarations

extension ClassDeclaration {
  /// The statement: `class E2(E1) code 404`.
  public func text(_ texts: TextTable) -> String {
    signature(texts) + after(" code ", code?.text) + after(" self.code ", instanceCode?.text)
  }

  /// The class and its bases, without codes: `class E2(E1, Exception)`.
  public func signature(_ texts: TextTable) -> String { "class \(texts[name.text])(\(list(bases, texts)))" }
}

extension ClassDeclaration.Code {
  /// `404`, or `None`.
  public var text: String { value.map { "\($0)" } ?? "None" }
}

extension BlueprintDeclaration {
  /// The statement: `blueprint users in admin as people`.
  public func text(_ texts: TextTable) -> String { "blueprint \(shownName(texts[name.text]))\(places(texts))" }

  /// Where the blueprint is registered and as what: ` in admin, shop as clients`, ` as v1`; empty: on the app, under its
  /// own name.
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
  /// The statement: `handler E in admin -> "E", 500`.
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
  /// What follows the arrow: `"E2", 500`, `raise E`, `abort 404`, `e`, `raise e`.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .body(let body, let status): quoted(texts[body.text]) + after(", ", status?.text)
    // `raise e` raises what the handler received; a call is a class in any case.
    case .raise(let name): texts[name.text] == "e" ? "raise e()" : "raise \(texts[name.text])"
    case .abort(let number): "abort \(number.value)"
    case .exception: "e"
    case .reraise: "raise e"
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
  /// The request as a statement: `raise E in admin`.
  public func text(_ texts: TextTable) -> String {
    switch cause {
    case .raise(let name): "raise \(texts[name.text])\(inScope(scope, texts))"
    case .abort(let number): "abort \(number.value)\(inScope(scope, texts))"
    case .visit, .respond: question(texts)
    }
  }

  /// The request as `why` and `compare` take it: `E in admin`, `404`, `visit unknown`.
  public func question(_ texts: TextTable) -> String {
    switch cause {
    case .raise(let name): "\(texts[name.text])\(inScope(scope, texts))"
    case .abort(let number): "\(number.value)\(inScope(scope, texts))"
    case .visit(let visit, _): "visit \(visit.rawValue)\(inScope(scope, texts))"
    case .respond(let body, let status):
      "respond \(body.map { "\(quoted(texts[$0.text])), " } ?? "")\(status.value)\(inScope(scope, texts))"
    }
  }
}

extension Subject {
  /// `E in admin`.
  public func text(_ texts: TextTable) -> String { texts[name.text] + inScope(scope, texts) }
}

extension Use {
  /// The statement: `use flask 1.0 with memo`.
  public func text(_ texts: TextTable) -> String {
    Self.text(framework: texts[framework.text], release: texts[release.text], hasMemo: memo != nil)
  }

  /// The statement for a release of a framework by their names.
  public static func text(framework: String, release: String, hasMemo: Bool) -> String {
    "use \(framework) \(release)\(hasMemo ? " with memo" : "")"
  }
}

// MARK: Expectations and tests

extension Expectation {
  /// What follows `expect`.
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
  /// What follows the arrow of an `expect`: `"E2", 500`, `404 page`, `crash`.
  public func text(_ texts: TextTable) -> String {
    let number = status.map { "\($0.value)" }
    let answer =
      switch body {
      case .any: number ?? ""
      case .text(let text): quoted(texts[text.text]) + after(", ", number)
      case .page: (number.map { "\($0) " } ?? "") + "page"
      case .crash: "crash"
      }
    return answer + after(" received ", received.map { texts[$0.text] })
  }
}

extension TestBlock {
  /// The whole block: its first line, each statement on a line of its own, and the closing brace.
  public func text(_ texts: TextTable) -> String {
    "\(header(texts)) {\n" + body.map { "  \($0.kind.text(texts))\n" }.joined() + "}"
  }

  /// The first line, without its brace.
  public func header(_ texts: TextTable) -> String {
    "test \(quoted(texts[name.text]))\(isContinuing ? " continuing" : "")"
      + (releases.isEmpty ? "" : " under \(list(releases, texts))")
  }
}

// MARK: Names and literals

/// The name of a blueprint as a script writes it: an empty one needs quotes to be seen.
public func shownName(_ name: String) -> String { name.isEmpty ? "\"\"" : name }

/// A text as a string literal of the language.
public func quoted(_ text: String) -> String {
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

private func list(_ names: some Sequence<Name>, _ texts: TextTable) -> String {
  names.map { texts[$0.text] }.joined(separator: ", ")
}

private func inScope(_ scope: Name?, _ texts: TextTable) -> String {
  after(" in ", scope.map { shownName(texts[$0.text]) })
}

/// A part that may be left out, after the words that announce it.
func after(_ words: String, _ part: String?) -> String { part.map { words + $0 } ?? "" }
