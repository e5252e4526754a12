import Glibc

// Reading and writing open files. A descriptor may be a pipe that somebody made non-blocking, a call may be interrupted by
// a signal, and it may do only a part of its work: these loops are the one place that knows.

/// Writes all bytes to an open file.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(FileFailure) {
  var sent = 0
  while sent < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      write(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
    }
    if count < 0 {
      try wait(for: POLLOUT, on: descriptor)
    } else {
      sent += count
    }
  }
}

/// Reads the next bytes of an open file; none at its end.
package func readPiece(of descriptor: Int32, into buffer: inout [UInt8]) throws(FileFailure) -> ArraySlice<UInt8> {
  while true {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 { return buffer.prefix(count) }
    try wait(for: POLLIN, on: descriptor)
  }
}

/// Reads an open file to its end; nil if it holds more than `limit` bytes.
package func readAll(of descriptor: Int32, limit: Int) throws(FileFailure) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let piece = try readPiece(of: descriptor, into: &buffer)
    if piece.isEmpty { return bytes }
    bytes += piece
    if bytes.count > limit { return nil }
  }
}

/// Returns when a call that has just failed is worth another attempt, and throws where it is not.
private func wait(for events: Int32, on descriptor: Int32) throws(FileFailure) {
  switch errno {
  case EINTR: return
  case EAGAIN:
    var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    guard poll(&waiting, 1, -1) >= 0 || errno == EINTR else { throw .system }
  default: throw .system
  }
}

/// Makes sure that the three standard descriptors are in use, so that no file that is opened later gets one of their
/// numbers: output would be written into it. Reading from or writing to one that was closed still fails.
package func reserveStandardDescriptors() {
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
    let isInput = descriptor == STDIN_FILENO
    let opened = open("/dev/null", isInput ? O_WRONLY : O_RDONLY)
    guard opened >= 0, opened != descriptor else { continue }
    dup2(opened, descriptor)
    close(opened)
  }
}
