import Exercises

/// A line-by-line difference of two texts: `-` before old lines, `+` before new lines, and the lines around them.
struct LineDifference {
  let lines: [String]

  /// The number of unchanged lines shown before and after a change.
  private static let context = 2
  /// The maximum number of lines; the rest is cut off.
  private static let limit = 60

  init(from written: String, to shown: String) {
    let old = Self.lines(of: written)
    let new = Self.lines(of: shown)
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var all: [(isChange: Bool, text: String)] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        all.append((true, "- " + old[left]))
        left += 1
      } else if right < new.count, inserted.contains(right) {
        all.append((true, "+ " + new[right]))
        right += 1
      } else if left < old.count {
        all.append((false, "  " + old[left]))
        left += 1
        right += 1
      } else {
        break
      }
    }
    lines = Self.near(all)
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Returns the changes and a few lines around them.
  private static func near(_ all: [(isChange: Bool, text: String)]) -> [String] {
    var isShown = [Bool](repeating: false, count: all.count)
    for index in all.indices where all[index].isChange {
      for near in max(0, index - context)...min(all.count - 1, index + context) { isShown[near] = true }
    }
    var shown: [String] = []
    for index in all.indices {
      if isShown[index] {
        shown.append(all[index].text)
      } else if index > 0, isShown[index - 1] {
        shown.append("  ...")
      }
    }
    return shown.count > limit ? Array(shown.prefix(limit)) + ["  ... and more"] : shown
  }
}
