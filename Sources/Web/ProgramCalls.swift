import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax
import WebMemory

// Reading Python is more than half of the engine. So there are two modules: pages load the larger one, which has these
// calls too, only for Flask programs.
#if !WITHOUT_PYTHON
  import FlaskSource
  import PythonSyntax

  /// The kinds of diagnostics that `explain` knows at the prompt.
  let kindsAtPrompt = allKinds + pythonSyntaxKinds + programKinds

  /// Runs a Flask program like `errorbook run`. Results and diagnostics go to one output.
  ///
  /// Input: the name of the program, a zero byte, the program.
  /// - Parameter format: 0 for text, 1 for linear text, 2 for JSON.
  /// - Returns: 0 on success, 1 if an expectation failed, 2 after an error.
  @_expose(wasm, "errorbook_run_program")
  @_cdecl("errorbook_run_program")
  public func errorbookRunProgram(_ format: Int32) -> Int32 {
    output = []
    var printer = ScriptPrinter(format == 2 ? .json : .text, isPlain: format == 1)
    run(input.fields(2).program, &printer)
    write(printer.summary)
    return Int32(printer.outcome.rawValue)
  }

  private func run(_ files: ProgramFiles, _ printer: inout ScriptPrinter) {
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

  extension [ArraySlice<UInt8>] {
    /// A Python program from its name and its text. A page has no files beside it.
    fileprivate var program: ProgramFiles {
      ProgramFiles(SourceText(name: text(0), bytes: bytes(1))) { _ in nil }
    }
  }
#else
  /// The kinds of diagnostics that `explain` knows at the prompt.
  let kindsAtPrompt = allKinds
#endif
