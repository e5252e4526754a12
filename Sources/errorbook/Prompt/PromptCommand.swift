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

  /// A word that is no command is mostly a script whose `run` was forgotten.
  func validate() throws {
    guard let word = words.first.map(escapedForDisplay) else { return }
    throw ValidationError("errorbook has no command `\(word)`. To run a script: errorbook run \(word)")
  }

  func run() throws {
    guard StandardStream.input.isTerminal else {
      let status = Run.run(["-"], options.settings)
      guard status == .fine else { throw status.exitCode }
      return
    }
    guard options.format == .text else {
      throw ValidationError("The prompt speaks text; --format json is for scripts.")
    }
    var loop = PromptLoop(options.settings)
    loop.run()
  }
}
