import Diagnostics

extension StatementDescriptor {
  static var test: Self {
    Self(
      .claim, "test \"name\" { ... }", usage: "test \"NAME\" [under RELEASE, ...] {", "test \"NAME\" continuing {",
      summary: "Runs the statements up to the closing brace in a new process, once per release, and leaves no trace.",
      details: "A test that is `continuing` runs in the process of the session and keeps its effects.",
      example: """
        handler KeyError -> "no key", 404
        test "a missing key is not found" under 0.12.2, 3.1 {
          expect raise KeyError -> "no key", 404
        }
        """)
  }
}

/// `test "NAME" [continuing] [under RELEASE, ...] { ... }`.
extension Parser {
  mutating func testBlock() -> Step {
    beginStatement()
    trace?.body.removeAll()
    var header = TestHeader(start: statementStart, line: statementLine, indent: shape.indent)
    advance()
    let name = string("`test` needs a name between quotes")
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

  /// Another release needs another process.
  private mutating func continuingUnder(_ continuing: Token) {
    let under = tokens[..<index].last { spells($0, .under) } ?? continuing
    let rest = Span(start: under.start, end: lastEnd)
    fail(
      .continuingUnder, "a test that continues runs under the session's release", at: Label(rest),
      help: write((Span(start: continuing.end, end: lastEnd), "")))
  }

  /// The first line of a test.
  private struct TestHeader {
    var start: Int32
    var line: Int
    var indent: Int
    var brace = Span(start: 0, end: 0)
    var problem: Diagnostic?
    /// There is no brace, but indented lines that were meant to stand in the test.
    var isIndentedOnly = false
  }

  /// What was found between the braces.
  private struct TestBody {
    var statements: [Statement] = []
    var diagnostics: [Diagnostic] = []
    var broken = 0
    var isClosed = false
    /// The test that begins where a closing brace was to be expected.
    var nextTest: Span?
  }

  /// `under RELEASE, ...`, or no release.
  private mutating func testedReleases() -> [Name]? {
    var releases: [Name] = []
    guard takeWord(.under) else { return releases }
    repeat {
      guard let release = release(after: releases.isEmpty ? "under" : ",") else { return nil }
      releases.append(release)
    } while take(.comma)
    return releases
  }

  /// The opening brace, on the same line or at the beginning of the next.
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
        .missingBrace, "`{` is missing before the statements of the test", help: isAtEnd ? write((end, " {")) : nil)
    }
    return brace
  }

  /// After a broken first line: whether it has a block nevertheless, which is then read for its own problems.
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

  /// Whether the line that was just read shows that the test has ended without its brace; if so, it is put back.
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
      .nestedTest, "a test cannot stand inside of another test", at: Label(current.span),
      help: "close the outer test first, with `}` on a line of its own")
  }

  mutating func unopenedBrace() {
    fail(
      .unopenedBrace, "this brace closes nothing", at: Label(current.span),
      help: "remove it, or open a test with `test \"a name\" {`")
  }

  private func unclosedBrace(_ brace: Span, next: Span?) -> Diagnostic {
    Diagnostic(
      .unclosedBrace, .error, "this test is never closed", at: Label(brace),
      also: next.map { [Label($0, "the next test begins here")] } ?? [],
      help: "end it with `}` on a line of its own")
  }
}
