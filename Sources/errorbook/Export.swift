import ArgumentParser
import Diagnostics
import Exercises
import Export
import Lessons
import Rendering
import Resolution

/// Runs `errorbook export flask|dot|mermaid FILE`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Export a script as tests for real Flask, or as a class diagram.",
    subcommands: [TestFile.self, Dot.self, Mermaid.self])

  struct TestFile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "flask",
      abstract: "Write a Python file with the app and tests for errorbook's predictions.",
      discussion: """
        The file is for one Flask release: the one from --flask, or the current release at the script's first request. Its \
        first lines say what to install and how to run it.
        Exit status: 0 success, 2 the script has an error or cannot be exported (nothing is written), 64 wrong usage.
        """)

    @OptionGroup var options: ExportOptions

    func run() throws {
      try options.export { source, texts, isLesson in
        let release =
          options.release ?? TestFileExport.release(of: texts, otherwise: .standard)
        let export = TestFileExport(title: source, release: release, leavesOutErrors: isLesson)
        switch export.export(texts) {
        case .file(let text): return .success(text)
        case .refused(let diagnostics, let source): return .failure(Refusal(diagnostics: diagnostics, source: source))
        }
      }
    }
  }

  struct Dot: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dot", abstract: "Draw the classes as a Graphviz graph.")

    @OptionGroup var options: ExportOptions

    func run() throws { try options.exportDiagram { $0.dot } }
  }

  struct Mermaid: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mermaid", abstract: "Draw the classes as a Mermaid flowchart.")

    @OptionGroup var options: ExportOptions

    func run() throws { try options.exportDiagram { $0.mermaid } }
  }
}

/// The reasons why nothing was exported.
struct Refusal: Error {
  var diagnostics: [Diagnostic]
  var source: SourceText
}

struct ExportOptions: ParsableArguments {
  @Argument(
    help: "A script (.eb), or a lesson (.md) whose cells are exported; - is standard input.", completion: .file())
  var file: String

  @Option(
    name: .customLong(Framework.standard.word), help: "The \(Framework.standard.name) release to export for.",
    completion: RunOptions.releaseNames, transform: RunOptions.release(named:))
  var release: Release?

  @Option(help: "The file to write; default: standard output.", completion: .file())
  var to: String?

  @Flag(help: "Overwrite the file of --to if it exists.")
  var force = false

  @Flag(help: "Print diagnostics without color and drawings.")
  var plain = false

  func exportDiagram(_ text: (ClassDiagram) -> String) throws {
    try export { name, texts, isLesson in
      let release = self.release ?? .standard
      switch ClassDiagram.of(texts, title: name, release: release, leavesOutErrors: isLesson) {
      case .diagram(let diagram): return .success(text(diagram))
      case .refused(let diagnostics, let source): return .failure(Refusal(diagnostics: diagnostics, source: source))
      }
    }
  }

  /// Reads the file, exports it and writes the result. On an error, prints the reasons and writes nothing.
  func export(_ make: (String, [[UInt8]], Bool) -> Result<String, Refusal>) throws {
    var console = Console(isPlain: plain)
    if let to { try FileUses(reading: [file]).refuse([("--to", to)]) }
    let source = try ScriptFile.read(file).get()
    let isLesson = source.name.hasSuffix(".md")
    let texts = isLesson ? Lesson(source).cells.map { Array($0.code.content.utf8) } : [source.bytes]
    switch make(source.name, texts, isLesson) {
    case .failure(let refusal):
      report(refusal, &console)
      throw Status.error.exitCode
    case .success(let text): try write(text, &console)
    }
  }

  private func report(_ refusal: Refusal, _ console: inout Console) {
    for diagnostic in refusal.diagnostics {
      let text = plain ? diagnostic.sentences(in: refusal.source) : diagnostic.picture(in: refusal.source)
      console.printError(text + "\n")
    }
  }

  private func write(_ text: String, _ console: inout Console) throws {
    guard let to else {
      console.write(Array(text.utf8))
      return console.flush()
    }
    if let problem = NewFile.write(Array(text.utf8), to: to, mayReplace: force, hasForce: true) { throw problem }
  }
}
