import Diagnostics
import FlaskSource
import Interpreter
import PythonSyntax
import Rendering
import Resolution
import Syntax

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

/// Collects everything that a script prints in one output.
private struct CombinedOutput: ScriptOutput {
  mutating func print(_ text: StyledText) { write(text) }
  mutating func print(diagnostic picture: StyledText) { write(picture) }
  mutating func print(json line: ArraySlice<UInt8>) { output += line }
}

extension [ArraySlice<UInt8>] {
  /// A Python program from its name and its text. A page has no files beside it.
  fileprivate var program: ProgramFiles {
    ProgramFiles(SourceText(name: text(0), bytes: bytes(1))) { _ in nil }
  }
}
