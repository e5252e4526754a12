import ArgumentParser
import Diagnostics
import Exercises
import Export
import Lessons
import Rendering
import Resolution

/// Runs `errorbook export FRAMEWORK|dot|mermaid FILE`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Export a script as tests or as a class diagram.",
    subcommands: TestFileCommands.all + [Dot.self, Mermaid.self])

  struct Dot: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "dot", abstract: "Draw the classes as a Graphviz graph.")

    @OptionGroup var options: ExportOptions
    @OptionGroup var first: FirstRelease

    func run() throws { try options.exportDiagram(first.release) { $0.dot } }
  }

  struct Mermaid: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mermaid", abstract: "Draw the classes as a Mermaid flowchart.")

    @OptionGroup var options: ExportOptions
    @OptionGroup var first: FirstRelease

    func run() throws { try options.exportDiagram(first.release) { $0.mermaid } }
  }
}

/// The release that a diagram starts with.
struct FirstRelease: ParsableArguments {
  @Option(
    name: .customLong(Framework.standard.word), help: "The \(Framework.standard.name) release for files without `use`.",
    completion: RunOptions.releaseNames, transform: RunOptions.release(named:))
  var release: Release = .standard
}

/// Runs `errorbook export FRAMEWORK FILE` for one framework.
protocol TestFileCommand: ParsableCommand {
  static var framework: Framework { get }
  var options: ExportOptions { get }
  var release: Release? { get }
}

enum TestFileCommands {
  /// The commands, one for each framework.
  // One line, because a test allows names of frameworks only in the line that declares a table.
  // swift-format-ignore
  static let all: [any ParsableCommand.Type] = [ExportFlask.self, ExportSanic.self, ExportStarlette.self, ExportFastAPI.self, ExportSingledispatch.self]
}

extension TestFileCommand {
  static var testFileConfiguration: CommandConfiguration {
    let (word, name) = (framework.word, framework.name)
    return CommandConfiguration(
      commandName: word,
      abstract: "Write a Python file with the app for \(name) and tests for errorbook's predictions.",
      discussion: """
        The file is for one \(name) release: the one from --\(word), or the current release at the script's first request. \
        If that is a release of another framework, it is \(name) \(Self.standardRelease.name). The first lines of the file \
        say what to install and how to run it.
        Exit status: 0 success, 2 the script has an error or cannot be exported (nothing is written), 64 wrong usage.
        """)
  }

  /// The release for scripts of other frameworks: the newest one for which errorbook has rules.
  static var standardRelease: Release {
    framework.word == Framework.standard.word ? .standard : framework.releases.last ?? .standard
  }

  static var releaseNames: CompletionKind { .custom { _, _, _ in framework.releases.map { $0.name } } }

  static func release(named name: String) throws -> Release {
    try RunOptions.release(named: name, of: framework)
  }

  func run() throws {
    try options.export { source, texts, isLesson in
      let written = TestFileExport.release(of: texts, otherwise: Self.standardRelease)
      let ofFramework = written.frameworkWord == Self.framework.word ? written : Self.standardRelease
      let export = TestFileExport(title: source, release: release ?? ofFramework, leavesOutErrors: isLesson)
      switch export.export(texts) {
      case .file(let text): return .success(text)
      case .refused(let diagnostics, let source): return .failure(Refusal(diagnostics: diagnostics, source: source))
      }
    }
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

  @Option(help: "The file to write; default: standard output.", completion: .file())
  var to: String?

  @Flag(help: "Overwrite the file of --to if it exists.")
  var force = false

  @Flag(help: "Print diagnostics without color and drawings.")
  var plain = false

  func exportDiagram(_ release: Release, _ text: (ClassDiagram) -> String) throws {
    try export { name, texts, isLesson in
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
    let texts = isLesson ? Lesson(source).statementCells.map { Array($0.code.content.utf8) } : [source.bytes]
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
