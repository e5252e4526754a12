import Foundation
import PseudoTerminal
import SeededRandom
import Testing

/// Every command reports output that cannot be written. Only a closed pipe gives no message.
@Suite("Standard output that cannot be written") struct OutputFailureTests {
  private let shell = Shell()

  private static let problem = "errorbook: standard output: error[unwritable-output]: no space left on device\n"

  @Test(.sampled) func everyCommandReportsAFullDevice() throws {
    try EveryCommand.prepare(shell)
    for command in TestRun.sample(EveryCommand.printing, 3) {
      let run = try shell.run("rm -rf out lessons; errorbook \(command) > /dev/full")
      #expect(run.status == 74, "\(command)")
      #expect(run.errors == Self.problem, "\(command)")
    }
  }

  /// Output that fits into the buffer of the program is written at its end, other output in pieces.
  @Test(arguments: [1, 20_000]) func fullDeviceIsReportedAtAnyPoint(_ count: Int) throws {
    let script = String(repeating: "raise ValueError\n", count: count)
    for format in ["text", "json"] {
      let run = try shell.run("errorbook --format \(format) > /dev/full", input: Array(script.utf8))
      #expect(run == Shell.Result(status: 74, output: "", errors: Self.problem))
    }
  }

  @Test func fileSizeLimitIsReported() throws {
    let script = String(repeating: "raise ValueError\n", count: 20_000)
    let run = try shell.run("ulimit -f 1; errorbook > out; echo $?", input: Array(script.utf8))
    #expect(run.output == "74\n")
    #expect(run.errors == "errorbook: standard output: error[unwritable-output]: file too large\n")
  }

  @Test func failedExpectationDoesNotHideIt() throws {
    let run = try shell.run("errorbook > /dev/full", input: Array("expect raise KeyError -> 200\n".utf8))
    #expect(run.status == 74)
  }

  @Test func statusIsSetWithoutStandardError() throws {
    #expect(try shell.run("errorbook explain > /dev/full 2> /dev/full; echo $?").output == "74\n")
    #expect(try shell.run("errorbook run missing.eb 2> /dev/full; echo $?").output == "74\n")
  }

  @Test func closedStandardOutputIsReported() throws {
    for command in ["explain", "run a.eb", "--help"] {
      try shell.write(EveryCommand.script, to: "a.eb")
      let run = try shell.run("errorbook \(command) >&-; echo $?")
      #expect(run.output == "74\n", "\(command)")
      #expect(run.errors.hasSuffix("error[unwritable-output]: bad file descriptor\n"))
    }
  }

  /// A file that is opened while standard output is closed must not get its descriptor: output would be written to it.
  @Test func outputNeverGoesToOpenedFile() throws {
    try EveryCommand.prepare(shell)
    let run = try shell.run(
      """
      sed -i 's/500 page.*/what is not printed/' mine.md
      errorbook check --accept mine.md >&- 2>&-
      errorbook new-lesson fine >&-
      grep -c 'outputs\\|wrote' mine.md lessons/*
      """)
    #expect(run.output == "mine.md:0\nlessons/01-fine.md:0\n")
  }

  @Test(.sampled) func everyCommandIsQuietOnAClosedPipe() throws {
    try EveryCommand.prepare(shell)
    for command in TestRun.sample(EveryCommand.printing, 2) {
      for setting in ["", "trap '' PIPE;"] {
        // The pipe has lost its reader when the command starts.
        let run = try shell.run(
          """
          rm -rf out lessons; mkfifo f 2> /dev/null; \(setting)
          exec 3<>f 4>f 3>&-; errorbook \(command) >&4; echo $?
          """)
        #expect(run.output == "141\n", "\(setting) \(command)")
        #expect(run.errors == "", "\(setting) \(command)")
      }
    }
  }

  // MARK: Pipes that make a writer wait

  /// Another program, such as a shell or a terminal, may have made a shared pipe non-blocking.
  @Test func nonBlockingPipeGetsAllOutput() throws {
    let statements = 5_000
    let script = try shell.write(String(repeating: "raise ValueError\n", count: statements), to: "a.eb")
    for arguments in [["run", script], ["run", "--format", "json", script]] {
      let pipe = Pipe()
      let writing = pipe.fileHandleForWriting.fileDescriptor
      #expect(fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK) == 0)
      let process = Process()
      process.executableURL = URL(filePath: PseudoTerminal.product("errorbook"))
      process.arguments = arguments
      process.standardOutput = pipe
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      try pipe.fileHandleForWriting.close()
      // The pipe is full when it contains its maximum number of bytes. Nothing else shows that the writer is waiting.
      let reading = pipe.fileHandleForReading.fileDescriptor
      while process.isRunning, waiting(in: reading) < Int32(60_000) { usleep(1_000) }
      var count = 0
      while let piece = try pipe.fileHandleForReading.read(upToCount: 50_000), !piece.isEmpty {
        count += piece.count { $0 == UInt8(ascii: "\n") }
        // The reader is slower than the writer.
        usleep(2_000)
      }
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self) == "")
      #expect(count == (arguments.count == 2 ? 2 * statements : statements))
    }
  }

  /// Returns the number of bytes in a pipe.
  private func waiting(in descriptor: Int32) -> Int32 {
    var count: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? count : 0
  }

  @Test func nonBlockingInputIsReadToItsEnd() throws {
    let input = Pipe()
    let reading = input.fileHandleForReading.fileDescriptor
    #expect(fcntl(reading, F_SETFL, fcntl(reading, F_GETFL) | O_NONBLOCK) == 0)
    let process = Process()
    process.executableURL = URL(filePath: PseudoTerminal.product("errorbook"))
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    for line in ["raise ValueError\n", "raise KeyError\n"] {
      // There is no way to see that a program has read everything and waits for more.
      usleep(100_000)
      // Writing to a pipe without a reader would end the tests.
      try #require(process.isRunning)
      try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
    }
    try input.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.split(separator: "\n").count == 4)
  }
}
