import Interpreter
import Rendering
import Resolution
import Syntax

extension Judge {
  /// The rules of the exercise as sentences, in which code stands between backticks.
  package var rules: [String] { exercise.rules(under: session.release) }

  /// The same for people, as a paragraph.
  package var rulesText: StyledText {
    "\("Rules.", .strong) " + StyledText(prose: rules.joined(separator: " ")) + "\n"
  }

  /// The releases under which an answer is checked: `Flask 1.0 and Flask 3.1`.
  package var releases: String { exercise.releases(under: session.release) }
}

/// What an exercise asks of every answer, whatever the task is: derived from its options, and shown wherever it is answered.
extension Exercise {
  /// The words that no answer may use unless the exercise allows them, since they leave what is given: another release, or
  /// a session without the lesson's app.
  private static let alwaysForbidden: Set<String> = ["use", "reset"]

  /// Every word that an answer may not use.
  var unusable: Set<String> {
    Self.alwaysForbidden.subtracting(allowed).union(Self.words(chosenBy: kind)).union(forbidden)
  }

  /// The same in the order in which the language is taught.
  var unusableInOrder: [String] {
    let unusable = unusable
    return AnswerWord.ordered.filter { unusable.contains($0) }
  }

  /// The words that choose a release, where a kind of exercise chooses it: they cannot be allowed.
  static func words(chosenBy kind: Kind) -> Set<String> {
    switch kind {
    case .tests: []
    case .equivalent: ["use"]
    case .catches: ["use", "under"]
    }
  }

  /// - Parameter release: of the lesson where the exercise is.
  fileprivate func rules(under release: Release) -> [String] {
    let forbidden = unusableInOrder.map { "`\($0)`" }
    let words = forbidden.isEmpty ? [] : ["Not allowed in an answer: \(forbidden.joined(separator: ", "))."]
    return [rule(under: release)] + words
  }

  private func rule(under release: Release) -> String {
    switch kind {
    case .tests:
      return
        "Your answer is added to the lesson's program. Tests run under Flask \(release.name) unless they name another release."
    case .equivalent(let release):
      let history = release.era.rules.lookup.writesBack ? ", whatever was raised before" : ""
      return
        "Your app must answer all requests as the solution does, under Flask \(release.name)\(history). More classes and blueprints make no difference."
    case .catches(let wrong, let right):
      return
        "All your expectations must pass under \(Self.list(right)). At least one must fail under \(wrong.count > 1 ? "each of " : "")\(Self.list(wrong))."
    }
  }

  fileprivate func releases(under release: Release) -> String {
    switch kind {
    case .tests: "Flask \(release.name) unless a test names another release"
    case .equivalent(let release): "Flask \(release.name)"
    case .catches(let wrong, let right): Self.list(right + wrong)
    }
  }

  /// `Flask 1.0, Flask 3.1 and a Flask that ...`.
  private static func list(_ resolvers: [NamedResolver]) -> String { listed(resolvers.map { $0.phrase }) }

  /// Whether a statement is part of an answer that is typed at a prompt, where things are also tried out.
  package func counts(_ statement: Statement) -> Bool {
    let isTest = if case .catches = kind { true } else { false }
    let word = statement.kind.word
    return switch word.descriptor.category {
    case .declaration, .claim: true
    // They change what a test expects of the next request; to an app they are nothing.
    case .request: isTest
    case .control where word == .restart: isTest
    case .control: allowed.contains(word.rawValue) && !unusable.contains(word.rawValue)
    case .question: false
    }
  }
}
