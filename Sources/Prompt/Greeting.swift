import Rendering
import Resolution

/// What the prompt says when it opens.
package enum Greeting {
  /// At the very first start: where to begin.
  package static let first: StyledText = """
    Welcome to errorbook. It shows which error handler Flask would run, and why.
    Type these three lines, each with Enter:

      handler Exception -> "sorry", 500
      raise ValueError
      why

    or `learn`, which begins the course. Tab completes what you type, `help` shows
    the rest, `quit` leaves.

    """

  /// - Parameter place: where the learner is in the course, such as `lesson 2, step 8`; nil before it was opened.
  package static func later(_ release: Release, place: String?) -> StyledText {
    let learn = place.map { "goes on with \($0)" } ?? "is the course"
    return "errorbook, Flask \(release.name, .strong). `help` shows what to type; `learn` \(learn).\n"
  }
}
