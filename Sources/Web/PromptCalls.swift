import Diagnostics
import Interpreter
import Prompt
import Rendering
import Syntax
import WebMemory

/// The session at the prompt, and the entry that is being typed.
nonisolated(unsafe) private var session = PromptSession(.init(kinds: kindsAtPrompt))
nonisolated(unsafe) private var reader = session.reader

/// Starts a new session at the prompt.
@_expose(wasm, "errorbook_prompt_start")
@_cdecl("errorbook_prompt_start")
public func errorbookPromptStart() {
  session = PromptSession(.init(kinds: kindsAtPrompt))
  reader = session.reader
  output = []
  write(session.prompt)
}

/// Takes a line that was typed at the prompt. The output is the result, followed by the prompt for the next line.
///
/// Input: the line.
/// - Parameter columns: the width of the screen.
/// - Returns: 0 after an entry, 1 while a block needs more lines, 2 if the page has a task, such as `save`.
@_expose(wasm, "errorbook_prompt_take")
@_cdecl("errorbook_prompt_take")
public func errorbookPromptTake(_ columns: Int32) -> Int32 {
  output = []
  guard !reader.feed(input) else {
    write("\(session.continuation)")
    return 1
  }
  var screen = WebScreen(columns: max(1, Int(columns)))
  let task = session.take(reader.endedEntry, on: &screen)
  reader = session.reader
  write(screen.text)
  write(session.prompt)
  if case .none = task { return 0 }
  return 2
}

private struct WebScreen: PromptScreen {
  var text = StyledText()
  let columns: Int
  // A page scrolls, and a run cannot be interrupted.
  var rows: Int? { nil }
  var isInterrupted: Bool { false }

  mutating func show(_ text: StyledText) { self.text += text.fitted(to: columns) }
}

/// Completes what is typed at the prompt, as JSON: `start`, the offset in bytes at which the completed word starts, and
/// `candidates`, each with its `text`, its `label` in a list, and whether it `ends` the word.
///
/// Input: the line up to the cursor.
@_expose(wasm, "errorbook_prompt_complete")
@_cdecl("errorbook_prompt_complete")
public func errorbookPromptComplete() {
  let completer = Completer(
    session: session.session, kinds: session.kinds, correction: session.correction)
  output = completer.complete(input).json
}
