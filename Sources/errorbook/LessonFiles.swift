import Exercises
import Files
import Lessons

/// Finds the lessons for a path of the command line.
enum LessonFiles {
  /// Returns the file itself or, for a folder, every lesson in it and below, sorted by name. Skips hidden folders, symbolic
  /// links and folders deeper than `depthLimit`.
  static func find(_ path: String, endings: [String] = [".md"]) -> Result<[String], FileProblem> {
    func isWanted(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }
    guard Folder.kindFollowingLinks(path) == .folder else {
      return isWanted(path) ? .success([path]) : .failure(noLesson(path))
    }
    let files: [String]
    do throws(PathFailure) { files = try Folder.files(below: path, depth: depthLimit, where: isWanted) } catch {
      return .failure(FileProblem(file: error.path, slug: "unreadable-file", message: error.failure.reason))
    }
    guard !files.isEmpty else {
      return .failure(FileProblem(file: path, slug: "no-lesson", message: "this folder contains no lesson (.md)"))
    }
    return .success(files)
  }

  private static let depthLimit = 16

  private static func noLesson(_ path: String) -> FileProblem {
    FileProblem(
      file: path, slug: "no-lesson", message: "not a lesson: expected a Markdown file (.md)",
      help: "to run a script, use `errorbook run`")
  }
}

extension CoursePlace {
  /// The broken links of a lesson. Lessons of the course are built in, and tests check their links.
  var brokenLinks: [LessonProblem] { file == nil ? LinkCheck(lesson).problems : [] }
}

extension LinkCheck {
  /// Checks links relative to the lesson's file.
  init(_ lesson: Lesson) {
    self.init(lesson, exists: { exists($0) }, read: { try? ScriptFile.read($0).get() })
  }
}
