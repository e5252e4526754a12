import Rendering
import Resolution

/// What the prompt says when it opens.
enum Greeting {
  /// At the very first start: where to begin.
  static let first: StyledText = """
    Welcome to errorbook. It shows which error handler Flask would run, and why.
    Type these three lines, each with Enter:

      handler Exception -> "sorry", 500
      raise ValueError
      why

    or `learn`, which begins the course. Tab completes what you type, `help` shows
    the rest, `quit` leaves.

    """

  static func later(_ release: Release) -> StyledText {
    "errorbook, Flask \(release.name, .strong). `help` shows what to type; `learn` is the course.\n"
  }
}
