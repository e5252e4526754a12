import Diagnostics
import Exercises
import Foundation
import Lessons
import Marking
import Testing

@testable import Classroom

/// The points that an answer earns, and the tests that show them.
@Suite("Points") struct PointsTests {
  /// A lesson with one exercise.
  private static func lesson(_ options: String, _ fences: [String]) -> Lesson {
    let tests = fences.map { "```errorbook tests pay\($0)\n```\n\n" }.joined()
    return Lesson(
      SourceText(
        name: "paying.md",
        """
        # Paying

        ```errorbook
        class PaymentError(Exception)
        ```

        ```errorbook exercise pay\(options)
        # your handler
        ```

        \(tests)
        ```errorbook solution pay
        handler PaymentError -> "no", 402
        ```

        """))
  }

  private static let text = "\ntest \"text\" { expect raise PaymentError -> \"no\" }"
  private static let code = "\ntest \"code\" { expect raise PaymentError -> 402 }"
  private static let solution = "handler PaymentError -> \"no\", 402"
  private static let onlyText = "handler PaymentError -> \"no\", 500"
  private static let onlyCode = "handler PaymentError -> \"yes\", 402"

  private static func mark(_ answer: String, _ lesson: Lesson, hidden: String? = nil) throws -> Mark {
    let tests = hidden.map { Lesson(SourceText(name: "hidden.md", $0)) }
    let grader = Grader(lesson, tests: tests)
    return grader.mark(SourceText(name: "pay", answer), of: "ada", by: try #require(grader.judges.first))
  }

  /// A teacher's additional tests do not change the exercise's own points.
  @Test(arguments: [
    (" points 5", [""], 5), (" points 5", ["", ""], 5), (" points 5", [" points 2", ""], 5), ("", ["", ""], 2),
    ("", [" points 3"], 3), ("", [" points 3", ""], 4), (" points 1", [""], 1), (" points 7", ["", "", ""], 7),
    (" points 2", ["", "", ""], 2),
  ])
  func hiddenTestsKeepTheLessonsPoints(_ options: String, _ fences: [String], _ points: Int) throws {
    let lesson = Self.lesson(options, fences.map { $0 + Self.text })
    #expect(try Self.mark(Self.solution, lesson).possible == points)
    let hidden = "```tests pay points=3\nexpect raise PaymentError -> 402\n```\n"
    let all = try Self.mark(Self.solution, lesson, hidden: hidden)
    #expect((all.points, all.possible) == (points + 3, points + 3))
    let partly = try Self.mark(Self.onlyText, lesson, hidden: hidden)
    #expect((partly.points, partly.possible) == (points, points + 3))
  }

  @Test func contradictoryPointsAreReported() {
    func slugs(_ options: String, _ fences: [String]) -> [String] {
      LessonCheck(Self.lesson(options, fences.map { $0 + Self.text })).problems.map(\.slug).filter { $0 == "bad-fence" }
    }
    #expect(slugs(" points 5", [" points 2"]) == ["bad-fence"])
    #expect(slugs(" points 5", [" points 6", ""]) == ["bad-fence"])
    #expect(slugs(" points 5", [" points 2", " points 3"]) == [])
    #expect(slugs(" points 5", [" points 2", ""]) == [])
  }

  @Test func theTestsOfAFenceShareItsPoints() throws {
    let lesson = Self.lesson("", [" points 5" + Self.text + Self.code])
    for (answer, points) in [
      (Self.solution, [3, 2]), (Self.onlyText, [3, 0]), (Self.onlyCode, [0, 2]),
      ("handler PaymentError -> \"\"", [0, 0]),
    ] {
      let mark = try Self.mark(answer, lesson)
      #expect(mark.tests.map(\.points) == points)
      #expect(mark.tests.map(\.possible) == [3, 2])
      #expect(mark.points == points.reduce(0, +))
    }
  }

  @Test func aFenceWithFewerPointsThanTestsIsAllOrNothing() throws {
    let lesson = Self.lesson("", [Self.text + Self.code])
    #expect(try Self.mark(Self.solution, lesson).points == 1)
    for answer in [Self.onlyText, Self.onlyCode] { #expect(try Self.mark(answer, lesson).points == 0) }
    // The rule also applies to a hidden fence.
    let hidden = "```tests pay points=4\(Self.text)\(Self.code)\n```\n"
    let mark = try Self.mark(Self.onlyText, lesson, hidden: hidden)
    #expect((mark.points, mark.possible) == (2, 5))
    #expect(mark.tests.last == Mark.Test(name: "hidden", passed: nil, message: nil, points: 2, possible: 4))
  }

  /// An answer with too few expectations must not earn half of the points.
  @Test func catchesExercisesAreAllOrNothing() throws {
    let lesson = Self.lesson(" catches 0.12.2 holds 1.0 points 2", [])
    let mark = try Self.mark("expect raise PaymentError -> 500", lesson)
    #expect((mark.status, mark.points, mark.possible) == (.failed, 0, 2))
  }

  /// In each format, passed tests have all of their points, failed ones have none, and the points add up.
  @Test func noTestContradictsItsPoints() throws {
    for points in 0...6 {
      for blocks in [[Self.text, Self.code], [Self.text, Self.code, Self.text], [Self.code]] {
        let lesson = Self.lesson("", [" points \(points)" + blocks.joined()])
        for answer in [Self.solution, Self.onlyText, Self.onlyCode, "handler PaymentError -> \"\"", ""] {
          let mark = try Self.mark(answer, lesson)
          try Self.expectConsistent(mark, possible: points)
        }
      }
    }
  }

  private static func expectConsistent(_ mark: Mark, possible: Int) throws {
    #expect(mark.possible == possible)
    for test in mark.tests { #expect(test.points == (test.passed == true ? test.possible : 0)) }
    if !mark.tests.isEmpty {
      #expect(mark.tests.reduce(0) { $0 + $1.points } == mark.points)
      #expect(mark.tests.reduce(0) { $0 + $1.possible } == possible)
    }
    var format = GradescopeMarks()
    _ = format.write(mark)
    let object = try #require(JSONSerialization.jsonObject(with: Data(format.footer())) as? [String: Any])
    #expect(object["score"] as? Int == mark.points)
    for test in try #require(object["tests"] as? [[String: Any]]) {
      let (score, maximum) = (test["score"] as? Int, test["max_score"] as? Int)
      // A test without a share of the points shows none: `passed 0/0` and `failed 0/0` would be confusing.
      #expect(maximum != 0 && (score == nil) == (maximum == nil))
      if test["status"] as? String == "passed" { #expect(score == maximum) } else { #expect((score ?? 0) == 0) }
    }
    // The lost points of a fence are shown at a failed test.
    if possible > 0, mark.status == .failed {
      #expect(mark.tests.contains { $0.passed == false && $0.possible > 0 })
    }
  }
}
