import Exercises
import Lessons
import Rendering

/// A lesson in the list of lessons. Scripts use the list to show the reader's progress in the whole book.
struct ListedLesson {
  let name: String
  let id: String
  let version: String
  let title: String
  /// The number at the start of the title, if it has one, and the rest of the title: the list has numbers of its own.
  let number: Int?
  let titleWithoutNumber: String
  let href: String
  let minutes: Int?
  let isOptional: Bool
  let exercises: [String]
  /// What readers see of each exercise.
  let exerciseTitles: [String]

  init(_ source: BookSource, _ links: PageLinks) {
    let turn = links.turn(to: source)
    (name, id, version) = (source.path, source.id, source.version)
    (title, href) = (turn.title, turn.href)
    (number, titleWithoutNumber) = Self.numbered(title)
    minutes = source.lesson.minutes
    isOptional = source.lesson.isOptional
    exercises = source.lesson.exercises.map { $0.name }
    let titles = source.lesson.partTitles
    exerciseTitles = exercises.map { titles.title(ofExercise: $0) }
  }

  /// Splits a title: `1. A strange report` into its number and the rest.
  private static func numbered(_ title: String) -> (number: Int?, rest: String) {
    let digits = title.prefix { $0.isASCII && $0.isNumber }
    let rest = title.dropFirst(digits.count)
    guard let number = Int(digits), rest.hasPrefix(". ") else { return (nil, title) }
    return (number, String(rest.dropFirst(2)))
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
      json.member("exerciseTitles", lesson.exerciseTitles)
    }
  }
}
