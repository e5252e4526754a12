import Dispatch
import Foundation
import PseudoTerminal
import SeededRandom
import Synchronization
import TemporaryFolder
import Testing

/// Commands that write a file, for tests of commands that are stopped or fail.
enum WritingCommand {
  struct Form: Sendable, CustomTestStringConvertible {
    /// A command line that writes `target`. The tests ignore its output.
    var command: String
    var target: String
    /// Whether it replaces an existing file.
    var replaces = true
    /// The contents before.
    var old = WritingCommand.old

    var testDescription: String { command }
  }

  static let forms = [
    Form(command: "export flask big.eb --to out.py --force", target: "out.py"),
    Form(command: "export dot big.eb --to out.dot --force", target: "out.dot"),
    Form(command: "export mermaid big.eb --to out.mmd --force", target: "out.mmd"),
    Form(command: "export dot big.eb --to out.dot", target: "out.dot", replaces: false),
    Form(command: "check --accept broken.md", target: "broken.md"),
    Form(command: "lessons --to out --force", target: "out/01-the-bug.md"),
    Form(command: "new-lesson fine", target: "lessons/01-fine.md", replaces: false),
    Form(command: "hand-out mine.md --to out", target: "out/mine.md", replaces: false),
    Form(command: "book mine.md --to out --engine engine --force", target: "out/mine.html"),
    Form(command: "book mine.md --to out --engine engine --single-file", target: "out/mine.html", replaces: false),
    Form(command: "hand-in mine.md --to out.md", target: "out.md", replaces: false),
    Form(command: "progress export --to out.md", target: "out.md", replaces: false),
    Form(command: "grade mine.md in --to out.txt --force", target: "out.txt"),
    Form(command: "grade mine.md in --format json --to out.json --force", target: "out.json"),
    Form(command: "grade mine.md in --fill sheet.csv --to out.csv --force", target: "out.csv"),
    Form(command: "grade mine.md in --feedback out --force", target: "out/ada.md"),
    Form(command: "grade mine.md in --anonymous --key out.csv --force", target: "out.csv", old: WritingCommand.oldKey),
    Form(command: "report marks.jsonl --format csv --to out.csv --force", target: "out.csv"),
    Form(command: "report marks.jsonl --feedback out --force", target: "out/ada.md"),
    Form(
      command: "report marks.jsonl --anonymous --key out.csv --force", target: "out.csv", old: WritingCommand.oldKey),
  ]

  /// The files before: a lesson with a wrong output, a correct lesson and, for each other target, a line of
  /// another file.
  static func prepare(_ shell: Shell, size: Int) throws {
    let made = try preparing.sync {
      let made = try prepared[size] ?? Self.made(size: size)
      prepared[size] = made
      return made
    }
    try shell.copyFiles(of: made)
  }

  /// Cached by size. A queue instead of a `Mutex`, since on Linux the thread sanitizer reports a `Mutex` as a race.
  nonisolated(unsafe) private static var prepared: [Int: Shell] = [:]
  private static let preparing = DispatchQueue(label: "errorbook.prepared")

  private static func made(size: Int) throws -> Shell {
    let shell = Shell()
    try EveryCommand.prepare(shell)
    let text = String(repeating: "x", count: 100)
    let classes = (0..<size).map { "class E\($0)(Exception)\nhandler E\($0) -> \"\(text)\", 500\nraise E\($0)\n" }
    try shell.write(classes.joined(), to: "big.eb")
    // A lesson with many outputs to accept, and answers that take long to grade.
    let cells = (0..<size / 10).map { number in
      "```errorbook\nclass E\(number)(Exception)\nraise E\(number)\n```\n\n```output\nx\n```\n\n"
    }
    try shell.write(EveryCommand.lesson + cells.joined(), to: "broken.md")
    _ = try shell.run(
      """
      mkdir out
      cp broken.md mine.md; errorbook check --accept mine.md > /dev/null
      for n in $(seq \(size / 4)); do echo 'handler ValueError -> "sorry", 500 # student' > in/s$n.eb; done
      errorbook grade mine.md in --format json --to marks.jsonl --force
      """)
    return shell
  }

  /// `swift test` runs only some of them.
  static let sample = TestRun.sample(forms, 3)

