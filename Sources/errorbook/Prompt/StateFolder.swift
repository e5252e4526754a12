import Files
import LineEditing

/// The folder for history, progress and kept sessions: in XDG_STATE_HOME, or in ~/.local/state if that is not set
/// (XDG Base Directory Specification; relative paths are ignored).
enum StateFolder {
  static var path: String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/errorbook" }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state/errorbook"
  }

  /// Whether errorbook has not been used here before.
  static var isFresh: Bool {
    guard let path else { return true }
    return !exists(path + "/history")
  }

  /// The folder of unsaved sessions.
  static var sessions: String? { path.map { $0 + "/sessions" } }

  /// The reason why there is no such folder.
  static let missing = "neither HOME nor XDG_STATE_HOME is set to an absolute path"

  static var history: HistoryFile? { path.map { HistoryFile(path: $0 + "/history") } }
}

extension HistoryProblem {
  /// The message for the user.
  var message: String {
    switch self {
    case .damaged(let path, let kept):
      "the history file \(path) is damaged; errorbook renamed it to \(kept) and created a new one"
    case .unusable(let path, let reason):
      "the history file \(path) cannot be used (\(reason)); your entries are not saved"
    }
  }
}
