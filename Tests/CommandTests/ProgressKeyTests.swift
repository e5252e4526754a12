import Foundation
import TemporaryFolder
import Testing

/// Answers belong to a lesson, not to the name of its file.
@Suite("Progress of lessons with the same name") struct ProgressKeyTests {
  private let shell = Shell()

  private static let answer = "goto 2\nhandler ValueError -> \"sorry\", 500\ndone\nquit\n"

  /// The same exercise with other tests.
  private static let other = EveryCommand.lesson.replacingOccurrences(of: "-> \"sorry\" }", with: "-> \"gone\" }")
    .replacingOccurrences(of: "A lesson of mine", with: "Another lesson")

  private func lesson(_ folder: String, _ text: String, name: String = "lesson.md") throws {
    _ = try shell.run("mkdir -p \(folder)")
    try shell.write(text, to: "\(folder)/\(name)")
  }

  private func answer(_ path: String) throws {
    let run = try shell.run("errorbook learn \(path)", input: Array(Self.answer.utf8))
    #expect(run.output.contains("\npassed\n"), "\(run)")
    #expect(run.output.contains("Your place is saved. `errorbook learn \(path)` continues from here.\n"))
  }

  @Test func lessonsWithSameFileNameAreSeparate() throws {
    try lesson("a", EveryCommand.lesson)
    try lesson("b", Self.other)
    // The same text in another file is another lesson, perhaps from another teacher.
    try lesson("c", EveryCommand.lesson)
    try answer("a/lesson.md")
    for path in ["b/lesson.md", "c/lesson.md"] {
      let learn = try shell.run("errorbook learn \(path)", input: Array("goto 2\nwhere\nquit\n".utf8))
      #expect(learn.output.contains("Type your answer") && learn.output.contains("0 of 1 exercises passed"), "\(path)")
      #expect(try shell.run("errorbook hand-in \(path)").output.contains("\nNo answer.\n"), "\(path)")
    }
    let again = try shell.run("cd a; errorbook learn ../a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(again.output.contains("You have passed this exercise with"))
    #expect(try shell.run("errorbook hand-in a/lesson.md").output.contains("passed when it was given"))
    let top = shell.folder.realPath
    let listed = try shell.run("errorbook progress").output.split(separator: "\n")
    #expect(
      listed == [
        "started  \(top)/a/lesson.md", "           at step 2; passed: \"sorry\"", "started  \(top)/b/lesson.md",
        "           at step 2", "started  \(top)/c/lesson.md", "           at step 2",
      ])
  }

  @Test func ownLessonNamedLikeACourseLessonIsSeparate() throws {
    try lesson("a", EveryCommand.lesson, name: "01-the-bug.md")
    try answer("a/01-the-bug.md")
    #expect(try shell.run("errorbook hand-in 1").output.contains("\nNo answer.\n"))
    #expect(!(try shell.run("errorbook progress export").output.contains("ValueError")))
    let learn = try shell.run("errorbook learn", input: Array("where\n".utf8))
    #expect(learn.output.contains("step 1 of"))
  }

  @Test func copyOfACourseLessonSharesItsProgress() throws {
    let lines = "goto 11\nhandler CardTimeout -> \"card not charged\", 402\ndone\nquit\n"
    let run = try shell.run(
      "errorbook lessons --to out > /dev/null; errorbook learn out/01-the-bug.md", input: Array(lines.utf8))
    #expect(run.output.contains("\npassed\n"))
    #expect(try shell.run("errorbook progress").output.hasPrefix("started  1. A strange report"))
    #expect(try shell.run("errorbook hand-in 1").output.contains("passed when it was given"))
    #expect(try shell.run("errorbook progress export").output.contains("errorbook answer 01-the-bug-opens-tomorrow"))
  }

