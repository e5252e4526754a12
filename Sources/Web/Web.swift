import Diagnostics
import Export
import Interpreter
import Rendering
import Resolution
import Syntax

/// # Web
///
/// In: bytes in the memory of a WebAssembly module. Out: what errorbook prints for them. A few functions, which JavaScript
/// calls; nothing is imported. The caller asks for room with `errorbook_allocate`, writes its text there, calls a function,
/// and reads the output with `errorbook_output` and `errorbook_output_count`. After a trap, throw the instance away.

/// What the last call printed.
nonisolated(unsafe) private var output: [UInt8] = []
/// The room for what the caller writes.
nonisolated(unsafe) private var input: [UInt8] = []

/// Returns the place of `count` bytes for the caller to fill; they are valid until the next call.
@_expose(wasm, "errorbook_allocate")
@_cdecl("errorbook_allocate")
public func errorbookAllocate(_ count: Int32) -> UnsafeMutableRawPointer? {
  input = [UInt8](repeating: 0, count: max(1, Int(count)))
  return input.withUnsafeMutableBytes { $0.baseAddress }
}

/// Returns the place of the output of the last call.
@_expose(wasm, "errorbook_output")
@_cdecl("errorbook_output")
public func errorbookOutput() -> UnsafeRawPointer? { output.withUnsafeBytes { $0.baseAddress } }

/// Returns how many bytes the last call printed.
@_expose(wasm, "errorbook_output_count")
@_cdecl("errorbook_output_count")
public func errorbookOutputCount() -> Int32 { Int32(output.count) }

/// Runs the script in the input, as `errorbook run` does, with everything that it prints in one output.
/// - Parameters:
///   - nameCount: how many bytes at the start are the name of the script; the script follows.
///   - format: 0 for text, 1 for linear text, 2 for JSON.
/// - Returns: 0 if all is well, 1 after an expectation that failed, 2 after an error.
@_expose(wasm, "errorbook_run")
@_cdecl("errorbook_run")
public func errorbookRun(_ nameCount: Int32, _ format: Int32) -> Int32 {
  output = []
  let name = String(decoding: input.prefix(Int(nameCount)), as: UTF8.self)
  let isJSON = format == 2
  var printer = ScriptPrinter(isJSON ? .json : .text, isPlain: format == 1)
  var session = Session(name: name)
  session.describesClasses = isJSON
  var parser = session.read(SourceText(name: name, bytes: Array(input.dropFirst(Int(nameCount)))))
  while let parsed = parser.next() {
    for event in session.run(parsed) {
      switch printer.print(event, in: session.source) {
      case .text(let text), .diagnostic(let text): Theme.colourless.write(text, to: &output)
      case .json(let line): output += line
      }
    }
  }
  Theme.colourless.write(printer.summary, to: &output)
  return Int32(printer.outcome.rawValue)
}
