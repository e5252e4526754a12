/// The titles of a lesson's exercises and essays. Their names are for files: a name can say more than a reader should know.
package struct PartTitles: Sendable, Hashable {
  /// An exercise or essay, and the heading above it; nil if there is none.
  package typealias Part = (name: String, heading: String?)

  private let exercises: [String: String]
  private let essays: [String: String]

  package init(exercises: [Part] = [], essays: [Part] = []) {
    self.exercises = Self.titles(exercises)
    self.essays = Self.titles(essays)
  }

  package func title(ofExercise name: String) -> String { exercises[name] ?? name }

  package func title(ofEssay name: String) -> String { essays[name] ?? name }

  /// Returns the title of each part: its heading, or its name if there is none. A number distinguishes those below one heading.
  private static func titles(_ parts: [Part]) -> [String: String] {
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
}
