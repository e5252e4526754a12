import Diagnostics
import Resolution
import Syntax

/// The budget for trying out suggestions.
///
/// A trial copies the app, so in a long script with thousands of errors the later suggestions are not tried.
struct SuggestionTrials: Sendable {
  private var remaining = 100_000
  /// Whether this session is itself a trial.
  var isTrial = false

  /// Returns whether the budget allows a trial in an app with this number of statements, and subtracts its cost.
  mutating func begin(statements: Int) -> Bool {
    guard !isTrial, remaining > 0 else { return false }
    remaining -= statements + 50
    return true
  }
}

/// Advice that offers a change to the text.
extension Session {
  /// Returns the advice ``did you mean `...`?``
  func replacing(_ name: Name, by near: String) -> Advice {
    Advice("did you mean `\(shownName(near))`?", offering: Suggestion(replacing: name.span, with: shownName(near)))
  }

  /// Returns the advice `declare it first: ...`
  func declaring(_ statement: String, before name: Name) -> Advice {
    inserting(statement, before: name, "declare it first: \(statement)")
  }

  /// Returns advice to insert a statement before the one that contains a name.
  func inserting(_ statement: String, before name: Name, _ words: String) -> Advice {
    guard let place = placeBeforeStatement(around: name.span) else { return Advice(words) }
    return Advice(words, offering: Suggestion(insertingAt: place, statement + "\n"))
  }

  /// Returns the start of the line around a span, or nil if the line does not start with a statement word.
  ///
  /// A line within the parentheses of a class, for example, does not start with one.
  private func placeBeforeStatement(around span: Span) -> Int32? {
    guard !span.isEmpty, let line = source.spanOfLine(source.line(of: span.start)) else { return nil }
    let text = source.text(line).drop { $0 == " " || $0 == "\t" }
    let word = text.prefix { $0.isLetter }
    return StatementWord(rawValue: String(word)) == nil
      ? nil : line.start + Int32(clamping: source.text(line).utf8.count - text.utf8.count)
  }
}

/// Tries out suggestions, so that a diagnostic offers only changes that run.
extension Session {
  /// Removes the suggestions that would only lead to another error.
  mutating func trySuggestions(of event: inout Event, in statement: Statement) {
    // The run of the test block has tried its suggestions.
    if case .test = statement.kind { return }
    guard case .diagnostic(let diagnostic) = event.kind, !diagnostic.suggestions.isEmpty else { return }
    event = Event(line: event.line, .diagnostic(withTriedSuggestions(diagnostic, of: statement)))
  }

  /// Returns a diagnostic without the suggestions that would only lead to another error.
  ///
  /// - Parameter statement: The statement that the diagnostic is about; nil if it did not parse.
  mutating func withTriedSuggestions(_ diagnostic: Diagnostic, of statement: Statement?) -> Diagnostic {
    guard diagnostic.severity == .error, let advice = diagnostic.advice, !advice.suggestions.isEmpty,
      trials.begin(statements: app.statements.count)
    else { return diagnostic }
    let word = source.text(diagnostic.primary.span)
    let kept = advice.suggestions.filter { runs(text($0, in: statement), insteadOf: word) }
    guard kept.count < advice.suggestions.count else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.advice = kept.isEmpty ? namingFramework(diagnostic) : Advice(advice.text, offering: kept)
    return diagnostic
  }

  /// Returns the advice for a release without its framework, as in `use 25.12`, if a framework has this release.
  private func namingFramework(_ diagnostic: Diagnostic) -> Advice? {
    guard diagnostic.kind == .missingRelease else { return nil }
    let release = source.text(diagnostic.primary.span)
    guard let framework = Framework.all.first(where: { $0.release(named: release) != nil }) else { return nil }
    let words = "\(framework.word) \(release)"
    return Advice("write `use \(words)`", offering: Suggestion(replacing: diagnostic.primary.span, with: words))
  }

  /// Returns the text of the statement after the suggested change.
  private func text(_ suggestion: Suggestion, in statement: Statement?) -> [UInt8] {
    guard let span = statement?.span, span.start >= 0, span.start <= span.end, span.end <= source.bytes.count else {
      return Array(suggestion.text.utf8)
    }
    let text = Array(source.bytes[Int(span.start)..<Int(span.end)])
    if suggestion.span.end <= span.start { return Array(suggestion.text.utf8) + text }
    return suggestion.moved(by: -span.start).applied(to: text)
  }

  /// Returns whether the statements run without errors in a copy of the session. Errors about missing names do not
  /// count.
  ///
  /// - Parameter word: The wrong word. A suggestion that uses it as the name of an undeclared blueprint is a bad guess.
  private func runs(_ text: [UInt8], insteadOf word: String) -> Bool {
    var trial = self
    trial.trials.isTrial = true
    trial.isTracing = false
    let texts = source.texts
    trial.source = SourceText(name: source.name, bytes: text)
    trial.source.texts = texts
    var parser = Parser(trial.source)
    while let parsed = trial.next(from: &parser) {
      // The first line of a block or a line of a class is not a statement by itself. The parser has tried it.
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

  /// The errors about names that can still be declared.
  private static let missingNames: Set<DiagnosticKind> = [
    .unknownClass, .refusedClass, .missingBase, .absentClass, .laterClass, .unknownBlueprint, .unknownOption,
    .nothingHappened,
  ]
}

extension Statement.Kind {
  /// A question with the same names that takes less time to answer.
  fileprivate var asShortQuestion: Statement.Kind {
    switch self {
    case .question(.compare(let request?)): .question(.why(request))
    case .question(.hunt(let subject?)), .expect(.safe(let subject?, isSafe: _)):
      .question(.why(Request(cause: .raise(subject.name), scope: subject.scope)))
    default: self
    }
  }
}
