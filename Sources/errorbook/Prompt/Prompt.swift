import ArgumentParser
import Glibc
import LineEditing

/// `errorbook` without a command: the prompt; with piped input, a script.
struct Prompt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt", abstract: "Open the prompt (what errorbook does without a command).")

  @OptionGroup var options: RunOptions

  func run() throws {
    guard isatty(STDIN_FILENO) == 1 else {
      var piped = try Run.parse(["-"])
      piped.options = options
      return try piped.run()
    }
    guard options.format == .text else {
      throw ValidationError("The prompt speaks text; --format json is for scripts.")
    }
    var loop = PromptLoop(options)
    loop.run()
  }
}
