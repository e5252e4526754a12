import Exercises
import Lessons
import Marking

/// A lesson without its answers: solutions, other answers, wrong answers, hidden tests and the model answers of essays are
/// left out. In a `<details>` section that contained some of them, the prose is left out too, because it may explain them.
/// The rules of each exercise come after its starter. All other lines stay unchanged.
struct OpenPage {
  private(set) var text = ""

  private let lines: [String]
  private var line = 0
  private var fences: ArraySlice<Lesson.Fence>
  /// The lines of fences that are left out, and of starters that cannot be judged without them.
  private let hidden: Set<Int>
  private let kept: Set<Int>
  /// The rules of exercises by the line of the starter.
  private let rules: [Int: [String]]
  private let detailsTags: [Int: [DetailsTag]]

  init(_ lesson: Lesson, _ judges: [Judge]) {
    lines = lesson.lines
    fences = lesson.fences[...]
    hidden = lesson.hiddenFences
    detailsTags = lesson.detailsTags
    rules = Dictionary(
      judges.map { ($0.exercise.starter.line, $0.rules) }
    ) { first, _ in first }
    kept = Set(lesson.exercises.lazy.filter { !$0.canBeJudgedByStudents }.map(\.starter.line))
    while line < lines.count {
      if let fence = nextFence() {
        if fence.isHidden { skipEmptyLine() } else { text += fence.text }
      } else if depth(after: 0) > 0 {
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

  /// Returns the lines of the fence that starts here; nil if there is none.
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
    if let essay = Essay(fence), !essay.isFromHandOut, end > line + 1 {
      let words = opening.prefix { !$0.isNewline }
      // Students get the question without the model answer and the rubric.
      return (words + " kept" + opening.dropFirst(words.count) + lines[end - 1], false)
    }
    return (opening + lines[(line + 1)..<end].joined() + rules(at: fence.line), hidden.contains(fence.line))
  }

  /// Returns the rules inside `<details>`. `learn` leaves that out, because it shows the rules itself.
  private func rules(at line: Int) -> String {
    guard let rules = rules[line] else { return "" }
    let list = rules.map { "- \($0)\n" }.joined()
    return "\n<details open>\n<summary>Rules</summary>\n\n\(list)\n</details>\n"
  }

  private mutating func skipEmptyLine() {
    if line < lines.count, isEmpty(lines[line]), text.hasSuffix("\n\n") || text.hasSuffix("\r\n\r\n") { line += 1 }
  }

  /// Returns the number of open `<details>` after the line, given the number before it.
  private func depth(after depth: Int) -> Int {
    (detailsTags[line + 1] ?? []).reduce(depth) { max(0, $0 + ($1 == .opening ? 1 : -1)) }
  }

  /// Whether a line is empty, or only has quote marks.
  private func isEmpty(_ line: String) -> Bool { line.allSatisfy { $0.isWhitespace || $0 == ">" } }

  /// Returns the start of a `<details>` section with its title but without other text.
  private func opening(_ head: String) -> String {
    guard let start = head.range(of: "<details", after: head.startIndex) else { return head }
    var kept = String(head[..<start])
    var isTitle = false
    var rest = head[start...]
    while let character = rest.first {
      if character == "<" {
        let tag = rest.prefix { $0 != ">" } + rest.drop { $0 != ">" }.prefix(1)
        if tag.dropFirst().lowercased().hasPrefix("summary") { isTitle = true }
        if tag.lowercased().hasPrefix("</summary") { isTitle = false }
        kept += tag
        rest = rest.dropFirst(tag.count)
        continue
      }
      let startsLine = kept.last?.isNewline ?? true
      // Spaces and quote marks around tags stay.
      let isLayout = character.isWhitespace && !(character.isNewline && startsLine) || (character == ">" && startsLine)
      if isTitle || isLayout { kept.append(character) }
      rest = rest.dropFirst()
    }
    return kept
  }

  /// Returns the end of a `<details>` section without the text before it.
  private func closing(_ line: String) -> String {
    var place = line.startIndex
    while let next = line.range(of: "</details", after: place) { place = line.index(after: next) }
    guard place > line.startIndex else { return line }
    let start = line.index(before: place)
    return line.prefix { " \t>".contains($0) } + Self.tags(of: line[..<start]) + line[start...]
  }

  /// Returns the HTML tags of a text.
  private static func tags(of text: Substring) -> String {
    var tags = ""
    var isTag = false
    for character in text {
      if character == "<" { isTag = true }
      if isTag { tags.append(character) }
      if character == ">" { isTag = false }
    }
    return tags
  }

  /// Reads a `<details>` section, including nested ones.
  private mutating func fold() -> String {
    var whole = ""
    var head = ""
    var shown = ""
    var isHead = true
    var hidesSomething = false
    var depth = 0
    while line < lines.count {
      if let fence = nextFence() {
        isHead = false
        whole += fence.text
        if fence.isHidden { hidesSomething = true } else { shown += fence.text + "\n" }
        continue
      }
      let isInside = depth > 0
      depth = self.depth(after: depth)
      let taken = takeLine()
      if isInside, depth == 0 {
        let rest = shown.isEmpty ? "This part is only in the teacher's copy.\n\n" : shown
        return hidesSomething ? opening(head) + "\n" + rest + closing(taken) : whole + taken
      }
      whole += taken
      isHead = isHead && !isEmpty(taken)
      if isHead { head += taken }
    }
    return hidesSomething ? opening(head) + "\n" + shown : whole
  }
}

extension Lesson {
  /// The lines of the fences that a hand-out leaves out.
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

extension String {
  /// Returns the first position of a text after a start position, ignoring case.
  fileprivate func range(of text: String, after start: Index) -> Index? {
    self[start...].indices.first { self[$0...].prefix(text.count).lowercased() == text }
  }
}
