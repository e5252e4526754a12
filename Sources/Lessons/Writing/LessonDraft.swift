import Exercises

/// A lesson to begin with: one idea with a question, a guess, an exercise of its own. It passes `check` as it is.
package struct LessonDraft {
  package let text: String
  /// `05-the-cache.md`.
  package let fileName: String

  /// What its author still has to do.
  package static let tasks = [
    "one idea, in the title", "a question that a reader wants answered",
    "an experiment: cells, and a guess before the surprise",
    "the explanation, with its sources", "an exercise: what is asked, tests, hints from gentle to plain",
    "wrong answers that people really give, and other answers that must pass",
    "errorbook check, errorbook learn, and the page as a Git host shows it",
  ]

  package init(number: Int, slug: String) {
    fileName = "\(number < 10 ? "0" : "")\(number)-\(slug).md"
    let title = slug.split(separator: "-").joined(separator: " ")
    text = """
      # \(number). \(title)

      *About ten minutes.*

      <div class="page">

      *Run this page with `errorbook learn \(fileName)`.*

      </div>

      What will a visitor see when a payment fails?

      ```errorbook
      class PaymentError(Exception)
      handler Exception -> "unknown error", 500
      ```

      ```errorbook predict
      raise PaymentError
      ```

      ```output
      raise PaymentError
        500 "unknown error"  from handler Exception (line 2), which received PaymentError
      ```

      The handler for `Exception` answers, since a `PaymentError` is one.

      ## Your turn

      Let whoever pays be told that nothing was charged.

      ```errorbook exercise tell
      # your handler
      ```

      <details><summary>Tests, hints and a solution</summary>

      What is checked:

      ```errorbook tests tell
      test "who pays is told" {
        expect raise PaymentError -> "not charged", 402
      }
      ```

      ```hint tell
      A handler for a class answers for that class.
      ```

      An answer that passes:

      ```errorbook solution tell
      handler PaymentError -> "not charged", 402
      ```

      An answer that fails:

      ```errorbook wrong tell
      handler Exception -> "not charged", 500
      ```

      </details>

      What was learned: a handler for a nearer class answers first.

      """
  }
}
