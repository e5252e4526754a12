import Diagnostics
import Foundation
import SeededRandom
import Testing

@testable import Syntax

@Suite("Statements as text")
struct PrintingTests {
  @Test("a printed statement is the same statement: each form of the language", arguments: canonicalForms)
  func forms(_ text: String) {
    let (statements, texts) = read(text)
    #expect(statements.count == 1)
    for statement in statements { #expect(statement.kind.text(texts) == text) }
  }

  @Test("a printed statement is the same statement: other spellings", arguments: otherSpellings)
  func spellings(_ written: String, _ printed: String) {
    let (statements, texts) = read(written)
    #expect(statements.map { $0.kind.text(texts) } == [printed])
    expectSameAgain(statements, texts)
  }

  @Test("a printed statement is the same statement: many random ones")
  func generated() {
    var maker = StatementMaker(random: SeededRandom(seed: 7))
    for _ in 0..<TestRun.rounds(20_000, sample: 1_000) {
      let kind = maker.statement()
      let text = kind.text(maker.texts)
      let again = read(text, maker.texts).statements
      guard again.count == 1 else {
        Issue.record("not one statement: \(text)")
        continue
      }
      #expect(spanless(again[0].kind) == spanless(kind), "\(text)")
    }
  }

  @Test("statements of the language's scripts, printed and read again", arguments: languageScripts)
  func languageFixtures(_ path: String) throws {
    let (statements, texts) = read(try String(contentsOfFile: path, encoding: .utf8))
    expectSameAgain(statements, texts)
  }

  @Test("the scripts exist") func scriptsAreThere() { #expect(languageScripts.count > 20) }

  /// Prints statements, reads them again and checks that both are equal.
  private func expectSameAgain(_ statements: [Statement], _ texts: TextTable) {
    for statement in statements where statement.isWhole {
      let text = statement.kind.text(texts)
      #expect(read(text, texts).statements.map { spanless($0.kind) } == [spanless(statement.kind)], "\(text)")
    }
  }

  /// Returns the statements of a text and the table of their texts, which extends the given one.
  private func read(_ text: String, _ texts: TextTable = TextTable()) -> (statements: [Statement], texts: TextTable) {
    var source = SourceText(name: "x", bytes: Array(text.utf8))
    source.texts = texts
    var parser = Parser(source)
    var statements: [Statement] = []
    while let parsed = parser.next(in: &source) {
      if let statement = parsed.statement { statements.append(statement) }
    }
    return (statements, source.texts)
  }
}

/// The content of a statement without its spans.
private func spanless(_ kind: Statement.Kind) -> String {
  String(reflecting: kind).replacing(#/Span\(start: \d+, end: \d+\)|storedLine: \d+/#, with: "place")
}

extension Statement {
  /// Whether it is not a test with statements that did not parse: those are not printed.
  fileprivate var isWhole: Bool {
    if case .test(let block) = kind { block.brokenStatements == 0 } else { true }
  }
}

/// One statement of each form, as it is printed.
private let canonicalForms = [
  "class E1(Exception)", "class E2(E1, LookupError) code 404", "class E2(E1) code None self.code 500",
  "class E2(E1) self.code None", "blueprint admin", "blueprint \"\"", "blueprint admin as v1",
  "blueprint admin in shop.v1 as a, \"\", other", "handler E1 -> \"text\"", "handler 404 in \"\" -> \"text\", 404",
  "handler E1 -> \"text\", e.code", "handler E1 -> raise E2", "handler E1 -> raise e", "handler E1 -> raise e()",
  "handler E1 -> abort 404", "handler E1 -> e", "raise E1", "raise E1 in admin.v1", "raise E1 at checkout",
  "raise at at at in admin", "abort 404 in \"\"",
  "abort 404 at \"\" in \"\"",
  "visit wrong-method in admin", "visit unknown", "visit redirect", "respond 404",
  "respond \"a \\\"b\\\"\", 200 in admin", "respond 404 at shop.v1 in admin",
  "use flask 0.12.2", "use flask 3.1 with memo", "config TESTING on", "config DEBUG off", "restart", "reset",
  "trace on",
  "trace off", "expect raise E1 in admin -> \"text\", 500 received E1", "expect abort 404 -> 404 page",
  "expect visit unknown -> page", "expect respond 404 -> 404", "expect raise E1 -> crash",
  "expect last -> page received E1", "expect refused class X(A, B) code 404", "expect refused handler 999 -> \"x\"",
  "expect mro E: E, Exception, object", "expect safe", "expect safe E in admin", "expect not safe",
  "test \"a name\" {\n  raise E\n  expect last -> 500\n}", "test \"\" under 0.12, 1.0 {\n}",
  "test \"x\" continuing {\n  hunt\n}", "mro E", "why", "why E in admin", "why 404", "why visit unknown",
  "why respond \"x\", 404", "why abort", "why visit in admin", "why E at checkout in admin", "why 404 at checkout",
  "why visit at checkout", "why at", "why at at r", "compare", "compare E", "compare 404 in admin",
  "compare E at checkout", "expect raise E at checkout in admin -> 500", "hunt",
  "hunt E in admin", "classes", "handlers", "blueprints", "stats",
]

/// Statements that can be written in another way than they are printed.
private let otherSpellings = [
  ("class E(A, ): code = 007", "class E(A) code 7"),
  ("class E(A):\n    \"\"\"Text.\"\"\"\n    code = None", "class E(A) code None"),
  ("class E(A) self.code 1 code 2", "class E(A) code 2 self.code 1"),
  ("raise E(\"text\", 1)", "raise E"),
  ("abort( 404 )", "abort 404"),
  ("handler E->'it\\'s \\u{e9} \\t'", "handler E -> \"it's \u{E9} \\t\""),
  ("handler E -> \"\\u{1}\\u{200b}\\n\"", "handler E -> \"\\u{1}\\u{200B}\\n\""),
  ("handler E -> raise e(1)", "handler E -> raise e()"),
  ("why raise E", "why E"), ("why abort 404", "why 404"), ("why raise visit", "why visit"),
  ("compare raise E in b", "compare E in b"), ("why raise E at r in b", "why E at r in b"), ("why raise at", "why at"),
  ("raise E(\"x\") at r", "raise E at r"), ("abort(404) at r in b", "abort 404 at r in b"),
  ("test 'a' { raise E }", "test \"a\" {\n  raise E\n}"),
  ("eb> use flask 1.0 with  memo  # why not", "use flask 1.0 with memo"),
]

/// The scripts that show each part of the language with its output.
private let languageScripts: [String] = {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../RenderingTests/Fixtures/language")
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
  return (files ?? []).map(\.path).filter { $0.hasSuffix(".eb") }.sorted()
}()

/// Creates random statements.
private struct StatementMaker {
  var random: SeededRandom
  /// The names and bodies of the statements.
  private(set) var texts = TextTable()

  init(random: SeededRandom) { self.random = random }

  private mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { random.pick(elements) }

  private mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func name(_ text: String) -> Name { Name(texts.id(of: text)) }

  /// Creates any statement that the parser can return.
  mutating func statement(inTest: Bool = false) -> Statement.Kind {
    switch number(below: (inTest ? 18 : 19)) {
    case 0: .classDeclaration(classDeclaration())
    case 1: .blueprint(blueprint())
    case 2: .handler(handler())
    case 3: .request(request())
    case 4: .use(Use(framework: name(), release: release(), memo: chance(50) ? .nowhere : nil))
    case 5: .config(Config(name: name(), on: chance(50)))
    case 6: .restart
    case 7: .reset
    case 8: .trace(on: chance(50))
    case 9: .expect(expectation())
    case 10: .question(.mro(name()))
    case 11: .question(.why(question()))
    case 12: .question(.compare(question()))
    case 13: .question(.hunt(subject()))
    case 14: .question(.classes)
    case 15: .question(.handlers)
    case 16: .question(.blueprints)
    case 17: .question(.stats)
    default: .test(test())
    }
  }

  private mutating func name() -> Name {
    // Words of the language are also names, unless they are Python keywords.
    name(
      pick([
        "E", "E1", "abort", "visit", "respond", "last", "mro", "code", "safe", "e", "at", "object", "\u{C9}t\u{E9}",
        "_1",
      ]))
  }

  private mutating func scope() -> Name? {
    chance(60) ? nil : name(pick(["admin", "shop.v1", "v.1", "abort.in", "", "received", "page"]))
  }

  private mutating func route() -> Name? {
    chance(70) ? nil : name(pick(["checkout", "shop.v1", "at", "", "abort.in"]))
  }

  private mutating func number() -> Number { Number(pick([0, 7, 200, 404, 500, 999_999])) }

  private mutating func release() -> Name { name(pick(["0.12.2", "1.0", "3", "3.1.2"])) }

  private mutating func literal() -> StringLiteral {
    let scalars: [Unicode.Scalar] = [
      "a", " ", "\"", "'", "\\", "\n", "\t", "\r", "\0", "{", "}", "#", "\u{85}", "\u{200B}", "\u{202E}", "\u{2028}",
      "\u{E9}", "\u{301}", "\u{1F3F3}", "\u{E000}", "\u{10FFFF}", "\u{201C}", ">", ",", "5",
    ]
    var text = ""
    for _ in 0..<number(below: 8) { text.unicodeScalars.append(pick(scalars)) }
    return StringLiteral(texts.id(of: text))
  }

  private mutating func code() -> ClassDeclaration.Code? {
    chance(50) ? nil : chance(70) ? .number(Int32(number().value)) : .pythonNone
  }

  private mutating func classDeclaration() -> ClassDeclaration {
    let name = name()
    var bases = BaseList(self.name())
    for _ in 0..<number(below: 4) { bases.append(self.name()) }
    var declaration = ClassDeclaration(name: name, bases: bases)
    declaration.code = code()
    declaration.instanceCode = code()
    return declaration
  }

  private mutating func blueprint() -> BlueprintDeclaration {
    let name = scope() ?? self.name("admin")
    if chance(30) { return BlueprintDeclaration(name: name) }
    if chance(30) { return BlueprintDeclaration(name: name, registrations: [.init(alias: self.name())]) }
    let registrations = (0...number(below: 3)).map { _ in
      BlueprintDeclaration.Registration(parent: scope() ?? self.name("shop"), alias: chance(50) ? self.name() : nil)
    }
    return BlueprintDeclaration(name: name, registrations: registrations)
  }

  private mutating func handler() -> HandlerDeclaration {
    HandlerDeclaration(target: chance(50) ? .code(number()) : .named(name()), scope: scope(), answer: answer())
  }

  private mutating func answer() -> HandlerDeclaration.Answer {
    guard chance(30) else { return answerWithoutConditions() }
    let arms = (0...number(below: 3)).map { _ in
      HandlerDeclaration.ConditionalAnswer.Arm(answer: answerWithoutConditions(), condition: condition())
    }
    return .conditional(.init(arms: arms, otherwise: answerWithoutConditions()))
  }

  private mutating func condition() -> HandlerDeclaration.Condition {
    let test: HandlerDeclaration.Condition.Test =
      switch number(below: 4) {
      case 0: .isInstance(name())
      case 1: .isExactly(name())
      case 2: .originalIsInstance(name())
      default: .hasCode(number())
      }
    return .init(test, isNegated: chance(40))
  }

  /// Returns a body with placeholders, and with braces in its text.
  private mutating func template() -> StringLiteral {
    var text = ""
    for _ in 0..<number(below: 4) {
      text += texts[literal().text].map { $0 == "{" || $0 == "}" ? "\($0)\($0)" : "\($0)" }.joined()
      text += chance(30) ? "{{" : chance(30) ? "}}" : "{\(pick(BodyTemplate.Placeholder.allCases).rawValue)}"
    }
    return StringLiteral(texts.id(of: text))
  }

  private mutating func answerWithoutConditions() -> HandlerDeclaration.Answer {
    switch number(below: 8) {
    case 6: .template(template(), status: nil)
    case 7: .template(template(), status: chance(30) ? .ofException : .number(pick([200, 404, 599])))
    case 0: .raise(name())
    case 1: .abort(number())
    case 2: .exception(.nowhere)
    case 3: .reraise(.nowhere)
    case 4: .body(literal(), status: nil)
    default: .body(literal(), status: chance(30) ? .ofException : .number(pick([200, 404, 599])))
    }
  }

  private mutating func request() -> Request {
    let cause: Request.Cause =
      switch number(below: 4) {
      case 0: .raise(name())
      case 1: .abort(number())
      case 2: .visit(pick(Request.Visit.allCases), .nowhere)
      default: .respond(chance(50) ? literal() : nil, number())
      }
    let route = if case .visit = cause { nil as Name? } else { route() }
    return Request(cause: cause, route: route, scope: scope())
  }

  private mutating func question() -> Request? { chance(20) ? nil : request() }

  private mutating func subject() -> Subject? { chance(30) ? nil : Subject(name: name(), scope: scope()) }

  private mutating func expectedAnswer() -> ExpectedAnswer {
    let received = chance(30) ? name() : nil
    let status = chance(50) ? number() : nil
    return switch number(below: 7) {
    case 4: ExpectedAnswer(body: .contains(literal()), status: status, received: received, span: .nowhere)
    case 5: ExpectedAnswer(body: .lacks(literal()), status: status, received: received, span: .nowhere)
    case 6: ExpectedAnswer(body: .crashOf(name()), span: .nowhere)
    case 0: ExpectedAnswer(body: .text(literal()), status: status, received: received, span: .nowhere)
    case 1: ExpectedAnswer(body: .page, status: status, received: received, span: .nowhere)
    case 2: ExpectedAnswer(body: .crash, span: .nowhere)
    default: ExpectedAnswer(body: .any, status: status ?? number(), received: received, span: .nowhere)
    }
  }

  private mutating func expectation() -> Syntax.Expectation {
    switch number(below: 6) {
    case 0: .last(expectedAnswer())
    case 1: .refusedClass(classDeclaration())
    case 2: .refusedHandler(handler())
    case 3: .mro(name(), (0...number(below: 3)).map { _ in name() })
    case 4: .safe(subject(), isSafe: chance(50))
    default: .answer(request(), expectedAnswer())
    }
  }

  private mutating func testedRelease() -> TestedRelease {
    TestedRelease(framework: chance(50) ? name() : nil, release: release())
  }

  private mutating func test() -> TestBlock {
    let body = (0..<number(below: 4)).map { _ in Statement(statement(inTest: true), span: .nowhere, line: 1) }
    let isContinuing = chance(20)
    let releases = isContinuing || chance(50) ? [] : (0...number(below: 2)).map { _ in testedRelease() }
    return TestBlock(name: literal(), releases: releases, isContinuing: isContinuing, body: body)
  }
}
