import Diagnostics

/// # Syntax
///
/// In: the bytes of a script. Out: statements, one at a time, each with its span, and a diagnostic for each statement
/// that could not be understood. Nothing is looked up here: whether a class exists is the interpreter's business.
///
/// The lexer cuts one line into tokens, the parser reads a statement from them and forgets them. So a script of a
/// million statements never stands in memory as one tree; only a test block is held whole, because it runs as a whole.
///
/// A broken statement gives one diagnostic and no statement. A rule that cannot read what it is for reports the problem
/// with `fail` and returns nil, as do all rules that need it. Only the first problem is kept: after it, every rule sees
/// the end of the line. A part that may be left out is nil too where it is broken; `simpleStatement` tells the two apart.
///
/// Each family of statements has a file of its own, in which its problems are found and worded. What `errorbook
/// explain` tells about each kind of problem is in Kinds/.
public struct Parser: Sendable {
  var lexer: Lexer
  /// The texts of the source, while a statement is read.
  var texts = TextTable.vacant

  /// The tokens of the line being read, and the next one to be looked at.
  var tokens: [Token] = []
  var index = 0
  /// Where the line begins, its number, and its shape.
  var lineStart = 0
  var lineNumber = 0
  var shape = LineShape(start: 0, indent: 0, hasPrompt: false, isBlank: true)

  /// The statement being read: where it began, and where its last token so far ended.
  var statementStart: Int32 = 0
  var statementLine = 0
  var statementIndent = 0
  var lastEnd: Int32 = 0
  /// Its first problem, and the token at which recovery begins.
  var failure: Diagnostic?
  var failureIndex = 0
  /// The problem stands in the body of a class, the rest of which is skipped with it.
  var isInClassBody = false
  var brokeInBody = false
  /// What there is to report of the last step: facts worth knowing about a statement that is right, or what is wrong.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// Inside of a test block a closing brace ends a statement too.
  var isInBlock = false
  /// A search for a closing brace has reached the end of the text in vain; it would again.
  var closingBraceIsMissing = false
  /// The text ended where a statement could have gone on.
  var endedOpen: OpenEnd?

  /// How many corrections of a line led to the text that this parser reads; 0 where a user wrote it.
  var corrections = 0

  /// Where the parser was, for `UnfinishedBlock`; nil for everyone else.
  var trace: ParserTrace?

  /// What could have gone on where the text ended.
  enum OpenEnd: Sendable {
    /// A test without its closing brace.
    case braces
    /// A class or function whose body may have further lines.
    case indentation
  }

  /// Reads a source text from an offset on, where a line begins.
  public init(_ source: SourceText, from offset: Int32 = 0) {
    lexer = Lexer(source.bytes, from: Int(offset), line: source.line(of: offset))
  }

  /// How far the text has been read: what `next` gave last ends here, the lines that were skipped with it included.
  public var offset: Int32 { Int32(truncatingIfNeeded: lexer.offset) }

  /// What a step of the parser comes to; `diagnostics` has what there is to report of it.
  public enum Step: Sendable {
    case statement(Statement)
    /// What was read is no statement.
    case broken
    case end
  }

  /// Reads the next statement.
  /// - Parameter source: the text that the parser was made for. It gets the names that are read.
  public mutating func step(in source: inout SourceText) -> Step {
    swap(&texts, &source.texts)
    defer { swap(&texts, &source.texts) }
    return step()
  }

  /// The same for those to whom the names say nothing.
  mutating func step() -> Step {
    if index < tokens.count { return leftover() }
    let place = place
    guard readLine() else {
      diagnostics = []
      return .end
    }
    traceStart(place)
    return isWord(.test) ? testBlock() : simpleStatement()
  }

  /// Reads what is left, for the state in which the parser is then.
  mutating func readToTheEnd() {
    while true {
      if case .end = step() { return }
    }
  }

  /// The next statement, or what was wrong with it; nil at the end of the text.
  /// - Parameter source: as in `step`.
  public mutating func next(in source: inout SourceText) -> ParsedStatement? {
    switch step(in: &source) {
    case .statement(let statement): ParsedStatement(statement: statement, diagnostics: diagnostics)
    case .broken: ParsedStatement(statement: nil, diagnostics: diagnostics)
    case .end: nil
    }
  }
}

/// One step of the parser: a statement, or the reason why there is none.
public struct ParsedStatement: Sendable, Hashable {
  /// Nil where the statement is broken.
  public var statement: Statement?
  /// In the order of the text. An error belongs to a broken statement, the test block's own or one inside of it;
  /// notes may stand beside a good one.
  public var diagnostics: [Diagnostic]

  /// Creates the result of a step; `statement` is nil where the statement is broken.
  public init(statement: Statement?, diagnostics: [Diagnostic] = []) {
    self.statement = statement
    self.diagnostics = diagnostics
  }
}

extension Parser {
  /// Reads the tokens of the next line that is not blank; false at the end of the text.
  mutating func readLine(dotsArePrompt: Bool = true) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    index = 0
    while !lexer.isAtEnd {
      lineStart = lexer.offset
      lineNumber = lexer.line
      shape = lexer.lineShape(dotsArePrompt: dotsArePrompt)
      lexer.offset = shape.start
      guard shape.isBlank else {
        lexer.readLine(into: &tokens)
        return true
      }
      lexer.skipLine()
    }
    return false
  }

  /// Forgets the last statement.
  mutating func beginStatement() {
    failure = nil
    brokeInBody = false
    endedOpen = nil
    if !diagnostics.isEmpty { diagnostics = [] }
    trace?.statement.removeAll()
    statementStart = current.start
    statementLine = lineNumber
    lastEnd = current.start
    statementIndent = shape.indent
  }

  /// Any statement but a test block.
  mutating func simpleStatement() -> Step {
    beginStatement()
    guard let kind = statementKind() else {
      requireEnd()
      return broken()
    }
    requireEnd()
    if failure != nil { return broken() }
    return .statement(Statement(kind, span: Span(start: statementStart, end: lastEnd), line: statementLine))
  }

  /// Goes on behind a statement for which `fail` was called, which leaves its problem alone to be reported.
  mutating func broken() -> Step {
    guard let problem = failure else { return .broken }
    index = failureIndex
    failure = nil
    recover()
    diagnostics = [problem]
    return .broken
  }

  /// What follows the closing brace of a test on its line.
  private mutating func leftover() -> Step {
    beginStatement()
    if current.kind == .rightBrace {
      unopenedBrace()
    } else {
      fail(
        .extraText, "a statement follows the test on its line", at: Label(restOfLine),
        help: "put it on a line of its own")
    }
    return broken()
  }

  /// A statement of one word.
  mutating func oneWord(_ kind: Statement.Kind) -> Statement.Kind {
    advance()
    return kind
  }
}
