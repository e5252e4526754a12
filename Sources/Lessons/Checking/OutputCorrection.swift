import Diagnostics
import Exercises

/// A fence of a lesson and its new content.
struct OutputCorrection: Sendable {
  var fence: Lesson.Fence
  var content: String

  /// Returns the text with the contents of some fences replaced; all other bytes are unchanged. New lines end like the line
  /// of the fence's opening marks. If the new content would close the fence too early, its marks become longer.
  static func apply(_ corrections: [OutputCorrection], to text: SourceText) -> [UInt8] {
    var bytes: [UInt8] = []
    var kept = 0
    for correction in corrections.sorted(by: { $0.fence.line < $1.fence.line }) {
      guard let opening = text.spanOfLine(correction.fence.line),
        let closing = text.spanOfLine(correction.fence.endLine)
      else { continue }
      let lineEnd = text.lineEnd(after: opening)
      let marks = Marks(opening, in: text, for: correction.content)
      bytes += text.bytes[kept..<Int(opening.start)]
      bytes += marks.opening
      bytes += lineEnd
      for line in Array(correction.content.utf8).split(separator: UInt8.lineFeed, omittingEmptySubsequences: false)
        .dropLast()
      {
        bytes += line
        bytes += lineEnd
      }
      bytes += marks.closing(text.bytes[Int(closing.start)..<Int(closing.end)])
      kept = Int(closing.end)
    }
    return bytes + text.bytes[kept...]
  }

  /// The marks around a fence.
  private struct Marks {
    var opening: [UInt8]
    private var mark: UInt8
    private var missing: Int

    init(_ line: Span, in text: SourceText, for content: String) {
      opening = Array(text.bytes[Int(line.start)..<Int(line.end)])
      let mark = opening.first ?? UInt8(ascii: "`")
      let count = opening.prefix { $0 == mark }.count
      // A content line that starts with as many marks would end the fence.
      let lines = content.utf8.split(separator: UInt8.lineFeed)
      let counts = lines.map { line in line.drop { $0 == UInt8(ascii: " ") }.prefix { $0 == mark }.count }
      let longest = counts.max() ?? 0
      missing = max(0, longest + 1 - count)
      self.mark = mark
      if longest >= count {
        opening.insert(contentsOf: [UInt8](repeating: mark, count: missing), at: 0)
      } else {
        missing = 0
      }
    }

    func closing(_ line: ArraySlice<UInt8>) -> [UInt8] { [UInt8](repeating: mark, count: missing) + line }
  }
}

extension SourceText {
  /// Returns the line ending after a span: LF, CRLF or CR; LF at the end of the text.
  fileprivate func lineEnd(after line: Span) -> [UInt8] {
    let rest = bytes[Int(line.end)...]
    if rest.starts(with: [.carriageReturn, .lineFeed]) { return [.carriageReturn, .lineFeed] }
    return rest.first == .carriageReturn ? [.carriageReturn] : [.lineFeed]
  }
}

extension Lesson {
  /// Whether a fence has closing marks and does not just end with the text.
  func isClosed(_ fence: Fence) -> Bool {
    guard fence.endLine > fence.line, let line = text.spanOfLine(fence.endLine),
      let opening = text.spanOfLine(fence.line)
    else { return false }
    let marks = text.bytes[Int(opening.start)..<Int(opening.end)]
    guard let mark = marks.first else { return false }
    let count = marks.prefix { $0 == mark }.count
    let last = text.bytes[Int(line.start)..<Int(line.end)].drop { $0 == UInt8(ascii: " ") }
    return last.prefix { $0 == mark }.count >= count
  }
}

extension LessonCheck {
  /// A lesson after all its outputs were updated.
  package struct Accepted: Sendable {
    /// The check of the updated lesson.
    package var check: LessonCheck
    /// The new content of the file; nil if every output was right.
    package var bytes: [UInt8]?
    /// The number of outputs and diagrams that were updated.
    package var rewritten: Int
  }

  /// Returns the check of the lesson after all its outputs are updated.
  package func accepting() -> Accepted {
    let bytes = accepted
    guard bytes != lesson.text.bytes else { return Accepted(check: self, bytes: nil, rewritten: 0) }
    let check = LessonCheck(Lesson(SourceText(name: lesson.text.name, bytes: bytes)))
    return Accepted(check: check, bytes: bytes, rewritten: correctable)
  }
}
