import ArgumentParser
import Classroom
import Files

/// Which files a command reads, so that none of them is written over, whatever path leads there.
struct FileUses {
  /// Where a file is: links lead to one place. Two paths without a file are one place if their folder and name are.
  private enum Place: Hashable {
    case file(FileIdentity)
    case name(String)
  }

  private let inputs: [String]
  private let submissions: () -> [String]

  /// - Parameters:
  ///   - inputs: paths; those without a file are none.
  ///   - submissions: the paths of what a class handed in. They are asked for only if a file is there to be replaced.
  init(reading inputs: [String], submissions: @escaping () -> [String] = { [] }) {
    self.inputs = inputs
    self.submissions = submissions
  }

  /// Refuses to write a file that is read, or two things to one file.
  /// - Parameter outputs: the option, or another word for it, and the path.
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
        throw ValidationError("\(option) would replace a file that is read: \(input).")
      }
    }
  }

  /// Nil for a device or a pipe, which can be read and written at once.
  private static func place(_ path: String) -> Place? {
    if exists(path) { return FileIdentity(ofFile: path).map { .file($0) } }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let name = parts.last else { return nil }
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex))
    return .name((Folder.resolved(folder.isEmpty ? "." : folder) ?? folder) + "/" + name)
  }
}
