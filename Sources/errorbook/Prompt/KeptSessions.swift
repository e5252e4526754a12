import Files
import OperatingSystem

/// Unsaved sessions, each in a file in the state folder that only its owner can read.
///
/// A prompt writes its session after every entry, so the session survives a crash. A running program locks its file, so
/// that another prompt does not offer that session. The ten latest sessions are kept for a month.
final class KeptSessions {
  /// A session of a prompt that has ended.
  struct Session {
    var path: String
    /// The time of the last write.
    var time: Int
  }

  static let countLimit = 10
  static let ageLimit = 30 * 24 * 60 * 60

  /// The reason why the session of this prompt could not be written the last time, or nil.
  private(set) var failure: String?
  private let folder: String?
  private var own: String?
  private var ownLock: FileLock?
  private var kept: [UInt8] = []
  private var count = 0
  /// Restored sessions. Their files stay until this session is saved or contains them.
  private var restored: [Restored] = []

  private final class Restored {
    let path: String
    let bytes: [UInt8]
    let lock: FileLock

    init(path: String, bytes: [UInt8], lock: consuming FileLock) {
      self.path = path
      self.bytes = bytes
      self.lock = lock
    }
  }

  /// Creates the list of kept sessions.
  /// - Parameter folder: the folder of the files, or nil if there is none.
  init(in folder: String?) { self.folder = folder }

  // MARK: The session of this prompt

  /// Writes the current session.
  func keep(_ session: [UInt8]) {
    guard session != kept || failure != nil else { return }
    do throws(FileFailure) {
      let path = if let own { own } else { try newPath() }
      // Not synced after every entry: this protects against a crash of the program, not against a power failure.
      let file = try WholeFile(at: path, mayReplace: true, mode: 0o600, isSynced: false)
      try file.write(session)
      ownLock = try file.commitLocked()
      if own == nil { removeOldest() }
      (own, kept, failure) = (path, session, nil)
    } catch {
      failure = error.reasonInSentence
    }
  }

  /// Removes the file of this prompt's session, since it is saved or empty.
  func forget() {
    if let own { removeFile(own) }
    ownLock = nil
    (own, kept, failure) = (nil, [], nil)
  }

  /// Keeps the file of this prompt's session and starts a new one, since another session replaces it.
  func putAside() {
    ownLock = nil
    (own, kept) = (nil, [])
  }

  private func newPath() throws(FileFailure) -> String {
    guard let folder else { throw FileFailure(StateFolder.missing) }
    try makeFolder(folder, mode: 0o700)
    count += 1
    return "\(folder)/\(LocalTime(secondsSince1970()).digits)-\(ThisProcess.id)-\(count).eb"
  }

  // MARK: Sessions of others

  /// The sessions that can be restored, latest first.
  var all: [Session] {
    guard let folder, let entries = try? Folder.entries(folder) else { return [] }
    return entries.compactMap { entry -> Session? in
      let path = Folder.path(folder, entry.name)
      guard entry.kind == .file, entry.name.hasSuffix(".eb"), let mark = FileMark(of: path), !FileLock.isHeld(path)
      else {
        return nil
      }
      return Session(path: path, time: mark.time.seconds)
    }
    .sorted { ($0.time, $0.path) > ($1.time, $1.path) }
  }

  /// Removes sessions beyond the limits of age and count.
  func removeOldest() {
    let oldest = secondsSince1970() - Self.ageLimit
    for (index, session) in all.enumerated() where index >= Self.countLimit || session.time < oldest {
      removeFile(session.path)
    }
  }

  /// Remembers a restored session and locks its file.
  func hold(_ session: Session, _ bytes: [UInt8]) {
    guard let lock = FileLock(session.path) else { return }
    restored.append(Restored(path: session.path, bytes: bytes, lock: lock))
  }

  /// Removes the restored sessions that the kept session contains.
  func forgetContained() { forgetRestored { self.kept.starts(with: $0) } }

  /// Removes the restored sessions, since they were saved.
  func forgetRestored() { forgetRestored { _ in true } }

  private func forgetRestored(_ isSafe: ([UInt8]) -> Bool) {
    for session in restored where isSafe(session.bytes) { removeFile(session.path) }
    restored.removeAll { isSafe($0.bytes) }
  }
}
