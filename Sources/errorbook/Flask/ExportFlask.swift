import ArgumentParser
import Resolution

/// Runs `errorbook export flask FILE`.
struct ExportFlask: TestFileCommand {
  static let framework = Framework.flask
  static let configuration = testFileConfiguration

  @OptionGroup var options: ExportOptions
  @Option(
    name: .customLong(framework.word), help: ArgumentHelp("The \(framework.name) release to export for."),
    completion: releaseNames, transform: release(named:))
  var release: Release?
}
