import ArgumentParser
import Resolution

/// Runs `errorbook export sanic FILE`.
struct ExportSanic: TestFileCommand {
  static let framework = Framework.sanic
  static let configuration = testFileConfiguration

  @OptionGroup var options: ExportOptions
  @Option(
    name: .customLong(framework.word), help: ArgumentHelp("The \(framework.name) release to export for."),
    completion: releaseNames, transform: release(named:))
  var release: Release?
}
