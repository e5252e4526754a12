import Diagnostics
import Interpreter
import Rendering
import Resolution

/// Replaces advice that does not work in an answer. The session does not know that an answer continues a lesson, so it
/// suggests `reset`. Answers may not use `reset`, and at an exercise of a lesson it only clears the answer.
package struct AnswerAdvice: Sendable {
  /// The words that the answer may not use.
  let unusable: Set<String>
  /// The position in the session's text where the answer starts.
  private let start: Int32

  init(_ exercise: Exercise, start: Int32) {
    unusable = exercise.unusable
    self.start = start
  }

  package init(for judge: Judge) {
    self.init(judge.exercise, start: Int32(clamping: judge.session.source.bytes.count))
  }

  /// Returns the diagnostic with advice that works in an answer.
  package func adapted(_ diagnostic: Diagnostic) -> Diagnostic {
    var adapted = diagnostic
    if diagnostic.kind == .duplicateClass, let earlier = diagnostic.secondary.first?.span {
      adapted.advice =
        earlier.start < start
        ? "the exercise already has this class: use it, or give yours another name"
        : "remove one of the two, or give it another name"
    } else if let advice = diagnostic.advice, namesUnusable(advice.text) {
      adapted.advice = nil
    }
    return adapted
  }

  private func namesUnusable(_ help: String) -> Bool {
    if unusable.contains("use"), Framework.all.contains(where: { help.hasPart("use \($0.word)") }) {
      return true
    }
    return CodeSpan.pieces(of: help).contains { piece in
      guard case .code(let code) = piece, let word = code.split(separator: " ").first else { return false }
      return unusable.contains(String(word))
    }
  }
}
