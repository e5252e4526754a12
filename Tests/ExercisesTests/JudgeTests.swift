import Diagnostics
import Interpreter
import Rendering
import Resolution
import Testing

@testable import Exercises
@testable import Lessons

/// Answers to exercises and their verdicts.
@Suite("Judging") struct JudgeTests {
  /// Returns the verdict on an answer to the exercise of a lesson.
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
    # Tell customers that nothing was charged.
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
    #expect(verdict.parts[0].checks.map(\.release?.name) == ["0.12.2", "1.0"])
    #expect(verdict.points == 1)
  }

  @Test func theFirstDifferenceComesWithTheFewestRequests() throws {
    let verdict = try verdict(Self.shop, #"handler PaymentError -> "card not charged", 402"#)
    #expect(verdict.status == .failed)
    #expect(
      verdict.findings.map(\.text) == [
        "Under Flask 0.12.2 after `raise Timeout`: expected `raise CardTimeout` to give `\"card not charged\"`, "
          + "got `\"unknown error\", 500`."
      ])
    #expect(verdict.parts[0].checks.map { $0.finding == nil } == [false, true])
  }

  @Test func aClassThatPythonShouldRefuseIsReported() throws {
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
        "Under Flask 0.12.2: expected Python to refuse `class Slow(Timeout, Exception)`, but it accepts it."
      ])
  }

  @Test func freshFailuresNeedNoHistory() throws {
    let verdict = try verdict(Self.shop, #"handler Timeout -> "slow", 504"#)
    #expect(
      verdict.findings.first?.text
        == "Under Flask 0.12.2 in a fresh process: expected `raise CardTimeout` to give `\"card not charged\"`, "
        + "got `\"slow\", 504`.")
  }

  @Test(arguments: [
    ("", Verdict.Status.empty, "The answer has no statements."),
    ("# nothing\n\n", .empty, "The answer has no statements."),
    ("handler", .syntaxError, "Line 1 cannot be read: "),
    ("\n\nhandler E -> \"x\"", .failed, "Line 3 has an error: no class is named `E`"),
    ("use flask 1.0", .failed, "Line 1 uses `use`. Answers to this exercise may not use it."),
    ("class A(Exception)\nreset", .failed, "Line 2 uses `reset`"),
    ("\0", .refusedInput, "Line 1 cannot be read: "),
  ])
  func obstacles(_ answer: String, _ status: Verdict.Status, _ text: String) throws {
    let verdict = try verdict(Self.shop, answer)
    #expect(verdict.status == status)
    #expect(try #require(verdict.findings.first).text.hasPrefix(text))
    #expect(verdict.points == 0)
  }

  @Test func spansAreInTheAnswer() throws {
    let verdict = try verdict(Self.shop, "class Shop(Exception)\nclass Timeout(Shop)\n")
    let diagnostic = try #require(verdict.diagnostics.first { $0.severity == .error })
    #expect(verdict.source.text(diagnostic.primary.span) == "Timeout")
    #expect(verdict.source.position(of: diagnostic.primary.span.start).line == 2)
    #expect(diagnostic.notes.contains { $0.hasPrefix("in the lesson: class Timeout(Exception)") })
  }

  private struct TooMuch: CustomTestStringConvertible {
    var limit: String
    var answer: String

    init(_ limit: String, _ answer: String...) {
      self.limit = limit
      self.answer = answer.joined()
    }

    // An answer can be long.
    var testDescription: String { limit }
  }

  @Test(arguments: [
    TooMuch("more than 400 statements", Self.times(401, "raise Timeout")),
    TooMuch(
      "more than 400 statements", "test \"a\" under 1.0\(Self.times(29, ", 1.0", end: "")) {\n",
      Self.times(14, "raise Timeout"), "}"),
    // A block starts with a new app, so it counts as much as all declarations of the app.
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

  /// Long answers get short messages.
  @Test func longAnswersGetShortMessages() throws {
    let long = try verdict(Self.shop, "handler Timeout -> \"\(String(repeating: "x", count: 10_000))\"")
    #expect(long.findings.allSatisfy { $0.text.utf8.count < 1000 })
    let broken = try verdict(Self.shop, String(repeating: "handler Nobody -> \"x\"\n", count: 100))
    #expect(broken.diagnostics.count == 3)
    let unreadable = try verdict(Self.shop, String(repeating: "handler ->\n", count: 100))
    #expect(unreadable.diagnostics.count == 3)
  }

  /// Editors on Windows write an invisible byte order mark at the start of UTF-8 files.
  @Test func aByteOrderMarkIsAccepted() throws {
    #expect(try verdict(Self.shop, "\u{FEFF}handler CardTimeout -> \"card not charged\"").status == .passed)
    let wrong = try verdict(Self.shop, "\u{FEFF}class Shop(Exception)\nclass Timeout(Shop)\n")
    let diagnostic = try #require(wrong.diagnostics.first { $0.severity == .error })
    #expect(wrong.source.text(diagnostic.primary.span) == "Timeout")
  }

  /// Questions change nothing and their output is not shown, so they are skipped.
  @Test func questionsAreSkipped() throws {
    let questions = "compare\nhunt\nwhy Timeout\nstats\n"
    #expect(try verdict(Self.shop, questions).status == .failed)
    #expect(try verdict(Self.shop, questions + "handler CardTimeout -> \"card not charged\"").passed)
  }

  /// The text of an unmet expectation says what was compared: a request and its history, an MRO, a hunt, a refusal.
  @Test(arguments: [
    ("expect raise Timeout -> 504", " in a fresh process: expected `raise Timeout` to give `504`, got "),
    ("raise Timeout\nexpect last -> 504", " after `raise Timeout`: expected `last response (raise Timeout)` to give "),
    (
      "expect mro Timeout: Timeout, Exception", ": expected `mro Timeout` to be `Timeout, Exception`, got `Timeout, Exc"
    ),
    ("expect safe", ": expected `hunt` to find the app safe, got not safe: raise Timeout, then raise CardTimeout."),
    (
      "expect refused handler Timeout -> \"x\"", ": expected Flask to refuse `handler Timeout`, but it is accepted."
    ),
    // The tests share a process, so statements before the second one matter.
    (
      "test \"a\" continuing {\n raise Timeout\n}\ntest \"b\" continuing {\n expect raise CardTimeout -> 402\n}",
      " after `raise Timeout`: expected `raise CardTimeout` to give `402`, got "
    ),
    (
      "raise Timeout\ntest \"b\" continuing {\n expect raise CardTimeout -> 402\n}",
      " after `raise Timeout`: expected `raise CardTimeout` to give `402`, got "
    ),
  ])
  func verdictsSayWhatWasCompared(_ tests: String, _ text: String) throws {
    let lesson = Self.shop.replacing(#/```errorbook tests tell\n(?s:.*?)\n```/#) { _ in
      "```errorbook tests tell\n\(tests)\n```"
    }
    let verdict = try verdict(lesson, "handler PaymentError -> \"not charged\", 402")
    #expect(verdict.findings.map(\.text).contains { $0.hasPrefix("Under Flask 0.12.2" + text) }, "\(verdict.findings)")
  }

  /// The message names the release under which the test could not run.
  @Test func missingDeclarationsNameTheRelease() throws {
    let lesson = Self.shop.replacing("under 0.12.2, 1.0 {", with: "under 0.12.2, 1.0 {\n  raise Late")
    let verdict = try verdict(lesson, "class Late(Exception)\nhandler CardTimeout -> \"card not charged\"")
    #expect(verdict.passed)
    let lacking = try self.verdict(lesson, "handler CardTimeout -> \"card not charged\"")
    #expect(
      lacking.findings.map(\.text)
        == ["0.12.2", "1.0"].map {
          "A test could not run under Flask \($0): no class is named `Late`."
        })
  }

  // MARK: Rules

  /// Statements that do not affect the verdict are allowed.
  @Test(arguments: [
    "restart\n", "trace on\n", "raise Timeout\nrestart\n", "test \"own\" under 1.0 { expect raise Timeout -> 504 }\n",
    "hunt\nwhy Timeout\n", "config DEBUG off\n",
  ])
  func harmlessStatementsAreAllowed(_ line: String) throws {
    #expect(try verdict(Self.shop, line + #"handler CardTimeout -> "card not charged", 402"#).passed)
    let noticing = "raise Timeout\nexpect raise CardTimeout -> 402\n"
    guard !line.contains("under") else { return }
    let write = Self.write.replacing(", mutant:breadth-first", with: "")
    #expect(try verdict(write, line.replacing("hunt\n", with: "") + noticing).passed)
  }

  /// The rules list the forbidden words, and the verdict names the one that an answer uses.
  @Test(arguments: [
    ("", ["use", "reset"]),
    (" without hunt, safe", ["use", "reset", "hunt", "safe"]),
    (" allowing use", ["reset"]),
    (" allowing use, reset", []),
    (" equivalent under 3.1", ["use", "reset"]),
    (" equivalent under 3.1 allowing use", ["use", "reset"]),
    (" catches 0.12.2 holds 1.0, 3.1", ["use", "reset", "under"]),
    (" catches 0.12.2 holds 1.0 without mro allowing reset, under", ["use", "mro", "under"]),
  ])
  func rulesFollowFromTheOptions(_ options: String, _ words: [String]) throws {
    let exercise = "```errorbook\nuse flask 1.0\nclass A(Exception)\n```\n\n```errorbook exercise x\(options)\n```\n"
    let lesson = Lesson(SourceText(name: "a.md", exercise))
    let judge = try #require(lesson.judges().first)
    let rule = words.isEmpty ? nil : "Not allowed in an answer: \(words.map { "`\($0)`" }.joined(separator: ", "))."
    #expect(Array(judge.rules.dropFirst()) == [rule].compactMap { $0 })
    let uses = [
      "use": "use flask 1.0", "reset": "reset", "under": "test \"x\" under 1.0 { expect raise A -> 500 }",
      "hunt": "hunt", "safe": "expect safe", "mro": "mro A", "restart": "restart", "trace": "trace on",
    ]
    for (word, statement) in uses {
      let verdict = judge.verdict(on: SourceText(name: "x", statement + "\n"))
      let isForbidden = if case .forbidden(word, 1) = verdict.findings.first { true } else { false }
      #expect(isForbidden == words.contains(word), "\(word)")
    }
  }

  /// `catches` and `holds` accept releases of every framework, each after the word of its framework.
  @Test(arguments: [
    ("catches sanic 25.12 holds 3.1", ["Sanic 25.12.1"], ["Flask 3.1.0"]),
    (
      "catches sanic 21.6, flask 0.12.2, sanic 25.12 holds flask 1.0, starlette 1.10 without hunt",
      ["Sanic 21.6.2", "Flask 0.12.2", "Sanic 25.12.1"], ["Flask 1.0", "Starlette 1.10.0"]
    ),
  ])
  func releasesOfOtherFrameworks(_ options: String, _ wrong: [String], _ right: [String]) throws {
    let lesson = Lesson(SourceText(name: "a.md", "```errorbook exercise x \(options)\n```\n"))
    guard case .catches(let caught, let held) = try #require(lesson.exercises.first).kind else {
      Issue.record("\(options)")
      return
    }
    #expect(caught.map(\.phrase) == wrong)
    #expect(held.map(\.phrase) == right)
  }

  @Test(arguments: ["sanic 3.1", "25.12", "sanic", "django 5.0", "sanic, 25.12"])
  func unknownReleasesOfOtherFrameworks(_ name: String) {
    let text = "```errorbook exercise x catches \(name) holds 3.1\n```\n"
    let problems = ExerciseReading(Lesson(SourceText(name: "a.md", text)).fences).problems
    #expect(problems.contains { $0.slug == "bad-fence" }, "\(problems)")
  }

  /// A test that needs history passes under Flask 1.0 and fails under Sanic.
  @Test func testsThatCatchAnotherFramework() throws {
    let lesson = Self.write.replacing(
      "0.12.2, mutant:breadth-first holds 1.0, 3.1", with: "sanic 25.12 holds 1.0, starlette 1.10")
    let answer = "raise Timeout\nexpect raise CardTimeout -> \"card not charged\""
    #expect(try verdict(lesson, answer).status == .passed)
    #expect(
      try verdict(lesson, "expect raise CardTimeout -> 402").findings.map(\.text) == [
        "Your expectation passes under Sanic 25.12.1. It must fail there."
      ])
  }

  @Test func releasesOfTheExerciseCannotBeChanged() {
    let problems = ["equivalent under 3.1 allowing use", "catches 0.12.2 holds 1.0 allowing under"].map { options in
      ExerciseReading(Lesson(SourceText(name: "a.md", "```errorbook exercise x \(options)\n```\n")).fences).problems
    }
    for (found, word) in zip(problems, ["use", "under"]) {
      #expect(found.contains { $0.slug == "bad-fence" && $0.message.contains("`\(word)` cannot be allowed") })
    }
  }

  /// No help of a diagnostic suggests a word that the answer may not use.
  @Test func adviceCanBeFollowed() throws {
    for lesson in [Self.shop, Self.write] {
      for answer in ["class Timeout(OSError)\n", "class New(Exception)\nclass New(OSError)\n"] + allKinds.map(\.wrong) {
        let verdict = try verdict(lesson, answer)
        for help in verdict.diagnostics.compactMap(\.help) {
          #expect(!help.contains("`reset`") && !help.contains(#/\buse flask/#), "\(help), for\n\(answer)")
        }
      }
    }
    let twice = try verdict(Self.shop, "class Timeout(OSError)\n")
    #expect(
      twice.diagnostics.compactMap(\.help) == [
        "the exercise already has this class: use it, or give yours another name"
      ])
  }

  // MARK: Comparing with the solution

  private static let same = """
    ```errorbook
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    ```

    ```errorbook exercise repair equivalent under 0.12.2
    ```

    ```errorbook solution repair
    handler PaymentError -> "card not charged", 402
    handler CardTimeout -> "card not charged", 402
    handler Exception -> "unknown error", 500
    ```

    """

  @Test(arguments: [
    // In another order, and with additional classes.
    """
    class Other(Timeout)
    handler Exception -> "unknown error", 500
    handler Other -> "other", 500
    handler CardTimeout -> "card not charged", 402
    handler PaymentError -> 'card not charged', 402
    """,
    // A later handler replaces an earlier one.
    """
    handler PaymentError -> "x", 400
    handler PaymentError -> "card not charged", 402
    handler CardTimeout -> "card not charged", 402
    handler Exception -> "unknown error", 500
    """,
  ])
  func equivalentAnswersPass(_ answer: String) throws {
    #expect(try verdict(Self.same, answer).status == .passed)
  }

  @Test func differencesAfterOtherRequestsAreFound() throws {
    let verdict = try verdict(
      Self.same,
      #"""
      handler PaymentError -> "card not charged", 402
      handler Exception -> "unknown error", 500
      """#)
    #expect(
      verdict.findings.map(\.text) == [
        "Under Flask 0.12.2 after `raise Timeout`, your app answers `raise CardTimeout` with "
          + "`\"unknown error\", 500`; expected `\"card not charged\", 402`."
      ])
  }

  // MARK: Catching bugs

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

  @Test func testsThatCatchTheBugPass() throws {
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
        "Both expectations pass under Flask 0.12.2. At least one must fail there."
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
    (
      "expect raise CardTimeout -> \"card not charged\"",
      "Your expectation passes under Flask 0.12.2. It must fail there."
    ),
    ("raise CardTimeout", "There is no `expect` in your answer"),
    (
      "expect raise CardTimeout -> \"unknown error\"",
      "Under Flask 1.0 an expectation fails in a fresh process: "
        + "expected `raise CardTimeout` to give `\"unknown error\"`, got `\"card not charged\", 402`. All must pass there."
    ),
    ("expect not safe", "Line 1 uses `safe`"),
    ("test \"x\" under 0.12.2 { expect raise CardTimeout -> 402 }", "Line 1 uses `under`"),
  ])
  func testsThatMissTheBugFail(_ answer: String, _ text: String) throws {
    let verdict = try verdict(Self.write, answer)
    #expect(verdict.status == .failed)
    #expect(try #require(verdict.findings.first).text.hasPrefix(text))
  }

  /// An error is not a failed expectation, and does not count as one that passes.
  @Test func errorsWhereATestShouldFailAreReported() throws {
    let lesson = Self.write.replacing("0.12.2, mutant:breadth-first holds 1.0, 3.1", with: "0.12.2 holds 3.1")
    #expect(
      try verdict(lesson, "expect raise KeyError -> 500\nexpect raise MisdirectedRequest -> 500").findings.map(\.text)
        == [
          "Line 2 has an error under Flask 0.12.2: `MisdirectedRequest` does not exist under Flask 0.12.2. "
            + "An error is not enough: an expectation must fail there."
        ])
    let later = Self.write.replacing("holds 1.0, 3.1", with: "holds 3.1, 1.0")
    #expect(
      try verdict(later, "expect raise MisdirectedRequest -> 500").findings.first?.text
        == "Line 1 has an error under Flask 1.0: `MisdirectedRequest` does not exist under Flask 1.0.")
  }

  /// Lesson 3 lists a release with the bug among those where a test must pass, and lesson 9 a release without it among those
  /// where a test must fail. So verdicts do not call a release right or wrong.
  @Test func noReleaseIsCalledRightOrWrong() throws {
    let lesson = Self.write.replacing(
      "catches 0.12.2, mutant:breadth-first holds 1.0, 3.1", with: "catches 0.10 holds 0.12.2")
    #expect(
      try verdict(lesson, "raise Timeout\nexpect raise CardTimeout -> \"card not charged\", 402").findings.first?.text
        == "Under Flask 0.12.2 an expectation fails after `raise Timeout`: "
        + "expected `raise CardTimeout` to give `\"card not charged\", 402`, got `\"unknown error\", 500`. "
        + "All must pass there.")
  }
}
