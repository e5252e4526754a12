import Diagnostics
import Prompt
import Rendering

/// The result of opening a file in the learner's editor.
enum EditorOpening {
  /// The learner closed the editor.
  case closed
  /// The learner chose not to open it.
  case declined
  /// The file could not be edited, for this reason.
  case failed(String)
}

extension PromptTerminal {
  /// Opens a file in the editor from the environment or, if none is set, in an installed one. The learner may not know an
  /// installed editor, so errorbook shows how to save and quit. For vi it asks first, since vi is hard to quit.
  mutating func openEditor(_ path: String, at line: Int?) -> EditorOpening {
    guard let editor = TextEditor.ofEnvironment else {
      return .failed("no editor found; set one in your shell, such as `export EDITOR=nano`")
    }
    if !editor.isChosen {
      let keys = editor.keys.map { " \($0)" } ?? ""
      show("Opening \(editor.name), since EDITOR is not set.\(StyledText(prose: keys))\n")
      if editor.isLikeVi, !isAgreed("Enter: open it. n: cancel. ") { return .declined }
    }
    showBeforeInput()
    return editor.edit(path, at: line).map { .failed($0) } ?? .closed
  }

  /// Returns whether the answer is Enter alone.
  private mutating func isAgreed(_ question: String) -> Bool {
    ask(question).map { $0.trimmed.isEmpty } ?? false
  }
}
