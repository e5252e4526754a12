import ArgumentParser
import Diagnostics
import Files
import FlaskSource
import PythonSyntax
import Rendering
import Resolution

/// Runs `errorbook translate FILE.py`.
struct Translate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Convert a Flask program (.py) to a script.",
    discussion: """
      errorbook reads the program, with the conftest.py and the modules beside it that it imports. It does not run it. \
      Assertions become `expect` statements. What is not modeled becomes a comment with its line and the reason.
      Exit status: 0 success, 2 the program cannot be read (nothing is written), 64 wrong usage.
      """)

  @Argument(help: "A Flask program or a file of tests (.py).", completion: .file(extensions: ["py"]))
  var file: String

  @OptionGroup var first: FirstRelease

  @Option(help: "The file to write; default: standard output.", completion: .file())
  var to: String?

  @Flag(help: "Overwrite the file of --to if it exists.")
  var force = false

  @Flag(help: "Print diagnostics without color and drawings.")
  var plain = false

  func run() throws {
    var console = Console(isPlain: plain)
    if let to { try FileUses(reading: [file]).refuse([("--to", to)]) }
    let files = PythonFiles.read(try ScriptFile.read(file).get())
    if let refusal = files.otherFramework {
      console.printError(refusal.text(in: files.main.source, isPlain: plain, columns: nil) + "\n")
      throw Status.error.exitCode
    }
    let bytes = Array(TranslationScript(Translation(files, release: first.release)).text.utf8)
    guard let to else {
      console.write(bytes)
      return console.flush()
    }
    if let problem = NewFile.write(bytes, to: to, mayReplace: force, hasForce: true) { throw problem }
  }
}

/// Reads Python files with the files beside them.
enum PythonFiles {
  static func read(_ source: SourceText) -> ProgramFiles {
    let end = source.name.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = end.map { String(source.name[...$0]) } ?? ""
    return ProgramFiles(source, templates: templates(in: folder + "templates")) { module in
      try? ScriptFile.read(folder + module + ".py").get()
    }
  }

  /// The most files and folders that are listed.
  private static let mostTemplates = 1000

  /// Returns the files in a folder, and in its folders after `/`; nil if there are too many.
  private static func templates(in folder: String) -> Set<String>? {
    var names: Set<String> = []
    var open = [""]
    var count = 0
    while let part = open.popLast() {
      for name in (try? Folder.allNames(folder + "/" + part)) ?? [] {
        count += 1
        if count > mostTemplates { return nil }
        switch Folder.kindFollowingLinks(folder + "/" + part + name) {
        case .folder: open.append(part + name + "/")
        case .file: names.insert(part + name)
        default: break
        }
      }
    }
    return names
  }
}
