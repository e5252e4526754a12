import Diagnostics
import Interpreter
import Prompt
import Rendering
import Syntax

/// `list` in a lesson: what is in force. A lesson begins several programs, one after the other, and who looks for their own
/// lines wants to see only the one that they belong to.
extension LearnLoop {
  mutating func list() {
    let script = SessionScript(prompt.session.history.now)
    guard !script.isEmpty else { return print("Nothing has run so far.\n") }
    let first = prompt.session.session.source.lineOfLastReset ?? 1
    if first > 1 { print("\("Before line \(first), which forgets them, stand programs of earlier steps.", .faint)\n") }
    print(script.listing(from: first, isPlain: prompt.session.isPlain))
  }
}

extension SourceText {
  /// Nil where no statement of it is a `reset`.
  fileprivate var lineOfLastReset: Int? {
    var parser = Parser(self)
    var line: Int?
    while let parsed = parser.next() {
      if let statement = parsed.statement, case .reset = statement.kind { line = self.line(of: statement.span.start) }
    }
    return line
  }
}
