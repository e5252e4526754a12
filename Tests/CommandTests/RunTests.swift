import Foundation
import SeededRandom
import Testing

/// Tests `errorbook run` and piped input: both output streams and the exit status.
@Suite("run") struct RunTests {
  private let shell = Shell()

  private static let report = """
    use flask 0.12.2
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 200
    handler Exception -> "Exception", 200
    raise E1
    raise E

    """

  private static let reportOutput = """
    use flask 0.12.2
      with Werkzeug 0.16.1
    raise E1
      200 "Exception"  from handler Exception (line 6), which received E1
        cached: the table now has an entry for E1 that you did not register
    raise E
      200 "Exception"  from handler Exception (line 6), which received E
        cached: the table now has an entry for E that you did not register
        in a fresh process: 200 "E2"

    """

  @Test(arguments: [
    "errorbook run report.eb", "errorbook run - < report.eb", "errorbook < report.eb", "cat report.eb | errorbook",
  ])
  func theReportRuns(_ command: String) throws {
    try shell.write(Self.report, to: "report.eb")
    #expect(try shell.run(command) == Shell.Result(status: 0, output: Self.reportOutput, errors: ""))
  }

  @Test(arguments: [
    ("raise ValueError", 0), ("", 0), ("# nothing", 0), ("expect raise ValueError -> 500", 0),
    ("expect raise ValueError -> 404", 1), ("test \"x\" { expect raise ValueError -> 404 }", 1),
    ("raise Nobody", 2), ("expect raise ValueError -> 404\nraise Nobody", 2), ("nonsense", 2),
    (
      "raise ValueError\nuse flask 3.1\nhandler Exception -> \"late\", 500\nraise ValueError\nhandler KeyError -> \"x\", 500",
      0
    ),
  ])
  func exitStatus(_ script: String, _ status: Int32) throws {
    try shell.write(script, to: "a.eb")
    #expect(try shell.run("errorbook run a.eb").status == status)
    #expect(try shell.run("errorbook run --format json a.eb").status == status)
  }

  @Test func underTheReleaseOfAFramework() throws {
    try shell.write("raise KeyError\ntest \"current\" { expect raise KeyError -> 500 }\n", to: "a.eb")
    for (option, release) in [
      ("--use \"sanic 25.12\"", "Sanic 25.12.1"), ("--use \"starlette 1.10.0\"", "Starlette 1.10.0"),
      ("--use \"flask 0.12.2\"", "0.12.2"), ("--flask 0.12.2", "0.12.2"),
    ] {
      let run = try shell.run("errorbook run \(option) a.eb")
      #expect(run.status == 0)
      #expect(run.output.contains("test \"current\" under \(release): passed"), "\(run.output)")
    }
  }

  @Test(arguments: [
    ("\"snaic 25.12\"", "Did you mean sanic?"), ("django", "The frameworks are flask, sanic"),
    ("sanic", "Expected one release after sanic. The newest is 25.12.1."),
    ("\"sanic 24\"", "errorbook does not model Sanic 24"), ("\"flask 0.13\"", "Flask has no release 0.13"),
    ("\"sanic 25.12\" --flask 1.0", "--use and --flask both name a release."),
  ])
  func explainsWrongFrameworks(_ argument: String, _ words: String) throws {
    try shell.write("raise KeyError\n", to: "a.eb")
    let run = try shell.run("errorbook run --use \(argument) a.eb")
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test(arguments: [
    "run", "run --format xml a.eb", "run --flask 4.0 a.eb", "nonsense", "explain no-such-slug", "run --nonsense a.eb",
    "a.eb", "run --format json", "run --format json --nonsense a.eb",
  ])
  func wrongUsageLeavesOutputEmpty(_ arguments: String) throws {
    try shell.write("raise ValueError", to: "a.eb")
    let result = try shell.run("errorbook \(arguments)")
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.errors != "")
  }

