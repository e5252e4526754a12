import Diagnostics
import Interpreter
import Testing

@testable import Workbook

/// Answers to exercises, and what the judge says of them.
@Suite("Judging") struct JudgeTests {
  /// The verdict on an answer to the exercise of a lesson.
  private func verdict(_ lesson: String, _ answer: String) throws -> Verdict {
    let lesson = Lesson(SourceText(name: "a.md", lesson))
    return try #require(lesson.judges().first).verdict(on: SourceText(name: "answer.eb", answer))
  }

  // MARK: Tests

  private static let shop = """
    ```errorbook
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    handler Exception -> "unknown error", 500
    ```

    ```errorbook exercise tell
    # Tell who pays by card that nothing was charged.
    ```

    ```errorbook tests tell
    test "a card that times out was not charged" under 0.12.2, 1.0 {
      raise ValueError
      raise Timeout
      expect raise CardTimeout -> "card not charged"
    }
    ```

    """

  @Test func testsPass() throws {
    let verdict = try verdict(Self.shop, #"handler CardTimeout -> "card not charged", 402"#)
    #expect(verdict.status == .passed)
    #expect(verdict.parts[0].checks.map(\.flask) == ["0.12.2", "1.0"])
    #expect(verdict.points == 1)
  }

  @Test func theFirstDifferenceComesWithTheFewestRequests() throws {
    let verdict = try verdict(Self.shop, #"handler PaymentError -> "card not charged", 402"#)
    #expect(verdict.status == .failed)
    #expect(
      verdict.findings.map(\.text) == [
        "Under Flask 0.12.2 after `raise Timeout`, `raise CardTimeout` comes to `\"unknown error\", 500`; "
          + "wanted is `\"card not charged\"`."
      ])
    #expect(verdict.parts[0].checks.map { $0.finding == nil } == [false, true])
  }

  @Test func whatFailsAlwaysNeedsNoRequestBefore() throws {
    let verdict = try verdict(Self.shop, #"handler Timeout -> "slow", 504"#)
    #expect(
      verdict.findings.first?.text
        == "Under Flask 0.12.2 in a new process, `raise CardTimeout` comes to `\"slow\", 504`; wanted is "
        + "`\"card not charged\"`.")
  }

  @Test(arguments: [
    ("", Verdict.Status.empty, "There is no statement in it."),
    ("# nothing\n\n", .empty, "There is no statement in it."),
    ("handler", .syntaxError, "Line 1 cannot be read: "),
    ("\n\nhandler E -> \"x\"", .failed, "Line 3 has an error: no class is named `E`"),
    ("use flask 1.0", .failed, "Line 1 says `use`, which this exercise asks you to do without."),
    ("class A(Exception)\nreset", .failed, "Line 2 says `reset`"),
    ("\0", .refusedInput, "Line 1 cannot be read: "),
  ])
  func obstacles(_ answer: String, _ status: Verdict.Status, _ text: String) throws {
    let verdict = try verdict(Self.shop, answer)
    #expect(verdict.status == status)
    #expect(try #require(verdict.findings.first).text.hasPrefix(text))
    #expect(verdict.points == 0)
  }

  @Test func spansAreThoseOfTheAnswer() throws {
    let verdict = try verdict(Self.shop, "class Shop(Exception)\nclass Timeout(Shop)\n")
    let diagnostic = try #require(verdict.diagnostics.first { $0.severity == .error })
    #expect(verdict.source.text(diagnostic.primary.span) == "Timeout")
    #expect(verdict.source.position(of: diagnostic.primary.span.start).line == 2)
    #expect(diagnostic.notes.contains { $0.hasPrefix("the lesson says: class Timeout(Exception)") })
  }

  @Test(arguments: [
    (String(repeating: "raise Timeout\n", count: 5001), "more than 5000 statements"),
    (String(repeating: "hunt\n", count: 101), "more than 100 questions"),
    (
      "test \"a\" under " + Array(repeating: "1.0", count: 5001).joined(separator: ",") + " { raise Timeout }",
      "more than 5000 statements"
    ),
    (String(repeating: " ", count: 300_000), "a text of more than 262144 bytes"),
  ])
  func limits(_ answer: String, _ limit: String) throws {
    let verdict = try verdict(Self.shop, answer)
    #expect(verdict.status == .limit)
    #expect(try #require(verdict.findings.first).text.contains(limit))
  }

  // MARK: Behaving as the solution does

  private static let same = """
    ```errorbook
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    ```

    ```errorbook exercise mend equivalent under 0.12.2
    ```

    ```errorbook solution mend
    handler PaymentError -> "card not charged", 402
    handler CardTimeout -> "card not charged", 402
    handler Exception -> "unknown error", 500
    ```

    """

  @Test(arguments: [
    // In another order, and with classes that nobody asks about.
    """
    class Other(Timeout)
    handler Exception -> "unknown error", 500
    handler Other -> "other", 500
    handler CardTimeout -> "card not charged", 402
    handler PaymentError -> 'card not charged', 402
    """,
    // A handler twice, which the later one replaces.
    """
    handler PaymentError -> "x", 400
    handler PaymentError -> "card not charged", 402
    handler CardTimeout -> "card not charged", 402
    handler Exception -> "unknown error", 500
    """,
  ])
  func whatBehavesAlikePasses(_ answer: String) throws {
    #expect(try verdict(Self.same, answer).status == .passed)
  }

  @Test func aDifferenceThatTakesAnOrderOfRaisesIsFound() throws {
    let verdict = try verdict(
      Self.same,
      #"""
      handler PaymentError -> "card not charged", 402
      handler Exception -> "unknown error", 500
      """#)
    #expect(
      verdict.findings.map(\.text) == [
        "Under Flask 0.12.2 after `raise Timeout`, your app answers `raise CardTimeout` with "
          + "`\"unknown error\", 500`; it should be `\"card not charged\", 402`."
      ])
  }

  // MARK: Noticing what is wrong

  private static let write = """
    ```errorbook
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    handler PaymentError -> "card not charged", 402
    handler Exception -> "unknown error", 500
    ```

    ```errorbook exercise write catches 0.12.2, mutant:breadth-first holds 1.0, 3.1 without safe, hunt
    ```

    """

  @Test func aTestThatNoticesPasses() throws {
    let verdict = try verdict(
      Self.write,
      #"""
      class Slow(Timeout)
      class SlowCard(Slow, PaymentError)
      handler Timeout -> "slow", 504
      test "cards" {
        raise Slow
        expect raise Timeout -> "slow"
      }
      expect raise SlowCard -> "slow"
      """#)
    #expect(
      verdict.findings.map(\.text) == [
        "Both of your expectations hold under Flask 0.12.2 as well, so they do not notice what is wrong there."
      ])
    let both = try self.verdict(
      Self.write,
      #"""
      test "history" {
        raise Timeout
        expect raise CardTimeout -> "card not charged"
      }
      class Slow(Timeout)
      class SlowCard(Slow, PaymentError)
      handler Timeout -> "slow", 504
      expect raise SlowCard -> "slow"
      """#)
    #expect(both.status == .passed)
  }

  @Test(arguments: [
    ("expect raise CardTimeout -> \"card not charged\"", "Your expectation holds under Flask 0.12.2 as well"),
    ("raise CardTimeout", "There is no `expect` in your answer"),
    (
      "expect raise CardTimeout -> \"unknown error\"", "Under Flask 1.0, where nothing is wrong, your expectation fails"
    ),
    ("expect not safe", "Line 1 says `safe`"),
    ("test \"x\" under 0.12.2 { expect raise CardTimeout -> 402 }", "Line 1 says `under`"),
  ])
  func whatDoesNotNotice(_ answer: String, _ text: String) throws {
    let verdict = try verdict(Self.write, answer)
    #expect(verdict.status == .failed)
    #expect(try #require(verdict.findings.first).text.hasPrefix(text))
  }
}
