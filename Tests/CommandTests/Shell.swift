import Foundation
import PseudoTerminal

/// Runs commands as a reader of the README would: in a shell, where `errorbook` is the program that was just built.
struct Shell {
  struct Result: Equatable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The top folder of the project.
  static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path()

  /// A folder of its own, removed at the end, where commands run unless they are told otherwise.
  let folder = Folder()

  /// - Parameter input: the bytes of standard input; none: it is empty.
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
    // Files, not pipes: nothing has to read while the command writes.
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

  /// Tests run on threads that block most signals, and a program inherits what its starter blocks: without this, neither
  /// Ctrl-C nor a time-out would reach it, and it could run for ever.
  private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try start()
  }

  /// Writes a file into the folder.
  @discardableResult func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  @discardableResult func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: folder.file(name))
    return folder.file(name).path()
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.file(name)), as: UTF8.self)
  }

  final class Folder: Sendable {
    let path: String

    init() {
      path = NSTemporaryDirectory() + "errorbook-" + UUID().uuidString
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Without links.
    var realPath: String {
      guard let real = realpath(path, nil) else { return path }
      defer { free(real) }
      return String(cString: real)
    }

    func file(_ name: String) -> URL { URL(filePath: path).appending(path: name) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }
}
