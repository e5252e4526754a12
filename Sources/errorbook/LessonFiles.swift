import Exercises
import Files
import Lessons

/// The lessons that a path of the command line names.
enum LessonFiles {
  /// The file itself or, for a folder, every lesson in it and below, in order of name. Hidden folders and symbolic links
  /// are left alone, and folders deeper than `depthLimit` too.
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
      return .failure(FileProblem(file: path, slug: "no-lesson", message: "there is no lesson (.md) in this folder"))
    }
    return .success(files)
  }

  private static let depthLimit = 16

  private static func noLesson(_ path: String) -> FileProblem {
    FileProblem(
      file: path, slug: "no-lesson", message: "a lesson is a Markdown file (.md)",
      help: "`errorbook run` runs scripts")
  }
}

extension CoursePlace {
  /// The links of a lesson that lead nowhere. A lesson of the course is inside of the program, and its links are tested.
  var brokenLinks: [LessonProblem] { file == nil ? LinkCheck(lesson).problems : [] }
}

extension LinkCheck {
  /// Looks for the files of links where the lesson's file is.
  init(_ lesson: Lesson) {
    self.init(lesson, exists: { exists($0) }, read: { try? ScriptFile.read($0).get() })
  }
}
