import Diagnostics
import Rendering

/// Notices that somebody fails twice in a row for the same reason, and then points to the page that explains it.
struct FailureStreak {
  private var last: DiagnosticKind?
  private var hinted: Set<DiagnosticKind> = []

  /// The hint that is due after an entry with these errors; each kind is hinted at once.
  mutating func hint(after errors: [Diagnostic]) -> StyledText? {
    guard let first = errors.first else {
      last = nil
      return nil
    }
    let kinds = Set(errors.map { $0.kind })
    let again = last.flatMap { kinds.contains($0) ? $0 : nil }
    last = again ?? first.kind
    guard let again, hinted.insert(again).inserted else { return nil }
    return "Twice the same: \("explain \(again.slug)", .code) says more, with an example. Up brings the line back.\n"
  }
}
