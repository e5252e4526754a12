import Exercises
import Rendering

/// What the page that marks a folder knows of the lessons, as JSON.
struct MarkData {
  private let lessons: [BookSource]

  /// - Parameter sources: the lessons of the book. Those without exercises are left out.
  init(_ sources: [BookSource]) { lessons = sources.filter { !$0.lesson.exercises.isEmpty } }

  var json: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.objects("lessons", lessons) { json, source in
        json.member("name", source.path)
        json.member("title", source.lesson.title)
        json.array("fences") { json in
          for fence in Self.fences(of: source.lesson) {
            json.array { json in
              json.value(fence.words.joined(separator: " "))
              json.value(fence.content)
            }
          }
        }
      }
    }
    return Array(json.bytes)
  }

  /// All code. Cells, exercises, tests and solutions judge an answer, and the names of a variant also depend on all other
  /// answers in the lesson.
  private static func fences(of lesson: Lesson) -> [Lesson.Fence] {
    lesson.fences.filter { ["errorbook", "tests"].contains($0.words.first) || $0.words == Lesson.Cell.wordsOfProgram }
  }
}
