import Diagnostics
import Interpreter
import Syntax

/// Runs the statements of one entry, one at a time, so that the caller can stop between them.
struct EntryRun {
  /// How many statements ran, by kind.
  struct Count: Sendable, Equatable {
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

  /// The steps that were read and have not run.
  private var ahead: ArraySlice<ReadStatements.Step>
  private var parser: Parser
  /// The offset after the last statement that ran.
  private var end: Int32
  /// The count of statements that ran without an error.
  private(set) var count = Count()
  private(set) var changesState = false
  /// The errors in order. `brokenLines` has the lines of their statements.
  private(set) var errors: [Diagnostic] = []
  private(set) var brokenLines: [BrokenLines] = []

  /// Adds the text to the session. Its statements are parsed one by one, as they run.
  init(_ text: [UInt8], in session: inout Session) {
    parser = session.read(text)
    end = parser.offset
    ahead = []
  }

  /// Runs statements that are already parsed. If the session's text has changed since, they are parsed again.
  init(_ statements: ReadStatements, in session: inout Session) {
    let before = session.source.bytes
    let isNext =
      statements.source.bytes.count == before.count + statements.text.count
      && statements.source.texts.extends(session.source.texts)
    end = Int32(clamping: before.count)
    guard isNext, statements.source.bytes.starts(with: before) else {
      parser = session.read(statements.text)
      ahead = []
      return
    }
    _ = session.read(statements.source)
    parser = Parser(statements.source, from: Int32(clamping: statements.source.bytes.count))
    ahead = statements.steps[...]
  }

  /// Returns whether there is more than one statement. Call it before the first one runs; it reads ahead as far as needed.
  mutating func hasSeveralStatements(in session: inout Session) -> Bool {
    while ahead.count < 2, let step = parser.stepWithSpan(in: &session.source) { ahead.append(step) }
    return ahead.count > 1
  }

  /// Whether nothing ran and there were errors. The session discards such an entry.
  var onlyFailed: Bool { count.all == 0 && !errors.isEmpty }

  /// Runs the next statement, or returns nil if none is left.
  mutating func next(in session: inout Session) -> [Event]? {
    guard let step = ahead.popFirst() ?? parser.stepWithSpan(in: &session.source) else { return nil }
    end = step.end
    let parsed = step.parsed
    let events = session.run(parsed)
    let found = events.compactMap { event -> Diagnostic? in
      guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { return nil }
      return diagnostic
    }
    errors += found
    // `use` can report an error about the app and still change the release.
    let changesRelease = events.contains { if case .used = $0.kind { true } else { false } }
    if let statement = parsed.statement, found.isEmpty || changesRelease {
      count.add(statement.kind)
      changesState = changesState || statement.kind.changesState
    } else if !found.isEmpty {
      brokenLines.append(lines(of: step, in: session.source))
    }
    return events
  }

  /// Returns the line of the last statement that ran.
  func position(in session: Session) -> Int { session.source.line(of: max(0, end - 1)) }

  private func lines(of step: ReadStatements.Step, in source: SourceText) -> BrokenLines {
    // The error is on the same line after a valid statement: only that part of the line is broken.
    if step.start == step.end, let span = errors.last?.primary.span {
      let line = source.line(of: span.start)
      return BrokenLines(lines: line...line, tail: span.start)
    }
    let first = source.line(of: step.start)
    return BrokenLines(lines: first...max(first, source.line(of: max(step.start, step.end - 1))))
  }
}

/// The lines of a statement that gave an error and has no effect.
struct BrokenLines: Sendable, Equatable {
  var lines: ClosedRange<Int>
  /// The offset of the broken part, if the line starts with a valid statement.
  var tail: Int32?
}
