import Glibc
import LockedFiles
import Workbook

/// The log of what a learner did, below the state folder.
///
/// Every record is one short visit: lock, look at the end, add, unlock. It is safe as soon as `add` returns.
struct ProgressFile {
  /// More than this is not read: a course of a hundred lessons takes a hundredth of it.
  private static let limit = 64 << 20

  let path: String
  /// Said once: without a file everything works, and nothing is kept.
  private(set) var problem: String?

  /// Nil where there is no home to keep anything in.
  init?() {
    guard let folder = StateFolder.path else { return nil }
    path = folder + "/progress"
  }

  mutating func load() -> ProgressLog {
    do {
      let file = try LockedFile(path: path)
      guard let bytes = try file.readAll(limit: Self.limit), ProgressLog.isLog(bytes) else {
        let aside = try file.setAside()
        problem = "the file of your progress, \(path), is damaged; it is kept as \(aside), and a new one begins"
        return ProgressLog()
      }
      return ProgressLog(bytes)
    } catch {
      problem = "your progress cannot be kept in \(path): \(error.reason)"
      return ProgressLog()
    }
  }

  mutating func add(_ record: ProgressRecord) {
    do {
      let file = try LockedFile(path: path)
      guard let bytes = try file.readAll(limit: Self.limit), ProgressLog.isLog(bytes) else { return }
      try file.append(ProgressLog.addition(record, behind: bytes))
    } catch {
      problem = "your progress cannot be kept in \(path): \(error.reason)"
    }
  }

  /// What went wrong since this was last asked.
  mutating func takeProblem() -> String? {
    defer { problem = nil }
    return problem
  }
}
