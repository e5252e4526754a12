import Diagnostics
import Exercises
import Files
import Interpreter
import Lessons
import LineEditing
import Rendering
import Syntax

/// `load` and `save`.
extension PromptLoop {
  mutating func load(_ path: String) {
    switch Self.read(path) {
    case .failure(let problem): console.print(problem.text)
    case .success(let source):
      // A lesson's cells are a program too.
      let bytes = path.hasSuffix(".md") ? Lesson(source).cells.flatMap { Array($0.code.content.utf8) } : source.bytes
      guard !bytes.isEmpty else { return console.print("\(path) holds nothing to run.\n") }
      guard session.source.bytes.count + bytes.count <= TextLimit.file else {
        return console.print("\("error", .error): the session and \(path) together are larger than a script may be\n")
      }
      let wasEmpty = sessionBytes == opening
      runText(bytes.last?.endsLine == true ? bytes : bytes + [.lineFeed])
      if wasEmpty { savedBytes = sessionBytes }
    }
  }

  /// Reads a file of the learner's. Only an ordinary one: to wait for a pipe or a device could take for ever.
  private static func read(_ path: String) -> Result<SourceText, FileProblem> {
    let full = expandingHome(path)
    if let kind = Folder.kindBehindLinks(full), kind != .file {
      let message = kind == .folder ? "it is a folder" : "it is no ordinary file"
      return .failure(FileProblem(file: path, slug: DiagnosticKind.unreadableFile.slug, message: message))
    }
    return ScriptFile.read(full == "-" ? "./-" : full)
  }

  mutating func save(_ path: String) {
    let script = SessionScript(timeline.now)
    guard !script.isEmpty else { return console.print("There is nothing to save yet.\n") }
    let full = expandingHome(path)
    if let kind = Folder.kindBehindLinks(full) {
      guard kind == .file else { return cannotSave(path, "it is no ordinary file") }
      console.print("There is a file \(path) already.\n")
      guard confirm("Replace it? (y or n) ") else { return console.print("Nothing was saved.\n") }
    }
    if let problem = NewFile.write(script.bytes, to: full, mayReplace: true) {
      return cannotSave(path, problem.message)
    }
    savedBytes = script.bytes
    keptSessions.forgetRestored()
    let lines = script.lineCount == 1 ? "1 line" : "\(script.lineCount) lines"
    console.print("\(lines) saved: \("errorbook run \(path)", .code) runs them.\n")
  }

  private mutating func cannotSave(_ path: String, _ reason: String) {
    console.print("\("error", .error): \(path) cannot be written: \(reason.lowercased())\n")
  }

  /// A question that one word answers; anything but yes is no.
  mutating func confirm(_ question: String) -> Bool {
    guard case .entry(let answer) = ask(question) else { return false }
    return ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).trimmed.lowercased())
  }

  mutating func ask(_ question: String) -> Reading {
    console.flush()
    return editor.readAnswer(prompt: LineEditing.Prompt(theme.render(StyledText(question))))
  }
}
