import Diagnostics
import Exercises
import Lessons

/// Other names for a lesson's classes, and other texts for its answers.
package struct Renaming: Sendable, Hashable {
  package internal(set) var names: [String: String] = [:]
  /// By what stands between the quotes, as it is spelled.
  package internal(set) var bodies: [String: String] = [:]

  /// A lesson, or a file of tests for it, under the new names. Outputs are renamed but not laid out anew.
  package func lesson(_ lesson: Lesson) -> Lesson {
    Lesson(SourceText(name: lesson.text.name, text(of: lesson)))
  }

  /// Code: every name and every text is exchanged where it stands as a whole.
  package func inCode(_ code: some StringProtocol) -> String { exchanged(code, isCode: true) }

  private func text(of lesson: Lesson) -> String {
    var text = ""
    var prose = ""
    var fences = lesson.fences.filter { $0.words.first != "hint" }[...]
    for (index, line) in lesson.lines.enumerated() {
      let number = index + 1
      if let fence = fences.first, number > fence.endLine { fences.removeFirst() }
      guard let fence = fences.first, number >= fence.line else {
        // A code span can go over several lines of a paragraph.
        prose += line
        if line.allSatisfy(\.isWhitespace) { flush(&prose, into: &text) }
        continue
      }
      flush(&prose, into: &text)
      // What stands behind the marks are words of the lesson's own.
      text += number == fence.line ? line : inCode(line)
    }
    flush(&prose, into: &text)
    return text
  }

  private func flush(_ prose: inout String, into text: inout String) {
    let pieces = prose.split(separator: "`", omittingEmptySubsequences: false)
    text += pieces.enumerated().map { index, piece in exchanged(piece, isCode: index % 2 == 1) }.joined(separator: "`")
    prose = ""
  }

  private func exchanged(_ text: some StringProtocol, isCode: Bool) -> String {
    var out = ""
    var rest = Substring(text)
    while let character = rest.first {
      if character == "\"" || character == "'", let body = body(after: character, in: rest) {
        out += "\(character)\(bodies[body] ?? body)\(character)"
        rest = rest.dropFirst(body.count + 2)
      } else if character.continuesName {
        let name = String(rest.prefix { $0.continuesName })
        // In prose a single letter is more often a letter than a class.
        out += (isCode || name.count > 1 ? names[name] : nil) ?? name
        rest = rest.dropFirst(name.count)
      } else {
        out.append(character)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  /// The known text that stands between this quote and the next one like it.
  private func body(after quote: Character, in text: Substring) -> String? {
    let rest = text.dropFirst()
    // A text may hold quotes itself, after a backslash.
    return bodies.keys.filter { rest.hasPrefix($0) && rest.dropFirst($0.count).first == quote }.max {
      $0.count < $1.count
    }
  }
}

extension Lesson {
  /// The text's lines, each with what ends it.
  var lines: [String] {
    var lines: [String] = []
    var line = ""
    for character in String(decoding: text.bytes, as: UTF8.self) {
      line.append(character)
      // `\r\n` is one Character.
      if character == "\n" || character == "\r\n" || character == "\r" {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
