import Foundation
import TemporaryFolder
import Testing

/// Answers belong to a lesson, and not to the name of its file.
@Suite("Progress of lessons with one name") struct ProgressKeyTests {
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
    #expect(run.output.contains("Your place is kept. `errorbook learn \(path)` goes on from here.\n"))
  }

  @Test func lessonsWithOneFileNameDoNotMix() throws {
    try lesson("a", EveryCommand.lesson)
    try lesson("b", Self.other)
    // With the same text it is still another lesson, of another teacher perhaps.
    try lesson("c", EveryCommand.lesson)
    try answer("a/lesson.md")
    for path in ["b/lesson.md", "c/lesson.md"] {
      let learn = try shell.run("errorbook learn \(path)", input: Array("goto 2\nwhere\nquit\n".utf8))
      #expect(learn.output.contains("Type your answer") && learn.output.contains("0 of 1 exercises passed"), "\(path)")
      #expect(try shell.run("errorbook hand-in \(path)").output.contains("\nNo answer.\n"), "\(path)")
    }
    let again = try shell.run("cd a; errorbook learn ../a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(again.output.contains("You have passed this exercise, with"))
    #expect(try shell.run("errorbook hand-in a/lesson.md").output.contains("passed when it was given"))
    let top = shell.folder.realPath
    let listed = try shell.run("errorbook progress").output.split(separator: "\n")
    #expect(listed.map { $0.split(separator: " ")[0] } == ["a", "b", "c"].map { "\(top)/\($0)/lesson.md" })
    #expect(listed.map { $0.contains("1 of 1 exercise passed") } == [true, false, false])
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
    #expect(try shell.run("errorbook progress").output.hasPrefix("01-the-bug.md "))
    #expect(try shell.run("errorbook hand-in 1").output.contains("passed when it was given"))
    #expect(try shell.run("errorbook progress export").output.contains("errorbook answer 01-the-bug-opens-tomorrow"))
  }

  @Test func editedLessonKeepsAnswersAndAsksForChanges() throws {
    try lesson("a", EveryCommand.lesson)
    try answer("a/lesson.md")
    // Prose alone.
    try lesson("a", EveryCommand.lesson + "\nMore to read.\n")
    let prose = try shell.run("errorbook learn a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(prose.output.contains("You have passed this exercise, with"))
    // What the exercise asks for.
    try lesson("a", Self.other)
    let tests = try shell.run("errorbook learn a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(tests.output.contains("Type your answer"))
    // The answer was given, and is handed in to be judged.
    #expect(try shell.run("errorbook hand-in a/lesson.md").output.contains("handler ValueError"))
  }

  @Test func lessonWithAnIdCanBeMoved() throws {
    let id = "<!-- errorbook id: my-course/first-steps -->\n"
    try lesson("a", id + EveryCommand.lesson)
    try answer("a/lesson.md")
    let run = try shell.run(
      "mkdir b; mv a/lesson.md b/renamed.md; errorbook hand-in b/renamed.md; errorbook progress")
    #expect(run.output.contains("passed when it was given"))
    #expect(run.output.contains("\nmy-course/first-steps        at step 2, 1 of 1 exercise passed\n"))
    let reset = try shell.run("errorbook progress reset my-course/first-steps --force; errorbook progress")
    #expect(reset.output.contains("my-course/first-steps begins anew."))
    #expect(reset.output.hasSuffix("Nothing was done so far. `errorbook learn` begins the course.\n"))
  }

  /// A hand-out leaves much of a lesson out, and must not leave out what the answers are kept under.
  @Test func handOutKeepsTheID() throws {
    try lesson("a", "<!-- errorbook id: my-course/first-steps -->\n" + EveryCommand.lesson)
    for option in ["", "--variant ada"] {
      let run = try shell.run(
        """
        rm -rf out; errorbook hand-out a/lesson.md --to out \(option) > /dev/null
        printf 'goto 2\\nquit\\n' | errorbook learn out/lesson.md > /dev/null; errorbook progress
        """)
      #expect(run.output.hasPrefix("my-course/first-steps "), "\(option) \(run)")
    }
  }

  @Test func resetTakesAFile() throws {
    try lesson("a", EveryCommand.lesson)
    try lesson("b", EveryCommand.lesson)
    try answer("a/lesson.md")
    try answer("b/lesson.md")
    let run = try shell.run("cd b; errorbook progress reset lesson.md --force; errorbook progress")
    #expect(run.output.contains("/b/lesson.md begins anew."))
    #expect(run.output.split(separator: "\n").last?.contains("/a/lesson.md") == true)
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

  // MARK: Logs of older programs

  /// The log that an older program would have: everything under the name of the file.
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
    #expect(old.contains("\nlesson.md\tanswered\tsorry\t") && old.hasSuffix("1 of 1 exercise passed\n"))
    // The other one is opened first.
    let other = try shell.run("errorbook learn b/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(other.output.contains("Type your answer"))
    #expect(other.output.contains("An older version of errorbook saved answers for a lesson named lesson.md"))
    let handIn = try shell.run("errorbook hand-in b/lesson.md")
    #expect(handIn.output.contains("\nNo answer.\n"))
    #expect(handIn.errors.contains("errorbook progress adopt b/lesson.md"))
    // Its own lesson has it, also for somebody who only hands in.
    #expect(try shell.run("errorbook hand-in a/lesson.md").output.contains("passed when it was given"))
    let own = try shell.run("errorbook learn a/lesson.md", input: Array("goto 2\nquit\n".utf8))
    #expect(own.output.contains("You have passed this exercise, with"))
    let listed = try shell.run("errorbook progress").output
    #expect(listed.split(separator: "\n").count == 2 && !listed.contains("\nlesson.md"))
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

/// What `learn` says about what is kept is true, and it says it before anything is done.
@Suite("learn where nothing can be kept") struct UnkeptProgressTests {
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
    ("unset HOME XDG_STATE_HOME;", "neither HOME nor XDG_STATE_HOME names a folder"),
    ("export HOME=relative XDG_STATE_HOME=;", "neither HOME nor XDG_STATE_HOME names a folder"),
    ("touch f; export XDG_STATE_HOME=$PWD/f;", "not a directory"),
    ("export XDG_STATE_HOME=/proc;", "no such file or directory"), ("ulimit -f 0;", "file too large"),
    ("mkdir -p state/errorbook/progress;", "is a directory"),
    (
      "mkdir -p state/errorbook; printf 'errorbook progress 2\\nx\\n' > state/errorbook/progress;",
      "it is from a newer errorbook"
    ),
    // There is room for a little more, and not for a lesson.
    (
      "mkdir -p state/errorbook; (echo errorbook progress 1; yes '' | head -c 1000) > state/errorbook/progress; ulimit -f 1;",
      "file too large"
    ),
  ])
  func learnWarnsAtTheStartAndAtTheEnd(_ setting: String, _ reason: String) throws {
    let lines = try learn(setting)
    let problem = try #require(lines.firstIndex { $0.hasPrefix("your progress cannot be kept") })
    #expect(lines[problem].hasSuffix(reason), "\(lines[problem])")
    #expect(lines[problem + 1] == Self.lost)
    #expect(problem < (try #require(lines.firstIndex { $0.contains("A lesson of mine") })))
    #expect(lines.contains("passed"))
    #expect(lines.contains("quit      leave; your place and answers are lost"))
    #expect(!lines.contains { $0.contains("Your place is kept") || $0.contains("keeps your place") })
    #expect(lines.last?.hasPrefix("Your place is not kept: your progress cannot be kept") == true)
    #expect(lines.filter { $0 == Self.lost }.count == 1)
  }

  @Test func learnSaysThatThePlaceIsKept() throws {
    let lines = try learn("")
    #expect(
      lines.first
        == "Enter goes a step further, `help` shows what else can be typed, `quit` leaves and keeps your place.")
    #expect(lines.contains("quit      leave; your place and answers are kept"))
    #expect(lines.last == "Your place is kept. `errorbook learn mine.md` goes on from here.")
  }

  /// What could not be written waits until it can be.
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
    #expect(run.output.contains("your progress cannot be kept"))
    #expect(run.output.contains("Your place is kept."), "\(run)")
    #expect(run.output.hasSuffix("at step 2, 1 of 1 exercise passed\n"))
  }

  @Test func readingCommandsCreateNoFiles() throws {
    try EveryCommand.prepare(shell)
    let run = try shell.run("errorbook progress; errorbook hand-in mine.md; errorbook progress export; ls state")
    #expect(!FileManager.default.fileExists(atPath: shell.folder.path + "/state"))
    #expect(run.output.contains("No answer."))
  }
}
