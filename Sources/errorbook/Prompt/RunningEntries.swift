import Diagnostics
import Exercises
import Interpreter
import Lessons
import LineEditing
import Rendering
import Syntax

/// Running what was typed, pasted or loaded, and showing what comes of it.
extension PromptLoop {
  /// What came of running a text.
  struct Ran {
    var moment: Moment
    var run: EntryRun
    /// Ctrl-C: not all of it ran.
    var wasStopped: Bool
  }

  /// Runs a text in the session and shows it; answers the errors. Whatever is stopped by Ctrl-C leaves no trace.
  @discardableResult
  mutating func runText(_ text: [UInt8]) -> [Diagnostic] {
    let isProgram = Self.isProgram(text)
    let before = nextLine
    let ran = show(text, from: timeline.now, as: isProgram ? .script(isPlain: isPlain) : .prompt(isPlain: isPlain))
    if ran.wasStopped {
      console.print(
        "Stopped at line \(ran.run.position(in: ran.moment.session)). Nothing of it stays in the session.\n")
      return []
    }
    if timeline.add(text, ran.run, leadingTo: ran.moment), isProgram {
      console.print("\("lines \(before) to \(nextLine - 1)", .strong): \(ran.run.count.words(ran.run.errors.count))\n")
    }
    return ran.run.errors
  }

  /// Runs a text from a moment on, without making the result the present.
  mutating func show(_ text: [UInt8], from start: Moment, as style: EventText) -> Ran {
    let transcript = Transcript(style, columns: Console.columns)
    var moment = start
    var run = EntryRun(text, in: &moment.session)
    var wasStopped = false
    while !wasStopped, let events = run.next(in: &moment.session) {
      for event in events { show(event, moment.session.source, transcript) }
      wasStopped = InterruptFlag.isRaised
    }
    moment.brokenLines += run.brokenLines
    return Ran(moment: moment, run: run, wasStopped: wasStopped)
  }

  private mutating func show(_ event: Event, _ source: SourceText, _ transcript: Transcript) {
    guard case .diagnostic(var diagnostic) = event.kind else {
      return console.print(transcript.render(event, in: source))
    }
    if diagnostic.severity == .error, diagnostic.help == nil { diagnostic.help = Self.nextStep(diagnostic, source) }
    console.print(transcript.render(Event(line: event.line, .diagnostic(diagnostic)), in: source))
  }

  /// What a learner at the prompt can do about an error that has no better help: look how such a line is written.
  private static func nextStep(_ diagnostic: Diagnostic, _ source: SourceText) -> String {
    let line = source.spanOfLine(source.line(of: diagnostic.primary.span.start)).map { source.text($0) } ?? ""
    guard let word = StatementWord(rawValue: String(line.trimmed.prefix { $0.isLetter })) else {
      return "`help` shows what can be typed"
    }
    return "`help \(word.rawValue)` shows how it is written"
  }

  /// Whether a text holds more than one statement. A whole program is answered like a script: each answer under its
  /// statement, declarations summed up at the end.
  private static func isProgram(_ text: [UInt8]) -> Bool {
    var parser = Parser(SourceText(name: "", bytes: text))
    return parser.next() != nil && parser.next() != nil
  }
}

extension EntryRun.Count {
  /// `3 classes, 2 handlers, 1 request`, and what was wrong.
  func words(_ errors: Int) -> String {
    let counts = [
      (classes, "class", "classes"), (blueprints, "blueprint", "blueprints"), (handlers, "handler", "handlers"),
      (requests, "request", "requests"), (tests, "test", "tests"), (others, "other statement", "other statements"),
      (errors, "error", "errors"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { count, one, many in "\(count) \(count == 1 ? one : many)" }
    return words.isEmpty ? "nothing to run" : words.joined(separator: ", ")
  }
}
