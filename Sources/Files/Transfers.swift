import OperatingSystem
import SystemPackage

// Reads and writes open files. A descriptor may be a non-blocking pipe, a signal may interrupt a call, and a call may
// transfer only a part of the bytes. These loops handle all of this. swift-system repeats interrupted calls.

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

/// Reads the next bytes of an open file. Returns no bytes at its end.
package func readPiece(of file: FileDescriptor, into buffer: inout [UInt8]) throws(FileFailure) -> ArraySlice<UInt8> {
  let count = try buffer.withUnsafeMutableBufferPointer { room throws(FileFailure) in
    try readOnce(file, into: UnsafeMutableRawBufferPointer(room))
  }
  return buffer.prefix(count)
}

/// Reads the next bytes of an open file and returns their count, or 0 at its end.
private func readOnce(
  _ file: FileDescriptor, into room: UnsafeMutableRawBufferPointer
) throws(FileFailure) -> Int {
  while true {
    do { return try file.read(into: room) } catch { try wait(after: error, for: .reading, file) }
  }
}

/// The result of one attempt to read an open file.
package enum ReadAttempt: Equatable {
  case piece(ArraySlice<UInt8>)
  /// There is nothing to read now: a signal arrived, or another process has read the bytes.
  case nothingYet
  /// The file has ended or cannot be read.
  case end
}

/// Reads the available bytes of an open file. A signal ends the attempt.
package func readNow(_ file: FileDescriptor, into buffer: inout [UInt8]) -> ReadAttempt {
  do {
    let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0, retryOnInterrupt: false) }
    return count > 0 ? .piece(buffer.prefix(count)) : .end
  } catch {
    return error as? Errno == .interrupted || error as? Errno == .resourceTemporarilyUnavailable ? .nothingYet : .end
  }
}

/// Reads an open file to its end. Returns nil if it has more than `limit` bytes.
package func readAll(of file: FileDescriptor, limit: Int) throws(FileFailure) -> [UInt8]? {
  let bytes = try readBeginning(of: file, beyond: limit)
  return bytes.count > limit ? nil : bytes
}

/// Reads a file to its end, or until more than `limit` bytes are read, since a device may be endless.
package func readFile(_ path: String, beyond limit: Int) throws(FileFailure) -> [UInt8] {
  let file = try withFileFailure { try FileDescriptor.open(path, .readOnly, options: .closeOnExec) }
  defer { try? file.close() }
  return try readBeginning(of: file, beyond: limit)
}

/// Reads standard input to its end, or until more than `limit` bytes are read.
package func readInput(beyond limit: Int) throws(FileFailure) -> [UInt8] {
  try readBeginning(of: .standardInput, beyond: limit)
}

/// Reads a regular file that should have `size` bytes. A result of another size means that the file has changed.
func readAll(of file: FileDescriptor, size: Int) throws(FileFailure) -> [UInt8] {
  var failure: FileFailure?
  let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
    do throws(FileFailure) {
      // One more byte of room detects a file that grew. If it stays empty, the read has reached the end of the file.
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
    // A small file needs no large buffer. Files in /proc report a size of 0 but are not empty.
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

/// Throws if written bytes could not be stored: a network file system may report a full disk only on close.
package func confirmStored(_ stream: StandardStream) throws(FileFailure) {
  guard let copy = try? stream.descriptor.duplicate() else { return }
  try withFileFailure { try copy.close() }
}

/// Waits until a failed call can be tried again. Throws the error if it cannot.
private func wait(after error: any Error, for readiness: Readiness, _ file: FileDescriptor) throws(FileFailure) {
  try withFileFailure {
    guard let error = error as? Errno, error == .resourceTemporarilyUnavailable || error == .interrupted else {
      throw error
    }
    if error == .resourceTemporarilyUnavailable { _ = try waitUntilReady([file], for: readiness) }
  }
}

/// Opens the three standard descriptors if they are closed. Otherwise a file that is opened later could get one of their
/// numbers, and output would be written to it. Reading from or writing to a closed one still fails.
package func reserveStandardDescriptors() {
  for stream in StandardStream.allCases where !stream.descriptor.isOpen {
    let opened = try? FileDescriptor.open("/dev/null" as String, stream == .input ? .writeOnly : .readOnly)
    guard let opened, opened != stream.descriptor else { continue }
    _ = try? opened.duplicate(as: stream.descriptor)
    try? opened.close()
  }
}
