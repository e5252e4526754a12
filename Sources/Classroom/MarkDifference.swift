import Marking
import Rendering

/// What changed between two runs of marking, a line for each mark.
package struct MarkDifference {
  package let lines: [StyledText]

  /// How many marks changed, as the last line.
  package var summary: StyledText { "\(lines.count) \(lines.count == 1 ? "mark" : "marks") changed\n" }

  package init(from old: [Mark], to new: [Mark]) {
    let before = Dictionary(old.map { ($0.key, $0) }) { $1 }
    let after = Dictionary(new.map { ($0.key, $0) }) { $1 }
    let keys = Set(before.keys).union(after.keys).sorted { ($0.student, $0.exercise) < ($1.student, $1.exercise) }
    lines = keys.compactMap { key in
      let (was, now) = (before[key], after[key])
      guard was?.status != now?.status || was?.points != now?.points else { return nil }
      return "\(key.student, .strong) \(key.exercise): \(Self.words(was)) -> \(Self.words(now))\n"
    }
  }

  private static func words(_ mark: Mark?) -> String {
    mark.map { "\($0.status.rawValue) \($0.points)/\($0.possible)" } ?? "no mark"
  }
}
