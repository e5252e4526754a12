import Diagnostics
import Resolution
import Syntax

/// How many suggestions are tried out. A trial costs a copy of what the app holds, so a long script with thousands of errors
/// has the later ones untried.
struct SuggestionTrials: Sendable {
  private var left = 100_000
  /// Whether this session is itself a trial.
  var isTrial = false

  /// Returns whether a trial in an app of so many statements is still affordable, and counts it.
  mutating func begin(statements: Int) -> Bool {
    guard !isTrial, left > 0 else { return false }
    left -= statements + 50
    return true
  }
}

/// Advice that offers a change to the text.
extension Session {
  /// ``did you mean `...`?``
  func replacing(_ name: Name, by near: String) -> Advice {
    Advice("did you mean `\(shownName(near))`?", offering: Suggestion(replacing: name.span, with: shownName(near)))
  }

  /// `declare it first: ...`
  func declaring(_ statement: String, before name: Name) -> Advice {
    inserting(statement, before: name, "declare it first: \(statement)")
  }

  /// Advice to put a statement before the one that has a name.
  func inserting(_ statement: String, before name: Name, _ words: String) -> Advice {
    guard let place = placeBeforeStatement(around: name.span) else { return Advice(words) }
    return Advice(words, offering: Suggestion(insertingAt: place, statement + "\n"))
  }

  /// Where a line begins that begins with a statement; a line within the parentheses of a class is none.
  private func placeBeforeStatement(around span: Span) -> Int32? {
    guard !span.isEmpty, let line = source.spanOfLine(source.line(of: span.start)) else { return nil }
    let text = source.text(line).drop { $0 == " " || $0 == "\t" }
    let word = text.prefix { $0.isLetter }
    return StatementWord(rawValue: String(word)) == nil
      ? nil : line.start + Int32(clamping: source.text(line).utf8.count - text.utf8.count)
  }
}

/// Trying out what a diagnostic offers, so that only what runs is offered.
extension Session {
  /// Removes the changes that would only give another error.
  mutating func trySuggestions(of event: inout Event, in statement: Statement) {
    // What happens in a test was tried there.
    if case .test = statement.kind { return }
    guard case .diagnostic(let diagnostic) = event.kind, !diagnostic.suggestions.isEmpty else { return }
    event = Event(line: event.line, .diagnostic(withTriedSuggestions(diagnostic, of: statement)))
  }

  /// - Parameter statement: the statement that the diagnostic is about; nil where it could not be read.
  mutating func withTriedSuggestions(_ diagnostic: Diagnostic, of statement: Statement?) -> Diagnostic {
    guard diagnostic.severity == .error, let advice = diagnostic.advice, !advice.suggestions.isEmpty,
      trials.begin(statements: app.statements.count)
    else { return diagnostic }
    let word = source.text(diagnostic.primary.span)
    let kept = advice.suggestions.filter { runs(text($0, in: statement), insteadOf: word) }
    guard kept.count < advice.suggestions.count else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.advice = kept.isEmpty ? nil : Advice(advice.text, offering: kept)
    return diagnostic
  }

  /// The statement as the suggestion has it.
  private func text(_ suggestion: Suggestion, in statement: Statement?) -> [UInt8] {
    guard let span = statement?.span, span.start >= 0, span.start <= span.end, span.end <= source.bytes.count else {
      return Array(suggestion.text.utf8)
    }
    let text = Array(source.bytes[Int(span.start)..<Int(span.end)])
    if suggestion.span.end <= span.start { return Array(suggestion.text.utf8) + text }
    return suggestion.moved(by: -span.start).applied(to: text)
  }

  /// Whether the statements run in a copy of the session, but for what is missing there.
  /// - Parameter word: what was wrong. That it was meant as a blueprint that nobody has declared is a bad guess.
  private func runs(_ text: [UInt8], insteadOf word: String) -> Bool {
    var trial = self
    trial.trials.isTrial = true
    trial.isTracing = false
    let texts = source.texts
    trial.source = SourceText(name: source.name, bytes: text)
    trial.source.texts = texts
    var parser = Parser(trial.source)
    while let parsed = trial.next(from: &parser) {
      // The first line of a block, or a line of a class, is no statement by itself. The parser has tried it.
      guard let statement = parsed.statement else { return true }
      let events = trial.run(statement.replaced(by: statement.kind.asShortQuestion))
      for event in events {
        guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { continue }
        let isGuess = diagnostic.kind == .unknownBlueprint && trial.source.text(diagnostic.primary.span) == word
        guard Self.missingNames.contains(diagnostic.kind), !isGuess else { return false }
      }
    }
    return true
  }

  /// Errors because of something that is not there yet.
  private static let missingNames: Set<DiagnosticKind> = [
    .unknownClass, .refusedClass, .missingBase, .absentClass, .laterClass, .unknownBlueprint, .unknownOption,
    .nothingHappened,
  ]
}

extension Statement.Kind {
  /// The same names in a question that is answered at once.
  fileprivate var asShortQuestion: Statement.Kind {
    switch self {
    case .question(.compare(let request?)): .question(.why(request))
    case .question(.hunt(let subject?)), .expect(.safe(let subject?, isSafe: _)):
      .question(.why(Request(cause: .raise(subject.name), scope: subject.scope)))
    default: self
    }
  }
}
