import Diagnostics
import Files
import Interpreter
import LineEditing
import Rendering

/// `edit`: the session in the learner's own editor, and all of it again afterwards, on a copy.
extension PromptLoop {
  mutating func edit(at line: Int?) {
    let text = SessionScript(timeline.now).bytes
    guard let file = ScratchFile(text) else {
      return console.print("\("error", .error): no file can be made in \(ScratchFile.folder) to edit\n")
    }
    var line = line
    while true {
      switch openEditor(file.path, at: line) {
      case .closed: break
      case .declined: return keepSession()
      case .failed(let problem): return console.print("\("error", .error): \(problem)\nThe session is as it was.\n")
      }
      switch ScriptFile.read(file.path) {
      case .failure(let problem):
        console.print(problem.text)
        guard wantsAnotherTry(canUse: false) == .again else { return keepSession() }
        line = problem.position?.line
      case .success(let source):
        guard source.bytes != text else { return console.print("Nothing was changed.\n") }
        switch replay(source.bytes) {
        case .used: return
        case .kept: return keepSession()
        case .again(let broken): line = broken
        }
      }
    }
  }

  private enum Replayed {
    case used
    case kept
    /// The learner wants to edit on, at the first line with an error.
    case again(Int?)
  }

  /// Runs the edited session from its beginning. Only if all is right, or the learner says so, it becomes the session.
  private mutating func replay(_ bytes: [UInt8]) -> Replayed {
    InterruptFlag.lower()
    let text = bytes.isEmpty || bytes.last?.endsLine == true ? bytes : bytes + [.lineFeed]
    let ran = show(text, from: Moment(), as: .script(isPlain: isPlain))
    if ran.wasStopped { return .kept }
    if let first = ran.run.brokenLines.first?.lines.lowerBound {
      let count = ran.run.errors.count
      console.print("\(count == 1 ? "1 error" : "\(count) errors", .error), the first in line \(first).\n")
      switch wantsAnotherTry(canUse: true) {
      case .again: return .again(first)
      case .keep: return .kept
      case .use: break
      }
    }
    timeline.add(Timeline.Entry(text: text, origin: .edited), leadingTo: ran.moment)
    console.print(
      "\("The session is the edited one", .strong): \(ran.run.count.words(ran.run.errors.count)). `undo` brings back the old.\n"
    )
    return .used
  }

  private enum Choice {
    case again, use, keep
  }

  private mutating func wantsAnotherTry(canUse: Bool) -> Choice {
    let use = canUse ? "u: use it all the same. " : ""
    guard case .entry(let answer) = ask("Enter: edit again. \(use)k: keep the old session. ") else { return .keep }
    switch String(decoding: answer, as: UTF8.self).trimmed.lowercased() {
    case "", "e", "edit": return .again
    case "u", "use": return canUse ? .use : .keep
    default: return .keep
    }
  }

  private mutating func keepSession() {
    console.print("The session is as it was.\n")
  }
}
