import Characters
import Diagnostics

/// The lines of an incomplete block, which checks after each new line whether the block is complete.
///
/// Parsing the whole block again for each line would take quadratic time. So this type keeps a shorter text that
/// behaves the same for every further line: if the parser was in the same state twice, the text in between is removed.
/// What remains of most blocks is the first line, one or two lines of the body, and the last statement.
public struct UnfinishedBlock: Sendable {
  private var text: [UInt8] = []
  /// Where the last line starts, if it is blank or a comment.
  private var lastBlank: Int?
  /// How many bytes were parsed, for the tests.
  public private(set) var work = 0

  /// - Parameter lines: the lines so far, without the last line break.
  public init(_ lines: [UInt8]) {
    _ = feed(lines)
    // Several loops of the parser may have read many lines. Each pass shortens the longest one.
    var size = text.count + 1
    while text.count < size {
      size = text.count
      _ = parse()
    }
  }

  /// Adds one or more lines, without the last line break. Returns whether the block is still incomplete.
  public mutating func feed(_ lines: [UInt8]) -> Bool {
    let isBlank = Self.isBlankOrComment(lines)
    // One blank line or comment has the same effect as several.
    if isBlank, let lastBlank { text.removeSubrange(lastBlank...) }
    lastBlank = isBlank ? text.count : nil
    text += lines
    text.append(.lineFeed)
    return parse()
  }

  private mutating func parse() -> Bool {
    work += text.count
    var parser = Parser(SourceText(name: "", bytes: text))
    parser.trace = ParserTrace()
    parser.readToTheEnd()
    if let trace = parser.trace { leaveOut(trace) }
    return parser.isIncomplete
  }

  private mutating func leaveOut(_ trace: ParserTrace) {
    let before = text.count
    // From the back, so that earlier offsets stay valid.
    if let statement = trace.statement.longest { text.removeSubrange(statement.range) }
    if let body = trace.body.longest {
      let replacement = trace.replacementLine(isEmpty: body.state.value == 1)
      if replacement.count < body.range.count { text.replaceSubrange(body.range, with: replacement) }
    }
    // At the start of a text the same bytes would be a byte order mark.
    if !text[trace.start...].starts(with: [0xEF, 0xBB, 0xBF]) { text.removeSubrange(..<trace.start) }
    if let lastBlank { self.lastBlank = lastBlank - (before - text.count) }
  }

  /// One line without tokens and without quotes, which could end a triple-quoted string.
  private static func isBlankOrComment(_ line: [UInt8]) -> Bool {
    guard let first = line.first(where: { !$0.isBlank }) else { return true }
    return first == 0x23 && !line.contains { $0.endsLine || $0 == 0x22 || $0 == 0x27 }
  }
}

/// The positions in a text at which the parser was in the same state.
struct ParserTrace: Sendable {
  /// A loop that can read any number of lines.
  enum Loop: Sendable {
    case testBody, classBody, bases, functionBody, decorators, skippedLines
    /// Lines inside brackets: of a pasted statement, of a decorator, of the head of a function.
    case brackets, decoratorBrackets, headBrackets
  }

  /// The state that decides how the parser continues from a position.
  struct State: Sendable, Equatable {
    var loop: Loop
    /// Other state that the loop depends on.
    var value: Int
    /// How many triple-quoted strings are open: a further line may close them.
    var unclosedTexts: Int
    /// How many braces of a broken statement are open: a further line may close them. Nil outside such a statement.
    var openBraces: Int?
  }

  /// A position between two lines.
  struct Place: Sendable {
    var offset: Int
    var unclosedTexts: Int
  }

  struct Marks: Sendable {
    private var all: [(state: State, first: Int, last: Int)] = []

    mutating func mark(_ state: State, at offset: Int) {
      if let index = all.firstIndex(where: { $0.state == state }) {
        all[index].last = offset
      } else if all.count < 16 {
        all.append((state, offset, offset))
      }
    }

    mutating func removeAll() { all.removeAll(keepingCapacity: true) }

    /// The longest text between two positions with the same state.
    var longest: (state: State, range: Range<Int>)? {
      all.max { $0.last - $0.first < $1.last - $1.first }.flatMap { mark in
        mark.last > mark.first ? (mark.state, mark.first..<mark.last) : nil
      }
    }
  }

  /// Where the current statement starts. The text before it no longer matters.
  var start = 0
  /// Positions in the body of a test.
  var body = Marks()
  /// Positions inside a statement.
  var statement = Marks()
  /// The smallest indentation of the lines of the body.
  var bodyIndent = 0
  /// The number of open braces at the start of each line, if a broken statement opened one that is not closed.
  var openBraces: [Int: Int] = [:]

  /// Returns a line that replaces removed lines of a body. It cannot continue a statement before it, and an empty body
  /// stays empty.
  func replacementLine(isEmpty: Bool) -> [UInt8] {
    Array((String(repeating: " ", count: bodyIndent) + (isEmpty ? "restart x\n" : "restart\n")).utf8)
  }
}

extension Parser {
  /// The position before the next line.
  @inline(__always) var place: ParserTrace.Place {
    ParserTrace.Place(offset: lexer.offset, unclosedTexts: lexer.unclosedTexts)
  }

  /// Records that a statement outside of tests starts in the line after a position.
  @inline(__always)
  mutating func traceStart(_ place: ParserTrace.Place) {
    guard trace != nil, !closingBraceIsMissing, place.unclosedTexts == 0 else { return }
    trace?.start = place.offset
    trace?.body.removeAll()
  }

  /// Records that a loop continues with the line after a position. The loop has already read at least one line, because
  /// the code that entered it looked ahead at that line.
  mutating func traceLoop(_ loop: ParserTrace.Loop, _ place: ParserTrace.Place, value: Int = 0) {
    guard trace != nil, let state = state(loop, place, value) else { return }
    trace?.statement.mark(state, at: place.offset)
  }

  /// Records that a statement of a test starts in the line after a position.
  mutating func traceBody(_ place: ParserTrace.Place, isEmpty: Bool, indent: Int) {
    guard trace != nil, let state = state(.testBody, place, isEmpty ? 1 : 0) else { return }
    trace?.body.mark(state, at: place.offset)
    trace?.bodyIndent = indent
  }

  private func state(_ loop: ParserTrace.Loop, _ place: ParserTrace.Place, _ value: Int) -> ParserTrace.State? {
    let openBraces = trace?.openBraces[place.offset]
    guard !closingBraceIsMissing || openBraces != nil else { return nil }
    return ParserTrace.State(
      loop: loop, value: value, unclosedTexts: place.unclosedTexts, openBraces: openBraces)
  }
}
