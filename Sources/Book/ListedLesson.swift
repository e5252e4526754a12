import Exercises
import Lessons
import Rendering

/// A lesson in the list of lessons. Scripts use the list to show the reader's progress in the whole book.
struct ListedLesson {
  let name: String
  let id: String
  let version: String
  let title: String
  let href: String
  let minutes: Int?
  let isOptional: Bool
  let exercises: [String]

  init(_ source: BookSource, _ links: PageLinks) {
    let turn = links.turn(to: source)
    (name, id, version) = (source.path, source.id, source.version)
    (title, href) = (turn.title, turn.href)
    minutes = source.lesson.minutes
    isOptional = source.lesson.isOptional
    exercises = source.lesson.exercises.map { $0.name }
  }

  /// Writes the list as the member `lessons`.
  static func addMember(_ lessons: [ListedLesson], to json: inout JSONWriter) {
    json.objects("lessons", lessons) { json, lesson in
      json.member("name", lesson.name)
      json.member("id", lesson.id)
      json.member("version", lesson.version)
      json.member("title", lesson.title)
      json.member("href", lesson.href)
      json.member("minutes", lesson.minutes)
      if lesson.isOptional { json.member("optional", true) }
      json.member("exercises", lesson.exercises.count)
      json.member("exerciseNames", lesson.exercises)
    }
  }
}
