import Foundation

/// What was measured, beside what was hoped for.
struct Table {
  struct Row {
    var what: String
    var measured: String
    var other: String
    var ratio: String
    var goal: String
    /// Nil where there is no goal, or nothing to compare with.
    var holds: Bool?
  }

  private(set) var rows: [Row] = []

  mutating func add(
    _ what: String, _ measured: String, _ other: String = "", ratio: String = "", goal: String = "", holds: Bool? = nil
  ) {
    rows.append(Row(what: what, measured: measured, other: other, ratio: ratio, goal: goal, holds: holds))
  }

  /// How many times faster `measured` is than `other`.
  mutating func addSpeed(_ what: String, _ measured: Double, _ other: Double, _ name: String, atLeast goal: Double) {
    let ratio = other / measured
    add(
      what, time(measured), "\(name) \(time(other))", ratio: String(format: "%.3g x as fast", ratio),
      goal: String(format: "at least %g x", goal), holds: ratio >= goal)
  }

  /// How many times as long as `other` it takes.
  mutating func addCost(_ what: String, _ measured: Double, _ other: Double, _ name: String, atMost goal: Double) {
    let ratio = measured / other
    add(
      what, time(measured), "\(name) \(time(other))", ratio: String(format: "%.2f x as long", ratio),
      goal: String(format: "at most %g x", goal), holds: ratio <= goal)
  }

  /// As Markdown, which reads well in a terminal too.
  func print() {
    let head = ["what", "errorbook", "beside it", "ratio", "goal", ""]
    let cells =
      [head]
      + rows.map { row in
        let verdict = row.holds.map { $0 ? "holds" : "does not hold" } ?? ""
        return [row.what, row.measured, row.other, row.ratio, row.goal, verdict]
      }
    let widths = head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    for (index, row) in cells.enumerated() {
      let padded = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
      Swift.print("| \(padded.joined(separator: " | ")) |")
      if index == 0 { Swift.print("|\(widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|"))|") }
    }
  }
}

/// Seconds in the unit that suits them.
func time(_ seconds: Double) -> String {
  switch seconds {
  case ..<1e-6: String(format: "%.1f ns", seconds * 1e9)
  case ..<1e-3: String(format: "%.2f us", seconds * 1e6)
  case ..<1: String(format: "%.2f ms", seconds * 1e3)
  default: String(format: "%.2f s", seconds)
  }
}
