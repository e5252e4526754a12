import Foundation

/// A temporary folder for a test. It is deleted with this object.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() {
    path = FileManager.default.temporaryDirectory.appending(path: "errorbook-tests-" + UUID().uuidString)
      .path(percentEncoded: false)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      preconditionFailure("a test needs a folder: \(error)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The canonical path.
  package var realPath: String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Returns the path of a file in the folder, even if it does not exist.
  package func file(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

  /// Writes a file and returns its path.
  @discardableResult package func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  @discardableResult package func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: file(name))
    return "\(path)/\(name)"
  }

  /// Reads a file as text.
  package func read(_ name: String) throws -> String { try String(contentsOf: file(name), encoding: .utf8) }
}
