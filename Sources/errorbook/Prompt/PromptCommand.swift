import ArgumentParser
import LineEditing
import OperatingSystem
import Rendering

/// `errorbook` without a command: the prompt; with piped input, a script.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt", abstract: "Open the prompt (what errorbook does without a command).")

  @Argument(help: .hidden) var words: [String] = []

  @OptionGroup var options: RunOptions

  func validate() throws {
    guard let word = words.first else { return }
    throw ValidationError(CommandNames.unknown(word))
  }

  func run() throws {
    guard options.format == .text || !StandardStream.input.isTerminal else {
      throw ValidationError("The prompt speaks text; --format json is for scripts.")
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
