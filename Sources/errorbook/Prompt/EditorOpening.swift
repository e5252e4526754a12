import Prompt
import Rendering

/// What came of opening a file in the learner's editor.
enum EditorOpening {
  /// The editor was left.
  case closed
  /// The learner would rather not.
  case declined
  /// Why it could not be edited.
  case failed(String)
}

extension PromptTerminal {
  /// Opens a file in the editor that the environment names or, where it names none, in one that is there. Of that the
  /// learner knows nothing, so it is told how to save and leave; in vi that has to be known before.
  mutating func openEditor(_ path: String, at line: Int?) -> EditorOpening {
    guard let editor = TextEditor.ofEnvironment else {
      return .failed("no editor was found; at the shell, `export EDITOR=...` names one")
    }
    if !editor.isChosen {
      let keys = editor.keys.map { " \($0)" } ?? ""
      console.print("Opening \(editor.name), since EDITOR names no other.\(StyledText(prose: keys))\n")
      if editor.isLikeVi, !isAgreed("Enter opens it, `n` does not. ") { return .declined }
    }
    console.flush()
    return editor.edit(path, at: line).map { .failed($0) } ?? .closed
  }

  /// Whether Enter alone was the answer.
  private mutating func isAgreed(_ question: String) -> Bool {
    ask(question).map { $0.trimmed.isEmpty } ?? false
  }
}
