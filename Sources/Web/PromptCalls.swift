import Diagnostics
import Interpreter
import Page
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
  var screen = PageScreen(columns: Int(columns))
  let task = session.take(reader.endedEntry, on: &screen)
  reader = session.reader
  write(screen.text)
  write(session.prompt)
  if case .none = task { return 0 }
  return 2
}

/// Runs an entry of one or more lines. The output is JSON.
///
/// Input: all lines of the entry.
/// - Parameters:
///   - columns: the width of the output in characters.
///   - isEnded: 1 if no more lines will come, so that an incomplete entry runs as it is; otherwise 0.
@_expose(wasm, "errorbook_prompt_enter")
@_cdecl("errorbook_prompt_enter")
public func errorbookPromptEnter(_ columns: Int32, _ isEnded: Int32) {
  output = PageEntry(input, isEnded: isEnded != 0, in: &session, columns: Int(columns)).json
  reader = session.reader
}

/// Returns the prompt, the release and what `undo` and `redo` can do, as JSON.
@_expose(wasm, "errorbook_prompt_state")
@_cdecl("errorbook_prompt_state")
public func errorbookPromptState() { output = PromptState(session).json }

/// Returns the session as a script, like `save`.
@_expose(wasm, "errorbook_prompt_script")
@_cdecl("errorbook_prompt_script")
public func errorbookPromptScript() { output = session.bytes }

/// Shows the lookup of a request step by step. The output is JSON.
///
/// Input: the request, or nothing for the last one.
@_expose(wasm, "errorbook_prompt_step")
@_cdecl("errorbook_prompt_step")
public func errorbookPromptStep() {
  output = StepperPage(String(decoding: input, as: UTF8.self), in: session.session).json
}

/// Draws the classes of the session as SVG. The output is empty without classes.
@_expose(wasm, "errorbook_prompt_classes")
@_cdecl("errorbook_prompt_classes")
public func errorbookPromptClasses() {
  output = Array(ClassDiagram(session.session, title: "").svg.utf8)
}

/// Compares releases. The output is the event as JSON, or nothing if the input is no comparison or has an error.
///
/// Input: a line with `compare`.
@_expose(wasm, "errorbook_prompt_compare")
@_cdecl("errorbook_prompt_compare")
public func errorbookPromptCompare() {
  output = session.comparisonJSON(String(decoding: input, as: UTF8.self))
}

/// Lists the frameworks and their releases as JSON.
@_expose(wasm, "errorbook_releases")
@_cdecl("errorbook_releases")
public func errorbookReleases() { output = ReleaseMenu.json }

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
