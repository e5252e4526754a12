import Course
import Rendering

/// A folder that the course is written to.
struct CourseFolder {
  private let path: String

  init(_ path: String) { self.path = path.hasSuffix("/") ? path : path + "/" }

  /// - Returns: the first thing that went wrong; nil where every file is there.
  func write(mayReplace: Bool, _ console: inout Console) -> FileProblem? {
    if let problem = NewFile.makeFolder(path) { return problem }
    for file in Course.files {
      let bytes = Array(file.text.utf8)
      let target = path + file.name
      if case .success(let there) = ScriptFile.bytes(target), there == bytes {
        console.print("\(target) is there already\n")
        continue
      }
      if let problem = NewFile.write(bytes, to: target, mayReplace: mayReplace, hasForce: true) { return problem }
      console.print("wrote \(target)\n")
    }
    return nil
  }
}
