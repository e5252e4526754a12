import Files
import Glibc
import Workbook

/// The log of what a learner did, below the state folder.
///
/// Every record is one short visit: lock, look at the end, add, unlock. It is safe as soon as `add` returns.
struct ProgressFile {
  /// More than this is not read: a course of a hundred lessons takes a hundredth of it.
  private static let limit = 64 << 20

  let path: String
  private var problem: String?
  /// Without a file everything works, and nothing is kept: that is said once, not at every step.
  private var isUnusable = false

  /// Nil where there is no home to keep anything in.
  init?() {
    guard let folder = StateFolder.path else { return nil }
    path = folder + "/progress"
  }

  mutating func load() -> ProgressLog { visit(adding: []) }

  mutating func add(_ record: ProgressRecord) {
    guard !isUnusable else { return }
    _ = visit(adding: [record])
  }

  /// What went wrong since this was last asked.
  mutating func takeProblem() -> String? {
    defer { problem = nil }
    return problem
  }

  /// - Returns: what stood in the file before.
  private mutating func visit(adding records: [ProgressRecord]) -> ProgressLog {
    do throws(FileFailure) {
      let file = try LockedFile(path: path, patience: 20)
      let bytes = try file.readAll(limit: Self.limit)
      switch bytes.map(ProgressLog.form) {
      case .log:
        let bytes = bytes ?? []
        if !records.isEmpty { try file.append(ProgressLog.addition(records, behind: bytes)) }
        // Whoever adds has no use for what was there.
        return records.isEmpty ? ProgressLog(bytes) : ProgressLog()
      case .newer: giveUp("it is from a newer errorbook")
      case .damaged, nil:
        let kept = ProgressLog(bytes ?? [])
        let aside = try file.setAside(replacingWith: ProgressLog.addition(kept.records + records, behind: []))
        problem = """
          the file of your progress, \(path), is damaged; it is kept as \(aside), and a new one begins with what could \
          be read of it
          """
        return kept
      }
    } catch {
      giveUp(error.reason)
    }
    return ProgressLog()
  }

  private mutating func giveUp(_ reason: String) {
    isUnusable = true
    problem = "your progress cannot be kept in \(path): \(reason)"
  }
}
