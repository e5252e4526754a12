import Foundation
import OperatingSystem
import SystemPackage
import Testing

/// Tests recorded signals with SIGWINCH and SIGCONT, which do nothing by default.
@Suite("Signals", .serialized) struct SignalTests {
  /// Tests run on Dispatch threads, which block signals.
  private func withUnblockedSignals(_ body: () throws -> Void) rethrows {
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  @Test(.timeLimit(.minutes(10))) func signalIsRecordedOnce() {
    withUnblockedSignals(recordSignal)
  }

  private func recordSignal() {
    let watch = PendingSignals.watch([.resize])
    #expect(!PendingSignals.take(.resize))
    raise(SIGWINCH)
    #expect(PendingSignals.hasArrived(.resize))
    #expect(!PendingSignals.hasArrived(.resume))
    #expect(PendingSignals.take(.resize))
    #expect(!PendingSignals.take(.resize))
    watch.end()
    raise(SIGWINCH)
    #expect(!PendingSignals.hasArrived(.resize), "the earlier action is restored")
  }

  @Test(.timeLimit(.minutes(10))) func signalEndsWait() throws {
    try withUnblockedSignals(endWait)
  }

  private func endWait() throws {
    let pipe = try privatePipe()
    defer { for end in [pipe.readEnd, pipe.writeEnd] { try? end.close() } }
    let watch = PendingSignals.watch([.resume])
    defer { watch.end() }
    // A signal before the wait also ends it.
    raise(SIGCONT)
    #expect(!PendingSignals.waitForInput(on: pipe.readEnd))
    #expect(PendingSignals.take(.resume))
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.1)
      kill(getpid(), SIGCONT)
    }
    #expect(!PendingSignals.waitForInput(on: pipe.readEnd))
    #expect(PendingSignals.take(.resume))
    _ = try [UInt8(7)].withUnsafeBytes { try pipe.writeEnd.write($0) }
    #expect(PendingSignals.waitForInput(on: pipe.readEnd))
  }
}
