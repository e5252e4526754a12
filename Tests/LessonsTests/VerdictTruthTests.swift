import Course
import Diagnostics
import Interpreter
import Resolution
import SeededRandom
import Testing

@testable import Exercises
@testable import Lessons

/// Checks verdicts: the named requests, sent under the named release, give the stated result.
@Suite("Verdicts on the course's answers are true") struct VerdictTruthTests {
  @Test(.sampled, arguments: TestRun.sample(Course.lessons.map { $0.name }, 3))
  func everyClaim(_ name: String) throws {
    let text = try #require(Course.lessons.first { $0.name == name }?.text)
    let lesson = Lesson(SourceText(name: name, text))
    for judge in lesson.judges() {
      // Answers to other exercises fail in more ways than the lesson's wrong answers.
      let answers = lesson.exercises.flatMap { $0.wrong + $0.also + ($0.solution.map { [$0] } ?? []) + [$0.starter] }
      for answer in answers {
        for finding in judge.verdict(on: answer).findings { check(finding, answer, judge) }
      }
    }
  }

  private func check(_ finding: Finding, _ answer: Lesson.Fence, _ judge: Judge) {
    switch finding {
    case .unmet(let unmet):
      // A test may contain declarations for its requests.
      let tests = judge.exercise.tests.map { $0.code.content }.joined()
      check(unmet, under: NamedResolver(unmet.release.name), answer.content, tests, judge, finding)
    case .behaves(let unmet):
      check(unmet, under: NamedResolver(unmet.release.name), answer.content, "", judge, finding)
      guard let solution = judge.exercise.solution else { return }
      var expected = unmet
      expected.actual = unmet.expected
      check(expected, under: NamedResolver(unmet.release.name), solution.content, "", judge, finding)
    case .falseAlarm(let unmet, let resolver): check(unmet, under: resolver, answer.content, "", judge, finding)
    case .unnoticed(let count, let resolver):
      var session = judge.session.rebuilt(under: resolver.release, resolver.resolver).session
      let expectations = session.run(answer.content).compactMap { event in
        if case .expectation(let expectation) = event.kind { expectation } else { nil }
      }
      #expect(expectations.count == count && expectations.allSatisfy { $0.passed }, "\(finding.text)")
    case .unnoticedAfterError, .broken, .lacking, .withoutRequest, .expectsNothing, .forbidden, .empty, .unreadable,
      .limit, .hidden:
      return
    }
  }

  private func check(
    _ unmet: Finding.Unmet, under resolver: NamedResolver?, _ answer: String, _ tests: String, _ judge: Judge,
    _ finding: Finding
  ) {
    // Declarations in a test block only apply to its own requests.
    guard case .request(let request) = unmet.subject, let resolver, !(answer + tests).hasInnerDeclarations else {
      return
    }
    var session = judge.session
    for declaration in (answer + tests).declarations { _ = session.run(declaration + "\n") }
    session = session.rebuilt(under: resolver.release, resolver.resolver).session
    for earlier in unmet.after { _ = session.run(earlier + "\n") }
    let answers = session.run(request + "\n").compactMap { event in
      if case .answered(let request) = event.kind { request.answer } else { nil }
    }
    // The text may end in ` received X` if two results look the same otherwise.
    #expect(answers.count == 1 && unmet.actual.hasPrefix(answers[0].text(session.source.texts)), "\(finding.text)")
  }
}

extension String {
  fileprivate var declarations: [Substring] {
    split(separator: "\n").filter { line in
      ["class ", "handler ", "blueprint ", "config "].contains { line.hasPrefix($0) }
    }
  }

  fileprivate var hasInnerDeclarations: Bool { contains(#/\n +(class|handler|blueprint|config) /#) }
}
