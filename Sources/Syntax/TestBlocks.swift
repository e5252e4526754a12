import Diagnostics

extension StatementDescriptor {
  static var test: Self {
    Self(
      .claim, "test \"name\" { ... }", usage: "test \"NAME\" [under [FRAMEWORK] RELEASE, ...] {",
      "test \"NAME\" continuing {",
      summary: "Runs the statements between the braces in a new process, once per release, and leaves no trace.",
      details: """
        A release without a framework is one of the framework before it, as in `under flask 0.12.2, 3.1, sanic 25.12`. A \
        `continuing` test runs in the process of the session and keeps its effects.
        """,
      example: """
        handler KeyError -> "no key", 404
        test "a missing key is not found" under 0.12.2, 3.1 {
          expect raise KeyError -> "no key", 404
        }
        """)
  }
}

/// Parses `test "NAME" [continuing] [under [FRAMEWORK] RELEASE, ...] { ... }`.
extension Parser {
  mutating func testBlock() -> Step {
    beginStatement()
    trace?.body.removeAll()
    var header = TestHeader(start: statementStart, line: statementLine, indent: shape.indent)
    advance()
    let name = string("a name in quotes after `test`")
    let continuing = current
    let isContinuing = takeWord(.continuing)
    let releases = testedReleases()
    if isContinuing, releases?.isEmpty == false { continuingUnder(continuing) }
    header.brace = openBrace()
    header.problem = failure
    if header.problem != nil, !findBody(&header) { return broken() }
    failure = nil

    let body = readBody(header)
    diagnostics = (header.problem.map { [$0] } ?? []) + body.diagnostics
    if !body.isClosed { diagnostics.insert(unclosedBrace(header.brace, next: body.nextTest), at: 0) }
    guard let name, let releases, header.problem == nil, body.isClosed else { return .broken }
    let block = TestBlock(
      name: name, releases: releases, isContinuing: isContinuing, body: body.statements, brokenStatements: body.broken)
    return .statement(Statement(.test(block), span: Span(start: header.start, end: lastEnd), line: header.line))
  }

  /// Reports `under` in a continuing test: another release needs another process.
  private mutating func continuingUnder(_ continuing: Token) {
    let under = tokens[..<index].last { spells($0, .under) } ?? continuing
    let rest = Span(start: under.start, end: lastEnd)
    fail(
      .continuingUnder, "a continuing test runs under the session's release", at: Label(rest),
      help: write((Span(start: continuing.end, end: lastEnd), "")))
  }

  /// The first line of a test.
  private struct TestHeader {
    var start: Int32
    var line: Int
    var indent: Int
    var brace = Span(start: 0, end: 0)
    var problem: Diagnostic?
    /// There is no brace, only indented lines that were probably meant as the body of the test.
    var isIndentedOnly = false
  }

  /// What the parser read between the braces.
  private struct TestBody {
    var statements: [Statement] = []
    var diagnostics: [Diagnostic] = []
    var broken = 0
    var isClosed = false
    /// The next test, if it starts before a closing brace.
    var nextTest: Span?
  }

  /// Parses `under [FRAMEWORK] RELEASE, ...`, or nothing.
  private mutating func testedReleases() -> [TestedRelease]? {
    var releases: [TestedRelease] = []
    guard takeWord(.under) else { return releases }
    repeat {
      let framework = frameworkWord()
      let before = framework.map { text($0.span) } ?? (releases.isEmpty ? "under" : ",")
      guard let release = release(after: before) else { return nil }
      releases.append(TestedRelease(framework: framework, release: release))
    } while take(.comma)
    return releases
  }

  /// Parses the opening brace, on the same line or at the start of the next one.
  private mutating func openBrace() -> Span {
    if failure == nil, index == tokens.count {
      if lexer.isAtEnd { endedOpen = .indentation }
      let next = lexer.lineShape(dotsArePrompt: true)
      if lexer.byte(next.start) == 0x7B {
        lexer.offset = next.start
        lineNumber = lexer.line
        lexer.readLine(into: &tokens)
      }
    }
    let brace = current.span
    if !take(.leftBrace) {
      let end = Span(start: lastEnd, end: lastEnd)
      unexpected(
        .missingBrace, "`{` before the statements of the test", help: isAtEnd ? write((end, " {")) : nil)
    }
    return brace
  }

  /// Returns whether a test with a broken first line still has a body. Its statements are then parsed for their own
  /// errors.
  private mutating func findBody(_ header: inout TestHeader) -> Bool {
    let rest = tokens[min(failureIndex, tokens.count)...]
    if let place = rest.firstIndex(where: { $0.kind == .leftBrace }) {
      header.brace = tokens[place].span
      index = place + 1
      return true
    }
    guard !lexer.isAtEnd, let next = nextShape(dotsArePrompt: true), next.indent > header.indent else { return false }
    index = tokens.count
    header.isIndentedOnly = true
    return true
  }

  private mutating func readBody(_ header: TestHeader) -> TestBody {
    var body = TestBody()
    isInBlock = true
    defer { isInBlock = false }
    while true {
      let place = place
      guard index < tokens.count || readLine() else { break }
      if index == 0 {
        if endsBefore(header, &body) { return body }
        traceBody(
          place, isEmpty: body.statements.isEmpty, indent: header.isIndentedOnly ? header.indent + 1 : 0)
      }
      if take(.rightBrace) {
        body.isClosed = true
        return body
      }
      switch simpleStatement() {
      case .statement(let statement): body.statements.append(statement)
      case .broken, .end: body.broken += 1
      }
      body.diagnostics += diagnostics
    }
    body.isClosed = header.isIndentedOnly
    endedOpen = header.isIndentedOnly ? .indentation : .braces
    return body
  }

  /// Returns whether the line just read shows that the test ended without its brace. If so, the line is put back.
  private mutating func endsBefore(_ header: TestHeader, _ body: inout TestBody) -> Bool {
    guard shape.indent <= header.indent, current.kind != .rightBrace else { return false }
    let isNextTest = isWord(.test) && !body.statements.isEmpty
    guard header.isIndentedOnly || isNextTest else { return false }
    body.isClosed = header.isIndentedOnly
    body.nextTest = current.span
    lexer.offset = lineStart
    lexer.line = lineNumber
    tokens.removeAll(keepingCapacity: true)
    return true
  }

  mutating func nestedTest() {
    fail(
      .nestedTest, "a test cannot contain another test", at: Label(current.span),
      help: "close the outer test first, with `}` on its own line")
  }

  mutating func unopenedBrace() {
    fail(
      .unopenedBrace, "no test is open before this `}`", at: Label(current.span),
      help: "remove it, or start a test with `test \"a name\" {`")
  }

  private func unclosedBrace(_ brace: Span, next: Span?) -> Diagnostic {
    Diagnostic(
      .unclosedBrace, .error, "this test has no closing brace", at: Label(brace),
      also: next.map { [Label($0, "the next test starts here")] } ?? [],
      help: "add `}` on its own line after the last statement")
  }
}
