import Exercises

/// A template for a new lesson with one idea, a prediction and an exercise. It passes `check` unchanged.
package struct LessonDraft {
  package let text: String
  /// `05-the-cache.md`.
  package let fileName: String

  /// What its author still has to write.
  package static let tasks = [
    "one idea, in the title", "a question that makes readers curious",
    "an experiment: cells, and a prediction before the surprise",
    "the explanation, with its sources", "an exercise: a task, tests, hints from gentle to explicit",
    "wrong answers that learners really give, and other answers that must pass",
    "run errorbook check and errorbook learn, and read the page on a Git host",
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

      The handler for `Exception` runs, because `PaymentError` is a subclass of `Exception`.

      ## Your turn

      Tell customers whose payment fails that they were not charged.

      ```errorbook exercise tell
      # your handler
      ```

      <details><summary>Tests, hints and a solution</summary>

      These tests check your answer:

      ```errorbook tests tell
      test "customers are not charged" {
        expect raise PaymentError -> "not charged", 402
      }
      ```

      ```hint tell
      Flask calls the handler for the raised class first.
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

      What you learned: Flask calls the handler for the nearest class on the MRO.

      """
  }
}
