import Foundation
import PseudoTerminal
import TemporaryFolder
import Testing

/// Tests the commands for writing lessons.
@Suite("new-lesson and watch") struct WatchTests {
  private let home = TemporaryFolder()
  private let shell = Shell()

  private func start(_ path: String) throws -> PseudoTerminal {
    try PseudoTerminal(PseudoTerminal.product("errorbook"), ["watch", path], rows: 60, columns: 120)
  }

  private static func lesson(_ status: Int) -> String {
    """
    # A lesson

    ```errorbook
    handler Exception -> "sorry", \(status)
    raise ValueError
    ```

    ```output
    raise ValueError
      500 "sorry"  from handler Exception (line 1), which received ValueError
    ```

    """
  }

  @Test func folderIsCheckedAtEverySave() throws {
    _ = try home.write(Self.lesson(500), to: "a.md")
    let watch = try start(home.path)
    try watch.expect("a.md: ok, 1 output, 0 exercises")
    try watch.expect("all pass (1 file)")
    // Replace the old file, as most editors do.
    _ = try home.write(Self.lesson(502), to: "a.md")
    try watch.expect("502 \"sorry\"")
    try watch.expect("1 of 1 file failed")
    // Add a script. The failure of the other file still counts.
    _ = try home.write("expect raise ValueError -> 500\n", to: "b.eb")
    try watch.expect("1 of 2 files failed")
    // Write to the same file.
    let file = try #require(FileHandle(forWritingAtPath: home.path + "/a.md"))
    try file.write(contentsOf: Data(Self.lesson(500).utf8))
    try file.close()
    try watch.expect("all pass (2 files)")
    // The screen was not cleared.
    #expect(!String(decoding: watch.output, as: UTF8.self).contains("\u{1B}[2J"))
    try FileManager.default.createDirectory(atPath: home.path + "/more", withIntermediateDirectories: false)
    _ = try home.write("no title\n", to: "more/c.md")
    try watch.expect("1 of 3 files failed")
    try FileManager.default.removeItem(atPath: home.path + "/more")
    _ = try home.write(Self.lesson(500) + "\nMore.\n", to: "a.md")
    try watch.expect("all pass (2 files)")
    try watch.send(Key.control("c"))
    #expect(try watch.waitForExit() == .exit(130))
  }

  @Test func fileMayBeMissingForAMoment() throws {
    let path = try home.write(Self.lesson(500), to: "a.md")
    let watch = try start(path)
    try watch.expect("all pass (1 file)")
    try FileManager.default.removeItem(atPath: path)
    // Nothing is shown while the file is gone, so wait until the watch has noticed it.
    usleep(300_000)
    _ = try home.write(Self.lesson(503), to: "a.md")
    try watch.expect("1 of 1 file failed")
  }

  @Test func nothingToWatch() throws {
    let run = try shell.run("errorbook watch no-such-folder; errorbook watch .")
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.components(separatedBy: "there is no lesson or script to watch").count == 3)
  }

  // MARK: New lessons

  @Test func newLessonPassesAndCanBePlayed() throws {
    let run = try shell.run(
      #"""
      errorbook new-lesson the-name-of-it && errorbook new-lesson another-one | head -n 1 && errorbook check lessons
      printf '%s\n' '' '' 2 'handler Exception -> "not charged", 500' done reset \
        'handler PaymentError -> "not charged", 402' '' '' | errorbook learn lessons/01-the-name-of-it.md
      """#)
    #expect(run.output.hasPrefix("wrote lessons/01-the-name-of-it.md\n\nTo do:\n  [ ] one idea, in the title\n"))
    #expect(
      run.output.contains("wrote lessons/02-another-one.md\nlessons/01-the-name-of-it.md: ok, 1 output, 1 exercise"))
    #expect(run.output.contains("not passed (test \"customers are not charged\"): "))
    #expect(run.output.contains("What you learned: Flask calls the handler for the nearest class on the MRO."))
    #expect(run.output.contains("End of this lesson: 1 of 1 exercises passed, 0 of 1 guesses right."))
  }

  @Test func filesAreNeverOverwritten() throws {
    try FileManager.default.createDirectory(atPath: shell.folder.path + "/lessons", withIntermediateDirectories: false)
    // Numbers that do not belong to a lesson are ignored.
    for name in ["02-mine.md", "9223372036854775807-x.md", "2024-notes.md"] {
      try shell.write("mine", to: "lessons/\(name)")
    }
    let run = try shell.run("errorbook new-lesson mine && cat lessons/02-mine.md && ls lessons")
    #expect(run.output.hasPrefix("wrote lessons/03-mine.md\n"))
    #expect(run.output.hasSuffix("mine02-mine.md\n03-mine.md\n2024-notes.md\n9223372036854775807-x.md\n"))
  }

  @Test(arguments: ["", "Big", "with blank", "../out", "é"]) func invalidNames(_ slug: String) throws {
    let run = try shell.run("errorbook new-lesson '\(slug)'; echo $?; ls lessons 2>&1 | head -n 1")
    #expect(run.output.hasPrefix("64\n"))
    #expect(run.errors.contains("lowercase letters, digits and hyphens"))
  }

  @Test func folderThatCannotBeCreated() throws {
    let run = try shell.run("touch blocked; errorbook new-lesson fine --to blocked/folder")
    #expect(run.status == 2 && run.output == "")
  }
}
