import Diagnostics

/// A token of a Python file: its kind and its bytes.
struct PythonToken: Sendable, Hashable {
  var kind: Kind
  var start: Int32
  var end: Int32

  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = Int32(clamping: start)
    self.end = Int32(clamping: end)
  }

  var span: Span { Span(start: start, end: end) }

  enum Kind: UInt8, Sendable {
    case name, number, string
    /// The end of a logical line, without bytes.
    case newline
    /// More indentation than on the line before, less indentation, and the end of the file, without bytes.
    case indent, dedent, end

    case and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, `elif`, `else`, except, `false`
    case finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, none, nonlocal, not, or, pass, raise
    case `return`, `true`, `try`, `while`, with, yield

    case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
    case comma, colon, semicolon, dot, ellipsis, at, arrow, equal, colonEqual
    case plus, minus, star, doubleStar, slash, doubleSlash, percent, shiftLeft, shiftRight, ampersand, bar, caret, tilde
    case less, greater, lessEqual, greaterEqual, doubleEqual, notEqual
    case plusEqual, minusEqual, starEqual, doubleStarEqual, slashEqual, doubleSlashEqual, percentEqual, atEqual
    case shiftLeftEqual, shiftRightEqual, ampersandEqual, barEqual, caretEqual

    // What cannot be a token of Python 3. The parser reports it if it gets there.
    case unterminatedString, unterminatedText
    /// Its bytes are the opening bracket.
    case unclosedBracket
    case mismatchedBracket, unopenedBracket
    case badCharacter, badNumber, badContinuation, nul
    /// No outer block has this indentation.
    case badIndentation
    case mixedTabs
    /// `>>>` at the start of a line.
    case prompt
    // Python 2.
    case backtick, lessGreater, oldOctal, longNumber

    /// Whether it is no token of Python 3.
    var isProblem: Bool { rawValue >= Kind.unterminatedString.rawValue }
    /// Whether it has no bytes.
    var isLayout: Bool { rawValue >= Kind.newline.rawValue && rawValue <= Kind.end.rawValue }
    var isKeyword: Bool { rawValue >= Kind.and.rawValue && rawValue <= Kind.yield.rawValue }
    /// Whether it closes a bracket, or tries to.
    var closesBracket: Bool {
      switch self {
      case .rightParen, .rightBracket, .rightBrace, .mismatchedBracket, .unopenedBracket: true
      default: false
      }
    }
  }
}

extension PythonToken.Kind {
  /// Returns the keyword that a name spells.
  init?(keyword: String) {
    guard let kind = Self.keywords[keyword] else { return nil }
    self = kind
  }

  private static let keywords: [String: Self] = [
    "and": .and, "as": .as, "assert": .assert, "async": .async, "await": .await, "break": .break, "class": .class,
    "continue": .continue, "def": .def, "del": .del, "elif": .elif, "else": .else, "except": .except,
    "finally": .finally, "for": .for, "from": .from, "global": .global, "if": .if, "import": .import, "in": .in,
    "is": .is, "lambda": .lambda, "nonlocal": .nonlocal, "not": .not, "or": .or, "pass": .pass, "raise": .raise,
    "return": .return, "try": .try, "while": .while, "with": .with, "yield": .yield, "None": .none, "True": .true,
    "False": .false,
  ]

  /// Whether the keyword starts a statement or a clause and cannot be inside brackets.
  var startsOnlyStatements: Bool {
    switch self {
    case .assert, .break, .class, .continue, .def, .del, .elif, .except, .finally, .global, .import, .nonlocal, .pass,
      .raise, .return, .try, .while, .with:
      true
    default: false
    }
  }

  /// Whether the keyword continues a compound statement with another block.
  var startsClause: Bool { self == .elif || self == .else || self == .except || self == .finally }
}