  @Test func editedLessonKeepsAnswersAndAsksForChanges() throws {
    try lesson("a", EveryCommand.lesson)
    try answer("a/lesson.md")
    // Change only the prose.
    try lesson("a", EveryCommand.lesson + "\nMore to read.\n")
    let prose = try shell.run("errorbook learn a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(prose.output.contains("You have passed this exercise with"))
    // Change the exercise.
    try lesson("a", Self.other)
    let tests = try shell.run("errorbook learn a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(tests.output.contains("Type your answer"))
    // The answer is still handed in for grading.
    #expect(try shell.run("errorbook hand-in a/lesson.md").output.contains("handler ValueError"))
  }

  @Test func lessonWithAnIdCanBeMoved() throws {
    let id = "<!-- errorbook id: my-course/first-steps -->\n"
    try lesson("a", id + EveryCommand.lesson)
    try answer("a/lesson.md")
    let run = try shell.run(
      "mkdir b; mv a/lesson.md b/renamed.md; errorbook hand-in b/renamed.md; errorbook progress")
    #expect(run.output.contains("passed when it was given"))
    #expect(run.output.contains("\nstarted  my-course/first-steps\n           at step 2; passed: \"sorry\"\n"))
    let reset = try shell.run("errorbook progress reset my-course/first-steps --force; errorbook progress")
    #expect(reset.output.contains("my-course/first-steps starts over."))
    #expect(reset.output.hasSuffix("You have not started yet. `errorbook learn` starts the course.\n"))
  }

  /// A hand-out omits parts of a lesson, but not the id under which answers are saved.
  @Test func handOutKeepsTheID() throws {
    try lesson("a", "<!-- errorbook id: my-course/first-steps -->\n" + EveryCommand.lesson)
    for option in ["", "--variant ada"] {
      let run = try shell.run(
        """
        rm -rf out; errorbook hand-out a/lesson.md --to out \(option) > /dev/null
        printf 'goto 2\\nquit\\n' | errorbook learn out/lesson.md > /dev/null; errorbook progress
        """)
      #expect(run.output.hasPrefix("started  my-course/first-steps\n"), "\(option) \(run)")
    }
  }

  @Test func resetTakesAFile() throws {
    try lesson("a", EveryCommand.lesson)
    try lesson("b", EveryCommand.lesson)
    try answer("a/lesson.md")
    try answer("b/lesson.md")
    let run = try shell.run("cd b; errorbook progress reset lesson.md --force; errorbook progress")
    #expect(run.output.contains("/b/lesson.md starts over."))
    #expect(run.output.contains("/a/lesson.md\n") && !run.output.contains("/b/lesson.md\n"))
  }

  @Test func checkReportsADuplicateID() throws {
    let id = "<!-- errorbook id: c/1 -->\n\n"
    try lesson("a", id + EveryCommand.lesson)
    try lesson("a", id + Self.other.replacingOccurrences(of: "-> \"sorry\"", with: "-> \"gone\""), name: "second.md")
    let run = try shell.run("errorbook check a")
    #expect(run.status == 1)
    #expect(
      run.output.contains("a/second.md:1: error[duplicate-id]: the lesson a/lesson.md already has this id"), "\(run)")
  }

  // MARK: Logs of older versions

  /// Converts the log to that of an older version: everything is saved under the name of the file.
  private func makeOld() throws {
    let top = shell.folder.realPath
    _ = try shell.run("sed -i 's|^\(top)/[abc]/||; /\tmoved\t/d' state/errorbook/progress")
  }

  @Test func oldLogMigratesToTheRightLesson() throws {
    try lesson("a", EveryCommand.lesson)
    try lesson("b", Self.other)
    try answer("a/lesson.md")
    try makeOld()
    let old = try shell.run("cat state/errorbook/progress; errorbook progress").output
    #expect(old.contains("\nlesson.md\tanswered\tsorry\t") && old.hasSuffix("passed: \"sorry\"\n"))
    // The other lesson is opened first.
    let other = try shell.run("errorbook learn b/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(other.output.contains("Type your answer"))
    #expect(other.output.contains("An older version of errorbook saved answers for a lesson named lesson.md"))
    let handIn = try shell.run("errorbook hand-in b/lesson.md")
    #expect(handIn.output.contains("\nNo answer.\n"))
    #expect(handIn.errors.contains("errorbook progress adopt b/lesson.md"))
    // The right lesson gets the answers, even with only `hand-in`.
    #expect(try shell.run("errorbook hand-in a/lesson.md").output.contains("passed when it was given"))
    let own = try shell.run("errorbook learn a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(own.output.contains("You have passed this exercise with"))
    let listed = try shell.run("errorbook progress").output
    #expect(listed.split(separator: "\n").count { $0.hasPrefix("started") } == 2 && !listed.contains("\nlesson.md"))
    #expect(try shell.run("cat state/errorbook/progress").output.contains("\nlesson.md\tanswered\tsorry\t"))
  }

  @Test func oldAnswersToAnEditedLessonCanBeAdopted() throws {
    try lesson("a", EveryCommand.lesson)
    try answer("a/lesson.md")
    try makeOld()
    try lesson("a", Self.other)
    let run = try shell.run(
      """
      printf 'goto 2\\nquit\\n' | errorbook learn a/lesson.md > /dev/null
      errorbook progress adopt a/lesson.md; errorbook hand-in a/lesson.md; errorbook progress adopt a/lesson.md
      """)
    #expect(run.output.hasPrefix("These answers now belong to this lesson."))
    #expect(run.output.contains("\nnot passed when it was given.\n") && run.output.contains("handler ValueError"))
    #expect(run.output.hasSuffix("There is nothing to adopt.\n"))
  }
}

/// `learn` tells the learner whether progress is saved before the lesson starts.
@Suite("learn when progress cannot be saved") struct UnkeptProgressTests {
  private let shell = Shell()

  private func learn(_ setting: String) throws -> [String] {
    try shell.write(EveryCommand.lesson, to: "mine.md")
    let input = "goto 2\nhandler ValueError -> \"sorry\", 500\ndone\nhelp\nquit\n"
    let run = try shell.run("(\(setting) errorbook learn mine.md) | cat", input: Array(input.utf8))
    #expect(run.status == 0 && run.errors == "")
    return run.output.split(separator: "\n").map { String($0) }
  }

  private static let lost = "You can still take the lesson, but your place and answers will be lost when you quit."

  @Test(arguments: [
    ("unset HOME XDG_STATE_HOME;", "neither HOME nor XDG_STATE_HOME is set to an absolute path"),
    ("export HOME=relative XDG_STATE_HOME=;", "neither HOME nor XDG_STATE_HOME is set to an absolute path"),
    ("touch f; export XDG_STATE_HOME=$PWD/f;", "not a directory"),
    ("export XDG_STATE_HOME=/proc;", "no such file or directory"), ("ulimit -f 0;", "file too large"),
    ("mkdir -p state/errorbook/progress;", "is a directory"),
    (
      "mkdir -p state/errorbook; printf 'errorbook progress 2\\nx\\n' > state/errorbook/progress;",
      "it was written by a newer errorbook"
    ),
    // There is some room, but not enough for a lesson.
    (
      "mkdir -p state/errorbook; (echo errorbook progress 1; yes '' | head -c 1000) > state/errorbook/progress; ulimit -f 1;",
      "file too large"
    ),
  ])
  func learnWarnsAtTheStartAndAtTheEnd(_ setting: String, _ reason: String) throws {
    let lines = try learn(setting)
    let problem = try #require(lines.firstIndex { $0.hasPrefix("your progress cannot be saved") })
    #expect(lines[problem].hasSuffix(reason), "\(lines[problem])")
    #expect(lines[problem + 1] == Self.lost)
    #expect(problem < (try #require(lines.firstIndex { $0.contains("A lesson of mine") })))
    #expect(lines.contains("passed"))
    #expect(lines.contains("quit      quit the lesson; your place and answers are lost"))
    #expect(!lines.contains { $0.contains("Your place is saved") || $0.contains("saves your place") })
    #expect(lines.last?.hasPrefix("Your place is not saved: your progress cannot be saved") == true)
    #expect(lines.filter { $0 == Self.lost }.count == 1)
  }

  @Test func learnReportsThatPlaceIsSaved() throws {
    let lines = try learn("")
    #expect(
      lines.first
        == "Press Enter to continue. `help` lists the commands, `quit` leaves the lesson and saves your place.")
    #expect(lines.contains("quit      quit the lesson; your place and answers are saved"))
    #expect(lines.last == "Your place is saved. `errorbook learn mine.md` continues from here.")
  }

  /// Records that could not be written are written later.
  @Test func recordsAreWrittenWhenThereIsRoomAgain() throws {
    try shell.write(EveryCommand.lesson, to: "mine.md")
    let run = try shell.run(
      """
      mkdir -p state/errorbook; log=state/errorbook/progress
      { echo goto 2; until grep -qs step $log; do sleep 0.02; done
        mv $log kept; mkdir $log
        printf 'handler ValueError -> "sorry", 500\\ndone\\n'
        until grep -q '^passed' out; do sleep 0.02; done
        rmdir $log; mv kept $log
        echo quit; } | errorbook learn mine.md > out
      cat out; errorbook progress
      """)
    #expect(run.output.contains("your progress cannot be saved"))
    #expect(run.output.contains("Your place is saved."), "\(run)")
    #expect(run.output.hasSuffix("at step 2; passed: \"sorry\"\n"))
  }

  @Test func readingCommandsCreateNoFiles() throws {
    try EveryCommand.prepare(shell)
    let run = try shell.run("errorbook progress; errorbook hand-in mine.md; errorbook progress export; ls state")
    #expect(!FileManager.default.fileExists(atPath: shell.folder.path + "/state"))
    #expect(run.output.contains("No answer."))
  }
}
