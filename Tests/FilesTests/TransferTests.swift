import Dispatch
import Files
import Foundation
import OperatingSystem
import Synchronization
import SystemPackage
import TemporaryFolder
import Testing

/// The number of signals that may have interrupted a call.
private let interruptions = Atomic<Int>(0)

/// Tests reads and writes that are partial, empty or interrupted.
@Suite("Transfers", .serialized) struct TransferTests {
  /// A pipe whose ends can be made non-blocking.
  private final class Pipe: Sendable {
    let reading: FileDescriptor
    let writing: FileDescriptor

    init() throws {
      let ends = try privatePipe()
      (reading, writing) = (ends.readEnd, ends.writeEnd)
    }

    func makeNonBlocking(_ end: FileDescriptor) { _ = fcntl(end.rawValue, F_SETFL, O_NONBLOCK) }

    deinit {
      try? reading.close()
      try? writing.close()
    }
  }

  /// Work on its own thread, which can be interrupted.
  private final class Work<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, FileFailure>?>(nil)
    private let thread = Mutex<pthread_t?>(nil)

    init(_ body: @escaping @Sendable () throws(FileFailure) -> Value) {
      Thread.detachNewThread {
        // The thread that starts this one may block signals.
        var signals = sigset_t()
        sigemptyset(&signals)
        pthread_sigmask(SIG_SETMASK, &signals, nil)
        self.thread.withLock { $0 = pthread_self() }
        let value: Result<Value, FileFailure>
        do throws(FileFailure) { value = .success(try body()) } catch { value = .failure(error) }
        self.result.withLock { $0 = value }
      }
    }

    var isDone: Bool { result.withLock { $0 != nil } }

    /// Sends signals to the thread repeatedly.
    func interrupt(times: Int) {
      for _ in 0..<times {
        Thread.sleep(forTimeInterval: 0.005)
        guard !isDone else { return }
        thread.withLock { if let thread = $0 { _ = pthread_kill(thread, SIGUSR1) } }
      }
    }