  static let old = "what was there before\n"

  /// A key is read and extended, so that numbers stay.
  static let oldKey = "number,student\nstudent-1,zed\n"
}

/// Records the sizes of a file with a thread that polls it. Nil means that there is no file.
private final class FileSizes: Sendable {
  private let isOver = Atomic(false)
  // The thread sanitizer understands queues.
  private let queue = DispatchQueue(label: "errorbook.sizes")
  nonisolated(unsafe) private var seen: Set<Int?> = []

  init(of path: String) {
    queue.async { [self] in
      while !isOver.load(ordering: .relaxed) { seen.insert(Self.size(path)) }
    }
  }

  func stop() -> Set<Int?> {
    isOver.store(true, ordering: .relaxed)
    return queue.sync { seen }
  }

  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }
}

@Suite("Files of a killed program") struct KilledWriterTests {
  private let shell = Shell()

  /// How often each command is killed. `.ci/run` uses a larger number.
  private static let kills = ProcessInfo.processInfo.environment["ERRORBOOK_KILLS"].flatMap { Int($0) } ?? 1

  /// Whenever the program is killed, the file is the old one or the new one, and leftover files are removed by the next
  /// run.
  @Test(.sampled, arguments: WritingCommand.sample) func killLeavesOldOrNewFile(_ form: WritingCommand.Form) throws {
    try WritingCommand.prepare(shell, size: Self.kills * 40)
    let before = form.target == "broken.md" ? "cp broken.md before" : "printf '\(form.old)' > before"
    let restore =
      form.replaces
      ? "mkdir -p $(dirname \(form.target)); cp before \(form.target)" : "rm -rf out out.* lessons"
    // The numbers of a key are random, so only its length is always the same.
    let isNew =
      form.command.contains("--key")
      ? "[ $(wc -c < \(form.target)) = $(wc -c < after) ]" : "cmp -s \(form.target) after"
    let run = try shell.run(
      """
      \(before)
      begin() { rm -rf out out.* lessons; \(restore); }
      begin
      from=$(date +%s%N); errorbook \(form.command) > /dev/null 2>&1; to=$(date +%s%N)
      cp \(form.target) after
      cmp -s before after && echo "nothing was written"
      time=$(( (to - from) / 1000 ))
      for round in $(seq \(Self.kills)); do
        begin
        "$ERRORBOOK" \(form.command) > /dev/null 2>&1 & pid=$!
        delay=$(( time / 3 + time * round * 3 / (\(Self.kills) * 4) ))
        # The moment is what is tried, so there is nothing to wait for.
        sleep $(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))
        kill -9 $pid 2> /dev/null; wait $pid 2> /dev/null
        if [ ! -e \(form.target) ]; then \(form.replaces ? "echo lost" : "echo old")
        elif cmp -s \(form.target) before; then echo old
        elif \(isNew); then echo new
        else echo "half: $(wc -c < \(form.target)) bytes"; fi
        \(form.replaces ? "" : "rm -f \(form.target)")
        errorbook \(form.command) > /dev/null 2>&1
        find . -name '*errorbook-new*' -o -name '*.new'
      done
      """)
    #expect(Set(run.output.split(separator: "\n")).isSubset(of: ["old", "new"]), "\(run.output)")
    #expect(run.errors == "")
  }

  /// A file that is visible during writing could remain after a kill.
  @Test(.sampled, arguments: WritingCommand.sample) func readersNeverSeeIncompleteFile(_ form: WritingCommand.Form)
    throws
  {
    try WritingCommand.prepare(shell, size: 100)
    let path = shell.folder.path + "/" + form.target
    if form.replaces, form.target != "broken.md" {
      _ = try shell.run("mkdir -p $(dirname \(form.target)); printf '\(form.old)' > \(form.target)")
    }
    let before = FileSizes.size(path)
    let sizes = FileSizes(of: path)
    let run = try shell.run("errorbook \(form.command)")
    let seen = sizes.stop()
    #expect(run.status < 2)
    let after = try #require(FileSizes.size(path))
    #expect(after != before)
    #expect(seen.isSubset(of: [before, after]), "from \(before ?? -1) to \(after)")
    #expect(seen.contains(after) || seen.contains(before))
  }

