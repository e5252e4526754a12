import Diagnostics

/// Parses the tokens of a Python file. After an error it continues with the next statement.
public struct PythonParser {
  // Of 14,251 files of the standard library and of packages, one has more than 24 levels, and three have a tree taller
  // than 100. Parsing, visiting and comparing a tree within the limits takes less than 512 kB of stack in debug builds.
  /// How deep expressions and blocks may be nested.
  public static let mostLevels = 40
  /// How tall the tree of a statement may be, with the blocks around it. Operators and calls in a row, as in `a.b.c`,
  /// make it taller without being nested.
  public static let tallestTree = 100

  let source: SourceText
  let bytes: [UInt8]
  var tokens: [PythonToken]
  /// The index of the current token.
  var index = 0
  /// The end of the last token with bytes that was read.
  var lastEnd: Int32 = 0
  /// How many blocks and expressions the current token is in.
  var level = 0
  /// How many blocks the current statement is in.
  var blockLevel = 0
  /// How tall the tallest part of the current expression is.
  var height = 0
  var diagnostics: [Diagnostic] = []

  init(_ source: SourceText, in range: Range<Int>) {
    self.source = source
    bytes = source.bytes
    tokens = PythonLexer.tokens(of: bytes, in: range)
    lastEnd = Int32(clamping: range.lowerBound)
  }

  var current: PythonToken { tokens[index] }

  /// Returns a token after the current one; the end of the file if there is none.
  func token(after count: Int) -> PythonToken { tokens[min(index + count, tokens.count - 1)] }

  /// Moves to the next token and returns the current one. The last token stays the current one.
  @discardableResult
  mutating func advance() -> PythonToken {
    let token = tokens[index]
    if !token.kind.isLayout { lastEnd = max(lastEnd, token.end) }
    if index + 1 < tokens.count { index += 1 }
    return token
  }

  /// Moves past a token of this kind, if it is the current one.
  mutating func accept(_ kind: PythonToken.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Moves past a token that must come next.
  mutating func expect(_ kind: PythonToken.Kind, _ what: @autoclosure () -> String) throws(Diagnostic) {
    guard accept(kind) else { throw unexpected(what()) }
  }

  /// Parses a name that is not a keyword.
  mutating func name(_ what: String) throws(Diagnostic) -> String {
    guard current.kind == .name else { throw unexpected(what) }
    return source.text(advance().span)
  }

  /// Returns whether the current token is a certain name, such as a keyword of only one statement.
  func isName(_ name: String) -> Bool { current.kind == .name && source.text(current.span) == name }

  /// Starts a part of an expression, or a block. Returns what `leave` needs.
  mutating func enter() throws(Diagnostic) -> Int {
    guard level < Self.mostLevels else { throw tooDeep() }
    level += 1
    defer { height = 0 }
    return height
  }

  mutating func leave(_ outerHeight: Int) {
    level -= 1
    height = max(height, outerHeight)
  }

  /// Creates an expression from the parts that were just parsed. It ends with the last token.
  mutating func node(_ kind: PythonExpression.Kind, from start: Int32) throws(Diagnostic) -> PythonExpression {
    height += 1
    guard height + blockLevel <= Self.tallestTree else { throw tooDeep() }
    return leaf(kind, from: start)
  }

  /// Creates an expression without parts.
  func leaf(_ kind: PythonExpression.Kind, from start: Int32) -> PythonExpression {
    PythonExpression(kind, span: Span(start: start, end: lastEnd))
  }
}

extension PythonProgram {
  /// Parses a file. Statements with a syntax error are `broken`, and the others are complete.
  ///
  /// - Parameter span: The file, if the text has several; nil for the whole text.
  public init(parsing source: SourceText, in span: Span? = nil) {
    let range = span.map { Int($0.start)..<Int($0.end) } ?? source.bytes.indices
    var parser = PythonParser(source, in: range.clamped(to: source.bytes.indices))
    let statements = parser.module()
    self.init(source: source, statements: statements, diagnostics: parser.diagnostics)
  }
}
