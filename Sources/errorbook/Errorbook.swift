import ArgumentParser

/// # errorbook
///
/// The top floor, and the only one that does I/O: commands, files, the prompt. What comes in are arguments, files and
/// keys; what goes out is text or JSON Lines on standard output, diagnostics on standard error, and an exit status. All
/// that is worth testing without a terminal stands on the floors below.
@main
struct Errorbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errorbook",
    abstract: "See which error handler Flask would run, step by step, under any release from 0.10 to 3.1.",
    usage: "errorbook [<subcommand>]",
    discussion: """
      Without a command it opens the prompt; with piped input it runs that as a script.
      Type `class`, `handler` and `raise` statements; `help` at the prompt shows three lines to begin with.
      """,
    version: "errorbook 0.1",
    // The help has a heading for each group. Most readers of it are learners, so what is theirs comes first.
    groupedSubcommands: [
      CommandGroup(
        name: "Learning",
        subcommands: [
          Prompt.self, Learn.self, Progress.self, HandInCommand.self, LessonsCommand.self, Explain.self,
        ]),
      CommandGroup(name: "Script", subcommands: [Run.self, Watch.self, ExportCommand.self, Import.self]),
      CommandGroup(
        name: "Teaching",
        subcommands: [NewLesson.self, Check.self, HandOutCommand.self, Grade.self, Report.self]),
    ], defaultSubcommand: Prompt.self)
}

extension Errorbook {
  /// A command line that only names files to run needs no parser of arguments, which takes 2.5 ms of 4.7 and is what a
  /// class of students, or a loop over a folder, would wait for most.
  static func main() {
    if let files = Run.onlyFiles(CommandLine.arguments) {
      let status = Run.run(files, RunSettings())
      if status != .fine { exit(withError: status.exitCode) }
      return
    }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let problem as FileProblem {
      // A command that cannot go on without a file throws why: it is said here, for all of them.
      Console(isPlain: CommandLine.arguments.contains("--plain")).printProblem(problem)
      exit(withError: Status.error.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}

/// Exit statuses, as the README lists them; ArgumentParser's 64 for wrong usage is the fourth.
enum Status: Int32, Comparable {
  case fine = 0
  /// An expectation, a test or a lesson failed.
  case failed = 1
  /// The script has an error.
  case error = 2

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The parser's way of leaving with this status.
  var exitCode: ExitCode { ExitCode(rawValue) }
}
