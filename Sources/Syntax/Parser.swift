import Characters
import Diagnostics

/// # Syntax
///
/// Input: the bytes of a script. Output: statements, one at a time, each with its span, and a diagnostic for each
/// broken statement. The parser does not look up names: the interpreter checks whether a class exists.
///
/// The lexer splits one line into tokens. The parser reads a statement from them and drops them. So a script of a
/// million statements is never in memory as one tree. Only a test block is kept as a whole, because it runs as a whole.
///
/// A broken statement gives one diagnostic and no statement. A rule that cannot read its part reports the error with
/// `fail` and returns nil, and so do the rules that call it. Only the first error is kept: after it, every rule sees
/// the end of the line. An optional part is also nil if it is broken; `simpleStatement` distinguishes
/// the two cases.
///
/// Each group of statements has its own file with its errors and their messages. The pages of `errorbook explain` are
/// in Kinds/.
public struct Parser: Sendable {
  var lexer: Lexer
  /// The texts of the source, while a statement is read.
  var texts = TextTable.vacant

  /// The tokens of the current line, and the index of the next token.
  var tokens: [Token] = []
  var index = 0
  /// Where the line starts, its number, and its shape.
  var lineStart = 0
  var lineNumber = 0
  var shape = LineShape(start: 0, indent: 0, hasPrompt: false, isBlank: true)

  /// The current statement: where it starts, and where its last consumed token ends.
  var statementStart: Int32 = 0
  var statementLine = 0
  var statementIndent = 0
  var lastEnd: Int32 = 0
  /// The first error of the statement, and the token at which recovery starts.
  var failure: Diagnostic?
  var failureIndex = 0
  /// Whether the error is in the body of a class. If so, the rest of the body is skipped too.
  var isInClassBody = false
  var brokeInBody = false
  /// The diagnostics of the last step: notes on a correct statement, or the errors of a broken one.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// Whether the parser is inside a test block, where a closing brace also ends a statement.
  var isInBlock = false
  /// Whether a search for a closing brace has failed: repeating it would fail again.
  var closingBraceIsMissing = false
  /// How the statement could continue, if the text ended inside it.
  var endedOpen: OpenEnd?

  /// How many corrections of a line led to this text; 0 for the text of a user.
  var corrections = 0

  /// The positions of the parser, for `UnfinishedBlock`; nil for other callers.
  var trace: ParserTrace?

  /// What could continue after the end of the text.
  enum OpenEnd: Sendable {
    /// A test without its closing brace.
    case braces
    /// A class or function whose body may have more lines.
    case indentation
  }

  /// Creates a parser that starts at an offset, which must be the start of a line.
  public init(_ source: SourceText, from offset: Int32 = 0) {
    lexer = Lexer(source.bytes, from: Int(offset), line: source.line(of: offset))
  }

  /// How far the text has been read: the end of the last statement, including the lines that were skipped with it.
  public var offset: Int32 { Int32(truncatingIfNeeded: lexer.offset) }

  /// The result of reading a statement. The details are in `diagnostics`.
  public enum Step: Sendable {
    case statement(Statement)
    /// The text is not a statement.
    case broken
    case end
  }

  /// Reads the next statement.
  /// - Parameter source: the text that the parser was created for. New names are added to its table.
  public mutating func step(in source: inout SourceText) -> Step {
    swap(&texts, &source.texts)
    defer { swap(&texts, &source.texts) }
    return step()
  }

  /// Reads the next statement for callers that do not need the names.
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

  /// Reads the rest of the text; only the final state of the parser matters.
  mutating func readToTheEnd() {
    while true {
      if case .end = step() { return }
    }
  }

  /// Returns the next statement or its errors; nil at the end of the text.
  /// - Parameter source: as in `step`.
  public mutating func next(in source: inout SourceText) -> ParsedStatement? {
    switch step(in: &source) {
    case .statement(let statement): ParsedStatement(statement: statement, diagnostics: diagnostics)
    case .broken: ParsedStatement(statement: nil, diagnostics: diagnostics)
    case .end: nil
    }
  }
}

/// The result of one step of the parser: a statement, or the reason why there is none.
public struct ParsedStatement: Sendable, Hashable {
  /// Nil if the statement is broken.
  public var statement: Statement?
  /// The diagnostics in the order of the text. An error belongs to a broken statement: the test block itself or a
  /// statement in it. A correct statement can have notes.
  public var diagnostics: [Diagnostic]

  /// Creates the result of a step; `statement` is nil if the statement is broken.
  public init(statement: Statement?, diagnostics: [Diagnostic] = []) {
    self.statement = statement
    self.diagnostics = diagnostics
  }
}

extension Parser {
  /// Reads the tokens of the next line that is not blank. Returns false at the end of the text.
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

  /// Resets the state of the last statement.
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

  /// Parses any statement except a test block.
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

  /// Continues after a statement for which `fail` was called. Only its error is reported.
  mutating func broken() -> Step {
    guard let problem = failure else { return .broken }
    index = failureIndex
    failure = nil
    recover()
    diagnostics = [problem]
    return .broken
  }

  /// Reports text after the closing brace of a test.
  private mutating func leftover() -> Step {
    beginStatement()
    if current.kind == .rightBrace {
      unopenedBrace()
    } else {
      fail(
        .extraText, "expected the end of the line after the test, found a statement", at: Label(restOfLine),
        help: "write it on its own line")
    }
    return broken()
  }

  /// Parses a statement of one word.
  mutating func oneWord(_ kind: Statement.Kind) -> Statement.Kind {
    advance()
    return kind
  }
}
