import Diagnostics
import Interpreter
import Resolution
import Syntax

/// The question that a learner answers before a cell runs, and the actual result. Predictions are not marked.
package struct Prediction: Sendable, Hashable {
  package enum Form: Sendable, Hashable {
    /// One of these choices.
    case choice([String])
    /// Class names in order, separated by commas.
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

  /// Nil if the cell has nothing to predict.
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
        "Write the MRO of \(session.text(target)) from the left, such as `X, Y, Z`. You may leave out Exception, BaseException and object at the end.",
        .order,
        mro.map { session.text($0) }.joined(separator: ", "))
    case .hunted(let hunt):
      Prediction(
        "Can one request change the response to another?", .choice(["yes, it can", "no, the app is safe"]),
        hunt.isSafe ? "no, the app is safe" : "yes, it can")
    case .why(let why): why.request.rest.lookups?.first.map { about($0, in: session) }
    default: nil
    }
  }

  private static func about(_ lookup: LookupEvent, in session: Session) -> Prediction {
    let ancestors = lookup.mro.map { session.text($0) }.filter { $0 != "object" && $0 != "BaseException" }
    return Prediction(
      "Under which class does the lookup find a handler?", .choice(ancestors + ["none of them"]),
      lookup.answering.map { session.text($0) } ?? "none of them")
  }

  private static func about(_ request: RequestEvent, in session: Session) -> Prediction {
    let page = "\(request.release.framework.name)'s default error page"
    let crash = "no response: the exception leaves the app"
    let said = request.answer.body.map { quoted(session.text($0)) }
    let actual = request.answer.escaped != nil && request.answer.status == nil ? crash : said ?? page
    var choices = bodies(of: session).map { quoted(session.text($0)) }
    if let said, !choices.contains(said) { choices.append(said) }
    return Prediction(
      "What does the client get from `\(request.text(session.source.texts))`?", .choice(choices + [page, crash]), actual
    )
  }

  /// Returns the response bodies of the app's handlers, each once, in order.
  private static func bodies(of session: Session) -> [TextID] {
    var bodies: [TextID] = []
    for statement in session.declarations {
      guard case .handler(let handler) = statement.kind else { continue }
      for body in handler.answer.bodies where !bodies.contains(body) { bodies.append(body) }
    }
    return bodies
  }

  /// Whether the input is only a number, which is too ambiguous to be anything but a choice.
  package func isNumber(_ typed: String) -> Bool { typed.allSatisfy { $0.isNumber || $0 == " " } }

  /// Returns a guess in the form that is compared: a choice selected by its number or text, or class names with any
  /// separator. Returns nil if the input is not a valid guess.
  package func guess(_ typed: String) -> String? {
    let words = typed.split { $0 == " " || $0 == "," || $0 == ">" || $0 == "\t" }.filter { $0 != "-" }.map {
      String($0)
    }
    switch form {
    case .order:
      let known = Self.classes(actual)
      // `raise CardTimeout` is an experiment, not a guess.
      guard !words.isEmpty, words.allSatisfy(known.contains) else { return nil }
      // The common end of every MRO may be left out. So may the class itself.
      let order = withOwnClass(words)
      let isPrefix = order.count <= known.count && known.starts(with: order)
      let rest = known.dropFirst(order.count)
      return isPrefix && rest.allSatisfy { ["Exception", "BaseException", "object"].contains($0) }
        ? actual : words.joined(separator: ", ")
    case .choice(let choices):
      if words.count == 1, let number = Int(words[0]) {
        return choices.indices.contains(number - 1) ? choices[number - 1] : nil
      }
      // Spaces may differ, unless only spaces distinguish two choices.
      func plain(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }
      return choices.first { $0 == typed }
        ?? choices.first { [plain(typed), quoted(plain(typed))].contains(plain($0)) }
    }
  }
}

extension Prediction {
  /// The hint for input that is not a valid guess.
  package var help: String {
    switch form {
    case .choice(let choices): "That is not one of the choices. Type a number from 1 to \(choices.count)."
    case .order: "Type class names in order, separated by commas."
    }
  }

  /// Describes the first difference between a guessed order and the actual one: `Position 2 is Timeout, not Exception.`
  /// Returns nil if the question does not ask for an order.
  package func difference(from guess: String) -> String? {
    guard form == .order else { return nil }
    let (guessed, real) = (Self.classes(completed(guess)), Self.classes(actual))
    let start = guessed.count > Self.classes(guess).count ? "\(real[0]) itself comes first. " : ""
    let place = zip(guessed, real).prefix { $0 == $1 }.count
    guard place < real.count else { return start + "The order has no \(guessed[place...].joined(separator: ", "))." }
    let instead = place < guessed.count ? ", not \(guessed[place])" : ""
    return start + "Position \(place + 1) is \(real[place])\(instead)."
  }

  /// Returns a guess as a lesson names it in its reasons: an order starts with the class itself.
  package func completed(_ guess: String) -> String {
    form == .order ? withOwnClass(Self.classes(guess)).joined(separator: ", ") : guess
  }

  private func withOwnClass(_ words: [String]) -> [String] {
    Self.classes(actual).first.map { words.contains($0) ? words : [$0] + words } ?? words
  }

  private static func classes(_ order: String) -> [String] { order.split { $0 == "," || $0 == " " }.map { String($0) } }
}

extension LookupEvent {
  /// The class for which the lookup found an entry; nil if it found none, or one for a code.
  fileprivate var answering: TextID? {
    guard let last = probes.last, last.found != nil, case .type(let name) = last.subject else { return nil }
    return name
  }
}

extension HandlerDeclaration.Answer {
  /// The bodies that do not depend on the exception.
  fileprivate var bodies: [TextID] {
    switch self {
    case .body(let body, _): [body.text]
    case .template, .raise, .abort, .exception, .reraise: []
    case .conditional(let conditional): conditional.arms.flatMap { $0.answer.bodies } + conditional.otherwise.bodies
    }
  }
}
