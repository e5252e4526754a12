import Diagnostics
import Interpreter
import Resolution
import Syntax

/// # Judging
///
/// In: an exercise, the session in which it stands, and an answer. Out: a verdict, which says by behaviour whether the
/// answer does what was asked and, where not, the first difference after the fewest requests. How an answer is written
/// plays no part. The answer runs on a copy of the session, so no answer can disturb another, and each is judged within
/// limits, so none can hold up the others.
package struct Judge: Sendable {
  package let exercise: Exercise
  /// What the exercise starts from: the declarations above it, in a fresh process.
  package let session: Session
  private let limits: AnswerLimits
  /// What an answer's app must behave like; nil where none is asked for.
  private let model: Session?

  /// - Parameter session: the lesson's, where the exercise stands.
  package init(_ exercise: Exercise, in session: Session, limits: AnswerLimits = .standard) {
    self.exercise = exercise
    self.limits = limits
    var fresh = session
    fresh.startProcess()
    fresh.isTracing = false
    fresh.declarationEvents = .withoutMRO
    self.session = fresh
    guard case .equivalent(let release) = exercise.kind else {
      model = nil
      return
    }
    _ = fresh.run(exercise.solution?.content ?? "")
    model = fresh.rebuilt(under: release, .release).session
  }

  /// The same with more tests: a teacher's own.
  package func adding(_ tests: [Exercise.Tests]) -> Judge {
    var exercise = exercise
    exercise.tests += tests
    return Judge(exercise, in: session, limits: limits)
  }

  /// What an answer can earn.
  package var possiblePoints: Int { emptyParts.reduce(0) { $0 + $1.points } }

  package func verdict(on answer: SourceText) -> Verdict {
    verdict(of: AnswerReading(answer, for: exercise, behind: session, limits))
  }

  /// Whether all that is asked for holds already, before anybody answered.
  package var holdsUnanswered: Bool {
    var nothing = AnswerReading(SourceText(name: exercise.name), for: exercise, behind: session, limits)
    nothing.allowNothing()
    return verdict(of: nothing).passed
  }

  private func verdict(of reading: AnswerReading) -> Verdict {
    var verdict = Verdict(
      status: .failed, parts: emptyParts, diagnostics: reading.diagnostics, source: reading.answer)
    if let obstacle = reading.obstacle {
      verdict.meet(obstacle)
      return verdict
    }
    if case .catches(let wrong, let right) = exercise.kind {
      judge(reading, catches: wrong, holds: right, &verdict)
    } else {
      judgeApp(reading, &verdict)
    }
    if verdict.status == .failed, verdict.obstacle == nil, verdict.parts.allSatisfy({ $0.passed }) {
      verdict.status = .passed
    }
    return verdict
  }

  package func verdict(on fence: Lesson.Fence) -> Verdict {
    verdict(on: SourceText(name: exercise.name, bytes: Array(fence.content.utf8)))
  }

  /// The parts before anything was checked.
  private var emptyParts: [Verdict.Part] {
    guard exercise.kind == .tests, !exercise.tests.isEmpty else {
      return [Verdict.Part(points: exercise.statedPoints ?? 1)]
    }
    return exercise.tests.map { Verdict.Part(points: $0.points, visibility: $0.visibility, isDivided: true) }
  }

  /// The kinds that look at the app which the answer leaves behind.
  private func judgeApp(_ reading: AnswerReading, _ verdict: inout Verdict) {
    var app = reading.session
    let run = reading.run(in: &app)
    verdict.diagnostics += run.diagnostics
    if let obstacle = run.obstacle { return verdict.meet(obstacle) }
    app.startProcess()
    if case .equivalent(let release) = exercise.kind, let model {
      judge(app, like: model, under: release, &verdict)
    } else {
      for index in exercise.tests.indices { verdict.parts[index].checks = checks(exercise.tests[index], on: app) }
    }
  }

  // MARK: Behaving as the solution does

  private func judge(_ app: Session, like model: Session, under release: Release, _ verdict: inout Verdict) {
    let equivalence = Equivalence(of: app.rebuilt(under: release, .release).session, with: model)
    let name = "behaves as the solution does"
    switch equivalence.verdict() {
    case .same: verdict.parts[0].checks = [Verdict.Check(name: name, release: release)]
    case .differs(let difference):
      let unmet = Finding.Unmet(difference, under: release, equivalence.texts)
      verdict.parts[0].checks = [Verdict.Check(name: name, release: release, finding: .behaves(unmet))]
    case .lacks(let statement, let reason):
      let finding = Finding.withoutRequest(statement: statement, release: release, reason: reason)
      verdict.parts[0].checks = [Verdict.Check(name: name, release: release, finding: finding)]
    case .tooManyStates:
      verdict.status = .limit
      verdict.obstacle = .limit("more than \(Equivalence.stateLimit) states of the two apps to compare")
    }
  }

  // MARK: Noticing what is wrong

  private func judge(
    _ reading: AnswerReading, catches wrong: [NamedResolver], holds right: [NamedResolver], _ verdict: inout Verdict
  ) {
    var checks: [Verdict.Check] = []
    for (index, resolver) in right.enumerated() {
      let claims = claims(of: reading, under: resolver)
      // The answer is at fault by itself: what it claims elsewhere says nothing.
      verdict.diagnostics = reading.diagnostics + claims.diagnostics
      if let obstacle = claims.obstacle {
        // What runs under the first one has an error under another because of the release.
        return verdict.meet(index == 0 ? obstacle : obstacle.under(resolver))
      }
      if claims.count == 0 {
        verdict.obstacle = .expectsNothing
        return
      }
      let finding = claims.unmet.map { Finding.falseAlarm($0, resolver: resolver) }
      checks.append(Verdict.Check(name: "passes under \(resolver.phrase)", finding: finding))
    }
    for resolver in wrong {
      let claims = claims(of: reading, under: resolver)
      let finding = claims.unmet == nil ? claims.unnoticed(by: resolver) : nil
      checks.append(Verdict.Check(name: "fails under \(resolver.phrase)", finding: finding))
    }
    verdict.parts[0].checks = checks
  }

  private struct Claims {
    var count: Int
    /// The first expectation that did not hold.
    var unmet: Finding.Unmet?
    var diagnostics: [Diagnostic]
    var obstacle: AnswerReading.Obstacle?

    /// What is wrong where all expectations that ran pass, and one should fail.
    func unnoticed(by resolver: NamedResolver) -> Finding {
      if case .broken(let message, let line, _) = obstacle?.finding {
        return .unnoticedAfterError(message: message, line: line, resolver: resolver)
      }
      return .unnoticed(by: count, resolver: resolver)
    }
  }

  private func claims(of reading: AnswerReading, under resolver: NamedResolver) -> Claims {
    var app = reading.session.rebuilt(under: resolver.release, resolver.resolver).session
    let before = app
    let run = reading.run(in: &app)
    let count = run.events.count { if case .expectation = $0.kind { true } else { false } }
    let isUnmet = run.events.contains { $0.isUnmet }
    let unmet = isUnmet ? UnmetSearch(in: before).first(of: reading.statements) : nil
    return Claims(count: count, unmet: unmet, diagnostics: run.diagnostics, obstacle: run.obstacle)
  }
}

extension AnswerReading.Obstacle {
  /// The same, and that it is so under this release.
  fileprivate func under(_ resolver: NamedResolver) -> Self {
    guard case .broken(let message, let line, _) = finding else { return self }
    return Self(status, .broken(message: message, line: line, under: resolver))
  }
}

extension Verdict {
  fileprivate mutating func meet(_ obstacle: AnswerReading.Obstacle) {
    status = obstacle.status
    self.obstacle = obstacle.finding
  }
}
