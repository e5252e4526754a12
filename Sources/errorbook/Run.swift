import ArgumentParser
import Diagnostics
import OperatingSystem
import Resolution

/// Runs `errorbook run FILE...`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run scripts and lessons.",
    discussion: """
      Each file runs in its own session. For a lesson (.md), the cells run; their outputs are not checked.
      Exit status: 0 success, 1 an expectation or a test failed, 2 a script has an error, 64 wrong usage.
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

/// The settings for running scripts.
struct RunSettings {
  var release = Release.standard
  var format = RunOptions.Format.text
  var plain = false
  var trace = false
}

/// The settings for running scripts, as command line options.
struct RunOptions: ParsableArguments {
  @Option(
    name: .customLong(Framework.standard.word),
    help: "The \(Framework.standard.name) release for files without `use`.", completion: releaseNames,
    transform: release(named:))
  var release: Release = .standard

  @Option(help: "The output format: text, or json (JSON Lines).")
  var format: Format = .text

  @Flag(help: "Linear text for screen readers: no color, no drawings, sentences instead of columns.")
  var plain = false

  @Flag(help: "Show the lookup steps of every request.")
  var trace = false

  var settings: RunSettings { RunSettings(release: release, format: format, plain: plain, trace: trace) }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  /// The releases, for shell completion.
  static let releaseNames = CompletionKind.custom { _, _, _ in Framework.standard.releases.map(\.name) }

  static func release(named name: String) throws -> Release { try release(named: name, of: .standard) }

  /// Returns the release of a framework with a name.
  static func release(named name: String, of framework: Framework) throws -> Release {
    if let release = framework.release(named: name) { return release }
    if let near = framework.closestRelease(by: name) {
      throw ValidationError("\(framework.name) has no release \(name). Did you mean \(near.name)?")
    }
    throw ValidationError(
      "\(framework.name) has no release \(name); the eras start with \(framework.eraNames).")
  }
}

/// Makes Ctrl-C end the program at once with the status that shells expect, unless the parent process ignores SIGINT.
func exitAtInterrupt() { Signal.exitAtInterrupt() }
