import Diagnostics
import Exercises
import Files
import Lessons
import LineEditing
import Prompt
import Rendering

/// `load` and `save`.
extension PromptLoop {
  mutating func load(_ path: String) {
    switch Self.read(path) {
    case .failure(let problem): terminal.show(problem.text)
    case .success(let source):
      // A lesson's cells are a program too.
      let bytes = path.hasSuffix(".md") ? Lesson(source).cells.flatMap { Array($0.code.content.utf8) } : source.bytes
      session.load(bytes, from: path, on: &terminal)
    }
  }

  /// Reads a file of the learner's. Only an ordinary one: to wait for a pipe or a device could take for ever.
  private static func read(_ path: String) -> Result<SourceText, FileProblem> {
    let full = expandingHome(path)
    if let kind = Folder.kindFollowingLinks(full), kind != .file {
      let message = kind == .folder ? "it is a folder" : "it is no ordinary file"
      return .failure(FileProblem(file: path, slug: DiagnosticKind.unreadableFile.slug, message: message))
    }
    return ScriptFile.read(full == "-" ? "./-" : full)
  }

  mutating func save(_ path: String) {
    if terminal.save(&session, to: path) { keptSessions.forgetRestored() }
  }
}

extension PromptTerminal {
  /// Writes the session to a file; false where it was not written.
  mutating func save(_ session: inout PromptSession, to path: String) -> Bool {
    let script = session.script
    guard !script.isEmpty else {
      show("There is nothing to save yet.\n")
      return false
    }
    let full = expandingHome(path)
    if let kind = Folder.kindFollowingLinks(full) {
      guard kind == .file else { return cannotSave(path, "it is no ordinary file") }
      show("There is a file \(path) already.\n")
      guard confirm("Replace it? (y or n) ") else {
        show("Nothing was saved.\n")
        return false
      }
    }
    if let problem = NewFile.write(script.bytes, to: full, mayReplace: true) {
      return cannotSave(path, problem.message)
    }
    session.noteSaved()
    let lines = script.lineCount == 1 ? "1 line" : "\(script.lineCount) lines"
    show("\(lines) saved: \("errorbook run \(path)", .code) runs them.\n")
    return true
  }

  private mutating func cannotSave(_ path: String, _ reason: String) -> Bool {
    show("\("error", .error): \(path) cannot be written: \(reason.lowercased())\n")
    return false
  }
}
