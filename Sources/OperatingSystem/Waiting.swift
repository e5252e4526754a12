import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// # Operating system
///
/// What errorbook asks the system about its process, its terminal and its signals, where swift-system has no call for it.
/// One file for each facility, with the code for Linux and macOS side by side. No other target but Files imports a C
/// library. Build with `-Xswiftc -DERRORBOOK_FALLBACK` to use, on Linux, what systems without Linux's calls use.

/// What an open file is waited for.
package enum Readiness: Sendable {
  case reading
  case writing
}

extension Errno {
  /// The error of the C call that has just failed.
  package static var ofLastCall: Errno { Errno(rawValue: errno) }
}

/// Sleeps until some of the open files are ready, or at their end.
/// - Parameter milliseconds: how long to wait at most; nil for ever.
/// - Returns: those that are ready; none where the time is over or a signal came.
package func waitUntilReady(
  _ files: [FileDescriptor], for readiness: Readiness = .reading, milliseconds: Int? = nil
) throws(Errno) -> [FileDescriptor] {
  #if os(Linux) && !ERRORBOOK_FALLBACK
    try poll(files, readiness, milliseconds)
  #else
    // macOS documents that its poll does not support devices, and a terminal is one.
    try select(files, readiness, milliseconds)
  #endif
}

#if os(Linux)
  private func poll(
    _ files: [FileDescriptor], _ readiness: Readiness, _ milliseconds: Int?
  ) throws(Errno) -> [FileDescriptor] {
    let event = readiness == .reading ? POLLIN : POLLOUT
    var waits = files.map { pollfd(fd: $0.rawValue, events: Int16(event), revents: 0) }
    guard poll(&waits, nfds_t(waits.count), Int32(milliseconds ?? -1)) >= 0 else {
      return try noneIfInterrupted(.ofLastCall)
    }
    return waits.filter { $0.revents != 0 }.map { FileDescriptor(rawValue: $0.fd) }
  }
#endif

/// The same by `select`, for numbers of open files below 1024.
package func select(
  _ files: [FileDescriptor], _ readiness: Readiness, _ milliseconds: Int?
) throws(Errno) -> [FileDescriptor] {
  var marks = fd_set()
  let room = MemoryLayout<fd_set>.size * 8
  for file in files {
    guard (0..<Int32(room)).contains(file.rawValue) else { throw .badFileDescriptor }
    // The macros FD_SET and FD_ISSET are C's only. On a little-endian machine they number the bits like this.
    let number = Int(file.rawValue)
    withUnsafeMutableBytes(of: &marks) { $0[number / 8] |= UInt8(1) << (number % 8) }
  }
  let limit = (files.map(\.rawValue).max() ?? -1) + 1
  var time = timeval()
  if let milliseconds {
    time.tv_sec = .init(milliseconds / 1_000)
    time.tv_usec = .init(milliseconds % 1_000 * 1_000)
  }
  let count = withUnsafeMutablePointer(to: &time) { time in
    let time = milliseconds == nil ? nil : time
    return readiness == .reading ? select(limit, &marks, nil, nil, time) : select(limit, nil, &marks, nil, time)
  }
  guard count >= 0 else { return try noneIfInterrupted(.ofLastCall) }
  // What is left in the marks after a timeout is not specified.
  guard count > 0 else { return [] }
  return withUnsafeBytes(of: marks) { marks in
    files.filter { file in
      let number = Int(file.rawValue)
      return marks[number / 8] & (UInt8(1) << (number % 8)) != 0
    }
  }
}

private func noneIfInterrupted(_ error: Errno) throws(Errno) -> [FileDescriptor] {
  guard error == .interrupted else { throw error }
  return []
}

/// Does nothing for a while, or until a signal comes.
package func sleep(milliseconds: Int) { usleep(.init(milliseconds * 1_000)) }
