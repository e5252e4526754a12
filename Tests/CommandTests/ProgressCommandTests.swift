import Foundation
import SeededRandom
import TemporaryFolder
import Testing

/// A learner's work is saved, whatever happens to the program.
@Suite("progress") struct ProgressCommandTests {
  private let shell = Shell()
  private var file: String { shell.folder.path + "/state/errorbook/progress" }

  private static let lesson = """
    # A lesson of mine

    Say sorry.

    ```errorbook exercise sorry
    ```

    ```errorbook tests sorry
    test "sorry" { expect raise ValueError -> "sorry" }
    ```

    ```errorbook solution sorry
    handler ValueError -> "sorry", 500
    ```

    """

  /// Lines for `learn` with many wrong answers to the exercise.
  private static func answers(_ count: Int) -> [UInt8] {
    Array(String(repeating: "handler ValueError -> \"no\", 500\ndone\nreset\n", count: count).utf8)
  }

  /// Returns the key of the progress in a lesson without an id.
  private func key(_ name: String) -> String { shell.folder.realPath + "/" + name }

  private func log() throws -> [Substring] {
    // A program may be killed before it has started the file.
    guard FileManager.default.fileExists(atPath: file) else { return [] }
    return String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self).split(separator: "\n")
  }

  @Test func noProgressYet() throws {
    let run = try shell.run("errorbook progress")
    #expect(run.output == "You have not started yet. `errorbook learn` starts the course.\n")
  }

  /// If the screen has shown the result of an answer, it is in the file, whenever the program is killed.
  @Test func killedProgramLosesNoAnswer() throws {
    try shell.write(Self.lesson, to: "mine.md")
    var confirmed = 0
    var round = 0
    // More rounds if the machine is so busy that one round is not enough.
    while round < TestRun.rounds(12, sample: 2) || (confirmed <= 20 && round < 60) {
      round += 1
      // Two sessions write at the same time.
      let milliseconds = 20 + round * 13
      let run = try shell.run(
        """
        cat input > lines
        for n in 1 2; do "$ERRORBOOK" learn mine.md < lines > out$n 2>&1 & pids="$pids $!"; done
        # The moment is what is tried, so there is nothing to wait for.
        sleep 0.\(milliseconds < 100 ? "0" : "")\(milliseconds)
        kill -9 $pids
        wait 2> /dev/null
        cat out1 out2 | grep -c "^not passed"
        """, input: Self.answers(3_000))
      confirmed += try #require(Int(run.output.split(separator: "\n").last ?? ""), "\(run)")
      let kept = try log().filter { $0.contains("/mine.md\tanswered\tsorry\t") && $0.hasSuffix("500\\n") }.count
      #expect(kept >= confirmed)
      // At most one for each session was written before the screen showed it.
      #expect(kept <= confirmed + 2 * round)
    }
    #expect(confirmed > 20)
    #expect(try log().filter { $0 == "errorbook progress 1" }.count == 1)
    let after = try shell.run("errorbook progress")
    // If it was killed right after a `reset`, the answer is gone.
    let line = "started  \(key("mine.md"))\n"
    #expect([line, line + "           not passed yet: \"sorry\"\n"].contains(after.output), "\(after.output)")
  }

  @Test func parallelSessionsKeepEachOthersRecords() throws {
    try shell.write(Self.lesson, to: "mine.md")
    let run = try shell.run(
      """
      cat input > lines
      for n in 1 2 3 4; do errorbook learn mine.md < lines > out$n 2>&1 & done
      wait
      cat out* | grep -c "^not passed"
      """, input: Self.answers(50))
    #expect(run.output == "200\n")
    #expect(try log().filter { $0.contains("\tanswered\t") }.count == 200)
  }

  // MARK: Damaged files

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(
      atPath: shell.folder.path + "/state/errorbook", withIntermediateDirectories: true)
    try shell.write(text, to: "state/errorbook/progress")
  }

  @Test("looking something up in a finished lesson does not move the place in the course")
  func finishedLesson() throws {
    try write("errorbook progress 1\n01-the-bug.md\tfinished\n02-a-handler.md\tstep\t5\n")
    let lookup = try shell.run("errorbook learn 1", input: Array("goto 5\nquit\n".utf8))
    #expect(
      lookup.output.hasSuffix(
        "You finished this lesson. `errorbook learn` continues with 2. A handler for an exception. "
          + "`errorbook learn 1` opens this lesson again.\n"), "\(lookup.output.suffix(300))")
    let next = try shell.run("errorbook learn", input: Array("quit\n".utf8))
    #expect(next.output.hasPrefix("Welcome back: step 5 of "), "\(next.output.prefix(300))")
    #expect(next.output.hasSuffix("Your place is saved. `errorbook learn` continues from here.\n"))
  }

  @Test func readableRecordsOfDamagedFileAreKept() throws {
    try write("errorbook prog\0\0\u{1}\n01-the-bug.md\tstep\t4\nnonsense\n01-the-bug.md\tfinis")
    let run = try shell.run("errorbook progress; errorbook progress")
    #expect(run.errors.hasPrefix("your progress file "))
    #expect(run.errors.split(separator: "\n").count == 1)
    let line = "started  1. A strange report (10 minutes)\n           at step 4; open: \"The shop opens tomorrow\"\n"
    #expect(run.output.components(separatedBy: line).count == 3, "\(run.output)")
    #expect(try log() == ["errorbook progress 1", "01-the-bug.md\tstep\t4"])
    #expect(FileManager.default.fileExists(atPath: file + ".damaged-1"))
  }

  @Test func damagedFileIsRepairedByNextRecord() throws {
    try shell.write(Self.lesson, to: "mine.md")
    let run = try shell.run(
      #"""
      { printf 'hint\nhandler ValueError -> "no", 500\n\n'
        until grep -q failed state/errorbook/progress; do sleep 0.05; done
        printf 'ruined' > state/errorbook/progress
        printf 'undo\nhandler ValueError -> "sorry", 500\n\n'; } | errorbook learn mine.md
      """#)
    #expect(run.output.contains("passed\n"))
    #expect(run.output.contains("is damaged; errorbook renamed it to"))
    #expect(try log().count == 2)
    #expect(try log().last?.contains("\tpassed\t") == true)
  }

  @Test func fileOfNewerVersionIsNotChanged() throws {
    try write("errorbook progress 2\nsomething else\n")
    try shell.write(Self.lesson, to: "mine.md")
    let run = try shell.run("errorbook learn mine.md", input: Self.answers(3))
    #expect(run.output.components(separatedBy: "it was written by a newer errorbook").count == 2)
    #expect(run.output.components(separatedBy: "not passed").count == 4)
    #expect(try log() == ["errorbook progress 2", "something else"])
  }

  @Test func promptWorksWithoutStateFolder() throws {
    try shell.write("a file, no folder", to: "blocked")
    try shell.write(Self.lesson, to: "mine.md")
    let run = try shell.run(
      "errorbook learn mine.md", input: Self.answers(2),
      environment: ["XDG_STATE_HOME": shell.folder.path + "/blocked"])
    #expect(run.status == 0)
    #expect(run.output.components(separatedBy: "your progress cannot be saved").count == 2)
    #expect(run.output.components(separatedBy: "not passed").count == 3)
  }

  // MARK: Export and reset

  private func begin() throws {
    let lines = "\n\n\n\n\n2\n3\n\n\n\n\n\nhandler CardTimeout -> \"card not charged\", 402\n\n\n\n"
    let run = try shell.run("errorbook learn 1", input: Array(lines.utf8))
    #expect(run.output.contains("End of this lesson: 1 of 1 exercises passed"), "\(run.output.suffix(500))")
  }

  @Test func exportedPageIsValidLesson() throws {
    try begin()
    let run = try shell.run(
      """
      errorbook progress export --to mine.md && errorbook check mine.md
      errorbook progress export > progress.md && errorbook check progress.md
      errorbook progress export --to mine.md
      """)
    #expect(run.output.hasPrefix("wrote mine.md\nmine.md: ok, "))
    #expect(run.output.contains("1 exercise\nprogress.md: ok, "))
    #expect(run.errors.contains("the file already exists"))
    #expect(run.status == 2)
    let page = try String(contentsOfFile: shell.folder.path + "/mine.md", encoding: .utf8)
    #expect(page.contains("```errorbook answer 01-the-bug-opens-tomorrow\n"))
    // The page has the learner's answers, but not the solutions, wrong answers and hints of the lesson.
    for words in ["errorbook solution", "errorbook also", "errorbook wrong", "hint"] {
      #expect(!page.contains("```\(words) "))
    }
    #expect(page.contains("I predicted \"Exception\": correct.\n"))
    // The check really detects a wrong answer.
    let forged = try shell.run(
      "sed -i 's/^handler CardTimeout.*/handler CardTimeout -> \"x\"/' mine.md; errorbook check mine.md")
    #expect(forged.status == 1)
    #expect(forged.output.contains("error[answer-fails]"))
  }

  @Test func resettingALessonAsks() throws {
    try begin()
    let no = try shell.run("errorbook progress reset 1 && errorbook progress", input: Array("n\n".utf8))
    #expect(no.output.contains("Nothing was changed.\ndone  1. A strange report"))
    let yes = try shell.run("errorbook progress reset the-bug && errorbook progress", input: Array("y\n".utf8))
    #expect(yes.output.hasSuffix("You have not started yet. `errorbook learn` starts the course.\n"))
    // The file still has the old records.
    #expect(try log().contains { $0.contains("\tpassed\t") })
    try begin()
    let forced = try shell.run("errorbook progress reset 01-the-bug.md --force && errorbook progress")
    #expect(forced.output.hasSuffix("You have not started yet. `errorbook learn` starts the course.\n"))
    let unknown = try shell.run("errorbook progress reset 99")
    #expect(unknown.status == 64)
    #expect(unknown.output == "")
  }
}