  /// A file that is written in place would be incomplete after the first write.
  @Test(.sampled) func killDuringSaveLeavesOldOrNewFile() throws {
    let home = TemporaryFolder()
    // Only declarations: together they print one line.
    let text = String(repeating: "x", count: 1_000)
    let handlers = (0..<300).map { "class E\($0)(Exception)\nhandler E\($0) -> \"\(text)\", 500\n" }
    let big = try shell.write(handlers.joined(), to: "big.eb")
    let size = handlers.joined().utf8.count
    for milliseconds in TestRun.sample([0, 1, 2, 3, 5, 8, 12, 20, 40], 3) {
      _ = try home.write(WritingCommand.old, to: "report.eb")
      let terminal = try startPrompt(home)
      try terminal.send("load \(big)", Key.enter)
      try terminal.expect("[601]>")
      try terminal.send("save ~/report.eb", Key.enter)
      try terminal.expect("Replace it? (y or n)")
      try terminal.send("y", Key.enter)
      // This tests random times, so there is nothing to wait for.
      usleep(UInt32(milliseconds * 1_000))
      terminal.signal(9)
      _ = try terminal.waitForExit()
      let saved = try home.read("report.eb")
      #expect(saved == WritingCommand.old || saved.utf8.count == size, "after \(milliseconds) ms")
      // Between the two calls that move it into place, the complete file has a hidden name, which the next write removes.
      let hidden = ".report.eb.errorbook-new"
      #expect(try home.names.subtracting([hidden]) == [".local", "report.eb"])
      guard try home.names.contains(hidden) else { continue }
      _ = try shell.run("errorbook export dot \(big) --to \(home.path)/report.eb --force")
      #expect(try home.names == [".local", "report.eb"])
    }
  }

  @Test func feedbackCanBeRepeatedAfterAKill() throws {
    try WritingCommand.prepare(shell, size: 1_000)
    let run = try shell.run(
      """
      "$ERRORBOOK" grade mine.md in --feedback out > /dev/null & pid=$!
      until [ -n "$(ls out 2> /dev/null)" ]; do sleep 0.002; done
      kill -9 $pid; wait $pid 2> /dev/null
      [ $(ls out | wc -l) -lt 252 ] && echo stopped
      # One handed in another answer meanwhile.
      cp in/ben.eb in/ada.eb
      errorbook grade mine.md in --feedback out > /dev/null; echo $?
      ls out | wc -l; grep -c failed out/ada.md
      """)
    #expect(run.output == "stopped\n0\n252\n1\n")
    #expect(run.errors == "")
  }

  @Test func editedFeedbackPageIsKept() throws {
    try EveryCommand.prepare(shell)
    let run = try shell.run(
      """
      errorbook grade mine.md in --feedback out > /dev/null
      sed -i '1a My own words.' out/ada.md
      echo 'By hand' > out/ben.md
      errorbook grade mine.md in --feedback out > /dev/null; echo $?
      grep -c 'My own words' out/ada.md
      rm out/ada.md; errorbook grade mine.md in --feedback out > /dev/null; echo $?
      cat out/ben.md
      errorbook grade mine.md in --feedback out --force > /dev/null; echo $?
      grep -c 'By hand' out/*.md | grep -v :0
      """)
    #expect(run.output == "2\n1\n2\nBy hand\n0\n")
    #expect(run.errors.contains("out/ada.md: error[unwritable-file]: the file already exists"))
  }

  @Test func identicalKeyFileIsAccepted() throws {
    try EveryCommand.prepare(shell)
    let grade = "errorbook grade mine.md in --anonymous --key key.csv"
    let run = try shell.run("\(grade) > a; \(grade) > b; echo $?; cmp a b; echo other > key.csv; \(grade); echo $?")
    #expect(run.output.hasPrefix("0\n") && run.output.hasSuffix("\n2\n"))
    #expect(try shell.run("cat key.csv").output == "other\n")
  }
}

@Suite("Files on a full disk") struct FullDiskTests {
  private let shell = Shell()

