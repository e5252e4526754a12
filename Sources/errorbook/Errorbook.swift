import ArgumentParser
import Classroom
import Diagnostics
import Files
import OperatingSystem
import Rendering
import Resolution

/// # errorbook
///
/// The top target, and the only one that does I/O: commands, files, the prompt. Input: arguments, files and keys. Output:
/// text or JSON Lines on standard output, diagnostics on standard error, and an exit status. Code that can be tested
/// without a terminal belongs in the targets below.
@main
struct Errorbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errorbook",
    abstract: "See which error handler \(Framework.namesWithClients) would run, step by step, under any release.",
    usage: "errorbook [<subcommand>]",
    discussion: """
      Without a command, errorbook opens a prompt, or runs piped input as a script.
      At the prompt, type `class`, `handler` and `raise` statements. `help` shows three lines to start with.
      """,
    version: "errorbook 0.1",
    groupedSubcommands: groups,
    // ArgumentParser reads the options of the default command several times, even for command lines that name another.
    defaultSubcommand: namesCommand(CommandLine.arguments) ? nil : PromptCommand.self)

  /// The groups of commands in the help. Most readers are learners, so their commands come first.
  static let groups = [
    CommandGroup(
      name: "Learning",
      subcommands: [
        PromptCommand.self, Learn.self, Progress.self, HandInCommand.self, LessonsCommand.self, Explain.self,
      ]),
    CommandGroup(name: "Script", subcommands: [Run.self, Watch.self, Translate.self, ExportCommand.self, Import.self]),
    CommandGroup(
      name: "Teaching",
      subcommands: [NewLesson.self, Check.self, BookCommand.self, HandOutCommand.self, Grade.self, Report.self]),
  ]

  /// Whether the first argument is the name of a command.
  private static func namesCommand(_ arguments: [String]) -> Bool {
    guard let first = arguments.dropFirst().first else { return false }
    return groups.contains { group in group.subcommands.contains { $0.configuration.commandName == first } }
  }
}

extension Errorbook {
  /// Runs the command line. Without arguments, or with only files to run, it skips ArgumentParser, which is the slowest
  /// part of the start. This matters for a whole class of students or a loop over a folder.
  static func main() {
    reserveStandardDescriptors()
    // Report a file that reaches its size limit as an error, instead of being killed by the signal.
    Signal.fileTooLarge.ignore()
    let arguments = CommandLine.arguments
    if arguments.count <= 1 { leave(PromptCommand.run(RunSettings()).rawValue) }
    if let (files, settings) = Run.plainArguments(arguments) { leave(Run.run(files, settings).rawValue) }
    do {
      try CommandNames.check(Array(arguments.dropFirst()))
      var command = try parseAsRoot()
      try command.run()
      leave(Status.fine.rawValue)
    } catch let problem as FileProblem {
      // Commands throw a problem with a file. It is printed here for all of them.
      Console(isPlain: CommandLine.arguments.contains("--plain")).printProblem(problem)
      leave(Status.error.rawValue)
    } catch {
      leave(after: error)
    }
  }

  /// Ends the program as ArgumentParser would, after printing its help or its error message.
  private static func leave(after error: any Error) -> Never {
    let status = exitCode(for: error).rawValue
    let message = fullMessage(for: error)
    if !message.isEmpty {
      if status == 0 {
        Console.send(Array((message + "\n").utf8), to: .output)
      } else {
        let shown = LogCommands.removed(from: ArgumentMessage(message, about: CommandLine.arguments).text)
        Console.send(Array((shown + "\n").utf8), to: .errors)
      }
    }
    leave(status)
  }

  private static func leave(_ status: Int32) -> Never {
    Console.confirmOutput()
    ThisProcess.exit(status)
  }
}

/// A message of ArgumentParser. It repeats arguments unchanged, so control characters in them would reach the terminal.
struct ArgumentMessage {
  /// The message with every control character of an argument escaped.
  let text: String

  init(_ message: String, about arguments: [String]) {
    var scalars = Self.withSuggestion(message).unicodeScalars
    // Escape whole arguments and option values first: a newline inside them is not part of the message.
    let pieces = arguments.flatMap { [$0, String($0.drop { $0 != "=" }.dropFirst())] }
    for piece in pieces.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      let shown = escapedForDisplay(piece)
      guard !piece.isEmpty, shown != piece else { continue }
      scalars = scalars.replacing(piece.unicodeScalars, with: shown.unicodeScalars)
    }
    text = scalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escapedForDisplay(String($0)) }.joined(separator: "\n")
  }

  /// Adds a suggestion for --help and --version. ArgumentParser suggests only the other options of a command.
  private static func withSuggestion(_ message: String) -> String {
    let start = "Error: Unknown option '"
    guard message.hasPrefix(start), !message.contains("Did you mean") else { return message }
    let option = String(message.dropFirst(start.count).prefix { $0 != "'" })
    guard let near = nearestName(to: option, among: ["--help", "--version"]) else { return message }
    let end = message.firstIndex { $0 == "\n" } ?? message.endIndex
    return message[..<end] + ". Did you mean '\(near)'?" + message[end...]
  }
}

/// The exit statuses, as documented. ArgumentParser adds 64 for wrong usage.
enum Status: Int32, Comparable {
  case fine = 0
  /// An expectation, a test or a lesson failed.
  case failed = 1
  /// The script has an error.
  case error = 2
  /// Standard output could not be written; the number is EX_IOERR of sysexits.h.
  case unwritableOutput = 74

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The status for ArgumentParser.
  var exitCode: ExitCode { ExitCode(rawValue) }
}
