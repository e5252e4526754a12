import Foundation
import OperatingSystem
import SystemPackage
import Testing

/// Tests both ways to wait for open files: `poll` on Linux, `select` on other systems.
@Suite("Waiting for open files") struct WaitingTests {
  enum Way: CaseIterable {
    case ofThisSystem, bySelect

    func ready(
      _ files: [FileDescriptor], for readiness: Readiness = .reading, milliseconds: Int?
    ) throws -> [FileDescriptor] {
      switch self {
      case .ofThisSystem: try waitUntilReady(files, for: readiness, milliseconds: milliseconds)
      case .bySelect: try OperatingSystem.select(files, readiness, milliseconds)
      }
    }
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let began = Date.now
    try body()
    return Date.now.timeIntervalSince(began)
  }

  @Test(arguments: Way.allCases) func filesBecomeReady(_ way: Way) throws {
    let (one, two) = (try privatePipe(), try privatePipe())
    defer { for end in [one.readEnd, two.readEnd, two.writeEnd] { try? end.close() } }
    let ends = [one.readEnd, two.readEnd]
    let waited = try seconds { try #require(way.ready(ends, milliseconds: 100) == []) }
    #expect(waited > 0.08)
    #expect(try way.ready(ends, milliseconds: 0) == [])
    _ = try [UInt8(7)].withUnsafeBytes { try two.writeEnd.write($0) }
    #expect(try way.ready(ends, milliseconds: nil) == [two.readEnd])
    #expect(try way.ready(ends, milliseconds: 60_000) == [two.readEnd])
    // A file at its end is ready: a read would not wait.
    try one.writeEnd.close()
    // Another test may be starting a program, which has a copy of the other end until it runs.
    #expect(try way.ready([one.readEnd], milliseconds: 60_000) == [one.readEnd])
    #expect(try way.ready(ends, milliseconds: nil) == ends)
  }

  @Test(arguments: Way.allCases) func fullPipeIsNotReadyForWriting(_ way: Way) throws {
    let pipe = try privatePipe()
    defer { for end in [pipe.readEnd, pipe.writeEnd] { try? end.close() } }
    #expect(try way.ready([pipe.writeEnd], for: .writing, milliseconds: nil) == [pipe.writeEnd])
    _ = fcntl(pipe.writeEnd.rawValue, F_SETFL, O_NONBLOCK)
    let page = [UInt8](repeating: 0, count: 65_536)
    while (try? page.withUnsafeBytes { try pipe.writeEnd.write($0) }) != nil {}
    #expect(try way.ready([pipe.writeEnd], for: .writing, milliseconds: 20) == [])
  }

  /// 70 open files use several bytes of the set and every bit.
  @Test(arguments: Way.allCases) func manyFilesAreDistinguished(_ way: Way) throws {
    let pipes = try (0..<70).map { _ in try privatePipe() }
    defer { for end in pipes.flatMap({ [$0.readEnd, $0.writeEnd] }) { try? end.close() } }
    for pipe in pipes {
      _ = try [UInt8(7)].withUnsafeBytes { try pipe.writeEnd.write($0) }
      #expect(try way.ready(pipes.map(\.readEnd), milliseconds: nil) == [pipe.readEnd])
      var byte: [UInt8] = [0]
      _ = try byte.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
    }
  }

  @Test func selectRejectsLargeDescriptors() {
    for number: Int32 in [-1, 1_024, 1_000_000] {
      #expect(throws: Errno.badFileDescriptor) {
        try OperatingSystem.select([FileDescriptor(rawValue: number)], .reading, 0)
      }
    }
  }

  @Test func sleepTakesTime() {
    let slept = seconds { sleep(milliseconds: 50) }
    #expect(slept >= 0.049)
  }
}

/// A pipe that child processes do not inherit: a program that another test starts would keep it open.
func privatePipe() throws -> (readEnd: FileDescriptor, writeEnd: FileDescriptor) {
  let pipe = try FileDescriptor.pipe()
  for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
  return pipe
}
