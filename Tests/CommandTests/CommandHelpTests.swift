import Testing

/// Tests the page of `errorbook --help`.
@Suite("--help") struct CommandHelpTests {
  private let shell = Shell()

  /// The commands under each heading, in the order of the page.
  private func groups() throws -> [(heading: String, commands: [String])] {
    let help = try shell.run("errorbook --help")
    #expect(help.status == 0)
    var groups: [(heading: String, commands: [String])] = []
    for line in help.output.split(separator: "\n") {
      if line.hasSuffix("SUBCOMMANDS:") {
        groups.append((String(line), []))
      } else if line.hasPrefix("  "), !line.hasPrefix("   "), !groups.isEmpty, !line.contains("See '") {
        groups[groups.count - 1].commands.append(String(line.split(separator: " ")[0]))
      }
    }
    return groups
  }

  @Test func learnersComeFirstAndTeachersLast() throws {
    let groups = try groups()
    #expect(
      groups.map(\.heading) == ["LEARNING SUBCOMMANDS:", "SCRIPT SUBCOMMANDS:", "TEACHING SUBCOMMANDS:"])
    let ofTeachers = Set(groups.last?.commands ?? [])
    #expect(ofTeachers.isSuperset(of: ["new-lesson", "check", "book", "hand-out", "grade", "report"]))
    for command in ["learn", "progress", "hand-in", "lessons", "explain", "prompt"] {
      #expect(groups.first?.commands.contains(command) == true, "\(command)")
    }
  }

  @Test("on a screen of 24 rows, all commands are visible below the prompt of the shell")
  func commandsFitOnAScreen() throws {
    let help = try shell.run("COLUMNS=80 errorbook --help").output
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    let heading = try #require(lines.firstIndex { $0 == "LEARNING SUBCOMMANDS:" })
    // The last line of the output is empty; the prompt is there.
    #expect(lines.count - 24 <= heading + 1)
  }

  @Test func everyCommandIsListedOnceAndHasHelp() throws {
    let commands = try groups().flatMap(\.commands)
    #expect(commands.count == 17)
    #expect(Set(commands).count == commands.count)
    for command in commands {
      let page = try shell.run("errorbook help \(command)")
      #expect(page.status == 0 && page.output.contains("USAGE: errorbook \(command)"), "\(command)")
    }
  }

  @Test func pipedInputNeedsNoCommand() throws {
    #expect(try shell.run("errorbook --help").output.contains("\nUSAGE: errorbook [<subcommand>]\n"))
  }

  @Test func shellCompletionOffersSlugsAndReleases() throws {
    let ask = "SAP_SHELL=bash errorbook ---completion"
    let slugs = try shell.run("\(ask) explain -- positional@0 2 0").output.split(separator: "\n")
    #expect(slugs.contains("inconsistent-mro") && slugs.contains("bad-fence") && slugs == slugs.sorted())
    let releases = try shell.run("\(ask) run -- --flask 2 0").output.split(separator: "\n")
    #expect(releases.first == "0.10" && releases.contains("0.12.2") && releases.last == "3.1.3")
  }
}

@Suite("Command lines with a typing error") struct MisspelledCommandTests {
  private let shell = Shell()

  @Test(
    "a typing error suggests the right command, subcommand or option",
    arguments: [
      ("leran", "Did you mean `errorbook learn`?"), ("lern 3", "Did you mean `errorbook learn`?"),
      ("runn a.eb", "Did you mean `errorbook run`?"), ("hand-ot 1", "Did you mean `errorbook hand-out`?"),
      ("export flsk a.eb", "Did you mean `errorbook export flask`?"),
      ("export png a.eb", "The commands are: flask, sanic, starlette, fastapi, singledispatch, dot, mermaid."),
      ("progress shwo", "Did you mean `errorbook progress show`?"),
      ("help leran", "Did you mean `errorbook help learn`?"),
      ("run --flsk 1.0 a.eb", "Did you mean '--flask'?"), ("--helpp", "Did you mean '--help'?"),
      ("--verion", "Did you mean '--version'?"), ("run --flask 1.0.0 a.eb", "Did you mean 1.0?"),
      ("explain bad-nam", "Did you mean bad-name?"),
      // Files, and words that are not similar to a command.
      ("report.eb", "To run a script: errorbook run report.eb"), ("zzz", "To run a script: errorbook run zzz"),
    ])
  func suggest(_ line: String, _ suggestion: String) throws {
    let run = try shell.run("errorbook \(line)")
    #expect(run.status == 64)
    #expect(run.errors.split(separator: "\n").first?.contains(suggestion) == true, "\(run.errors)")
  }

  @Test func everyCommandIsSuggestedForTypo() throws {
    for name in try EveryCommand.names(shell) {
      let word = String(name.dropLast())
      let run = try shell.run("errorbook \(word)x")
      #expect(run.status == 64)
      #expect(run.errors.contains("Did you mean `errorbook \(name)`?"), "\(word)x: \(run.errors)")
    }
  }
}
