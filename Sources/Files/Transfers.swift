import OperatingSystem
import SystemPackage

// Reading and writing open files. A descriptor may be a pipe that somebody made non-blocking, a call may be interrupted by
// a signal, and it may do only a part of its work: these loops are the one place that knows. swift-system makes a call
// again that was interrupted.

/// Writes all bytes to an open file.
package func writeAll(_ bytes: [UInt8], to file: FileDescriptor) throws(FileFailure) {
  var sent = 0
  while sent < bytes.count {
    do {
      sent += try bytes.withUnsafeBytes { try file.write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
    } catch {
      try wait(after: error, for: .writing, file)
    }
  }
}

/// Writes all bytes to a standard stream.
package func writeAll(_ bytes: [UInt8], to stream: StandardStream) throws(FileFailure) {
  try writeAll(bytes, to: stream.descriptor)
}

/// Reads the next bytes of an open file; none at its end.
package func readPiece(of file: FileDescriptor, into buffer: inout [UInt8]) throws(FileFailure) -> ArraySlice<UInt8> {
  let count = try buffer.withUnsafeMutableBufferPointer { room throws(FileFailure) in
    try readOnce(file, into: UnsafeMutableRawBufferPointer(room))
  }
  return buffer.prefix(count)
}

/// Reads the next bytes of an open file, and returns how many they are; none at its end.
private func readOnce(
  _ file: FileDescriptor, into room: UnsafeMutableRawBufferPointer
) throws(FileFailure) -> Int {
  while true {
    do { return try file.read(into: room) } catch { try wait(after: error, for: .reading, file) }
  }
}

/// What one attempt to read an open file gave.
package enum ReadAttempt: Equatable {
  case piece(ArraySlice<UInt8>)
  /// A signal came, or somebody else has read what was there.
  case nothingYet
  /// There is no more, or it cannot be read.
  case end
}

/// Reads what an open file has now; a signal ends the attempt.
package func readNow(_ file: FileDescriptor, into buffer: inout [UInt8]) -> ReadAttempt {
  do {
    let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0, retryOnInterrupt: false) }
    return count > 0 ? .piece(buffer.prefix(count)) : .end
  } catch {
    return error as? Errno == .interrupted || error as? Errno == .resourceTemporarilyUnavailable ? .nothingYet : .end
  }
}

/// Reads an open file to its end; nil if it holds more than `limit` bytes.
package func readAll(of file: FileDescriptor, limit: Int) throws(FileFailure) -> [UInt8]? {
  let bytes = try readBeginning(of: file, beyond: limit)
  return bytes.count > limit ? nil : bytes
}

/// Reads a file to its end, or until more than `limit` bytes were read: a device may have no end.
package func readFile(_ path: String, beyond limit: Int) throws(FileFailure) -> [UInt8] {
  let file = try inWords { try FileDescriptor.open(path, .readOnly, options: .closeOnExec) }
  defer { try? file.close() }
  return try readBeginning(of: file, beyond: limit)
}

/// Reads standard input to its end, or until more than `limit` bytes were read.
package func readInput(beyond limit: Int) throws(FileFailure) -> [UInt8] {
  try readBeginning(of: .standardInput, beyond: limit)
}

/// Reads an ordinary file that should have so many bytes. A result of another size means that it was changed meanwhile.
func readAll(of file: FileDescriptor, size: Int) throws(FileFailure) -> [UInt8] {
  var failure: FileFailure?
  let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
    do throws(FileFailure) {
      // Room for one byte more shows a file that grew. A read that ends before that byte has reached the end of the file.
      var read = 0
      repeat {
        read = try readOnce(
          file, into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
        count += read
      } while read > 0 && count < size
    } catch { failure = error }
  }
  if let failure { throw failure }
  return bytes
}

private func readBeginning(of file: FileDescriptor, beyond limit: Int) throws(FileFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  var pieceSize = 1 << 16
  if let status = try? file.stat(), status.type == .regular {
    let size = Int(min(status.size, Int64(limit))) + 1
    bytes.reserveCapacity(size)
    // A small file needs no large buffer. The files of /proc say that they are empty, and are not.
    pieceSize = min(pieceSize, max(size, 1 << 12))
  }
  var buffer = [UInt8](repeating: 0, count: pieceSize)
  while true {
    let piece = try readPiece(of: file, into: &buffer)
    if piece.isEmpty { return bytes }
    bytes += piece
    if bytes.count > limit { return bytes }
  }
}

/// Throws if what was written to a stream could not be stored: a network file system may report a full disk only on close.
package func confirmStored(_ stream: StandardStream) throws(FileFailure) {
  guard let copy = try? stream.descriptor.duplicate() else { return }
  try inWords { try copy.close() }
}

/// Returns when a call that has failed is worth another attempt, and throws where it is not.
private func wait(after error: any Error, for readiness: Readiness, _ file: FileDescriptor) throws(FileFailure) {
  try inWords {
    guard let error = error as? Errno, error == .resourceTemporarilyUnavailable || error == .interrupted else {
      throw error
    }
    if error == .resourceTemporarilyUnavailable { _ = try waitUntilReady([file], for: readiness) }
  }
}

/// Makes sure that the three standard descriptors are in use, so that no file that is opened later gets one of their
/// numbers: output would be written into it. Reading from or writing to one that was closed still fails.
package func reserveStandardDescriptors() {
  for stream in StandardStream.allCases where !stream.descriptor.isOpen {
    let opened = try? FileDescriptor.open("/dev/null" as String, stream == .input ? .writeOnly : .readOnly)
    guard let opened, opened != stream.descriptor else { continue }
    _ = try? opened.duplicate(as: stream.descriptor)
    try? opened.close()
  }
}