  @Test func diagnosticsGoToStandardError() throws {
    try shell.write("raise ValueError\nraise ValueEror\nraise KeyError\n", to: "a.eb")
    let result = try shell.run("errorbook run a.eb")
    #expect(
      result.output == """
        raise ValueError
          500 page  from Flask: no handler was found
        raise KeyError
          500 page  from Flask: no handler was found

        """)
    #expect(
      result.errors == """
        error[unknown-class]: no class is named `ValueEror`
         --> a.eb:2:7
          |
        2 | raise ValueEror
          |       ^^^^^^^^^ not declared
          = help: did you mean `ValueError`?


        """)
  }

  @Test func eachFileHasItsOwnSession() throws {
    try shell.write("use flask 0.12.2\nclass E(Exception)\nraise E\n", to: "a.eb")
    try shell.write("raise ValueError\nraise E\n", to: "b.eb")
    let result = try shell.run("errorbook run --format json a.eb b.eb")
    #expect(result.status == 2)
    #expect(result.output.contains(#""file":"b.eb","line":1,"target":"ValueError","scope":null,"flask":"3.1.0""#))
    #expect(result.output.contains(#""file":"b.eb","line":2,"severity":"error","code":"unknown-class""#))
  }

  @Test(arguments: ["a.eb --format json b.eb", "a.eb b.eb --format=json", "--format json --flask 3.1.0 -- a.eb b.eb"])
  func optionsMayComeAnywhere(_ arguments: String) throws {
    try shell.write("class E(Exception)\nraise E\n", to: "a.eb")
    try shell.write("raise F\n", to: "b.eb")
    let first = try shell.run("errorbook run --format json a.eb b.eb")
    let other = try shell.run("errorbook run \(arguments)")
    #expect(other.output == first.output)
    #expect(other.status == 2 && first.status == 2)
  }

  @Test func releaseOptionIsUsed() throws {
    try shell.write("handler Exception -> \"x\", 500\nraise ValueError\n", to: "a.eb")
    #expect(try shell.run("errorbook run --flask 0.12.5 --format json a.eb").output.contains(#""flask":"0.12.5""#))
  }

  // MARK: Files that cannot be run

  static let badFiles: [(name: String, bytes: [UInt8], slug: String)] = [
    ("nul.eb", Array("raise\0ValueError".utf8), "binary-file"),
    ("latin.eb", Array("raise Erreur".utf8) + [0xE9], "invalid-utf8"),
    ("utf16.eb", [0xFF, 0xFE] + Array("raise ValueError".utf8).flatMap { [$0, 0] }, "utf16-file"),
    ("line.eb", [UInt8](repeating: 0x61, count: 10_000_000), "line-too-long"),
  ]

  @Test(arguments: badFiles.indices) func badFileDoesNotAffectOthers(_ index: Int) throws {
    let (name, bytes, slug) = Self.badFiles[index]
    try shell.write(bytes, to: name)
    try shell.write("raise ValueError\n", to: "good.eb")
    let result = try shell.run("errorbook run \(name) good.eb")
    #expect(result.status == 2)
    #expect(result.output == "raise ValueError\n  500 page  from Flask: no handler was found\n")
    #expect(result.errors.hasPrefix("errorbook: \(name):1:"))
    #expect(result.errors.contains("error[\(slug)]"))
    #expect(result.errors.split(separator: "\n").count == 1)
    let json = try shell.run("errorbook run --format json \(name)").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["code"] as? String == slug)
  }

  @Test(arguments: [("missing.eb", "no such file"), (".", "is a directory")])
  func unreadableFile(_ name: String, _ reason: String) throws {
    let result = try shell.run("errorbook run \(name)")
    #expect(
      result == Shell.Result(status: 2, output: "", errors: "errorbook: \(name): error[unreadable-file]: \(reason)\n"))
  }

  @Test func tooLargeFile() throws {
    let result = try shell.run("errorbook run /dev/zero")
    #expect(result.status == 2)
    #expect(result.errors.contains("error[file-too-large]"))
  }

  @Test(arguments: [
    "raise ValueError\r\nraise KeyError\r\n", "raise ValueError\rraise KeyError",
    "\u{FEFF}raise ValueError\nraise KeyError",
  ])
  func lineEndsAndByteOrderMarks(_ script: String) throws {
    let result = try shell.run("errorbook", input: Array(script.utf8))
    #expect(result.status == 0)
    #expect(
      result.output.split(separator: "\n").filter { $0.hasPrefix("raise") } == ["raise ValueError", "raise KeyError"])
  }

  @Test func manyBracesAreHandled() throws {
    for script in [
      String(repeating: "{", count: TestRun.rounds(100_000, sample: 10_000)),
      String(repeating: "test \"x\" {\n", count: TestRun.rounds(10_000, sample: 1_000)), "\"", "'''",
    ] {
      let result = try shell.run("errorbook > /dev/null 2>&1", input: Array(script.utf8))
      #expect(result.status == 2)
    }
  }

  // MARK: Terminals and pipes

  @Test func scriptTextIsEscaped() throws {
    let script = "handler Exception -> \"\\u{1B}[31mred\\u{7}\", 500\nraise ValueError\nraise \"\u{1B}[31m\"\n"
    let result = try shell.run("errorbook; errorbook run --format json -", input: Array(script.utf8))
    let all = Array((result.output + result.errors).utf8)
    #expect(!all.contains { ($0 < 0x20 && $0 != 0x0A) || $0 == 0x7F })
    #expect(result.output.contains("red"))
  }

  @Test func closedPipeEndsProgramWithoutMessage() throws {
    let script = String(repeating: "raise ValueError\n", count: 20_000)
    let result = try shell.run("errorbook | head -n 1; echo ${PIPESTATUS[0]}", input: Array(script.utf8))
    #expect(result.errors == "")
    #expect(result.output == "raise ValueError\n141\n")
  }

  @Test func interruptEndsARunWith130() throws {
    // The FIFO has a writer that never writes, so the run waits for its script.
    // A background process may ignore interrupts, and the run would inherit this.
    let run = #"env --default-signal=INT timeout --preserve-status -s INT 1 "$ERRORBOOK" run f"#
    let command = "mkfifo f; exec 9<>f; \(run); echo $?"
    #expect(try shell.run(command).output == "130\n")
  }
}
