import ArgumentParser
import Classroom
import Files

/// The files that a command reads. None of them may be overwritten, even through another path.
struct FileUses {
  /// The identity of a file, the same for all links to it. Paths without a file are compared by folder and name.
  private enum Place: Hashable {
    case file(FileIdentity)
    case name(String)
  }

  private let inputs: [String]
  private let submissions: () -> [String]

  /// - Parameters:
  ///   - inputs: paths; those without a file are ignored.
  ///   - submissions: returns the paths of the submissions. Called only if an existing file would be replaced.
  init(reading inputs: [String], submissions: @escaping () -> [String] = { [] }) {
    self.inputs = inputs
    self.submissions = submissions
  }

  /// Throws an error if an output is also an input, or if two outputs are the same file.
  /// - Parameter outputs: for each output the option or another name, and the path.
  func refuse(_ outputs: [(option: String, path: String)]) throws {
    var written: [Place: String] = [:]
    for (option, path) in outputs {
      guard let place = Self.place(path) else { continue }
      if let other = written[place] {
        throw ValidationError("\(option) and \(other) are the same file: \(path).")
      }
      written[place] = option
    }
    guard written.keys.contains(where: { if case .file = $0 { true } else { false } }) else { return }
    for input in inputs + submissions() {
      if let file = FileIdentity(ofFile: input), let option = written[.file(file)] {
        throw ValidationError("\(option) would overwrite an input file: \(input).")
      }
    }
  }

  /// Returns nil for a device or a pipe, which can be read and written at the same time.
  private static func place(_ path: String) -> Place? {
    if exists(path) { return FileIdentity(ofFile: path).map { .file($0) } }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let name = parts.last else { return nil }
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex))
    return .name((Folder.resolved(folder.isEmpty ? "." : folder) ?? folder) + "/" + name)
  }
}
