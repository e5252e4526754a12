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
/// the end of the line. A part that may be left out is nil too where it is broken; `finishStatement` tells the two apart.
///
/// Each family of statements has a file of its own, in which its problems are found and worded. What `errorbook
/// explain` tells about each kind of problem is in Kinds/.
package struct Parser: Sendable {
  var lexer: Lexer
  /// The texts of the source, while a statement is read.
  var texts = TextTable.vacant

  /// The tokens of the line being read, and the next one to be looked at.
  var tokens: [Token] = []
  var index = 0
  /// Where the line begins, and its shape.
  var lineStart = 0
  var shape = LineShape(start: 0, indent: 0, hasPrompt: false, isBlank: true)

  /// The statement being read: where it began, and where its last token so far ended.
  var statementStart: Int32 = 0
  var statementIndent = 0
  var lastEnd: Int32 = 0
  /// Its first problem, and the token at which recovery begins.
  var failure: Diagnostic?
  var failureIndex = 0
  /// The problem stands in the body of a class, the rest of which is skipped with it.
  var isInClassBody = false
  var brokeInBody = false
  /// Facts worth knowing about a statement that is right.
  var notes: [Diagnostic] = []

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
  package init(_ source: SourceText, from offset: Int32 = 0) {
    self.lexer = Lexer(source.bytes, from: Int(offset))
  }

  /// How far the text has been read: what `next` gave last ends here, the lines that were skipped with it included.
  package var offset: Int32 { Int32(truncatingIfNeeded: lexer.offset) }

  /// The next statement, or what was wrong with it; nil at the end of the text.
  /// - Parameter source: the text that the parser was made for. It gets the names that are read.
  package mutating func next(in source: inout SourceText) -> ParsedStatement? {
    swap(&texts, &source.texts)
    defer { swap(&texts, &source.texts) }
    return next()
  }

  /// The same for those to whom the names say nothing.
  mutating func next() -> ParsedStatement? {
    if index < tokens.count { return leftover() }
    let place = place
    guard readLine() else { return nil }
    traceStart(place)
    return isWord(.test) ? testBlock() : simpleStatement()
  }
}

/// One step of the parser: a statement, or the reason why there is none.
package struct ParsedStatement: Sendable, Hashable {
  /// Nil where the statement is broken.
  package var statement: Statement?
  /// In the order of the text. An error belongs to a broken statement, the test block's own or one inside of it;
  /// notes may stand beside a good one.
  package var diagnostics: [Diagnostic]

  package init(statement: Statement?, diagnostics: [Diagnostic] = []) {
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
    if !notes.isEmpty { notes = [] }
    trace?.statement.removeAll()
    statementStart = current.start
    lastEnd = current.start
    statementIndent = shape.indent
  }

  /// Any statement but a test block.
  @inline(__always)
  mutating func simpleStatement() -> ParsedStatement {
    beginStatement()
    let kind = statementKind()
    requireEnd()
    return finishStatement(kind)
  }

  /// Inlined, since a call would be handed a copy of the statement.
  @inline(__always)
  mutating func finishStatement(_ kind: Statement.Kind?) -> ParsedStatement {
    if let failure { return broken(failure) }
    guard let kind else { return ParsedStatement(statement: nil, diagnostics: notes) }
    let span = Span(start: statementStart, end: lastEnd)
    return ParsedStatement(statement: Statement(kind, span: span), diagnostics: notes)
  }

  private mutating func broken(_ problem: Diagnostic) -> ParsedStatement {
    index = failureIndex
    failure = nil
    recover()
    return ParsedStatement(statement: nil, diagnostics: [problem])
  }

  /// What follows the closing brace of a test on its line.
  private mutating func leftover() -> ParsedStatement {
    beginStatement()
    if current.kind == .rightBrace {
      unopenedBrace()
    } else {
      fail(
        .extraText, "a statement follows the test on its line", at: Label(restOfLine),
        help: "put it on a line of its own")
    }
    return finishStatement(nil)
  }

  /// Reads the statement that begins at the current token.
  @inline(__always)
  private mutating func statementKind() -> Statement.Kind? {
    guard case .statement(let word) = current.word else {
      unknownStatement()
      return nil
    }
    switch word {
    case .class: return classStatement()
    case .blueprint: return blueprintStatement()
    case .handler: return handlerStatement()
    case .raise, .abort, .respond, .visit: return request().map { .request($0) }
    case .use: return useStatement()
    case .config: return configStatement()
    case .trace: return traceStatement()
    case .expect: return expectStatement()
    case .test:
      nestedTest()
      return nil
    case .mro: return mroStatement()
    case .why: return .why(optionalRequest())
    case .compare: return .compare(optionalRequest())
    case .hunt: return .hunt(optionalSubject())
    case .restart: return oneWord(.restart)
    case .reset: return oneWord(.reset)
    case .classes: return oneWord(.classes)
    case .handlers: return oneWord(.handlers)
    case .blueprints: return oneWord(.blueprints)
    case .stats: return oneWord(.stats)
    }
  }

  private mutating func oneWord(_ kind: Statement.Kind) -> Statement.Kind {
    advance()
    return kind
  }
}
