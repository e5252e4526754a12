import Diagnostics
import Exercises

/// New names for a lesson's classes, and new texts for its responses.
package struct Renaming: Sendable, Hashable {
  package internal(set) var names: [String: String] = [:]
  /// By the text between the quotes, as spelled.
  package internal(set) var bodies: [String: String] = [:]

  /// Returns a lesson, or a file of tests for it, with the new names. Outputs are renamed but not aligned again.
  ///
  /// No name can start or end a fence. So the fences stay where they are, and only their lines change.
  package func lesson(_ lesson: Lesson) -> Lesson {
    let text = text(of: lesson)
    let source = SourceText(name: lesson.text.name, text)
    let lines = Lesson.lines(of: text)
    let fences = lesson.fences.map { fence in
      var fence = fence
      let end = min(fence.line + fence.content.utf8.count { $0 == .lineFeed }, lines.count)
      fence.content = lines[min(fence.line, end)..<end].map { Self.endingInLineFeed($0) }.joined()
      return fence
    }
    return Lesson(
      text: source, fences: fences, heading: lesson.heading.map { exchanged($0, isCode: false) }, id: lesson.id)
  }

  private static func endingInLineFeed(_ line: String) -> String {
    String(line.prefix { !$0.isLineEnd }) + "\n"
  }

  /// Returns code with all names and texts replaced where they occur as whole words.
  package func inCode(_ code: some StringProtocol) -> String { exchanged(code, isCode: true) }

  private func text(of lesson: Lesson) -> String {
    var text = ""
    var prose = ""
    var fences = lesson.fences.filter { $0.words.first != "hint" }[...]
    for (index, line) in lesson.lines.enumerated() {
      let number = index + 1
      if let fence = fences.first, number > fence.endLine { fences.removeFirst() }
      guard let fence = fences.first, number >= fence.line else {
        // A code span can continue over several lines of a paragraph.
        prose += line
        if line.allSatisfy({ $0.isWhitespace }) { flush(&prose, into: &text) }
        continue
      }
      flush(&prose, into: &text)
      // The words after the opening marks belong to the lesson format.
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
        // In prose a single letter is usually not a class.
        out += (isCode || name.count > 1 ? names[name] : nil) ?? name
        rest = rest.dropFirst(name.count)
      } else {
        out.append(character)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  /// Returns the known text between this quote and the next one of the same kind.
  private func body(after quote: Character, in text: Substring) -> String? {
    let rest = text.dropFirst()
    // A text can contain quotes after a backslash.
    return bodies.keys.filter { rest.hasPrefix($0) && rest.dropFirst($0.count).first == quote }.max {
      $0.count < $1.count
    }
  }
}

extension Lesson {
  /// The lines of the text, each with its line ending.
  package var lines: [String] { Self.lines(of: String(decoding: text.bytes, as: UTF8.self)) }

  fileprivate static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for character in text {
      line.append(character)
      if character.isLineEnd {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension Character {
  /// Whether it ends a line of Markdown. `\r\n` is one Character.
  fileprivate var isLineEnd: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
