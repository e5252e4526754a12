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
  var standardRelease: Release?

  @Option(
    help: ArgumentHelp(
      "The framework and release for files without `use`, such as \"sanic 25.12\".", valueName: "framework release"),
    completion: useNames, transform: release(of:))
  var use: Release?

  func validate() throws {
    if use != nil, standardRelease != nil {
      throw ValidationError("--use and --\(Framework.standard.word) both name a release. Leave one of them out.")
    }
  }

  @Option(help: "The output format: text, or json (JSON Lines).")
  var format: Format = .text

  @Flag(help: "Linear text for screen readers: no color, no drawings, sentences instead of columns.")
  var plain = false

  @Flag(help: "Show the lookup steps of every request.")
  var trace = false

  var settings: RunSettings {
    RunSettings(release: use ?? standardRelease ?? .standard, format: format, plain: plain, trace: trace)
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  /// The releases, for shell completion.
  static let releaseNames = CompletionKind.custom { _, _, _ in Framework.standard.releases.map(\.name) }

  /// The frameworks with their releases, for shell completion.
  static let useNames = CompletionKind.custom { _, _, _ in
    Release.all.map { "\($0.frameworkWord) \($0.name)" }
  }

  /// Reads `sanic 25.12`.
  static func release(of argument: String) throws -> Release {
    let words = argument.split(separator: " ").map { String($0) }
    let names = Framework.all.map(\.word)
    guard let word = words.first, let framework = Framework.named(word) else {
      let near = words.first.flatMap { nearestName(to: $0.lowercased(), among: names) }
      throw ValidationError(
        "Expected a framework and a release, such as \"sanic 25.12\". "
          + (near.map { "Did you mean \($0)?" } ?? "The frameworks are \(names.joined(separator: ", "))."))
    }
    guard words.count == 2 else {
      throw ValidationError(
        "Expected one release after \(word). The newest is \(framework.releases.last?.name ?? "").")
    }
    return try release(named: words[1], of: framework)
  }

  static func release(named name: String) throws -> Release { try release(named: name, of: .standard) }

  /// Returns the release of a framework with a name.
  static func release(named name: String, of framework: Framework) throws -> Release {
    if let release = framework.release(named: name) { return release }
    if let near = framework.closestRelease(by: name) {
      throw ValidationError("\(missing(name, of: framework)). Did you mean \(near.name)?")
    }
    let choices =
      framework.hasAllReleases
      ? "the eras start with \(framework.eraNames)"
      : "the modeled releases are \(framework.releases.map(\.name).joined(separator: ", "))"
    throw ValidationError("\(missing(name, of: framework)); \(choices).")
  }
}

extension RunOptions {
  private static func missing(_ name: String, of framework: Framework) -> String {
    framework.hasAllReleases
      ? "\(framework.name) has no release \(name)" : "errorbook does not model \(framework.name) \(name)"
  }
}

/// Makes Ctrl-C end the program at once with the status that shells expect, unless the parent process ignores SIGINT.
func exitAtInterrupt() { Signal.exitAtInterrupt() }
