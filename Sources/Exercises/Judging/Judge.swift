import Diagnostics
import Interpreter
import Resolution
import Syntax

/// # Judging
///
/// In: an exercise, the session at that point of the lesson, and an answer. Out: a verdict. It depends only on how the
/// answer behaves, not on how it is written. If the answer fails, the verdict shows the first difference after the fewest
/// requests. Each answer runs on a copy of the session, so answers cannot affect each other. Limits keep one answer from
/// blocking the others.
package struct Judge: Sendable {
  package let exercise: Exercise
  /// The state that the exercise starts from: the declarations above it, in a fresh process.
  package let session: Session
  private let limits: AnswerLimits
  /// The solution's app, if the answer's app must behave like it; otherwise nil.
  private let model: Session?

  /// - Parameter session: the lesson's session at the exercise.
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

  /// Returns a judge with a teacher's additional tests.
  package func adding(_ tests: [Exercise.Tests]) -> Judge {
    var exercise = exercise
    exercise.tests += tests
    return Judge(exercise, in: session, limits: limits)
  }

  /// The points that an answer can earn.
  package var possiblePoints: Int { emptyParts.reduce(0) { $0 + $1.points } }

  package func verdict(on answer: SourceText) -> Verdict {
    verdict(of: AnswerReading(answer, for: exercise, after: session, limits))
  }

  /// Whether an empty answer passes.
  package var passesEmpty: Bool {
    var nothing = AnswerReading(SourceText(name: exercise.name), for: exercise, after: session, limits)
    nothing.allowNothing()
    return verdict(of: nothing).passed
  }

  private func verdict(of reading: AnswerReading) -> Verdict {
    var verdict = Verdict(
      status: .failed, parts: emptyParts, diagnostics: reading.diagnostics, source: reading.answer)
    if let obstacle = reading.obstacle {
      verdict.stop(at: obstacle)
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

  /// The parts before any check ran.
  private var emptyParts: [Verdict.Part] {
    guard exercise.kind == .tests, !exercise.tests.isEmpty else {
      return [Verdict.Part(points: exercise.statedPoints ?? 1)]
    }
    return exercise.tests.map { Verdict.Part(points: $0.points, visibility: $0.visibility, isDivided: true) }
  }

  /// Judges the app that the answer leaves: for `tests` and `equivalent` exercises.
  private func judgeApp(_ reading: AnswerReading, _ verdict: inout Verdict) {
    var app = reading.session
    let run = reading.run(in: &app)
    verdict.diagnostics += run.diagnostics
    if let obstacle = run.obstacle { return verdict.stop(at: obstacle) }
    app.startProcess()
    if case .equivalent(let release) = exercise.kind, let model {
      judge(app, like: model, under: release, &verdict)
    } else {
      for index in exercise.tests.indices { verdict.parts[index].checks = checks(exercise.tests[index], on: app) }
    }
  }

  // MARK: Comparing with the solution

  private func judge(_ app: Session, like model: Session, under release: Release, _ verdict: inout Verdict) {
    let equivalence = Equivalence(of: app.rebuilt(under: release, .release).session, with: model)
    let name = "behaves like the solution"
    switch equivalence.verdict() {
    case .same: verdict.parts[0].checks = [Verdict.Check(name: name, release: release)]
    case .differs(let difference):
      let unmet = Finding.Unmet(difference, under: release, equivalence.texts)
      verdict.parts[0].checks = [Verdict.Check(name: name, release: release, finding: .behaves(unmet))]
    case .lacks(let statement, let reason):
      let finding = Finding.withoutRequest(statement: statement, release: release, reason: reason)
      verdict.parts[0].checks = [Verdict.Check(name: name, release: release, finding: finding)]
    case .tooManyHistories:
      verdict.status = .limit
      verdict.obstacle = .limit("more than \(Equivalence.requestLimit) requests to compare the two apps")
    }
  }

  // MARK: Catching bugs

  private func judge(
    _ reading: AnswerReading, catches wrong: [NamedResolver], holds right: [NamedResolver], _ verdict: inout Verdict
  ) {
    var checks: [Verdict.Check] = []
    for (index, resolver) in right.enumerated() {
      let claims = claims(of: reading, under: resolver)
      // If the answer itself is at fault, what it claims under other resolvers does not matter.
      verdict.diagnostics = reading.diagnostics + claims.diagnostics
      if let obstacle = claims.obstacle {
        // Code that runs under the first resolver but not under another fails because of the release.
        return verdict.stop(at: index == 0 ? obstacle : obstacle.under(resolver))
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
    /// The first expectation that failed.
    var unmet: Finding.Unmet?
    var diagnostics: [Diagnostic]
    var obstacle: AnswerReading.Obstacle?

    /// Returns why the bug was not caught: all expectations that ran pass, but one should fail.
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
  /// Returns the obstacle with the resolver under which it happened.
  fileprivate func under(_ resolver: NamedResolver) -> Self {
    guard case .broken(let message, let line, _) = finding else { return self }
    return Self(status, .broken(message: message, line: line, under: resolver))
  }
}

extension Verdict {
  fileprivate mutating func stop(at obstacle: AnswerReading.Obstacle) {
    status = obstacle.status
    self.obstacle = obstacle.finding
  }
}
