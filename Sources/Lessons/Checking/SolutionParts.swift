import Diagnostics
import Exercises
import Syntax

/// Finds the statements of a solution, including those in test blocks, that it passes without.
struct SolutionParts {
  private let text: SourceText
  private var spans: [Span] = []

  init(_ solution: Lesson.Fence) {
    var text = SourceText(name: "", solution.content)
    var parser = Parser(text)
    while let parsed = parser.next(in: &text) {
      guard let statement = parsed.statement else { continue }
      spans.append(statement.span)
      if case .test(let block) = statement.kind { spans += block.body.map(\.span) }
    }
    self.text = text
  }

  /// Returns the lines, counted from 1, of the statements that the solution passes without.
  func linesNotNeeded(by judge: Judge) -> [Int] {
    spans.filter { judge.verdict(on: SourceText(name: judge.exercise.name, bytes: without($0))).passed }
      .map { text.line(of: $0.start) }
  }

  private func without(_ span: Span) -> [UInt8] {
    var bytes = text.bytes
    for index in Int(span.start)..<min(Int(span.end), bytes.count) where !bytes[index].endsLine {
      bytes[index] = UInt8(ascii: " ")
    }
    return bytes
  }
}
