import Glibc

/// The program in which the learner edits files.
struct TextEditor {
  /// A command line, perhaps with arguments, such as `code --wait`.
  var command: String

  static var ofEnvironment: TextEditor {
    let named = ["VISUAL", "EDITOR"].compactMap { environment($0) }.first { !$0.isEmpty }
    return TextEditor(command: named ?? "vi")
  }

  /// Opens a file and waits until the editor is left; answers what went wrong.
  func edit(_ path: String, at line: Int?) -> String? {
    let place = line.flatMap { takesLineNumber ? "+\($0)" : nil }
    // The shell splits the command as it does everywhere else where EDITOR counts.
    let arguments = ["sh", "-c", "\(command) \"$@\"", "errorbook"] + [place, path].compactMap { $0 }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, nil, &words, environ) == 0 else { return "no shell can be started" }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return "the editor was lost" }
    }
    if status == 0 { return nil }
    let code = status >> 8 & 0xFF
    return code == 127
      ? "there is no editor `\(command)` (EDITOR names the one that you like)" : "the editor ended with an error"
  }

  /// Editors that take `+N` before the file.
  private var takesLineNumber: Bool {
    let program = command.split(separator: " ").first?.split(separator: "/").last.map(String.init) ?? ""
    return [
      "vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "jed", "mg", "kak", "ex",
    ]
    .contains(program)
  }
}

/// A file of our own that exists as long as this value.
final class ScratchFile {
  let path: String

  static var folder: String {
    guard let folder = environment("TMPDIR"), folder.hasPrefix("/") else { return "/tmp" }
    return folder
  }

  /// Nil if the file cannot be made.
  init?(_ bytes: [UInt8]) {
    var name = Array((Self.folder + "/errorbook-XXXXXX.eb").utf8CString)
    let descriptor = mkstemps(&name, 3)
    guard descriptor >= 0 else { return nil }
    path = name.withUnsafeBufferPointer { String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) }
    let isWritten = NewFile.writeAll(bytes, to: descriptor)
    close(descriptor)
    guard isWritten else { return nil }
  }

  deinit { unlink(path) }
}
