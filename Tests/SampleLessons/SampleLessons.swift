/// Markdown lessons that several test targets share.
package enum SampleLessons {
  /// A lesson with one exercise, `pay`. Its two `tests` fences are worth 1 and 2 points.
  package static let paying = """
    # Paying

    ```errorbook
    class PaymentError(Exception)
    ```

    ```errorbook exercise pay
    # your handler
    ```

    ```errorbook tests pay
    test "a payment error has a text" { expect raise PaymentError -> "not charged" }
    ```

    ```errorbook tests pay points 2
    test "a payment error has a status" { expect raise PaymentError -> 402 }
    ```

    ```errorbook solution pay
    handler PaymentError -> "not charged", 402
    ```

    ```errorbook wrong pay
    handler PaymentError -> "not charged"
    ```

    ```hint pay
    A handler has a text and a status.
    ```

    """

  /// An answer to `pay` that passes.
  package static let payingAnswer = "handler PaymentError -> \"not charged\", 402\n"

  /// A lesson with two exercises, `one` and `two`.
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
