import Diagnostics
import Interpreter
import Rendering

/// Replaces advice that cannot be followed in an answer. The session does not know that its text goes on after a lesson, so
/// it recommends `reset`, which answers may not use and which at an exercise of a lesson only clears the answer.
package struct AnswerAdvice: Sendable {
  /// The words that the answer may not use.
  let unusable: Set<String>
  /// Where the answer begins in the session's text.
  private let start: Int32

  init(_ exercise: Exercise, start: Int32) {
    unusable = exercise.unusable
    self.start = start
  }

  package init(for judge: Judge) {
    self.init(judge.exercise, start: Int32(clamping: judge.session.source.bytes.count))
  }

  /// The diagnostic with advice that helps.
  package func adapted(_ diagnostic: Diagnostic) -> Diagnostic {
    var adapted = diagnostic
    if diagnostic.kind == .duplicateClass, let earlier = diagnostic.secondary.first?.span {
      adapted.advice =
        earlier.start < start
        ? "the exercise has this class already: use it as it is, or give yours another name"
        : "leave one of the two out, or give it another name"
    } else if let advice = diagnostic.advice, namesUnusable(advice.text) {
      adapted.advice = nil
    }
    return adapted
  }

  private func namesUnusable(_ help: String) -> Bool {
    if unusable.contains("use"), help.withEach("use flask", as: "") != help { return true }
    return CodeSpan.pieces(of: help).contains { piece in
      guard case .code(let code) = piece, let word = code.split(separator: " ").first else { return false }
      return unusable.contains(String(word))
    }
  }
}
