import Files
import LineEditing

/// Where errorbook keeps what outlives a session: below XDG_STATE_HOME, or ~/.local/state where that is not set
/// (XDG Base Directory Specification; relative paths do not count).
enum StateFolder {
  static var path: String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/errorbook" }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state/errorbook"
  }

  /// Whether nobody has typed anything here before.
  static var isFresh: Bool {
    guard let path else { return true }
    return !exists(path + "/history")
  }

  /// Where sessions are kept that were not saved.
  static var sessions: String? { path.map { $0 + "/sessions" } }

  /// Why there is no such folder.
  static let missing = "neither HOME nor XDG_STATE_HOME names a folder"

  static var history: HistoryFile? { path.map { HistoryFile(path: $0 + "/history") } }
}

extension HistoryProblem {
  /// What a learner should know of it, in a sentence.
  var words: String {
    switch self {
    case .damaged(let path, let kept):
      "the history file \(path) is damaged; it is kept as \(kept), and a new one begins"
    case .unusable(let path, let reason): "the history file \(path) cannot be used (\(reason)); nothing is kept"
    }
  }
}
