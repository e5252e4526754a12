import Diagnostics
import Export
import Interpreter
import LineEditing
import Rendering
import Syntax

/// The commands that show or move through what was typed: `list`, `undo`, `redo`, `history`, `explain`, `help`.
extension PromptLoop {
  mutating func list() {
    let script = SessionScript(timeline.now)
    console.print(script.isEmpty ? "The session is empty so far.\n" : script.listing(isPlain: isPlain))
  }

  mutating func undo() {
    guard let undone = timeline.undo() else { return console.print("There is nothing to undo.\n") }
    console.print("undone: \(summary(undone.change))\(behind(undone.questions))\n")
  }

  mutating func redo() {
    guard let again = timeline.redo() else { return console.print("There is nothing to do again.\n") }
    console.print("done again: \(summary(again.change))\(behind(again.questions))\n")
  }

  /// Whoever counts lines should know why more than one is gone.
  private func behind(_ questions: [Timeline.Entry]) -> StyledText {
    guard let first = questions.first else { return "" }
    let what: StyledText = questions.count == 1 ? summary(first) : "\(questions.count) questions"
    return ", with \(what) behind it"
  }

  private func summary(_ entry: Timeline.Entry) -> StyledText {
    switch entry.origin {
    case .edited: return "an edit of the whole session"
    case .restored: return "a restored session"
    case .typed: break
    }
    let lines = String(decoding: entry.text, as: UTF8.self).split(whereSeparator: \.isNewline)
    let first = lines.first.map { String($0.prefix(60)) } ?? ""
    let more = lines.count > 1 ? " and \(lines.count - 1) more" : ""
    return "\(first, .code)\(lines.count == 2 ? " and 1 line more" : more.isEmpty ? "" : more + " lines")"
  }

  mutating func showHistory() {
    let entries = editor.history.entries
    guard !entries.isEmpty else { return console.print("Nothing was typed so far.\n") }
    let shown = entries.suffix(40)
    if shown.count < entries.count {
      console.print("\("the latest \(shown.count) of \(entries.count); Ctrl-R searches all", .faint)\n")
    }
    for entry in shown {
      let lines = String(decoding: entry, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() { console.print("\(index == 0 ? "" : "    ... ")\(String(line))\n") }
    }
  }

  mutating func explain(_ slug: String?) {
    guard let slug else { return console.print(DiagnosticKind.index(of: Explain.kinds)) }
    let plain = slug.filter { $0 != "[" && $0 != "]" }
    guard let kind = Explain.kinds.first(where: { $0.slug == plain }) else {
      let near = nearestName(to: plain, among: Explain.kinds.map(\.slug))
      let problem = SessionCommand.Problem(
        message: "no diagnostic has the slug `\(plain)`",
        help: near.map { "did you mean `\($0)`?" } ?? "`explain` lists them all")
      return console.print(problem.text)
    }
    console.print(kind.page)
  }

  mutating func help(_ topic: String?) {
    guard let topic else { return console.print(HelpPages.overview(columns: Console.columns)) }
    if let page = HelpPages.page(topic, columns: Console.columns) { return console.print(page) }
    if Explain.kinds.contains(where: { $0.slug == topic }) { return explain(topic) }
    let near = nearestName(to: topic, among: HelpPages.topics)
    let problem = SessionCommand.Problem(
      message: "there is no help on `\(topic)`",
      help: near.map { "did you mean `help \($0)`?" } ?? "`help` shows the topics")
    console.print(problem.text)
  }

  /// `flask`: the app of now as the Flask code that it stands for.
  mutating func showFlask() {
    var code = StyledText()
    code.appendLines(timeline.now.session.flaskCode)
    console.print(code)
  }
}
