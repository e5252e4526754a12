import Exercises

extension Lesson {
  /// What readers see of each exercise and essay: the heading above it.
  package var partTitles: PartTitles {
    let headings = blocks.compactMap { block -> (line: Int, text: String)? in
      guard case .heading(let level, let text) = block.kind, level > 1 else { return nil }
      return (block.line, Self.title(fromHeading: MarkdownInline.plainText(text)))
    }
    let heading = { (line: Int) in headings.last { $0.line < line }?.text }
    return PartTitles(
      exercises: exercises.map { ($0.name, heading($0.starter.line)) },
      essays: essays.map { ($0.name, heading($0.fence.line)) })
  }

  /// `Exercise: a late handler` -> `A late handler`.
  private static func title(fromHeading heading: String) -> String {
    let prefix = "Exercise: "
    guard heading.hasPrefix(prefix), heading.count > prefix.count else { return heading }
    let rest = heading.dropFirst(prefix.count)
    return rest.prefix(1).uppercased() + rest.dropFirst()
  }
}
