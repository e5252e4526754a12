import Diagnostics
import Exercises
import Lessons
import Testing

@testable import Marking

/// The mark for one answer.
@Suite("Marks") struct MarkTests {
  private static func lesson(_ tests: String) -> Lesson {
    Lesson(
      SourceText(
        name: "paying.md",
        "```errorbook\nclass PaymentError(Exception)\n```\n\n```errorbook exercise pay\n```\n\n\(tests)"))
  }

  private static let own = "```errorbook tests pay\nexpect raise PaymentError -> \"no\"\n```\n"

  private func mark(_ grader: Grader, _ answer: String) -> Mark {
    grader.mark(SourceText(name: "pay", answer), of: "ada", by: grader.judges[0])
  }

  @Test func aMarkHasTheStatusOfTheVerdict() {
    let grader = Grader(Self.lesson(Self.own))
    #expect(mark(grader, "handler PaymentError -> \"no\"").status == .passed)
    #expect(mark(grader, "handler PaymentError -> \"yes\"").status == .failed)
    #expect(mark(grader, "").status == .empty)
    #expect(mark(grader, "handler").status == .syntaxError)
    #expect(mark(grader, "\0").status == .refusedInput)
    #expect(mark(grader, "handler PaymentError -> \"no\"").reason == nil)
    #expect(mark(grader, "handler PaymentError -> \"yes\"").reason != nil)
    #expect(mark(grader, "handler P\u{430}ymentError -> \"no\"").warnings.count == 1)
  }

  /// A student sees the mark only once, so it has more than the first difference.
  @Test func aMarkListsAllProblems() {
    let tests = """
      ```errorbook tests pay
      test "status" { expect raise PaymentError -> 402 }
      test "text" { expect raise PaymentError -> "no" }
      test "others" { expect raise KeyError -> crash }
      ```

      ```errorbook tests pay show=never
      expect raise ValueError -> 1
      ```

      """.replacing("show=never", with: "show never")
    let mark = mark(Grader(Self.lesson(tests)), "handler PaymentError -> \"yes\"")
    #expect(
      ([mark.reason] + mark.furtherReasons).map { $0.map { String($0.prefix(80)) } } == [
        "Under Flask 3.1.0 in a fresh process: expected `raise PaymentError` to give `402",
        "Under Flask 3.1.0 in a fresh process: expected `raise PaymentError` to give `\"no",
        "Under Flask 3.1.0 in a fresh process: expected `raise KeyError` to give `crash`,",
      ])
    #expect(mark.furtherReasons.count == 2)
    let forbidden = self.mark(Grader(Self.lesson(Self.own)), "use flask 1.0")
    #expect(forbidden.reason == "Line 1 uses `use`. Answers to this exercise may not use it.")
    #expect(forbidden.furtherReasons.isEmpty)
  }

  /// A teacher's tests come after the lesson's. Those for other exercises do not run.
  @Test func teachersTestsAreAdded() {
    let hidden =
      "```tests pay points=2\nexpect raise PaymentError -> 402\n```\n\n```tests owe\nexpect raise KeyError -> 1\n```\n"
    let grader = Grader(Self.lesson(Self.own), tests: Lesson(SourceText(name: "hidden.md", hidden)))
    #expect(grader.exercises.map { $0.tests.map(\.points) } == [[1, 2]])
    let half = mark(grader, "handler PaymentError -> \"no\"")
    #expect((half.points, half.possible, half.status) == (1, 3, .failed))
    #expect(half.tests.map(\.passed) == [true, nil] && half.tests.last?.name == "hidden")
  }

  @Test func aVariantIsJudgedWithItsNames() throws {
    let lesson = Self.lesson(Self.own)
    let grader = Grader(lesson, variant: Variant("ada"))
    let name = try #require(Variant("ada").renaming(of: lesson).names["PaymentError"])
    let body = try #require(Variant("ada").renaming(of: lesson).bodies["no"])
    #expect(mark(grader, "handler \(name) -> \"\(body)\"").status == .passed)
    #expect(mark(grader, "handler PaymentError -> \"no\"").status == .failed)
  }

  /// Students use the names of their variant, so a teacher's own tests are renamed too.
  @Test func teachersTestsAreRenamedForAVariant() throws {
    let hidden = Lesson(SourceText(name: "hidden.md", "```tests pay\nexpect raise PaymentError -> 402\n```\n"))
    let lesson = Self.lesson(Self.own)
    let renaming = Variant("ada").renaming(of: lesson)
    let grader = Grader(lesson, tests: hidden, variant: Variant("ada"))
    let name = try #require(renaming.names["PaymentError"])
    let body = try #require(renaming.bodies["no"])
    #expect(mark(grader, "handler \(name) -> \"\(body)\", 402").status == .passed)
    #expect(mark(grader, "handler \(name) -> \"\(body)\", 500").points == 1)
  }

  /// Adding unlimited points could overflow.
  @Test func pointsOutOfRangeAreRejected() {
    func mark(_ points: Int, _ possible: Int, _ test: Int = 0) -> Mark {
      Mark(
        student: "ada", exercise: "pay", status: .failed, points: points, possible: possible, reason: nil,
        tests: [Mark.Test(name: "x", passed: nil, message: nil, points: test, possible: 1)], warnings: [], late: nil,
        overridden: nil)
    }
    #expect(mark(0, 0).canBeAdded && mark(1_000_000, 1_000_000, 1_000_000).canBeAdded)
    for wrong in [mark(-1, 0), mark(0, -1), mark(1_000_001, 0), mark(0, Int.max), mark(0, 0, -1), mark(0, 0, Int.max)] {
      #expect(!wrong.canBeAdded)
    }
  }
}
