import Diagnostics
import Interpreter
import Syntax

/// Runs the statements of one entry, one at a time, so that whoever shows them can stop in between.
struct EntryRun {
  /// How many statements ran, by what they were.
  struct Count: Equatable {
    var classes = 0
    var blueprints = 0
    var handlers = 0
    var requests = 0
    var tests = 0
    var others = 0

    var all: Int { classes + blueprints + handlers + requests + tests + others }

    fileprivate mutating func add(_ kind: Statement.Kind) {
      switch kind {
      case .classDeclaration: classes += 1
      case .blueprint: blueprints += 1
      case .handler: handlers += 1
      case .request, .expect(.answer): requests += 1
      case .test: tests += 1
      default: others += 1
      }
    }
  }

  private var parser: Parser
  /// Statements that ran without an error.
  private(set) var count = Count()
  private(set) var changesState = false
  /// The errors, in order, and the lines of the statements that gave them.
  private(set) var errors: [Diagnostic] = []
  private(set) var brokenLines: [BrokenLines] = []

  /// Adds the text to what the session has read.
  init(_ text: [UInt8], in session: inout Session) {
    parser = session.read(text)
  }

  /// Nothing ran at all, and something was wrong: such an entry leaves no trace.
  var onlyFailed: Bool { count.all == 0 && !errors.isEmpty }

  /// Runs the next statement; nil when none is left.
  mutating func next(in session: inout Session) -> [Event]? {
    let start = parser.offset
    guard let parsed = parser.next() else { return nil }
    let events = session.run(parsed)
    let found = events.compactMap { event -> Diagnostic? in
      guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { return nil }
      return diagnostic
    }
    errors += found
    // A `use` that finds something of the app missing says so, and changes the release all the same.
    let changesRelease = events.contains { if case .used = $0.kind { true } else { false } }
    if let statement = parsed.statement, found.isEmpty || changesRelease {
      count.add(statement.kind)
      changesState = changesState || statement.kind.changesState
    } else if !found.isEmpty {
      brokenLines.append(lines(from: start, in: session.source))
    }
    return events
  }

  /// The line up to which it has come.
  func position(in session: Session) -> Int { session.source.line(of: max(0, parser.offset - 1)) }

  private func lines(from start: Int32, in source: SourceText) -> BrokenLines {
    // What stands on a line behind a statement that is right: only that part is broken.
    if start == parser.offset, let span = errors.last?.primary.span {
      let line = source.line(of: span.start)
      return BrokenLines(lines: line...line, tail: span.start)
    }
    let first = source.line(of: start)
    return BrokenLines(lines: first...max(first, source.line(of: max(start, parser.offset - 1))))
  }
}

/// The lines of a statement that gave an error and has no effect.
struct BrokenLines: Equatable {
  var lines: ClosedRange<Int>
  /// Where it begins, if the line begins with something that is right.
  var tail: Int32?
}
