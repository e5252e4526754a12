import Diagnostics

/// The lines of a block that needs more, and whether it still does with each further line.
///
/// To parse the whole block again for each line would take quadratic time. So this keeps a shorter text to which any
/// further line does the same: where the parser has been in the same state twice, what it read in between is left out.
/// What remains of most blocks is the first line, a line or two of the body, and the statement at the end.
public struct UnfinishedBlock: Sendable {
  private var text: [UInt8] = []
  /// Where the last line begins, if it is blank or a comment.
  private var lastBlank: Int?
  /// How many bytes were parsed: what the tests count.
  public private(set) var work = 0

  /// - Parameter lines: the lines so far, without the last line end.
  public init(_ lines: [UInt8]) {
    _ = feed(lines)
    // Several loops of the parser may have taken many lines, and each time the longest is shortened.
    var size = text.count + 1
    while text.count < size {
      size = text.count
      _ = parse()
    }
  }

  /// Adds a line, or several, without the last line end. Returns whether the block still needs more.
  public mutating func feed(_ lines: [UInt8]) -> Bool {
    let isBlank = Self.isBlankOrComment(lines)
    // Of several blank lines and comments, one does what all of them do.
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
    // From the back, so that the places before stay the same.
    if let statement = trace.statement.longest { text.removeSubrange(statement.range) }
    if let body = trace.body.longest {
      let seal = trace.seal(isEmpty: body.state.value == 1)
      if seal.count < body.range.count { text.replaceSubrange(body.range, with: seal) }
    }
    // At the beginning of a text the same bytes would be a byte order mark.
    if !text[trace.start...].starts(with: [0xEF, 0xBB, 0xBF]) { text.removeSubrange(..<trace.start) }
    if let lastBlank { self.lastBlank = lastBlank - (before - text.count) }
  }

  /// One line without tokens, and without quotes, which could end a text in three quotes.
  private static func isBlankOrComment(_ line: [UInt8]) -> Bool {
    guard let first = line.first(where: { !$0.isBlank }) else { return true }
    return first == 0x23 && !line.contains { $0.endsLine || $0 == 0x22 || $0 == 0x27 }
  }
}

/// The places of a text at which the parser was in the same state.
struct ParserTrace: Sendable {
  /// A loop that takes any number of lines.
  enum Loop: Sendable {
    case testBody, classBody, bases, functionBody, decorators, skippedLines
    /// Lines within brackets: of a pasted statement, of a decorator, of the head of a function.
    case brackets, decoratorBrackets, headBrackets
  }

  /// What decides how the parser goes on from a place.
  struct State: Sendable, Equatable {
    var loop: Loop
    /// What else the loop depends on.
    var value: Int
    /// How many texts in three quotes have begun before and are not closed: a further line may close them.
    var unclosedTexts: Int
    /// How many braces of a broken statement are open: a further line may close them. Nil outside of one.
    var openBraces: Int?
  }

  /// A place between two lines.
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

    /// The longest text between two places of the same state.
    var longest: (state: State, range: Range<Int>)? {
      all.max { $0.last - $0.first < $1.last - $1.first }.flatMap { mark in
        mark.last > mark.first ? (mark.state, mark.first..<mark.last) : nil
      }
    }
  }

  /// Where the statement begins that is read now; what comes before it plays no part any more.
  var start = 0
  /// Places in the body of a test.
  var body = Marks()
  /// Places within a statement.
  var statement = Marks()
  /// How far the lines of the body are indented at least.
  var bodyIndent = 0
  /// The open braces at the beginning of each line, where a broken statement opened one that is not closed.
  var openBraces: [Int: Int] = [:]

  /// A line that takes the place of what is left out of a body: no statement before it goes on with it, and it leaves the
  /// body as empty as it was.
  func seal(isEmpty: Bool) -> [UInt8] {
    Array((String(repeating: " ", count: bodyIndent) + (isEmpty ? "restart x\n" : "restart\n")).utf8)
  }
}

extension Parser {
  /// The place before the next line.
  @inline(__always) var place: ParserTrace.Place {
    ParserTrace.Place(offset: lexer.offset, unclosedTexts: lexer.unclosedTexts)
  }

  /// Notes that a statement outside of tests begins in the line behind a place.
  @inline(__always)
  mutating func traceStart(_ place: ParserTrace.Place) {
    guard trace != nil, !closingBraceIsMissing, place.unclosedTexts == 0 else { return }
    trace?.start = place.offset
    trace?.body.removeAll()
  }

  /// Notes that a loop goes on with the line behind a place. It has taken a line before: what made it begin looked ahead
  /// at that line.
  mutating func traceLoop(_ loop: ParserTrace.Loop, _ place: ParserTrace.Place, value: Int = 0) {
    guard trace != nil, let state = state(loop, place, value) else { return }
    trace?.statement.mark(state, at: place.offset)
  }

  /// Notes that a statement of a test begins in the line behind a place.
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
