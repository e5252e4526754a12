import Marking
import Rendering

/// Marks for people: a line each, and why below it.
package struct TextMarks: MarkFormat {
  private let theme: Theme
  private var count = MarkCount()

  package init(_ theme: Theme) { self.theme = theme }

  package mutating func write(_ mark: Mark) -> [UInt8] {
    count.add(mark)
    let style: StyledText.Style = mark.status == .passed ? .success : .error
    var text =
      StyledText(mark.student, .strong).padded(to: 24) + " "
      + StyledText(mark.exercise).padded(to: 20)
    text += " " + StyledText(mark.status.rawValue, style).padded(to: 13)
    text += " \(mark.points)/\(mark.possible)"
    if let late = mark.late { text += "  late: \(late)" }
    if let reason = mark.overridden { text += "  changed: \(reason)" }
    text += "\n"
    if let reason = mark.reason { text += "    " + StyledText(prose: reason) + "\n" }
    for warning in mark.warnings { text += "    \("warning", .warning): \(warning)\n" }
    return Array(LogCommands.removed(from: theme.render(text)).utf8)
  }

  package mutating func end() -> [UInt8] { Array("\(count.sentence)\n".utf8) }
}
