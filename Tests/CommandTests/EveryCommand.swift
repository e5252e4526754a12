import FoundationEssentials
import TemporaryFolder
import Testing

/// Command lines of every command, for tests of their common behavior. They run in a folder that `prepare` fills.
enum EveryCommand {
  static let script = "class E(Exception)\nhandler E -> \"sorry\", 500\nraise E\n"

  static let program = """
    from flask import Flask

    app = Flask(__name__)


    @app.route("/")
    def fail():
        raise KeyError


    def test_fail():
        assert app.test_client().get("/").status_code == 500

    """

  static let lesson = """
    # A lesson of mine

    ```errorbook
    raise ValueError
    ```

    ```output
    raise ValueError
      500 page  from Flask: no handler was found
    ```

    ```errorbook exercise sorry
    ```

    ```errorbook tests sorry
    test "sorry" { expect raise ValueError -> "sorry" }
    ```

    ```hint sorry
    A handler.
    ```

    ```errorbook solution sorry
    handler ValueError -> "sorry", 500
    ```

    ```errorbook wrong sorry
    handler KeyError -> "sorry", 500
    ```

    """

  /// Writes the files for the command lines: `a.eb`, `mine.md`, answers in `in/`, `marks.jsonl` and lists of a class.
  static func prepare(_ shell: Shell) throws { try shell.copyFiles(of: prepared.get()) }

  /// Created once.
  private static let prepared = Result { () throws -> Shell in
    let shell = Shell()
    try shell.write(script, to: "a.eb")
    try shell.write(lesson, to: "mine.md")
    try shell.write(program, to: "a.py")
    let made = try shell.run(
      """
      mkdir in engine
      for name in engine flask-engine marking-engine; do echo "errorbook.engineData('$name', '');" > engine/$name.js; done
      echo 'handler ValueError -> "sorry", 500' > in/ada.eb
      echo 'handler KeyError -> "sorry", 500' > in/ben.eb
      printf 'student\\nada\\nben\\n' > roster.csv
      printf 'Identifier,Full name,Grade\\n1,ada,\\n2,ben,\\n' > sheet.csv
      printf 'student,exercise,points,reason\\nada,sorry,0,late\\n' > overrides.csv
      printf 'student,late\\nada,2 days\\n' > late.csv
      errorbook grade mine.md in --format json --to marks.jsonl
      """)
    #expect(made.status == 0 && made.errors == "")
    return shell
  }

  /// Each command with each output format, so that it prints something. The first word is the command.
  static let printing =
    ["flask", "dot", "mermaid"].map { "export \($0) a.eb" }
    + ["text", "json"].flatMap { ["run --format \($0) a.eb", "check --format \($0) mine.md"] }
    + ["text", "json", "csv", "junit"].flatMap {
      ["grade mine.md in --format \($0)", "report marks.jsonl --format \($0)"]
    }
    + ["exercism", "gradescope"].map { "grade mine.md in/ada.eb --format \($0)" }
    + [
      "prompt < a.eb", "run a.eb", "run a.eb --plain", "learn mine.md < a.eb", "learn < a.eb", "progress",
      "progress show", "progress export", "progress reset 1 < a.eb", "hand-in mine.md", "lessons", "lessons --to out",
      "explain", "explain unknown-class", "watch mine.md", "watch a.eb",
      "translate a.py", "import --script", "new-lesson fine",
      "check --exercise mine.md#sorry in/ada.eb", "hand-out mine.md --to out",
      "book mine.md --to out --engine engine", "grade mine.md in --fill sheet.csv",
      "report marks.jsonl marks.jsonl --diff", "--help", "help run", "grade --help", "--version",
      "--generate-completion-script bash", "progress adopt mine.md",
    ]

  /// The commands that `errorbook --help` lists.
  static func names(_ shell: Shell) throws -> Set<String> {
    let help = try shell.run("errorbook --help").output
    let rows = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().joined(separator: "\n")
    return Set(
      rows.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See '") }
        .map { String($0.split(separator: " ")[0]) })
  }

  @Suite("Every command") struct Coverage {
    @Test func tableHasEveryCommand() throws {
      let tested = Set(EveryCommand.printing.map { String($0.split(separator: " ")[0]) })
      let names = try EveryCommand.names(Shell())
      #expect(names.count == 17)
      #expect(names.subtracting(tested) == [])
    }
  }
}
