import Diagnostics
import Interpreter
import Syntax

/// What a learner is asked before a cell runs, and what it comes to. There is no right and wrong to be marked, only a guess and
/// what happened.
package struct Prediction: Sendable, Hashable {
  package enum Form: Sendable, Hashable {
    /// One of these.
    case choice([String])
    /// Classes in an order, separated by commas.
    case order
  }

  package var question: String
  package var form: Form
  package var actual: String

  private init(_ question: String, _ form: Form, _ actual: String) {
    self.question = question
    self.form = form
    self.actual = actual
  }

  /// Nil for a cell in which nothing can be asked about.
  package init?(_ played: Lesson.CellRun) {
    let predictions = played.events.reversed().lazy.compactMap { Self.about($0, in: played.session) }
    guard let last = predictions.first else { return nil }
    self = last
  }

  private static func about(_ event: Event, in session: Session) -> Prediction? {
    switch event.kind {
    case .answered(let request): about(request, in: session)
    case .mro(let target, let mro):
      Prediction(
        "In which order does Python search the ancestors of \(session.text(target))? (A, B, C, ...)", .order,
        mro.map { session.text($0) }.joined(separator: ", "))
    case .hunted(let hunt):
      Prediction(
        "Is there an order of raises that changes an answer?", .choice(["yes, there is", "no, the app is safe"]),
        hunt.isSafe ? "no, the app is safe" : "yes, there is")
    case .why(let why): why.request.rest.lookups?.first.map { about($0, in: session) }
    default: nil
    }
  }

  private static func about(_ lookup: LookupEvent, in session: Session) -> Prediction {
    let ancestors = lookup.mro.map { session.text($0) }.filter { $0 != "object" && $0 != "BaseException" }
    return Prediction(
      "Under which class stands the entry that answers?", .choice(ancestors + ["none of them"]),
      lookup.answering.map { session.text($0) } ?? "none of them")
  }

  private static func about(_ request: RequestEvent, in session: Session) -> Prediction {
    let (page, crash) = ("Flask's own page", "nothing: the exception leaves Flask")
    let said = request.answer.body.map { quoted(session.text($0)) }
    let actual = request.answer.escaped != nil ? crash : said ?? page
    var choices = bodies(of: session).map { quoted(session.text($0)) }
    if let said, !choices.contains(said) { choices.append(said) }
    return Prediction(
      "What does the client get from `\(request.text(session.source.texts))`?", .choice(choices + [page, crash]), actual
    )
  }

  /// What the app's handlers say, each once, in order.
  private static func bodies(of session: Session) -> [TextID] {
    var bodies: [TextID] = []
    for statement in session.declarations {
      guard case .handler(let handler) = statement.kind, case .body(let body, _) = handler.answer,
        !bodies.contains(body.text)
      else { continue }
      bodies.append(body.text)
    }
    return bodies
  }

  /// Whether only a number was typed, which alone could mean anything.
  package func isNumber(_ typed: String) -> Bool { typed.allSatisfy { $0.isNumber || $0 == " " } }

  /// A guess as it is compared: the choice of a number or its text, or classes however they are separated; nil where it is
  /// none of the choices.
  package func guess(_ typed: String) -> String? {
    let words = typed.split { $0 == " " || $0 == "," || $0 == ">" || $0 == "\t" }.filter { $0 != "-" }.map {
      String($0)
    }
    switch form {
    case .order:
      let known = Self.classes(actual)
      // A statement such as `raise CardTimeout` is tried out, and no guess.
      guard !words.isEmpty, words.allSatisfy(known.contains) else { return nil }
      // What every MRO ends in need not be typed.
      // Neither need the class itself, where the ancestors are asked for.
      let words = known.first.map { words.contains($0) ? words : [$0] + words } ?? words
      let isPrefix = words.count < known.count && known.starts(with: words)
      let rest = known.dropFirst(words.count)
      return isPrefix && rest.allSatisfy { ["Exception", "BaseException", "object"].contains($0) }
        ? actual : words.joined(separator: ", ")
    case .choice(let choices):
      if words.count == 1, let number = Int(words[0]) {
        return choices.indices.contains(number - 1) ? choices[number - 1] : nil
      }
      // Blanks need not be typed as they stand, unless they alone tell choices apart.
      func plain(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }
      return choices.first { $0 == typed }
        ?? choices.first { [plain(typed), quoted(plain(typed))].contains(plain($0)) }
    }
  }
}

extension Prediction {
  /// What helps whoever answers with none of what can be answered.
  package var help: String {
    switch form {
    case .choice(let choices): "That is none of them. A number from 1 to \(choices.count) is enough."
    case .order: "Names of classes, please, the first one first, with commas between them."
    }
  }

  /// Where a guess of an order leaves the real one: `They part at place 2: Timeout stands there, not Exception.` Nil where
  /// there is no order to compare.
  package func difference(from guess: String) -> String? {
    guard form == .order else { return nil }
    let (guessed, real) = (Self.classes(guess), Self.classes(actual))
    let place = zip(guessed, real).prefix { $0 == $1 }.count
    guard place < real.count else { return "The order ends before \(guessed[place...].joined(separator: ", "))." }
    let instead = place < guessed.count ? ", not \(guessed[place])" : ""
    return "They part at place \(place + 1): \(real[place]) stands there\(instead)."
  }

  private static func classes(_ order: String) -> [String] { order.split { $0 == "," || $0 == " " }.map { String($0) } }
}

extension LookupEvent {
  /// The class under which the entry stands that ended the search.
  fileprivate var answering: TextID? {
    guard let last = probes.last, last.found != nil, case .type(let name) = last.subject else { return nil }
    return name
  }
}
