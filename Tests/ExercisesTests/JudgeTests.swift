import Diagnostics
import Interpreter
import Testing

@testable import Exercises
@testable import Lessons

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

  @Test func aClassThatPythonShouldRefuseIsNamed() throws {
    let exercise = """
      ```errorbook
      use flask 0.12.2
      class Timeout(Exception)
      ```

      ```errorbook exercise order
      # Declare a class.
      ```

      ```errorbook tests order
      expect refused class Hasty(Exception, Timeout)
      expect refused class Slow(Timeout, Exception) code 404
      ```
      """
    #expect(
      try verdict(exercise, "class Late(Timeout)").findings.map(\.text) == [
        "Under Flask 0.12.2 Python should refuse `class Slow(Timeout, Exception)` after your answer, and it does not."
      ])
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

  private struct TooMuch: CustomTestStringConvertible {
    var limit: String
    var answer: String

    init(_ limit: String, _ answer: String...) {
      self.limit = limit
      self.answer = answer.joined()
    }

    // An answer may be long.
    var testDescription: String { limit }
  }

  @Test(arguments: [
    TooMuch("more than 400 statements", Self.times(401, "raise Timeout")),
    TooMuch(
      "more than 400 statements", "test \"a\" under 1.0\(Self.times(29, ", 1.0", end: "")) {\n",
      Self.times(14, "raise Timeout"), "}"),
    // A block begins with the app anew, so it counts for as much as there is in the app.
    TooMuch("more than 400 statements", Self.times(99, "handler Timeout -> \"x\""), Self.times(4, Self.block)),
    TooMuch("more than 40 runs of test blocks", Self.times(41, Self.block)),
    TooMuch("more than 60 classes", Self.chain(61)),
    TooMuch(
      "MROs of more than 1500 entries", Self.chain(50), "class M(C49, Exception)\n", Self.chain(9, "D", of: "M")),
    TooMuch("more than 100 expectations", Self.times(101, "expect raise Timeout -> crash")),
    TooMuch("a text of more than 16384 bytes", Self.times(20_000, " ", end: "")),
  ])
  private func limits(_ tooMuch: TooMuch) throws {
    let verdict = try verdict(Self.shop, tooMuch.answer)
    #expect(verdict.status == .limit)
    #expect(try #require(verdict.findings.first).text.contains(tooMuch.limit))
  }

  private static let block = "test \"x\" { expect raise KeyError -> crash }"

  private static func times(_ count: Int, _ text: String, end: String = "\n") -> String {
    String(repeating: text + end, count: count)
  }

  private static func chain(_ count: Int, _ name: String = "C", of base: String = "Exception") -> String {
    (0..<count).map { "class \(name)\($0)(\($0 == 0 ? base : name + String($0 - 1)))\n" }.joined()
  }

  /// What nobody reads to the end is not said to the end.
  @Test func longAnswersAreAnsweredShortly() throws {
    let long = try verdict(Self.shop, "handler Timeout -> \"\(String(repeating: "x", count: 10_000))\"")
    #expect(long.findings.allSatisfy { $0.text.utf8.count < 1000 })
    let broken = try verdict(Self.shop, String(repeating: "handler Nobody -> \"x\"\n", count: 100))
    #expect(broken.diagnostics.count == 3)
    let unreadable = try verdict(Self.shop, String(repeating: "handler ->\n", count: 100))
    #expect(unreadable.diagnostics.count == 3)
  }

  /// Windows' editors begin a file of UTF-8 with a mark that nobody sees.
  @Test func aByteOrderMarkIsNoError() throws {
    #expect(try verdict(Self.shop, "\u{FEFF}handler CardTimeout -> \"card not charged\"").status == .passed)
    let wrong = try verdict(Self.shop, "\u{FEFF}class Shop(Exception)\nclass Timeout(Shop)\n")
    let diagnostic = try #require(wrong.diagnostics.first { $0.severity == .error })
    #expect(wrong.source.text(diagnostic.primary.span) == "Timeout")
  }

  /// Questions change nothing and print for nobody: how many there are costs no time.
  @Test func questionsPlayNoPart() throws {
    let questions = "compare\nhunt\nwhy Timeout\nstats\n"
    #expect(try verdict(Self.shop, questions).status == .failed)
    #expect(try verdict(Self.shop, questions + "handler CardTimeout -> \"card not charged\"").passed)
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
