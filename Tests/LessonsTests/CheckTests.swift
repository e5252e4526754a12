import Diagnostics
import Foundation
import Testing

@testable import Exercises
@testable import Lessons

/// `check` passes a correct lesson, and reports each way of breaking it with its own slug.
@Suite("Checking lessons") struct CheckTests {
  private static let whole: String = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/lessons")
    return (try? String(contentsOf: folder.appending(path: "whole.md"), encoding: .utf8)) ?? ""
  }()

  private func check(_ text: String) -> LessonCheck { LessonCheck(Lesson(SourceText(name: "a.md", text))) }

  /// The whole lesson without its unneeded statements.
  private static let good =
    whole
    .replacing("class Slow(Timeout)\nhandler Timeout -> \"slow\", 504\nclass SlowCard(CardTimeout)\n", with: "")

  @Test func aGoodLessonPasses() {
    let check = check(Self.good)
    #expect(check.problems.isEmpty)
    #expect(check.outputs == 2)
    #expect(check.exercises == 2)
  }

  @Test func unneededStatementsAreReported() {
    let problems = check(Self.whole).problems
    #expect(problems.map(\.slug) == Array(repeating: "unneeded-statement", count: 3))
    let start = Self.whole.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex(of: "```errorbook solution notice")
    #expect(problems.map(\.line) == [2, 3, 4].map { (start ?? 0) + $0 })
  }

  /// A mutation and the slug of the problem that it causes.
  @Test(arguments: [
    ("which received Timeout\n", "which received PaymentError\n", "output-differs"),
    ("  c1 --> c0\n", "", "diagram-differs"),
    (
      "handler CardTimeout -> \"card not charged\", 402", "handler CardTimeout -> \"card charged\", 402",
      "solution-fails"
    ),
    ("handler Timeout -> \"card not charged\"", "handler Timeout -> \"\"", "also-fails"),
    ("```errorbook wrong tell\nhandler PaymentError", "```errorbook wrong tell\nhandler Timeout", "wrong-passes"),
    ("```hint notice\nRaise something first.\n```", "", "missing-hint"),
    ("```errorbook wrong notice\nexpect raise Timeout -> \"unknown error\"\n```", "", "missing-wrong-answer"),
    ("```errorbook solution notice", "```errorbook also notice", "missing-solution"),
    ("```errorbook tests tell", "```text", "missing-tests"),
    ("# your handler", "handler CardTimeout -> \"card not charged\"", "starter-passes"),
    ("```errorbook exercise tell points 2\n", "```errorbook exercise tell points 2\n", ""),
    ("  expect raise CardTimeout", "  expect raise Timeout -> 500\n  # expect raise CardTimeout", "empty-passes"),
    ("  expect raise CardTimeout", "  expekt raise CardTimeout", "broken-tests"),
    ("hint notice", "hint notise", "unknown-exercise"),
    ("exercise notice", "exercise tell", "duplicate-exercise"),
    ("```hint notice", "```hint", "unnamed-fence"),
    ("points 2", "points two", "bad-fence"),
    ("catches 0.12.2", "catches 0.12.9", "bad-fence"),
    ("errorbook predict", "errorbook guess", "bad-fence"),
    ("holds 1.0", "", "bad-fence"),
    (
      "```errorbook predict\nraise Timeout\n```\n", "```errorbook predict\nraise Timeout\n```\n\n```python\n```\n",
      "stray-output"
    ),
    ("## The exercise", "```errorbook\nraise Timeuot\n```\n\n## The exercise", "unshown-error"),
    ("Raise something first.\n```\n", "```\n```errorbook\nraise Timeout", "unclosed-fence"),
    ("# A lesson with", "A lesson with", "missing-title"),
    ("```hint notice", "```errorbook tests notice\nexpect raise Timeout -> 1\n```\n\n```hint notice", "useless-tests"),
    ("</details>", "</details>\n\n```errorbook solution tell\n```\n", "second-solution"),
  ])
  func eachMutationIsReported(_ text: String, _ other: String, _ slug: String) {
    #expect(Self.good.contains(text))
    let problems = check(Self.good.replacing(text, with: other)).problems
    #expect(slug.isEmpty ? problems.isEmpty : problems.contains { $0.slug == slug }, "\(problems)")
  }

  /// On a progress page, an answer that passes is enough.
  private func answered(_ kind: String, _ answer: String, _ more: String = "") -> [String] {
    let app = "```errorbook\nclass E(Exception)\n```\n"
    let exercise = "```errorbook exercise one \(kind)\n# yours\n```\n"
    return check("# T\n\(app)\(exercise)```errorbook answer one\n\(answer)\n```\n\(more)").problems.map(\.slug)
  }

  @Test func progressPagesNeedNoSolution() {
    let tests = "```errorbook tests one\nexpect raise E -> \"e\"\n```\n"
    #expect(answered("", "class F(E)\nhandler E -> \"e\"", tests) == [])
    #expect(answered("", "handler E -> \"f\"", tests) == ["answer-fails"])
    #expect(answered("", "handler E -> \"e\"") == ["missing-tests", "answer-fails"])
    #expect(answered("catches 0.10 holds 1.0", "handler 404 -> \"x\"\nexpect abort 404 -> 404") == ["answer-fails"])
    let model = "```errorbook solution one\nhandler E -> \"e\"\n```\n"
    #expect(answered("equivalent under 3.1", "handler E -> \"e\"", model) == [])
    #expect(answered("equivalent under 3.1", "handler E -> \"f\"", model) == ["answer-fails"])
    #expect(answered("equivalent under 3.1", "handler E -> \"e\"").contains("missing-solution"))
  }

  @Test func exercisesNameReleasesOfAnyFramework() {
    let model = "```errorbook solution one\nhandler E -> \"e\"\n```\n"
    #expect(answered("equivalent under sanic 25.12", "handler E -> \"e\"", model) == [])
    #expect(answered("equivalent under starlette 1.10", "handler E -> \"f\"", model) == ["answer-fails"])
    // Sanic remembers that E has no handler, and a handler for it comes too late on the same route.
    let late = "raise E\nhandler Exception -> \"late\", 500\nexpect raise E -> \"late\""
    for kind in [
      "catches sanic 25.12 holds flask 0.12.2, 1.0", "catches sanic 25.12,21.6 holds 1.0",
      "catches sanic 25.12 , 21.6 holds 1.0, singledispatch 3.11", "holds 1.0 catches sanic 25.12",
    ] {
      #expect(answered(kind, late) == [], "\(kind)")
    }
    #expect(answered("catches sanic 25.12, flask 1.0 holds 0.12.2", late) == ["answer-fails"])
    for kind in [
      "catches sanic holds 1.0", "catches sanic 3.1 holds 1.0", "catches snaic 25.12 holds 1.0",
      "catches 25.12 holds 1.0", "equivalent under sanic", "equivalent under flask 25.12",
    ] {
      #expect(answered(kind, late, model).contains("bad-fence"), "\(kind)")
    }
  }

  @Test func aDifferenceShowsBothSides() {
    let check = check(Self.good.replacing("  500 \"unknown error\"", with: "  200 \"unknown error\""))
    #expect(
      check.problems.first?.details == [
        "  raise Timeout",
        "- " + "  200 \"unknown error\"  from handler Exception (line 5), which received Timeout",
        "+ " + "  500 \"unknown error\"  from handler Exception (line 5), which received Timeout",
        "      cached: the table now has an entry for Timeout that you did not register",
      ])
  }

  @Test func failingAnswersShowTheDifference() {
    let check = check(
      Self.good.replacing("handler Timeout -> \"card not charged\"", with: "handler Timeout -> \"slow\""))
    #expect(
      check.problems.first?.details.first
        == "Under Flask 0.12.2 in a fresh process: expected `raise CardTimeout` to give `\"card not charged\"`, "
        + "got `\"slow\", 402`.")
  }

  // MARK: Accepting

  private func accepted(_ text: String) -> String { String(decoding: check(text).accepted, as: UTF8.self) }

  @Test func acceptingChangesOnlyOutputs() {
    let broken = Self.good.replacing("  c1 --> c0\n", with: "").replacing("received Timeout\n", with: "got\n\nx\n")
    #expect(accepted(broken) == Self.good)
    #expect(accepted(Self.good) == Self.good)
  }

  @Test(arguments: ["\n", "\r\n"]) func acceptingKeepsLineEnds(_ end: String) {
    let text = "# T\n\n```errorbook\nraise KeyError\n```\n\n~~~~output\n~~~~ \n\nThe end.".replacing("\n", with: end)
    let shown = "raise KeyError\(end)  500 page  Flask's default error page\(end)"
    let once = accepted(text)
    #expect(
      once.hasPrefix(
        "# T\(end)\(end)```errorbook\(end)raise KeyError\(end)```\(end)\(end)~~~~output\(end)raise KeyError\(end)"))
    #expect(once.hasSuffix("\(end)~~~~ \(end)\(end)The end."), "\(shown)")
    #expect(accepted(once) == once)
    #expect(check(once).problems.isEmpty)
  }

  @Test func longerMarksProtectAnOutput() {
    let text = "# T\n```errorbook\nhandler Exception -> \"x\\n````\"\nraise KeyError\n```\n```output\n```\n"
    let once = accepted(text)
    #expect(check(once).problems.isEmpty)
    #expect(accepted(once) == once)
  }

  @Test func unclosedOutputsStayUnchanged() {
    let text = "# T\n```errorbook\nraise KeyError\n```\n```output\nno"
    #expect(accepted(text) == text)
    #expect(check(text).problems.map(\.slug).contains("unclosed-fence"))
  }

  // MARK: Links

  @Test func linksAndAnchors() {
    let lesson = Lesson(
      SourceText(
        name: "a.md",
        """
        # One, *two*: `three`!

        See [b](b.md#x), <https://example.com>,
        ![p](p.png).

        ## Again
        ## Again
        """))
    #expect(lesson.links.map(\.target) == ["b.md#x", "https://example.com", "p.png"])
    #expect(lesson.links.map(\.line) == [3, 3, 4])
    #expect(lesson.links.map { $0.place?.file } == ["b.md", nil, "p.png"])
    #expect(lesson.anchors == ["one-two-three", "again", "again-1"])
  }
}
