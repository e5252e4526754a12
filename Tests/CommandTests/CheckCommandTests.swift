import Foundation
import Testing

/// Tests `errorbook check` on files.
@Suite("check") struct CheckCommandTests {
  private let shell = Shell()
  private let lesson = """
    # A lesson

    See [the next](next.md#two) and [nothing](nowhere.md).

    ```errorbook
    raise KeyError
    ```

    ```output
    something else
    ```

    """

  @Test func errorsHaveMessageAndPlace() throws {
    try shell.write(lesson, to: "a.md")
    try shell.write("# One\n\n## Two\n", to: "next.md")
    let run = try shell.run("errorbook check .")
    #expect(run.status == 1)
    #expect(
      run.output == """
        ./a.md:3: error[broken-link]: broken link nowhere.md: there is no such file
        ./a.md:9: error[output-differs]: the output differs from the actual one
          - something else
          + raise KeyError
          +   500 page  from Flask: no handler was found
          = help: --accept updates it
        ./a.md: 2 problems, 1 output, 0 exercises
        ./next.md: ok, 0 outputs, 0 exercises

        """)
  }

  @Test func acceptingTwiceChangesNothing() throws {
    try shell.write(lesson.replacing("and [nothing](nowhere.md)", with: ""), to: "a.md")
    try shell.write("# One\n## Two", to: "next.md")
    let once = try shell.run("errorbook check --accept a.md && cat a.md")
    #expect(once.status == 0)
    #expect(once.output.hasPrefix("a.md: ok, 1 output, 0 exercises, 1 output updated\n# A lesson\n"))
    let twice = try shell.run("errorbook check --accept a.md && cat a.md && ls *.new")
    #expect(twice.output == once.output.replacing(", 1 output updated", with: ""))
  }

  @Test func asJSON() throws {
    try shell.write(lesson, to: "a.md")
    let run = try shell.run("errorbook check --format json a.md missing.md b.eb")
    #expect(run.status == 2)
    let events = try run.output.split(separator: "\n").map { line -> String in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return [object?["event"], object?["code"]].compactMap { $0 as? String }.joined(separator: " ")
    }
    #expect(
      events == [
        "problem broken-link", "problem broken-link", "problem output-differs", "lesson", "diagnostic unreadable-file",
        "diagnostic no-lesson",
      ])
  }

  /// The guides outside lessons/, and their links, are correct. `lessonsPassInAnyFolder` checks a copy of lessons/.
  @Test func theGuides() throws {
    let run = try shell.run("errorbook check README.md Sources/README.md Tests/Benchmark/README.md", in: Shell.top)
    #expect(run.status == 0, "\(run.output)")
  }
}
