import Foundation
import TemporaryFolder
import Testing

/// Tests the lessons that are built into the program.
@Suite("lessons") struct LessonsCommandTests {
  private let shell = Shell()

  @Test func listsTheLessons() throws {
    let run = try shell.run("errorbook lessons")
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix("00-classes-and-exceptions.md   0. Classes and exceptions (optional, 10 minutes)\n"),
      "\(run.output)")
    #expect(run.output.contains("\n01-the-bug.md                  1. A strange report (10 minutes)\n"), "\(run.output)")
    let names = try FileManager.default.contentsOfDirectory(atPath: Shell.top + "/lessons")
      .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()
    let files = run.output.split(separator: "\n").map { $0.prefix { $0 != " " } }.filter { $0.hasSuffix(".md") }
    #expect(files == names.map { $0[...] })
  }

  @Test func showsWhatIsDoneAndWhatComesNext() throws {
    var run = try shell.run("errorbook lessons")
    #expect(run.output.contains("1. A strange report (10 minutes)\n"))
    // It fits on a screen of 24 rows, with the prompt of the shell.
    #expect(run.output.split(separator: "\n").count < 24)
    #expect(run.output.contains("Lessons finished: 0 of "))
    #expect(run.output.contains("The course takes about "))
    #expect(run.output.hasSuffix("Next: 1. A strange report (10 minutes). `errorbook learn 1` opens it.\n"))
    let skipped = Array(String(repeating: "skip\n", count: 13).utf8)
    _ = try shell.run("errorbook learn 1", input: skipped)
    run = try shell.run("errorbook lessons")
    #expect(run.output.contains(" 1. A strange report (10 minutes): read\n"), "\(run.output)")
    #expect(run.output.contains("Lessons finished: 1 of "))
    #expect(run.output.hasSuffix("Next: 2. A handler for an exception (15 minutes). `errorbook learn 2` opens it.\n"))
    let progress = try shell.run("errorbook progress")
    #expect(
      progress.output.contains(
        "read  1. A strange report (10 minutes)\n        skipped: \"The shop opens tomorrow\"\nLessons finished: 1 of "),
      "\(progress.output)")
  }

  @Test func lessonsAreWrittenUnchanged() throws {
    let run = try shell.run(
      "errorbook lessons --to course && diff -r course '\(Shell.top)/lessons' && errorbook lessons --to course | sort -u | tail -n 1"
    )
    #expect(run.status == 0, "\(run.errors)\(run.output)")
    #expect(run.output.hasSuffix("is up to date\n"))
  }

  /// Outputs name the file of a diagnostic, and pages link to each other. Both also work in a folder with only the lessons
  /// of the project.
  @Test func lessonsPassInAnyFolder() throws {
    let run = try shell.run("errorbook lessons --to course >/dev/null && errorbook check course")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("course/README.md: ok"))
    #expect(run.output.contains("course/15-capstone.md: ok"))
    #expect(run.output.contains("course/sanic-report/report.md: ok"))
    #expect(run.output.contains("course/guides/marking.md: ok"))
  }

  @Test func existingFilesAreKept() throws {
    try FileManager.default.createDirectory(atPath: shell.folder.path + "/course", withIntermediateDirectories: false)
    try shell.write("mine\n", to: "course/01-the-bug.md")
    let run = try shell.run("errorbook lessons --to course; echo $?; cat course/01-the-bug.md")
    #expect(run.output == "2\nmine\n")
    #expect(run.errors.contains("the file already exists"))
    let forced = try shell.run(
      "errorbook lessons --to course --force >/dev/null; echo $?; head -c 4 course/01-the-bug.md")
    #expect(forced.output == "0\n# 1.")
  }

  @Test func missingFoldersAreCreated() throws {
    #expect(try shell.run("errorbook lessons --to such/a/folder && ls such/a/folder").status == 0)
  }

  @Test func folderThatCannotBeCreated() throws {
    try shell.write("a file", to: "blocked")
    let run = try shell.run("errorbook lessons --to blocked/folder")
    #expect(run.status == 2)
    #expect(run.errors.contains("errorbook: blocked/folder/: error[unwritable-file]: "))
  }
}
