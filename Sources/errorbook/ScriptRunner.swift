import Diagnostics
import Exercises
import FlaskSource
import Interpreter
import Lessons
import PythonSyntax
import Rendering
import Resolution
import Syntax

/// Runs files one after the other, each in its own session, and shows results immediately.
struct ScriptRunner {
  private let settings: RunSettings
  private var console: Console
  private var printer: ScriptPrinter
  private var hasUnreadableFile = false

  init(_ settings: RunSettings) {
    self.settings = settings
    console = Console(isPlain: settings.plain)
    printer = ScriptPrinter(settings.format == .json ? .json : .text, isPlain: settings.plain)
  }

  var status: Status {
    switch printer.outcome {
    case _ where hasUnreadableFile: .error
    case .fine: .fine
    case .failedExpectation: .failed
    case .error: .error
    }
  }

  mutating func run(_ file: String) {
    switch ScriptFile.read(file) {
    case .failure(let problem): report(problem)
    case .success(let source): run(source)
    }
  }

  /// Prints the summary of all expectations and flushes the output.
  mutating func finish() {
    console.print(printer.summary)
    console.flush()
  }

  private mutating func run(_ source: SourceText) {
    if source.name.hasSuffix(".py") { return runProgram(source) }
    var session = Session(name: source.name, release: settings.release)
    session.isTracing = settings.trace
    session.declarationEvents = settings.format == .json ? .complete : .none
    guard source.name.hasSuffix(".md") else {
      var parser = session.read(source)
      return run(&parser, in: &session)
    }
    for (index, cell) in Lesson(source).cells.enumerated() {
      if index > 0, settings.format == .text { console.print("\n") }
      if cell.isProgram {
        let events = Lesson.runProgram(cell, in: &session)
        printer.print(events, in: session.source, to: &console)
        continue
      }
      var parser = session.read(Array(cell.code.content.utf8))
      run(&parser, in: &session)
    }
  }

  /// Runs a Flask program in Python.
  private mutating func runProgram(_ source: SourceText) {
    let files = PythonFiles.read(source)
    if let refusal = files.otherFramework {
      let line = files.main.source.line(of: refusal.primary.span.start)
      return printer.print([Event(line: line, .diagnostic(refusal))], in: files.main.source, to: &console)
    }
    var run = TranslationRun(Translation(files, release: settings.release), tracing: settings.trace)
    let events = run.run()
    printer.print(events, in: run.source, to: &console)
  }

  private mutating func run(_ parser: inout Parser, in session: inout Session) {
    var events: [Event] = []
    while session.runNext(from: &parser, into: &events) {
      printer.print(events, in: session.source, to: &console)
      // Remove the events one by one: `removeAll` is slower, since it destroys each element through a witness table.
      while !events.isEmpty { events.removeLast() }
    }
  }

  private mutating func report(_ problem: FileProblem) {
    hasUnreadableFile = true
    switch settings.format {
    case .text: console.printError(problem.text)
    case .json: console.write(JSONWriter.line(problem.json))
    }
  }
}

extension Console: ScriptOutput {
  mutating func print(diagnostic picture: StyledText) { printError(picture) }

  mutating func print(json line: ArraySlice<UInt8>) { write(line) }
}
