import Foundation
import OperatingSystem
import SystemPackage
import Testing

/// Tests this process, its child processes and the clock.
@Suite("Processes") struct ProcessTests {
  @Test func childEndingIsReported() {
    func run(_ command: String) -> ChildEnding { runProgram("/bin/sh", ["sh", "-c", command]) }
    #expect(run("exit 0") == .exited(0))
    #expect(run("exit 3") == .exited(3))
    #expect(run("kill -KILL $$") == .signaled(9))
    #expect(runProgram("/bin/sh", ["sh", "-c", "test \"$0 $1\" = 'a b c'", "a b", "c"]) == .exited(0))
    #expect(runProgram("/no/such/program", ["x"]) == .notStarted(.noSuchFileOrDirectory))
  }

  /// A child process gets the environment.
  @Test func programsHaveTheEnvironment() throws {
    let path = try #require(ThisProcess.environment("PATH"))
    #expect(runProgram("/bin/sh", ["sh", "-c", "test \"$PATH\" = \"$0\"", path]) == .exited(0))
    #expect(ThisProcess.environment("ERRORBOOK_NO_SUCH_VARIABLE") == nil)
  }

  @Test func childGetsDefaultSignalAction() {
    Signal.fileTooLarge.ignore()
    // Tests run on Dispatch threads, which block signals, and child processes inherit this.
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let command = ["sh", "-c", "kill -XFSZ $$"]
    #expect(runProgram("/bin/sh", command) == .exited(0))
    #expect(runProgram("/bin/sh", command, standard: [.fileTooLarge]) == .signaled(SIGXFSZ))
  }

  @Test func processPropertiesAreValid() {
    #expect(ThisProcess.id == Int(ProcessInfo.processInfo.processIdentifier))
    #expect(ThisProcess.coreCount == ProcessInfo.processInfo.activeProcessorCount)
  }

  @Test func timesAreLocal() throws {
    #expect(abs(secondsSince1970() - Int(Date.now.timeIntervalSince1970)) <= 1)
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    for seconds in [0, 1_795_712_459, secondsSince1970()] {
      let date = Date(timeIntervalSince1970: Double(seconds))
      formatter.dateFormat = "yyyy-MM-dd HH:mm"
      #expect(LocalTime(seconds).text == formatter.string(from: date))
      formatter.dateFormat = "yyyyMMdd-HHmmss"
      #expect(LocalTime(seconds).digits == formatter.string(from: date))
    }
  }

  @Test func fileIsNotTerminal() throws {
    // The output of the tests may be a file, a pipe or a terminal. Both calls must agree.
    for stream in StandardStream.allCases {
      #expect(stream.isTerminal == (isatty(stream.descriptor.rawValue) == 1))
      if !stream.isTerminal { #expect(TerminalSize(of: stream) == nil) }
    }
  }
}
