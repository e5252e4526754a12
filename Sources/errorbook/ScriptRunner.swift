import Diagnostics
import Exercises
import Interpreter
import Lessons
import Rendering
import Resolution
import Syntax

/// Runs files one after the other, each in a session of its own, and shows what happens as it happens.
struct ScriptRunner {
  private(set) var status = Status.fine
  private let settings: RunSettings
  private let transcript: Transcript
  private var console: Console
  private var json = JSONWriter()
  private var expectations = 0
  private var failures = 0

  init(_ settings: RunSettings) {
    self.settings = settings
    transcript = Transcript(.script(isPlain: settings.plain))
    console = Console(isPlain: settings.plain)
  }

  mutating func run(_ file: String) {
    switch ScriptFile.read(file) {
    case .failure(let problem): report(problem)
    case .success(let source): run(source)
    }
  }

  /// Shows the sum of all expectations, where there were any, and sends what is left.
  mutating func finish() {
    if expectations > 0, settings.format == .text {
      let count = expectations == 1 ? "1 expectation" : "\(expectations) expectations"
      console.print(
        failures == 0 ? "\(count): all held\n" : "\(count): \(expectations - failures) held, \(failures) failed\n")
    }
    console.flush()
  }

  private mutating func run(_ source: SourceText) {
    var session = Session(name: source.name, release: settings.flask)
    session.isTracing = settings.trace
    session.describesClasses = settings.format == .json
    guard source.name.hasSuffix(".md") else {
      var parser = session.read(source)
      return run(&parser, in: &session)
    }
    for (index, cell) in Lesson(source).cells.enumerated() {
      if index > 0, settings.format == .text { console.print("\n") }
      var parser = session.read(Array(cell.code.content.utf8))
      run(&parser, in: &session)
    }
  }

  private mutating func run(_ parser: inout Parser, in session: inout Session) {
    while let parsed = parser.next() {
      for event in session.run(parsed) { show(event, session.source) }
    }
  }

  private mutating func show(_ event: Event, _ source: SourceText) {
    count(event)
    switch settings.format {
    case .json:
      json.writeLine(event.json(in: source))
      console.write(json.bytes)
      json.removeAll()
    case .text:
      let text = transcript.render(event, in: source)
      // An empty line keeps pictures apart from each other and from the answers between them.
      if case .diagnostic = event.kind { console.printError(text + "\n") } else { console.print(text) }
    }
  }

  private mutating func count(_ event: Event) {
    switch event.kind {
    case .expectation(let expectation):
      expectations += 1
      if !expectation.passed { failures += 1 }
      status = max(status, expectation.passed ? .fine : .failed)
    case .test(let test): status = max(status, test.failed == 0 ? .fine : .failed)
    case .diagnostic(let diagnostic): status = max(status, diagnostic.severity == .error ? .error : .fine)
    default: break
    }
  }

  private mutating func report(_ problem: FileProblem) {
    status = .error
    switch settings.format {
    case .text: console.printError(problem.text)
    case .json:
      json.writeLine(problem.json)
      console.write(json.bytes)
      json.removeAll()
    }
  }
}
