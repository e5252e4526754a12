import Diagnostics
import Files
import LineEditing
import Prompt
import Rendering

/// Handles `edit`: opens the session in the learner's editor, then runs all of it again on a copy.
extension PromptLoop {
  mutating func edit(at line: Int?) {
    let text = session.script.bytes
    guard let file = ScratchFile(text) else {
      return terminal.show("\("error", .error): cannot create a file in \(ScratchFile.folder) for the editor\n")
    }
    var line = line
    while true {
      switch terminal.openEditor(file.path, at: line) {
      case .closed: break
      case .declined: return sessionStays()
      case .failed(let problem):
        return terminal.show("\("error", .error): \(problem)\nThe session is unchanged.\n")
      }
      switch ScriptFile.read(file.path) {
      case .failure(let problem):
        terminal.show(problem.text)
        guard wantsAnotherTry(canUse: false) == .again else { return sessionStays() }
        line = problem.position?.line
      case .success(let source):
        guard source.bytes != text else { return terminal.show("Nothing was changed.\n") }
        InterruptFlag.reset()
        switch session.replay(source.bytes, on: &terminal) {
        case .used: return
        case .stopped: return sessionStays()
        case .broken(let edited):
          switch wantsAnotherTry(canUse: true) {
          case .again: line = edited.firstBrokenLine
          case .keep: return sessionStays()
          case .use: return session.use(edited, on: &terminal)
          }
        }
      }
    }
  }

  private enum Choice {
    case again, use, keep
  }

  private mutating func wantsAnotherTry(canUse: Bool) -> Choice {
    let use = canUse ? "u: use it with its errors. " : ""
    guard let answer = terminal.ask("Enter: edit again. \(use)k: keep the old session. ") else { return .keep }
    switch answer.trimmed.lowercased() {
    case "", "e", "edit": return .again
    case "u", "use": return canUse ? .use : .keep
    default: return .keep
    }
  }

  private mutating func sessionStays() { terminal.show("The session is unchanged.\n") }
}
