import CMarkGFM
import Diagnostics
import Exercises

/// A `<details>` or `</details>` tag in the prose of a page.
package enum DetailsTag: Sendable, Hashable {
  case opening, closing
}

extension Lesson {
  /// The `<details>` tags by line, counted from 1. Tags in quotes and lists count; tags in code do not.
  package var detailsTags: [Int: [DetailsTag]] {
    let code = codeLines
    var tags: [Int: [DetailsTag]] = [:]
    for line in 1...max(1, text.lineCount) where !code.contains(line) {
      guard let span = text.spanOfLine(line) else { continue }
      let found = Self.detailsTags(in: text.text(span))
      if !found.isEmpty { tags[line] = found }
    }
    return tags
  }

  private static func detailsTags(in line: String) -> [DetailsTag] {
    var tags: [DetailsTag] = []
    var rest = line.lowercased()[...]
    while let character = rest.first {
      if character == "`" {
        rest = afterCode(rest)
        continue
      }
      for (tag, start) in [(DetailsTag.opening, "<details"), (.closing, "</details")] where rest.hasPrefix(start) {
        let next = rest.dropFirst(start.count).first
        if next.map({ $0 == ">" || $0 == "/" || $0.isWhitespace }) ?? true { tags.append(tag) }
      }
      rest = rest.dropFirst(character == "\\" ? 2 : 1)
    }
    return tags
  }

  /// Returns the text after a code span, or after the backticks if they open none on this line.
  private static func afterCode(_ text: Substring) -> Substring {
    let marks = text.prefix { $0 == "`" }.count
    var rest = text.dropFirst(marks)
    while let start = rest.firstIndex(of: "`") {
      let run = rest[start...].prefix { $0 == "`" }.count
      rest = rest[start...].dropFirst(run)
      if run == marks { return rest }
    }
    return text.dropFirst(marks)
  }

  /// The lines, counted from 1, of all code blocks at any depth.
  private var codeLines: Set<Int> {
    Markdown.parse(text) { document in
      var lines: Set<Int> = []
      guard let iterator = cmark_iter_new(document) else { return lines }
      defer { cmark_iter_free(iterator) }
      while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
        guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
          cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
        else { continue }
        lines.formUnion(Markdown.linesOfCode(node, text))
      }
      return lines
    } ?? []
  }

  /// Problems with `<details>` that contain part of an exercise and are never closed. A hand-out cannot know where they end.
  package var openFolds: [LessonProblem] {
    let tags = detailsTags
    var starts: [Int] = []
    for (line, found) in tags.sorted(by: { $0.key < $1.key }) {
      for tag in found {
        switch tag {
        case .opening: starts.append(line)
        case .closing: if !starts.isEmpty { starts.removeLast() }
        }
      }
    }
    guard let start = starts.first,
      fences.contains(where: { $0.line > start && ["errorbook", "tests"].contains($0.words.first) })
    else { return [] }
    return [
      LessonProblem(
        "open-fold", at: start, "this `<details>` is never closed",
        help: "end it with `</details>`: `hand-out` leaves out the text of `<details>` with answers")
    ]
  }
}
