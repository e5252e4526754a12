import ArgumentParser
import LineEditing
import OperatingSystem
import Rendering

/// Runs `errorbook` without a command: opens the prompt, or runs piped input as a script.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt", abstract: "Open the prompt.")

  @Argument(help: .hidden) var words: [String] = []

  @OptionGroup var options: RunOptions

  func validate() throws {
    guard let word = words.first else { return }
    throw ValidationError(CommandNames.unknown(word))
  }

  func run() throws {
    guard options.format == .text || !StandardStream.input.isTerminal else {
      throw ValidationError("The prompt prints only text; use --format json with scripts.")
    }
    let status = Self.run(options.settings)
    guard status == .fine else { throw status.exitCode }
  }

  static func run(_ settings: RunSettings) -> Status {
    guard StandardStream.input.isTerminal else { return Run.run(["-"], settings) }
    var loop = PromptLoop(settings)
    loop.run()
    return .fine
  }
}
