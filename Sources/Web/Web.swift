import Diagnostics
import Exercises
import FlaskSource
import Interpreter
import Marking
import Prompt
import PythonSyntax
import Rendering
import Resolution
import Syntax

/// # Web
///
/// The engine for the browser. Input: bytes in the memory of a WebAssembly module. Output: the text that errorbook prints.
/// JavaScript calls a few functions; the module imports nothing. The caller allocates memory with `errorbook_allocate`, writes
/// its input there, calls a function, and reads the output with `errorbook_output` and `errorbook_output_count`. After a trap,
/// discard the instance.

/// The memory for the caller's input.
nonisolated(unsafe) private var input: [UInt8] = []
/// The output of the last call.
nonisolated(unsafe) private var output: [UInt8] = []
/// The session at the prompt, and the entry that is being typed.
nonisolated(unsafe) private var session = PromptSession(
  .init(kinds: allKinds + pythonSyntaxKinds + programKinds))
nonisolated(unsafe) private var reader = session.reader

/// Allocates `count` bytes for the caller's input and returns their address. They are valid until the next call.
@_expose(wasm, "errorbook_allocate")
@_cdecl("errorbook_allocate")
public func errorbookAllocate(_ count: Int32) -> UnsafeMutableRawPointer? {
  input = [UInt8](repeating: 0, count: max(0, Int(count)))
  return input.withUnsafeMutableBytes { $0.baseAddress }
}

/// Returns the address of the output of the last call.
@_expose(wasm, "errorbook_output")
@_cdecl("errorbook_output")
public func errorbookOutput() -> UnsafeRawPointer? { output.withUnsafeBytes { $0.baseAddress } }

/// Returns the number of bytes in the output of the last call.
@_expose(wasm, "errorbook_output_count")
@_cdecl("errorbook_output_count")
public func errorbookOutputCount() -> Int32 { Int32(output.count) }

// MARK: Scripts

/// Runs a script like `errorbook run`. Results and diagnostics go to one output.
///
/// Input: the name of the script, a zero byte, the script. If the name ends in `.py`, the script is a Flask program.
/// - Parameter format: 0 for text, 1 for linear text, 2 for JSON.
/// - Returns: 0 on success, 1 if an expectation failed, 2 after an error.
@_expose(wasm, "errorbook_run")
@_cdecl("errorbook_run")
public func errorbookRun(_ format: Int32) -> Int32 {
  output = []
  let fields = input.fields(2)
  let isJSON = format == 2
  var everything = CombinedOutput()
  var printer = ScriptPrinter(isJSON ? .json : .text, isPlain: format == 1)
  if fields.text(0).hasSuffix(".py") {
    runProgram(fields.program, &printer)
    write(printer.summary)
    return Int32(printer.outcome.rawValue)
  }
  var session = Session(name: fields.text(0))
  session.declarationEvents = isJSON ? .complete : .none
  var parser = session.read(SourceText(name: fields.text(0), bytes: fields.bytes(1)))
  var events: [Event] = []
  while session.runNext(from: &parser, into: &events) {
    printer.print(events, in: session.source, to: &everything)
    events.removeAll(keepingCapacity: true)
  }
  write(printer.summary)
  return Int32(printer.outcome.rawValue)
}

/// Writes a Flask program as a script, like `errorbook translate`.
///
/// Input: the name of the program, a zero byte, the program.
/// - Returns: 0 on success, 2 if the program is for another framework: the output is the reason.
@_expose(wasm, "errorbook_translate")
@_cdecl("errorbook_translate")
public func errorbookTranslate() -> Int32 {
  output = []
  let files = input.fields(2).program
  if let refusal = files.otherFramework {
    write(refusal.picture(in: files.main.source) + "\n")
    return 2
  }
  output = Array(TranslationScript(Translation(files, release: .standard)).text.utf8)
  return 0
}

private func runProgram(_ files: ProgramFiles, _ printer: inout ScriptPrinter) {
  var everything = CombinedOutput()
  let source = files.main.source
  if let refusal = files.otherFramework {
    let event = Event(line: source.line(of: refusal.primary.span.start), .diagnostic(refusal))
    return printer.print([event], in: source, to: &everything)
  }
  var run = TranslationRun(Translation(files, release: .standard))
  let events = run.run()
  printer.print(events, in: run.source, to: &everything)
}

// MARK: The prompt

/// Starts a new session at the prompt.
@_expose(wasm, "errorbook_prompt_start")
@_cdecl("errorbook_prompt_start")
public func errorbookPromptStart() {
  session = PromptSession(.init(kinds: allKinds + pythonSyntaxKinds + programKinds))
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

// MARK: Exercises

/// Checks an answer to an exercise like `errorbook learn` and `errorbook grade`. The output has the status, the points, the
/// possible points and the reason if there is one, each on its own line.
///
/// Input, separated by zero bytes: the name of the exercise, the answer, then the words and the content of each fence of
/// the lesson.
/// - Returns: 0 if the answer passes, 1 if it fails, 2 if there is no such exercise.
@_expose(wasm, "errorbook_judge")
@_cdecl("errorbook_judge")
public func errorbookJudge() -> Int32 {
  output = []
  let fields = input.fields(Int.max)
  var fences: [Lesson.Fence] = []
  for place in stride(from: 2, to: fields.count - 1, by: 2) {
    let line = fences.count + 1
    fences.append(
      Lesson.Fence(
        words: Lesson.Fence.words(of: fields.text(place)), content: fields.text(place + 1), line: line, endLine: line))
  }
  let grader = Grader(Lesson(text: SourceText(name: "lesson.md"), fences: fences, heading: nil, id: nil))
  guard let judge = grader.judges.first(where: { $0.exercise.name == fields.text(0) }) else { return 2 }
  let mark = grader.mark(SourceText(name: fields.text(0), bytes: fields.bytes(1)), of: "", by: judge)
  let lines = [mark.status.rawValue, String(mark.points), String(mark.possible)] + [mark.reason].compactMap { $0 }
  for line in lines { output += Array(line.utf8) + [.lineFeed] }
  return mark.status == .passed ? 0 : 1
}

// MARK: Input and output

/// Collects everything that a script prints in one output.
private struct CombinedOutput: ScriptOutput {
  mutating func print(_ text: StyledText) { write(text) }
  mutating func print(diagnostic picture: StyledText) { write(picture) }
  mutating func print(json line: ArraySlice<UInt8>) { output += line }
}

private func write(_ text: StyledText) { Theme.colorless.write(text, to: &output) }

extension [UInt8] {
  /// Splits the bytes at zero bytes into at most `count` fields.
  fileprivate func fields(_ count: Int) -> [ArraySlice<UInt8>] {
    split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false)
  }
}

extension [ArraySlice<UInt8>] {
  /// Returns a field, or no bytes if it does not exist.
  fileprivate func bytes(_ place: Int) -> [UInt8] { indices.contains(place) ? Array<UInt8>(self[place]) : [] }

  /// A Python program from its name and its text. A page has no files beside it.
  fileprivate var program: ProgramFiles {
    ProgramFiles(SourceText(name: text(0), bytes: bytes(1))) { _ in nil }
  }

  fileprivate func text(_ place: Int) -> String { String(decoding: bytes(place), as: UTF8.self) }
}
