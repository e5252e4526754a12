import Exercises
import Lessons
import Marking

/// A lesson without what gives its answers away: solutions, other answers, wrong answers, and tests that are not shown. In a
/// fold that held some of it, prose is left out as well, since it may explain them. All other lines stay as they are.
struct OpenPage {
  private(set) var text = ""

  private let lines: [String]
  private var line = 0
  private var fences: ArraySlice<Lesson.Fence>
  /// The lines of fences that are left out, and of starters whose answers cannot be judged without them.
  private let hidden: Set<Int>
  private let kept: Set<Int>

  init(_ lesson: Lesson) {
    lines = lesson.lines
    fences = lesson.fences[...]
    hidden = lesson.hiddenFences
    kept = Set(lesson.exercises.lazy.filter { !$0.canBeJudgedByStudents }.map(\.starter.line))
    while line < lines.count {
      if let fence = nextFence() {
        if fence.isHidden { skipEmptyLine() } else { text += fence.text }
      } else if isFoldTag("<details") {
        text += fold()
      } else {
        text += takeLine()
      }
    }
  }

  private mutating func takeLine() -> String {
    defer { line += 1 }
    return lines[line]
  }

  /// The lines of the fence that begins here; nil where none does.
  private mutating func nextFence() -> (text: String, isHidden: Bool)? {
    guard let fence = fences.first, fence.line == line + 1 else { return nil }
    fences.removeFirst()
    let end = min(max(fence.endLine, fence.line), lines.count)
    defer { line = end }
    var opening = lines[line]
    if kept.contains(fence.line) {
      let words = opening.prefix { !$0.isNewline }
      opening = words + " kept" + opening.dropFirst(words.count)
    }
    return (opening + lines[(line + 1)..<end].joined(), hidden.contains(fence.line))
  }

  private mutating func skipEmptyLine() {
    if line < lines.count, isEmpty(lines[line]), text.hasSuffix("\n\n") || text.hasSuffix("\r\n\r\n") { line += 1 }
  }

  private func isFoldTag(_ tag: String) -> Bool { lines[line].drop { $0 == " " }.lowercased().hasPrefix(tag) }

  private func isEmpty(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

  /// A fold, from its opening tag to its closing one.
  private mutating func fold() -> String {
    var whole = ""
    var head = ""
    var shown = ""
    var isHead = true
    var hidesSomething = false
    while line < lines.count {
      if let fence = nextFence() {
        isHead = false
        whole += fence.text
        if fence.isHidden { hidesSomething = true } else { shown += fence.text + "\n" }
        continue
      }
      let isEnd = isFoldTag("</details")
      let taken = takeLine()
      if isEnd {
        let rest = shown.isEmpty ? "Your teacher keeps what stands here.\n\n" : shown
        return hidesSomething ? head + "\n" + rest + taken : whole + taken
      }
      whole += taken
      isHead = isHead && !isEmpty(taken)
      if isHead { head += taken }
    }
    return hidesSomething ? head + "\n" + shown : whole
  }
}

extension Lesson {
  /// The lines of the fences that students do not get.
  fileprivate var hiddenFences: Set<Int> {
    let shown = Set(exercises.flatMap { $0.tests.filter { $0.visibility == .all }.map(\.code.line) })
    return Set(
      fences.lazy.filter { fence in
        let words = fence.words.first == "errorbook" ? fence.words.dropFirst() : fence.words[...]
        switch words.first {
        case "solution", "also", "wrong", "answer": return fence.words.first == "errorbook"
        case "tests": return !shown.contains(fence.line)
        default: return false
        }
      }.map(\.line))
  }
}