  /// A limit on the size of files acts like a full disk.
  @Test(.sampled, arguments: WritingCommand.sample) func fullDiskKeepsTheOldFile(_ form: WritingCommand.Form) throws {
    try WritingCommand.prepare(shell, size: 40)
    let target = form.target
    let before =
      form.replaces && target != "broken.md"
      ? "mkdir -p $(dirname \(target)); printf '\(form.old)' > \(target)" : "rm -rf out out.* lessons"
    let run = try shell.run(
      """
      \(before); cp \(target) before 2> /dev/null
      (ulimit -f 0; errorbook \(form.command); echo $?) 2>&1 | cat
      [ -e before ] && cmp before \(target)
      [ -e before ] || ls \(target) 2> /dev/null
      find . -name '*errorbook-new*'
      true
      """)
    // After it comes the report of a lesson that still has problems.
    #expect(run.output.contains("error[unwritable-file]: file too large\n"), "\(run.output)")
    #expect(run.output.hasSuffix("\n2\n"), "\(run.output)")
    #expect(run.errors == "")
  }

  @Test func everyOptionThatWritesAFileIsTested() throws {
    let commands = [
      "export flask", "export dot", "export mermaid", "progress export", "lessons", "hand-in", "hand-out", "book",
      "check",
      "new-lesson", "grade", "report", "prompt", "learn", "explain", "run", "watch", "import", "progress show",
      "progress reset", "progress adopt",
    ]
    for command in commands {
      let help = try shell.run("errorbook help \(command)").output
      for option in ["--to", "--feedback", "--key", "--accept"] where help.contains("\n  \(option)") {
        let isTested = WritingCommand.forms.contains {
          $0.command.hasPrefix(command) && $0.command.contains(" \(option)")
        }
        #expect(isTested || command == "new-lesson", "\(command) \(option)")
      }
    }
  }

  @Test func fullDiskDoesNotLoseTheSession() throws {
    let home = TemporaryFolder()
    _ = try home.write(WritingCommand.old, to: "report.eb")
    let errorbook = PseudoTerminal.product("errorbook")
    let terminal = try PseudoTerminal(
      "/bin/bash", ["-c", "ulimit -f 0; exec \(errorbook)"], environment: ["HOME": home.path])
    try terminal.expect("[1]>")
    try terminal.type(["raise KeyError"])
    try terminal.type("save ~/report.eb", then: "Replace it? (y or n)")
    try terminal.type("y", then: "cannot be written: file too large")
    #expect(try home.read("report.eb") == WritingCommand.old)
    try terminal.type("save ~/new.eb", then: "cannot be written: file too large")
    // It cannot be kept either, so errorbook asks before it quits.
    try terminal.type("quit", then: "and errorbook cannot keep it: file too large.")
    try terminal.type("n", then: "[2]>")
    try terminal.type("list", then: "1  raise KeyError")
    try terminal.type("quit", then: "Quit anyway? (y or n)")
    try terminal.send("y", Key.enter)
    #expect(try terminal.waitForExit() == .exit(0))
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).sorted() == [".local", "report.eb"])
  }

  /// The progress log and the history are extended, and their old contents stay readable.
  @Test func fullDiskDoesNotDamageTheLog() throws {
    try EveryCommand.prepare(shell)
    let answer = "handler ValueError -> \"no\", 500\\ndone\\nreset\\n"
    let run = try shell.run(
      """
      cp mine.md lesson.md; log=state/errorbook/progress
      printf '\\n\(answer)quit\\n' | errorbook learn lesson.md > first
      lines=$(grep -c answered $log); cp $log before
      # Less than what is added: the last record must not be there by half.
      (ulimit -f 1; for n in 1 2 3 4 5 6; do printf 'goto 2\\n\(answer)'; done | errorbook learn lesson.md | cat > second)
      head -c $(wc -c < before) $log | cmp - before
      [ $(wc -c < $log) -le 1024 ] && echo short
      tail -c 1 $log | od -An -c
      grep -v '^$' $log | grep -vc "	\\|^errorbook progress 1$"
      errorbook learn lesson.md < /dev/null > third; grep -c answered $log
      """)
    #expect(run.output.hasPrefix("short\n  \\n\n0\n"), "\(run)")
  }
}

extension TemporaryFolder {
  /// Returns the names of its files, including hidden ones.
  fileprivate var names: Set<String> {
    get throws { Set(try FileManager.default.contentsOfDirectory(atPath: path)) }
  }
}
