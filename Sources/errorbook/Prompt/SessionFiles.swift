import Diagnostics
import Exercises
import Files
import Lessons
import LineEditing
import Prompt
import Rendering

/// Handles `load` and `save`.
extension PromptLoop {
  mutating func load(_ path: String) {
    switch Self.read(path) {
    case .failure(let problem): terminal.show(problem.text)
    case .success(let source) where path.hasSuffix(".py"): session.load(PythonFiles.read(source), on: &terminal)
    case .success(let source):
      // The cells of a lesson can be loaded like a script.
      let bytes =
        path.hasSuffix(".md") ? Lesson(source).statementCells.flatMap { Array($0.code.content.utf8) } : source.bytes
      session.load(bytes, from: path, on: &terminal)
    }
  }

  /// Reads one of the user's files. Rejects pipes and devices, since reading them could wait forever.
  private static func read(_ path: String) -> Result<SourceText, FileProblem> {
    let full = expandingHome(path)
    if let kind = Folder.kindFollowingLinks(full), kind != .file {
      let message = kind == .folder ? "it is a folder" : "it is not a regular file"
      return .failure(FileProblem(file: path, slug: DiagnosticKind.unreadableFile.slug, message: message))
    }
    return ScriptFile.read(full == "-" ? "./-" : full)
  }

  mutating func save(_ path: String) {
    if terminal.save(&session, to: path) { keptSessions.forgetRestored() }
  }
}

extension PromptTerminal {
  /// Writes the session to a file. Returns false if it was not written.
  mutating func save(_ session: inout PromptSession, to path: String) -> Bool {
    let script = session.script
    guard !script.isEmpty else {
      show("The session is empty, so there is nothing to save.\n")
      return false
    }
    let full = expandingHome(path)
    if let kind = Folder.kindFollowingLinks(full) {
      guard kind == .file else { return cannotSave(path, "it is not a regular file") }
      show("The file \(path) already exists.\n")
      guard confirm("Replace it? (y or n) ") else {
        show("Nothing was saved.\n")
        return false
      }
    }
    if let problem = NewFile.write(script.bytes, to: full, mayReplace: true) {
      return cannotSave(path, problem.message)
    }
    session.markSaved()
    let lines = script.lineCount == 1 ? "1 line" : "\(script.lineCount) lines"
    show("Saved \(lines). To run the script: \("errorbook run \(path)", .code)\n")
    return true
  }

  private mutating func cannotSave(_ path: String, _ reason: String) -> Bool {
    show("\("error", .error): \(path) cannot be written: \(reason.lowercased())\n")
    return false
  }
}
