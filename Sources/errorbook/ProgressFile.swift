import Exercises
import Files
import Lessons
import Rendering

/// The log of what a learner did, below the state folder.
///
/// Every record is one short visit: lock, append, unlock. It is safe as soon as `add` returns and `failure` is nil. Records
/// that could not be written are kept in memory and written with the next ones.
struct ProgressFile {
  /// More than this is not read: a course of a hundred lessons takes a hundredth of it.
  private static let limit = 64 << 20

  /// Why nothing can be kept now; nil where it can.
  private(set) var failure: String?
  private let path: String?
  /// A problem that was not shown to the learner yet.
  private var notice: String?
  private var pending: [ProgressRecord] = []

  init() {
    path = StateFolder.path.map { $0 + "/progress" }
    if path == nil { failure = "your progress cannot be kept: \(StateFolder.missing)" }
  }

  /// Reads the log and makes sure that it can be added to; where it cannot, `failure` says why.
  mutating func open() -> ProgressLog {
    guard let path else { return ProgressLog() }
    do throws(FileFailure) {
      return try visit(path, patience: 20, adding: [], isProbing: true)
    } catch {
      giveUp(path, error)
      return contents(of: path)
    }
  }

  /// Reads the log, and repairs a damaged one.
  mutating func load() -> ProgressLog {
    guard let path else { return ProgressLog() }
    do throws(FileFailure) {
      guard let bytes = try LockedFile.contents(of: path, limit: Self.limit) else { return ProgressLog() }
      switch ProgressLog.form(of: bytes) {
      case .log: return ProgressLog(bytes)
      case .newer, .damaged: return try visit(path, patience: 20, adding: [])
      }
    } catch {
      giveUp(path, error)
      return contents(of: path)
    }
  }

  mutating func add(_ records: [ProgressRecord]) {
    guard let path else { return }
    pending += records
    guard !pending.isEmpty else { return }
    do throws(FileFailure) {
      // Do not make the learner wait twice for the same problem.
      _ = try visit(path, patience: failure == nil ? 20 : 1, adding: pending)
      (pending, failure) = ([], nil)
    } catch {
      giveUp(path, error)
    }
  }

  /// What happened to the file since this was last asked.
  mutating func takeNotice() -> String? {
    defer { notice = nil }
    return notice
  }

  /// - Parameter isProbing: also makes sure that there is room for more.
  /// - Returns: the log as it was before.
  private mutating func visit(
    _ path: String, patience: Int, adding records: [ProgressRecord], isProbing: Bool = false
  ) throws(FileFailure) -> ProgressLog {
    let file = try LockedFile(path: path, patience: patience)
    let bytes = try file.readAll(limit: Self.limit)
    switch bytes.map(ProgressLog.form) {
    case .log:
      let bytes = bytes ?? []
      if !records.isEmpty { try file.append(ProgressLog.addition(records, behind: bytes)) }
      // An empty line is not a record. The probe is larger than a block, since the last block may have free space on a full disk.
      if isProbing { try file.requireRoom(8_192, filler: UInt8(ascii: "\n")) }
      // A caller that adds records does not need the old ones.
      return records.isEmpty ? ProgressLog(bytes) : ProgressLog()
    case .newer: throw FileFailure("it is from a newer errorbook")
    case .damaged, nil:
      let kept = ProgressLog(bytes ?? [])
      let aside = try file.setAside(
        replacingWith: ProgressLog.addition(kept.records + records, behind: []))
      notice = """
        the file of your progress, \(path), is damaged; it is kept as \(aside), and a new one begins with what could \
        be read of it
        """
      return kept
    }
  }

  /// What can be read where nothing can be written.
  private func contents(of path: String) -> ProgressLog {
    do throws(FileFailure) {
      guard let bytes = try LockedFile.contents(of: path, limit: Self.limit) else { return ProgressLog() }
      return ProgressLog.form(of: bytes) == .newer ? ProgressLog() : ProgressLog(bytes)
    } catch {
      return ProgressLog()
    }
  }

  private mutating func giveUp(_ path: String, _ why: FileFailure) {
    let reason = "your progress cannot be kept in \(path): \(why.reasonInSentence)"
    if failure == nil { notice = reason }
    failure = reason
  }
}

extension ProgressFile {
  /// The log as it is kept; empty where there is none or it cannot be read.
  static func log() -> ProgressLog {
    var file = ProgressFile()
    return file.load()
  }

  /// The log as it is kept; empty where there is none or it cannot be read, which is said.
  static func logOrSayWhy(_ console: inout Console) -> ProgressLog {
    var file = ProgressFile()
    let log = file.load()
    if let problem = file.takeNotice() ?? file.failure { console.printError("\(problem)\n") }
    return log
  }
}
