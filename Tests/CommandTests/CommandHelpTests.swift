import Testing

/// What `errorbook --help` shows to somebody who wants to know what there is.
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
    #expect(ofTeachers.isSuperset(of: ["new-lesson", "check", "hand-out", "grade", "report"]))
    for command in ["learn", "progress", "hand-in", "lessons", "explain", "prompt"] {
      #expect(groups.first?.commands.contains(command) == true, "\(command)")
    }
  }

  @Test func everyCommandIsThereOnceAndHasAPage() throws {
    let commands = try groups().flatMap(\.commands)
    #expect(commands.count == 15)
    #expect(Set(commands).count == commands.count)
    for command in commands {
      let page = try shell.run("errorbook help \(command)")
      #expect(page.status == 0 && page.output.contains("USAGE: errorbook \(command)"), "\(command)")
    }
  }

  @Test func aCommandIsNotNeeded() throws {
    #expect(try shell.run("errorbook --help").output.contains("\nUSAGE: errorbook [<subcommand>]\n"))
  }

  @Test func aShellCompletesSlugsAndReleases() throws {
    let ask = "SAP_SHELL=bash errorbook ---completion"
    let slugs = try shell.run("\(ask) explain -- positional@0 2 0").output.split(separator: "\n")
    #expect(slugs.contains("inconsistent-mro") && slugs.contains("bad-fence") && slugs == slugs.sorted())
    let releases = try shell.run("\(ask) run -- --flask 2 0").output.split(separator: "\n")
    #expect(releases.first == "0.10" && releases.contains("0.12.2") && releases.last == "3.1.3")
  }
}
