import Exercises
import Files
import Lessons
import Rendering

/// The file of the learner's progress, in the state folder.
///
/// `add` locks the file, appends records and unlocks it. When it returns and `failure` is nil, the records are stored.
/// Records that could not be written stay in memory and are written with the next ones.
struct ProgressFile {
  /// The maximum size. A course of a hundred lessons takes one percent of it.
  private static let limit = 64 << 20

  /// The reason why nothing can be saved now, or nil.
  private(set) var failure: String?
  private let path: String?
  /// A problem that was not shown to the learner yet.
  private var notice: String?
  private var pending: [ProgressRecord] = []

  init() {
    path = StateFolder.path.map { $0 + "/progress" }
    if path == nil { failure = "your progress cannot be saved: \(StateFolder.missing)" }
  }

  /// Reads the log and checks that records can be added. If not, sets `failure`.
  mutating func open() -> ProgressLog {
    guard let path else { return ProgressLog() }
    do throws(FileFailure) {
      return try access(path, timeout: 20, adding: [], isProbing: true)
    } catch {
      recordFailure(path, error)
      return contents(of: path)
    }
  }

  /// Reads the log. Repairs a damaged one.
  mutating func load() -> ProgressLog {
    guard let path else { return ProgressLog() }
    do throws(FileFailure) {
      guard let bytes = try LockedFile.contents(of: path, limit: Self.limit) else { return ProgressLog() }
      switch ProgressLog.form(of: bytes) {
      case .log: return ProgressLog(bytes)
      case .newer, .damaged: return try access(path, timeout: 20, adding: [])
      }
    } catch {
      recordFailure(path, error)
      return contents(of: path)
    }
  }

  mutating func add(_ records: [ProgressRecord]) {
    guard let path else { return }
    pending += records
    guard !pending.isEmpty else { return }
    do throws(FileFailure) {
      // Do not make the learner wait twice for the same problem.
      _ = try access(path, timeout: failure == nil ? 20 : 1, adding: pending)
      (pending, failure) = ([], nil)
    } catch {
      recordFailure(path, error)
    }
  }

  /// Returns the problem with the file since the last call, or nil.
  mutating func takeNotice() -> String? {
    defer { notice = nil }
    return notice
  }

  /// Locks the file, reads the log and appends records.
  /// - Parameter isProbing: whether to check that the disk has room for more.
  /// - Returns: the log before the records were added.
  private mutating func access(
    _ path: String, timeout: Int, adding records: [ProgressRecord], isProbing: Bool = false
  ) throws(FileFailure) -> ProgressLog {
    let file = try LockedFile(path: path, timeout: timeout)
    let bytes = try file.readAll(limit: Self.limit)
    switch bytes.map(ProgressLog.form) {
    case .log:
      let bytes = bytes ?? []
      if !records.isEmpty { try file.append(ProgressLog.addition(records, after: bytes)) }
      // An empty line is not a record. The probe is larger than a block, since the last block may have free space on a full disk.
      if isProbing { try file.requireRoom(8_192, filler: UInt8(ascii: "\n")) }
      // A caller that adds records does not need the old ones.
      return records.isEmpty ? ProgressLog(bytes) : ProgressLog()
    case .newer: throw FileFailure("it was written by a newer errorbook")
    case .damaged, nil:
      let kept = ProgressLog(bytes ?? [])
      let aside = try file.setAside(
        replacingWith: ProgressLog.addition(kept.records + records, after: []))
      notice = """
        your progress file \(path) is damaged; errorbook renamed it to \(aside) and created a new file with the records \
        that it could read
        """
      return kept
    }
  }

  /// Returns the readable records of a file that cannot be written.
  private func contents(of path: String) -> ProgressLog {
    do throws(FileFailure) {
      guard let bytes = try LockedFile.contents(of: path, limit: Self.limit) else { return ProgressLog() }
      return ProgressLog.form(of: bytes) == .newer ? ProgressLog() : ProgressLog(bytes)
    } catch {
      return ProgressLog()
    }
  }

  private mutating func recordFailure(_ path: String, _ why: FileFailure) {
    let reason = "your progress cannot be saved in \(path): \(why.reasonInSentence)"
    if failure == nil { notice = reason }
    failure = reason
  }
}

extension ProgressFile {
  /// Returns the saved log, or an empty one if there is none or it cannot be read.
  static func log() -> ProgressLog {
    var file = ProgressFile()
    return file.load()
  }

  /// Returns the saved log, or an empty one if there is none or it cannot be read. Prints the reason.
  static func logReportingProblems(_ console: inout Console) -> ProgressLog {
    var file = ProgressFile()
    let log = file.load()
    if let problem = file.takeNotice() ?? file.failure { console.printError("\(problem)\n") }
    return log
  }
}
