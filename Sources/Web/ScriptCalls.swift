import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax
import WebMemory

/// Runs a script like `errorbook run`. Results and diagnostics go to one output.
///
/// Input: the name of the script, a zero byte, the script.
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

/// Collects everything that a script prints in one output.
struct CombinedOutput: ScriptOutput {
  mutating func print(_ text: StyledText) { write(text) }
  mutating func print(diagnostic picture: StyledText) { write(picture) }
  mutating func print(json line: ArraySlice<UInt8>) { output += line }
}
