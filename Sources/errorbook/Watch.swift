import ArgumentParser
import Diagnostics
import Exercises
import Files
import Lessons
import Rendering

/// Runs `errorbook watch [FILE|DIR]`: checks lessons and runs scripts again whenever they are saved.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check lessons or run scripts again at every save.",
    discussion: "The screen is not cleared between runs. Press Ctrl-C to stop.")

  @Argument(help: "A lesson (.md), a script (.eb), or a folder of them.", completion: .file())
  var path = "."

  func run() throws {
    exitAtInterrupt()
    var console = Console()
    var seen: [String: FileMark] = [:]
    var passed: [String: Bool] = [:]
    var watcher = FolderWatcher()
    while true {
      let now = marks
      let changed = now.keys.sorted().filter { now[$0] != seen[$0] }
      for gone in seen.keys where now[gone] == nil { passed[gone] = nil }
      let isFirstScan = seen.isEmpty && passed.isEmpty
      if !now.isEmpty { seen = now }
      if !changed.isEmpty {
        for file in changed { passed[file] = check(file, &console) }
        let failed = passed.values.count { !$0 }
        console.print(
          failed == 0
            ? "\("all pass", .success) (\(passed.count) \(passed.count == 1 ? "file" : "files"))\n"
            : "\("\(failed) of \(passed.count) \(passed.count == 1 ? "file" : "files") failed", .warning)\n")
        console.flush()
      } else if now.isEmpty, isFirstScan {
        throw FileProblem(file: path, slug: "no-lesson", message: "there is no lesson or script to watch")
      }
      watcher.wait(in: Set(now.keys.map(folder)).union([folder(path)]))
    }
  }

  private var marks: [String: FileMark] {
    var files: [String] = [path]
    if case .success(let found) = LessonFiles.find(path, endings: [".md", ".eb"]) { files = found }
    var marks: [String: FileMark] = [:]
    for file in files { marks[file] = FileMark(ofFile: file) }
    return marks
  }

  /// Returns the folder of a file. Watching the file itself is not enough: editors save by replacing it.
  private func folder(_ path: String) -> String {
    if Folder.kind(path) == .folder { return path }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
  }

  private func check(_ file: String, _ console: inout Console) -> Bool {
    console.flush()
    guard file.hasSuffix(".md") else { return Run.run([file], RunSettings()) == .fine }
    var report = CheckReport(.text, isPlain: false)
    report.check(file)
    report.finish()
    return report.status == .fine
  }
}
