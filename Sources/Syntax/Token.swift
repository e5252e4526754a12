import Diagnostics

/// The smallest piece of a line that means something: a kind and the bytes that it covers.
struct Token: Sendable {
  enum Kind: UInt8, Sendable {
    /// Not in the text: what the parser sees behind the last token of a line.
    case end
    /// A name or a word of the language; which of the two is a matter of position.
    case word
    /// Digits only.
    case number
    /// Begins with a digit and holds more than digits, such as `0.12.2`.
    case release
    case string
    /// A string whose line ends before its closing quote.
    case unclosedString
    /// `"""..."""`, possibly over several lines.
    case tripleString
    case unclosedTripleString
    /// Text between typographic quotes, or one such quote alone.
    case curlyString
    case arrow
    /// Something that was meant as an arrow, such as `=>`.
    case arrowLookalike
    case leftParen, rightParen, leftBrace, rightBrace, leftBracket, rightBracket
    case comma, colon, semicolon, dot, ellipsis, at, equals, minus
    /// An ASCII character that no statement uses.
    case symbol
    /// A scalar outside ASCII that no name may hold.
    case oddScalar
    /// A byte that is not UTF-8.
    case invalidByte
  }

  var kind: Kind
  /// A word of ASCII only, a string without escapes: nothing needs a closer look.
  var isPlain: Bool
  var start: Int32
  var end: Int32

  var span: Span { Span(start: start, end: end) }

  init(_ kind: Kind, _ start: Int, _ end: Int, isPlain: Bool = true) {
    self.kind = kind
    self.isPlain = isPlain
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }
}
