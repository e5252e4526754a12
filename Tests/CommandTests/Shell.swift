import Foundation
import PseudoTerminal
import TemporaryFolder

/// Runs commands in a shell, where `errorbook` is the program that was just built.
struct Shell {
  struct Result: Equatable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The top folder of the project.
  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path()

  /// A temporary folder, in which commands run by default.
  let folder = TemporaryFolder()

  /// - Parameter input: the bytes of standard input.
  func run(
    _ command: String, input: [UInt8] = [], environment: [String: String] = [:], in directory: String? = nil
  ) throws -> Result {
    try Data(input).write(to: folder.file("input"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    let functions = "export ERRORBOOK='\(PseudoTerminal.product("errorbook"))'; errorbook() { \"$ERRORBOOK\" \"$@\"; }"
    process.arguments = ["--kill-after=5", "120", "bash", "-c", "\(functions)\n\(command)"]
    process.currentDirectoryURL = URL(filePath: directory ?? folder.path)
    var variables = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
    ]
    variables.merge(PseudoTerminal.sanitizerOptions) { $1 }
    variables.merge(environment) { $1 }
    process.environment = variables
    // Use files instead of pipes, so that nobody has to read while the command writes.
    for name in ["output", "errors"] { try Data().write(to: folder.file(name)) }
    process.standardInput = try FileHandle(forReadingFrom: folder.file("input"))
    process.standardOutput = try FileHandle(forWritingTo: folder.file("output"))
    process.standardError = try FileHandle(forWritingTo: folder.file("errors"))
    try Self.withoutBlockedSignals { try process.run() }
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
      output: try text("output"), errors: try text("errors"))
  }

  /// Unblocks signals. Tests run on threads that block most signals, and a child process inherits this: without it, neither
  /// Ctrl-C nor a timeout would reach the child, and it could run forever.
  private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try start()
  }

  /// Writes a file to the folder.
  @discardableResult func write(_ text: String, to name: String) throws -> String {
    try folder.write(text, to: name)
  }

  @discardableResult func write(_ bytes: [UInt8], to name: String) throws -> String {
    try folder.write(bytes, to: name)
  }

  /// Copies the folder of another shell, so that common files are created only once.
  func copyFiles(of other: Shell) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: other.folder.path)
    for name in names where !["input", "output", "errors"].contains(name) {
      try FileManager.default.copyItem(at: other.folder.file(name), to: folder.file(name))
    }
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.file(name)), as: UTF8.self)
  }
}
