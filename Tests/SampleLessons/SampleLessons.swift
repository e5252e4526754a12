/// Lessons, as Markdown, that tests of several floors need.
package enum SampleLessons {
  /// One exercise, `pay`, with 1 and 2 points for its two fences of tests.
  package static let paying = """
    # Paying

    ```errorbook
    class PaymentError(Exception)
    ```

    ```errorbook exercise pay
    # your handler
    ```

    ```errorbook tests pay
    test "who pays is told" { expect raise PaymentError -> "not charged" }
    ```

    ```errorbook tests pay points 2
    test "with its number" { expect raise PaymentError -> 402 }
    ```

    ```errorbook solution pay
    handler PaymentError -> "not charged", 402
    ```

    ```errorbook wrong pay
    handler PaymentError -> "not charged"
    ```

    ```hint pay
    A handler has a text and a number.
    ```

    """

  /// An answer to `pay` that passes.
  package static let payingAnswer = "handler PaymentError -> \"not charged\", 402\n"

  /// Two exercises, `one` and `two`.
  package static let twoExercises = """
    # A lesson

    Prose.

    ```errorbook
    class Timeout(Exception)
    ```

    ```errorbook exercise one
    ```

    ```errorbook tests one
    test "one" { expect raise Timeout -> "one" }
    ```

    ```hint one
    A hint.
    ```

    ```errorbook solution one
    handler Timeout -> "one", 500
    ```

    ```errorbook exercise two
    ```

    ```errorbook tests two
    test "two" { expect raise Timeout -> "two" }
    ```

    ```errorbook solution two
    handler Timeout -> "two", 500
    ```

    """
}
