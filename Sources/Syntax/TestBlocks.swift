import Diagnostics

/// `test "NAME" [under RELEASE, ...] { ... }`.
extension Parser {
  mutating func testBlock() -> ParsedStatement {
    beginStatement()
    let start = statementStart
    let indent = shape.indent
    advance()
    let name = string("`test` needs a name between quotes")
    let releases = testedReleases()
    let brace = openBrace()
    if failure != nil, !skipToBrace() { return finishStatement(.restart) }
    let broken = failure
    failure = nil

    var body = TestBody(indent: indent)
    isInBlock = true
    readBody(&body)
    isInBlock = false

    if !body.isClosed, body.diagnostics.allSatisfy({ $0.primary.span != brace }) {
      body.diagnostics.insert(unclosedBrace(brace), at: 0)
    }
    guard broken == nil, body.isClosed else {
      return ParsedStatement(statement: nil, diagnostics: (broken.map { [$0] } ?? []) + body.diagnostics)
    }
    let block = TestBlock(name: name, releases: releases, body: body.statements, brokenStatements: body.broken)
    let statement = Statement(.test(block), span: Span(start: start, end: lastEnd))
    return ParsedStatement(statement: statement, diagnostics: body.diagnostics)
  }

  private mutating func testedReleases() -> [Name] {
    var releases: [Name] = []
    guard takeWord("under") else { return releases }
    repeat { releases.append(release(after: releases.isEmpty ? "under" : ",")) } while take(.comma)
    return releases
  }

  private mutating func openBrace() -> Span {
    let brace = current.span
    if !take(.leftBrace) { unexpected(.missingBrace, "a brace `{` is missing before the statements of the test") }
    return brace
  }

  /// After a broken first line: whether its block begins on this line.
  private mutating func skipToBrace() -> Bool {
    guard let place = tokens[min(failureIndex, tokens.count)...].firstIndex(where: { $0.kind == .leftBrace }) else {
      return false
    }
    index = place + 1
    return true
  }

  /// What was found between the braces.
  private struct TestBody {
    var indent: Int
    var statements: [Statement] = []
    var diagnostics: [Diagnostic] = []
    var broken = 0
    var isClosed = false
  }

  private mutating func readBody(_ body: inout TestBody) {
    while index < tokens.count || readLine() {
      if take(.rightBrace) {
        body.isClosed = true
        return
      }
      let parsed = simpleStatement()
      body.diagnostics += parsed.diagnostics
      if let statement = parsed.statement {
        body.statements.append(statement)
      } else {
        body.broken += 1
      }
    }
    endedOpen = true
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

  private func unclosedBrace(_ brace: Span) -> Diagnostic {
    Diagnostic(
      .unclosedBrace, .error, "this test is never closed", at: Label(brace), help: "end it with `}` on a line of its own")
  }
}