    func value() throws -> Value {
      let deadline = Date.now + 30
      while !isDone, Date.now < deadline { Thread.sleep(forTimeInterval: 0.002) }
      return try #require(result.withLock { $0 }).get()
    }
  }

  private static let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  /// A handler without SA_RESTART, so that calls fail with EINTR.
  private func installInterruptingHandler() {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { _ in interruptions.add(1, ordering: .relaxed) }
    #else
      action.__sigaction_handler.sa_handler = { _ in interruptions.add(1, ordering: .relaxed) }
    #endif
    sigaction(SIGUSR1, &action, nil)
  }

  @Test func writingWaitsForFullPipe() throws {
    let pipe = try Pipe()
    pipe.makeNonBlocking(pipe.writing)
    var full = 0
    let page = [UInt8](repeating: 7, count: 4_096)
    while let sent = try? page.withUnsafeBytes({ try pipe.writing.write($0) }) { full += sent }
    #expect(full > 0)
    let bytes = Self.bytes
    let writer = Work { () throws(FileFailure) in try writeAll(bytes, to: pipe.writing) }
    Thread.sleep(forTimeInterval: 0.1)
    #expect(!writer.isDone)
    var read: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 10_000)
    while read.count < full + bytes.count { read += try readPiece(of: pipe.reading, into: &buffer) }
    try writer.value()
    #expect(read.count == full + bytes.count)
    #expect(Array(read.dropFirst(full)) == bytes)
  }

  @Test func readingWaitsForEmptyPipe() throws {
    let pipe = try Pipe()
    pipe.makeNonBlocking(pipe.reading)
    let bytes = Self.bytes
    let reader = Work { () throws(FileFailure) in try readAll(of: pipe.reading, limit: bytes.count) }
    Thread.sleep(forTimeInterval: 0.1)
    #expect(!reader.isDone)
    try writeAll(bytes, to: pipe.writing)
    Thread.sleep(forTimeInterval: 0.05)
    #expect(!reader.isDone, "the pipe is not at its end")
    try pipe.writing.close()
    #expect(try reader.value() == bytes)
  }

  @Test(arguments: [true, false]) func interruptedCallsTransferAllBytes(isNonBlocking: Bool) throws {
    installInterruptingHandler()
    let before = interruptions.load(ordering: .relaxed)
    let pipe = try Pipe()
    if isNonBlocking {
      pipe.makeNonBlocking(pipe.reading)
      pipe.makeNonBlocking(pipe.writing)
    }
    let bytes = Self.bytes
    let writer = Work { () throws(FileFailure) in try writeAll(bytes, to: pipe.writing) }
    writer.interrupt(times: 20)
    #expect(!writer.isDone)
    let reader = Work { () throws(FileFailure) in
      var read: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 3_000)
      // With one more byte, the call waits and is interrupted.
      while read.count <= bytes.count { read += try readPiece(of: pipe.reading, into: &buffer) }
      return read
    }
    writer.interrupt(times: 5)
    try writer.value()
    reader.interrupt(times: 20)
    #expect(!reader.isDone)
    try writeAll([1], to: pipe.writing)
    #expect(try reader.value() == bytes + [1])
    #expect(interruptions.load(ordering: .relaxed) > before + 10)
  }

  @Test func readAttemptReturnsItsResult() throws {
    installInterruptingHandler()
    let pipe = try Pipe()
    var buffer = [UInt8](repeating: 0, count: 3)
    let waiting = Work { () throws(FileFailure) in
      var buffer: [UInt8] = [0]
      return readNow(pipe.reading, into: &buffer) == .nothingYet
    }
    Thread.sleep(forTimeInterval: 0.1)
    #expect(!waiting.isDone)
    waiting.interrupt(times: 3)
    #expect(try waiting.value())
    pipe.makeNonBlocking(pipe.reading)
    #expect(readNow(pipe.reading, into: &buffer) == .nothingYet)
    try writeAll(Array("four".utf8), to: pipe.writing)
    #expect(readNow(pipe.reading, into: &buffer) == .piece(Array("fou".utf8)[...]))
    #expect(readNow(pipe.reading, into: &buffer) == .piece(Array("r".utf8)[...]))
    try pipe.writing.close()
    #expect(readNow(pipe.reading, into: &buffer) == .end)
    #expect(readNow(FileDescriptor(rawValue: -1), into: &buffer) == .end)
  }

  @Test func closedPipeIsDistinguished() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = try Pipe()
    try pipe.reading.close()
    #expect { try writeAll([1], to: pipe.writing) } throws: { ($0 as? FileFailure)?.isClosedPipe == true }
    #expect { try writeAll([1], to: FileDescriptor(rawValue: -1)) } throws: {
      ($0 as? FileFailure)?.code == .badFileDescriptor
    }
    #expect { try readAll(of: FileDescriptor(rawValue: -1), limit: 9) } throws: {
      ($0 as? FileFailure)?.code == .badFileDescriptor
    }
  }

  @Test func writingNoBytesMakesNoCall() throws {
    try writeAll([], to: FileDescriptor(rawValue: -1))
  }

  @Test func readingEndsAtLimit() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/ten"
    try Data(Array(0..<10)).write(to: URL(filePath: path))
    #expect(try readFile(path, beyond: 100) == Array(0..<10))
    let file = try FileDescriptor.open(path as String, .readOnly)
    defer { try? file.close() }
    #expect(try readAll(of: file, limit: 10) == Array(0..<10))
    try file.seek(offset: 0, from: .start)
    #expect(try readAll(of: file, limit: 9) == nil)
    // An endless device.
    #expect((1_001...100_000).contains(try readFile("/dev/zero", beyond: 1_000).count))
    #expect { try readFile(folder.path + "/none", beyond: 9) } throws: { ($0 as? FileFailure)?.isMissing == true }
    // A trailing slash means a folder.
    #expect { try readFile(path + "/", beyond: 9) } throws: { ($0 as? FileFailure)?.code == .notDirectory }
    #expect { try readFile(folder.path, beyond: 9) } throws: { ($0 as? FileFailure)?.code == .isDirectory }
  }
}

/// A pipe that child processes do not inherit: a program that another test starts would keep it open.
func privatePipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
  let pipe = try FileDescriptor.pipe()
  for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
  return pipe
}
