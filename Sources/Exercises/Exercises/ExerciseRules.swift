import Interpreter
import Rendering
import Resolution
import Syntax

extension Judge {
  /// The rules of the exercise as sentences. Code is in backticks.
  package var rules: [String] { exercise.rules(under: session.release) }

  /// Returns the rules as a paragraph for the terminal.
  /// - Parameter command: a word that is not mentioned, because it is a command where the learner types the answer.
  package func rulesText(without command: String? = nil) -> StyledText {
    let rules = exercise.rules(under: session.release, without: command)
    return "\("Rules.", .strong) " + StyledText(prose: rules.joined(separator: " ")) + "\n"
  }

  /// The releases under which an answer is checked: `Flask 1.0 and Flask 3.1`.
  package var releases: String { exercise.releases(under: session.release) }
}

/// The rules for every answer. They follow from the options of the exercise and are shown wherever a learner answers it.
extension Exercise {
  /// Words that are forbidden unless the exercise allows them. `use` switches to another release, and `reset` removes the
  /// lesson's app.
  private static let alwaysForbidden: Set<String> = ["use", "reset"]

  /// Every word that an answer may not use.
  var unusable: Set<String> {
    Self.alwaysForbidden.subtracting(allowed).union(Self.words(chosenBy: kind)).union(forbidden)
  }

  /// The forbidden words in the order in which the language is taught.
  var unusableInOrder: [String] {
    let unusable = unusable
    return AnswerWord.ordered.filter { unusable.contains($0) }
  }

  /// Words that choose a release. They cannot be allowed in exercises that choose the release themselves.
  static func words(chosenBy kind: Kind) -> Set<String> {
    switch kind {
    case .tests: []
    case .equivalent: ["use"]
    case .catches: ["use", "under"]
    }
  }

  /// - Parameter release: the release of the lesson at the exercise.
  fileprivate func rules(under release: Release, without command: String? = nil) -> [String] {
    let forbidden = unusableInOrder.filter { $0 != command }.map { "`\($0)`" }
    let words = forbidden.isEmpty ? [] : ["Not allowed in an answer: \(forbidden.joined(separator: ", "))."]
    return [rule(under: release)] + words
  }

  private func rule(under release: Release) -> String {
    switch kind {
    case .tests:
      return
        "Your answer is added to the lesson's program. Tests run under \(release.fullName) unless they name another release."
    case .equivalent(let release):
      let history = release.era.rules.lookup.writesBack ? ", whatever was raised before" : ""
      return
        "Every request must get the response that the task describes, under \(release.fullName)\(history). Extra classes and blueprints are allowed."
    case .catches(let wrong, let right):
      return
        "All your expectations must pass under \(Self.list(right)). At least one must fail under \(wrong.count > 1 ? "each of " : "")\(Self.list(wrong))."
    }
  }

  fileprivate func releases(under release: Release) -> String {
    switch kind {
    case .tests: "\(release.fullName) unless a test names another release"
    case .equivalent(let release): "\(release.fullName)"
    case .catches(let wrong, let right): Self.list(right + wrong)
    }
  }

  /// `Flask 1.0, Flask 3.1 and a Flask that ...`.
  private static func list(_ resolvers: [NamedResolver]) -> String { listed(resolvers.map { $0.phrase }) }

  /// Whether a statement typed at the prompt becomes part of the answer. Learners also try things out there.
  package func counts(_ statement: Statement) -> Bool {
    let isTest = if case .catches = kind { true } else { false }
    let word = statement.kind.word
    return switch word.descriptor.category {
    case .declaration, .claim: true
    // Requests change what a test expects of the next request. An app does not contain them.
    case .request: isTest
    case .control where word == .restart: isTest
    case .control: allowed.contains(word.rawValue) && !unusable.contains(word.rawValue)
    case .question: false
    }
  }
}
