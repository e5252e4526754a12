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
/// System calls about the process, the terminal and signals that swift-system lacks. There is one file for each facility,
/// with the code for Linux and macOS. Only this target and Files import a C library. To use the code for other systems on
/// Linux, build with `-Xswiftc -DERRORBOOK_FALLBACK`.

/// The event to wait for on an open file.
package enum Readiness: Sendable {
  case reading
  case writing
}

extension Errno {
  /// The error of the last C call.
  package static var ofLastCall: Errno { Errno(rawValue: errno) }
}

/// Waits until some of the open files are ready or at their end.
/// - Parameter milliseconds: the timeout, or nil to wait forever.
/// - Returns: the files that are ready; none after a timeout or a signal.
package func waitUntilReady(
  _ files: [FileDescriptor], for readiness: Readiness = .reading, milliseconds: Int? = nil
) throws(Errno) -> [FileDescriptor] {
  #if os(Linux) && !ERRORBOOK_FALLBACK
    try poll(files, readiness, milliseconds)
  #else
    // According to its documentation, poll on macOS does not support devices such as terminals.
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

/// Waits with `select`, which supports only descriptors below 1024.
package func select(
  _ files: [FileDescriptor], _ readiness: Readiness, _ milliseconds: Int?
) throws(Errno) -> [FileDescriptor] {
  var marks = fd_set()
  let room = MemoryLayout<fd_set>.size * 8
  for file in files {
    guard (0..<Int32(room)).contains(file.rawValue) else { throw .badFileDescriptor }
    // Swift does not import the macros FD_SET and FD_ISSET. On a little-endian machine they number the bits like this.
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
  // The contents of the set after a timeout are not specified.
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

/// Sleeps for a time, or until a signal arrives.
package func sleep(milliseconds: Int) { usleep(.init(milliseconds * 1_000)) }
