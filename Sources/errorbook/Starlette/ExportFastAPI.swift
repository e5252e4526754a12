import ArgumentParser
import Resolution

/// Runs `errorbook export fastapi FILE`.
struct ExportFastAPI: TestFileCommand {
  static let framework = Framework.fastAPI
  static let configuration = testFileConfiguration

  @OptionGroup var options: ExportOptions
  @Option(
    name: .customLong(framework.word), help: ArgumentHelp("The \(framework.name) release to export for."),
    completion: releaseNames, transform: release(named:))
  var release: Release?
}
