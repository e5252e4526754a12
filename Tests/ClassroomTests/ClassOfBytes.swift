import Diagnostics
import Exercises
import Lessons
import Marking
import SampleLessons

@testable import Classroom

/// A class with files in memory, graded like `errorbook grade` does.
struct ClassOfBytes {
  var lesson = PayingLesson.lesson
  /// The files in the folder `in`, by path.
  var files: [String: String] = [:]
  var lists = ClassLists()
  var variants = ClassVariants.Source.none

  struct Result {
    var marks: [Mark] = []
    var faults: [ClassFault] = []

    /// The student, status, points and lateness of every mark.
    var rows: [String] {
      marks.map { mark in
        ([mark.student, mark.status.rawValue, String(mark.points)] + [mark.late].compactMap { $0 }).joined(
          separator: " ")
      }
    }

    var faultTexts: [String] { faults.map(\.text) }
  }

  /// A CSV about the class.
  static func roster(_ text: String, name: String = "roster.csv") -> Roster {
    Roster(CSVReading(Array(text.utf8)), name: name)
  }

  /// - Parameter paths: the paths on the command line; the whole folder if there are none.
  func graded(_ paths: String...) -> Result {
    let reader = Self.reader(Dictionary(uniqueKeysWithValues: files.map { ("in/" + $0.key, $0.value) }))
    let grader = Grader(lesson)
    let trees = (paths.isEmpty ? ["in"] : paths.map { "in/" + $0 }).map { path in
      let name = path.split(separator: "/").last.map { String($0) } ?? path
      let isFile = files[String(path.dropFirst(3))] != nil
      return FileTree(
        SubmissionReader.Entry(name: name, path: path, kind: isFile ? .file : .folder), reader)
    }
    var options = ClassMarking.Options()
    options.variants = variants
    let marking = ClassMarking(trees, grader, lists, options, reader)
    var result = Result(faults: marking.faults)
    for student in marking.students {
      let read = marking.read(student)
      result.faults += read.faults
      result.marks += marking.marks(of: read)
    }
    return result
  }

  /// Files by path. Folders follow from the paths, and the name `link.eb` is a symbolic link.
  static func reader(_ files: [String: String]) -> SubmissionReader {
    SubmissionReader(
      bytes: { path, limit in
        guard let text = files[path] else { return .failure(.refusedInput("it is a symbolic link")) }
        let bytes = Array(text.utf8)
        return bytes.count <= limit ? .success(bytes) : .failure(.limit("a file of more than \(limit) bytes"))
      },
      entries: { folder in
        guard !folder.hasSuffix("locked") else {
          return .failure(SubmissionReader.UnreadFolder(reason: "it is locked"))
        }
        let below = files.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
        let names = Dictionary(grouping: below) { $0.prefix { $0 != "/" } }
        return .success(
          names.sorted { $0.key < $1.key }.map { name, paths in
            SubmissionReader.Entry(
              name: String(name), path: "\(folder)/\(name)",
              kind: paths == [name] ? (name.hasSuffix("link.eb") ? .other : .file) : .folder)
          })
      })
  }
}

/// A lesson with one exercise, worth 3 points.
enum PayingLesson {
  static let lesson = Lesson(SourceText(name: "paying.md", SampleLessons.paying))

  static let right = SampleLessons.payingAnswer
}
