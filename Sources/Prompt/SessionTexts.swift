import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

/// The commands `list`, `undo`, `redo`, `explain` and `help`.
extension PromptSession {
  func list() -> StyledText {
    let script = script
    return script.isEmpty ? "The session is empty.\n" : script.listing(isPlain: isPlain)
  }

  mutating func undo() -> StyledText {
    guard let undone = history.undo() else { return "There is nothing to undo.\n" }
    return "undone: \(summary(undone.change))\(questionsAfter(undone.questions))\n"
  }

  mutating func redo() -> StyledText {
    guard let again = history.redo() else { return "There is nothing to redo.\n" }
    return "redone: \(summary(again.change))\(questionsAfter(again.questions))\n"
  }

  /// Names the questions that were undone or redone with the change, since their lines come and go with it.
  private func questionsAfter(_ questions: [UndoHistory.Entry]) -> StyledText {
    guard let first = questions.first else { return "" }
    let what: StyledText = questions.count == 1 ? summary(first) : "\(questions.count) questions"
    return ", with \(what) after it"
  }

  private func summary(_ entry: UndoHistory.Entry) -> StyledText {
    switch entry.origin {
    case .edited: return "an edit of the whole session"
    case .restored: return "a restored session"
    case .typed: break
    }
    let lines = String(decoding: entry.text, as: UTF8.self).split { $0.isNewline }
    let first = lines.first.map { String($0.prefix(60)) } ?? ""
    let more = lines.count - 1
    return "\(first, .code)\(more > 0 ? " and \(more) more line\(more == 1 ? "" : "s")" : "")"
  }

  func explain(_ slug: String?, columns: Int) -> Result<StyledText, SessionCommand.Problem> {
    guard let slug else { return .success(DiagnosticKind.index(of: kinds, columns: columns)) }
    let plain = slug.filter { $0 != "[" && $0 != "]" }
    if let kind = kinds.first(where: { $0.slug == plain }) { return .success(kind.page(columns: columns)) }
    let near = nearestName(to: plain, among: kinds.map { $0.slug })
    return .failure(
      SessionCommand.Problem(
        message: "no diagnostic has the slug `\(plain)`",
        help: near.map { "did you mean `\($0)`?" } ?? "`explain` lists them all",
        suggestion: near.map { "explain \($0)" }))
  }

  func help(_ topic: String?, columns: Int) -> Result<StyledText, SessionCommand.Problem> {
    guard let topic else { return .success(HelpPages.overview(columns: columns)) }
    if let page = HelpPages.page(topic, columns: columns) { return .success(page) }
    if kinds.contains(where: { $0.slug == topic }) { return explain(topic, columns: columns) }
    let near = nearestName(to: topic, among: HelpPages.topics)
    return .failure(
      SessionCommand.Problem(
        message: "there is no help on `\(topic)`",
        help: near.map { "did you mean `help \($0)`?" } ?? "`help` shows the topics",
        suggestion: near.map { "help \($0)" }))
  }
}

/// The greetings when the prompt opens.
package enum Greeting {
  /// The greeting at the very first start.
  package static let first: StyledText = """
    Welcome to errorbook. It shows which error handler Flask would run, and why.
    Type these three lines and press Enter after each:

      handler Exception -> "sorry", 500
      raise ValueError
      why

    Or type `learn` to start the course. Tab completes a word, `help` lists all \
    commands, `quit` leaves.

    """

  /// Returns the greeting at later starts.
  /// - Parameter place: the learner's place in the course, such as `lesson 2, step 8`, or nil if it was never opened.
  package static func later(_ release: Release, place: String?) -> StyledText {
    let learn = place.map { "continues with \($0)" } ?? "starts the course"
    let name: StyledText = "\(release.framework.name) \(release.name, .strong)"
    return "errorbook, \(name). `help` shows what to type; `learn` \(learn).\n"
  }
}
