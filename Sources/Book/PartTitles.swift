import Exercises
import Lessons

/// The titles of a lesson's exercises and essays. Their names are for files: a name can say more than a reader should know.
struct PartTitles {
  private let exercises: [String: String]
  private let essays: [String: String]

  init(_ lesson: Lesson) {
    let headings = lesson.blocks.compactMap { block -> (line: Int, text: String)? in
      guard case .heading(let level, let text) = block.kind, level > 1 else { return nil }
      return (block.line, Self.title(fromHeading: MarkdownInline.plainText(text)))
    }
    let heading = { (line: Int) in headings.last { $0.line < line }?.text }
    exercises = Self.titles(lesson.exercises.map { ($0.name, heading($0.starter.line)) })
    essays = Self.titles(lesson.essays.map { ($0.name, heading($0.fence.line)) })
  }

  func title(ofExercise name: String) -> String { exercises[name] ?? name }

  func title(ofEssay name: String) -> String { essays[name] ?? name }

  /// Returns the title of each part: its heading, or its name if there is none. A number distinguishes those below one heading.
  private static func titles(_ parts: [(name: String, heading: String?)]) -> [String: String] {
    var titles: [String: String] = [:]
    var counts: [String: Int] = [:]
    for part in parts where titles[part.name] == nil {
      let title = part.heading ?? part.name
      let count = counts[title, default: 0] + 1
      counts[title] = count
      titles[part.name] = count == 1 ? title : "\(title) (\(count))"
    }
    return titles
  }

  /// `Exercise: a late handler` -> `A late handler`.
  private static func title(fromHeading heading: String) -> String {
    let prefix = "Exercise: "
    guard heading.hasPrefix(prefix), heading.count > prefix.count else { return heading }
    let rest = heading.dropFirst(prefix.count)
    return rest.prefix(1).uppercased() + rest.dropFirst()
  }
}
