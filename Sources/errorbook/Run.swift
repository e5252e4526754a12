import ArgumentParser
import Diagnostics
import OperatingSystem
import Resolution

/// `errorbook run FILE...`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run scripts and lessons.",
    discussion: """
      Each file has a session of its own; of a lesson (.md) the cells are run, and nothing is compared.
      Exit status: 0 fine, 1 an expectation or a test failed, 2 a script has an error, 64 wrong usage.
      """)

  @Argument(help: "Scripts (.eb) and lessons (.md); - is standard input.", completion: .file())
  var files: [String]

  @OptionGroup var options: RunOptions

  func run() throws {
    let status = Self.run(files, options.settings)
    guard status == .fine else { throw status.exitCode }
  }

  static func run(_ files: [String], _ settings: RunSettings) -> Status {
    exitAtInterrupt()
    var runner = ScriptRunner(settings)
    for file in files { runner.run(file) }
    runner.finish()
    return runner.status
  }

  /// Reads `errorbook run FILE...` and `errorbook run --format json FILE...` without ArgumentParser, which takes longer
  /// than a short script; nil for every other command line.
  static func plainArguments(_ arguments: [String]) -> (files: [String], settings: RunSettings)? {
    guard arguments.count > 1, arguments[1] == "run" else { return nil }
    var files = arguments.dropFirst(2)
    var settings = RunSettings()
    if files.starts(with: ["--format", "json"]) {
      settings.format = .json
      files = files.dropFirst(2)
    }
    let areFiles = !files.isEmpty && !files.contains { $0.hasPrefix("-") && $0 != "-" }
    return areFiles ? (Array(files), settings) : nil
  }
}

/// How scripts are run and shown.
struct RunSettings {
  var release = Release.standard
  var format = RunOptions.Format.text
  var plain = false
  var trace = false
}

/// The same at the command line.
struct RunOptions: ParsableArguments {
  @Option(
    name: .customLong(Framework.standard.word),
    help: "The \(Framework.standard.name) release for files that do not name one by `use`.", completion: releaseNames,
    transform: release(named:))
  var release: Release = .standard

  @Option(help: "What is printed: text for people, json (JSON Lines) for programs.")
  var format: Format = .text

  @Flag(help: "Linear text: no colour, no drawings, sentences rather than columns.")
  var plain = false

  @Flag(help: "Show the steps of every request.")
  var trace = false

  var settings: RunSettings { RunSettings(release: release, format: format, plain: plain, trace: trace) }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  /// For the completion of a shell.
  static let releaseNames = CompletionKind.custom { _, _, _ in Framework.standard.releases.map(\.name) }

  static func release(named name: String) throws -> Release {
    let framework = Framework.standard
    if let release = framework.release(named: name) { return release }
    if let near = framework.releaseProbablyMeant(by: name) {
      throw ValidationError("\(framework.name) has no release \(name). Did you mean \(near.name)?")
    }
    throw ValidationError(
      "\(framework.name) has no release \(name); the eras begin with \(framework.eraNames).")
  }
}

/// Ctrl-C ends a run at once, with the status that shells give it, unless whoever started it has it ignored.
func exitAtInterrupt() { Signal.exitAtInterrupt() }
