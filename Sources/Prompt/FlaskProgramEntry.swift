import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

#if !WITHOUT_PYTHON
  import FlaskSource
  import PythonSyntax

  /// A Flask program that was pasted.
  package struct PastedProgram {
    fileprivate let files: ProgramFiles

    /// Returns nil if the text is not a program.
    init?(pasted bytes: [UInt8]) {
      guard let files = ProgramFiles(pasted: bytes) else { return nil }
      self.files = files
    }
  }

  /// Flask programs in Python, which are pasted or loaded as a whole. The session gets the statements that they become.
  extension PromptSession {
    mutating func run(_ program: PastedProgram, on screen: inout some PromptScreen) { load(program.files, on: &screen) }

    /// Translates a program, shows its statements and runs them. One `undo` takes all of them back.
    package mutating func load(_ files: ProgramFiles, on screen: inout some PromptScreen) {
      let source = files.main.source
      if let refusal = files.otherFramework {
        return screen.show(refusal.text(in: source, isPlain: isPlain, columns: screen.columns))
      }
      let translation = Translation(files, release: session.releaseOfPrograms)
      // The program is an app of its own.
      let script = (session.isEmpty ? "" : "reset\n") + TranslationScript(translation).text
      guard session.source.bytes.count + script.utf8.count <= TextLimit.file else {
        return screen.show(
          "\("error", .error): the session and the program together exceed the size limit of a script\n")
      }
      screen.show("\(escapedForDisplay(source.name), .strong) as statements:\n")
      var listing = StyledText()
      listing.appendLines(script, .listing)
      screen.show(listing + "\n")
      let text = Array(script.utf8)
      _ = run(text, on: &screen) { EntryRun(text, in: &$0) }
    }
  }

  extension Session {
    /// Whether nothing was declared and nothing was asked.
    fileprivate var isEmpty: Bool { source.bytes.isEmpty }
  }
#else
  /// A Flask program. There is none in the browser's smaller module, which cannot read Python.
  package enum PastedProgram {
    init?(pasted bytes: [UInt8]) { return nil }
  }

  extension PromptSession {
    /// Nobody can call this: there is no `PastedProgram`.
    mutating func run(_ program: PastedProgram, on screen: inout some PromptScreen) {}
  }
#endif
