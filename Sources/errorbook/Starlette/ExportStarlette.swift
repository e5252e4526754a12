import ArgumentParser
import Resolution

/// Runs `errorbook export starlette FILE`.
struct ExportStarlette: TestFileCommand {
  static let framework = Framework.starlette
  static let configuration = testFileConfiguration

  @OptionGroup var options: ExportOptions
  @Option(
    name: .customLong(framework.word), help: ArgumentHelp("The \(framework.name) release to export for."),
    completion: releaseNames, transform: release(named:))
  var release: Release?
}
