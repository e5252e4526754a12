import ArgumentParser
import Diagnostics
import Prompt
import Rendering

/// Checks the names of commands and suggests corrections.
enum CommandNames {
  /// Throws an error for an unknown subcommand. ArgumentParser would only report an unexpected argument.
  static func check(_ words: [String]) throws {
    let commands = Errorbook.groups.flatMap { $0.subcommands }
    guard let first = words.first, words.count > 1 else { return }
    let next = words[1]
    guard !next.hasPrefix("-") else { return }
    if first == "help" {
      guard !names(commands).contains(next), next != "help" else { return }
      throw ValidationError(unknown(next, among: names(commands), after: "help "))
    }
    guard let command = commands.first(where: { $0.configuration.commandName == first }) else { return }
    let inner = names(command.configuration.subcommands)
    guard !inner.isEmpty, !inner.contains(next), next != "help" else { return }
    throw ValidationError(unknown(next, among: inner, after: first + " "))
  }

  /// Returns the message for an unknown command.
  static func unknown(_ word: String) -> String {
    let names = names(Errorbook.groups.flatMap { $0.subcommands })
    if let advice = MisplacedCommand.adviceInShell(word) { return "errorbook has no command `\(word)`. \(advice)" }
    let isFile = word.contains(".") || word.contains("/")
    // Most often `run` is missing before the name of a script.
    let run = "To run a script: errorbook run \(escapedForDisplay(word))"
    guard !isFile, let near = nearestName(to: word, among: names) else {
      return "errorbook has no command `\(escapedForDisplay(word))`. \(run)"
    }
    return "errorbook has no command `\(escapedForDisplay(word))`. Did you mean `errorbook \(near)`?"
  }

  private static func unknown(_ word: String, among names: [String], after words: String) -> String {
    let near = nearestName(to: word, among: names).map { "Did you mean `errorbook \(words)\($0)`?" }
    return "errorbook \(words)has no command `\(escapedForDisplay(word))`. "
      + (near ?? "The commands are: \(names.joined(separator: ", ")).")
  }

  private static func names(_ commands: [any ParsableCommand.Type]) -> [String] {
    commands.compactMap { $0.configuration.commandName }
  }
}
