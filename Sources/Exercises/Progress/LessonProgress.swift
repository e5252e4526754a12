import Diagnostics
import Interpreter

/// A learner's progress in one lesson, computed from a log.
package struct LessonProgress: Sendable, Hashable {
  /// The latest answer to an exercise.
  package struct Answer: Sendable, Hashable {
    package var text: String
    package var passed: Bool
    /// The fingerprint of the exercise when it was answered.
    package var fingerprint: String
  }

  package struct Prediction: Sendable, Hashable {
    package var guess: String
    package var actual: String
    package var wasRight: Bool { guess == actual }

    package init(guess: String, actual: String) {
      self.guess = guess
      self.actual = actual
    }
  }

  /// By exercise: the latest answer that passed, or the latest answer if none passed.
  package private(set) var answers: [String: Answer] = [:]
  package private(set) var predictions: [String: Prediction] = [:]
  /// By essay: the latest text.
  package private(set) var essays: [String: String] = [:]
  package private(set) var quiz = QuizAnswers()
  package private(set) var hints: [String: Int] = [:]
  package private(set) var seenSolutions: Set<String> = []
  package private(set) var skipped: Set<String> = []
  /// The latest step, from 1.
  package private(set) var step = 1
  /// The steps that were shown, from 1. A lesson opens at the first one without a record.
  package private(set) var shownSteps: Set<Int> = [1]
  package private(set) var isFinished = false
  /// Whether the learner did anything in the lesson.
  package private(set) var isStarted = false

  package init(in lesson: String, _ log: ProgressLog) {
    for record in log.records where record.lesson == lesson { add(record.action) }
    if case .moved = log.records.last(where: { $0.lesson == lesson })?.action { self = LessonProgress() }
  }

  package mutating func add(_ action: ProgressRecord.Action) {
    if case .moved = action { return }
    isStarted = true
    switch action {
    case .answered(let exercise, let fingerprint, let passed, let text):
      let isWorse = answers[exercise].map { $0.passed && $0.fingerprint == fingerprint && !passed } ?? false
      if !isWorse { answers[exercise] = Answer(text: text, passed: passed, fingerprint: fingerprint) }
    case .predicted(let cell, let guess, let actual):
      predictions[cell] = Prediction(guess: guess, actual: actual)
    case .wrote(let essay, let text): essays[essay] = text
    case .quizzed(let round, let item, let choice, let actual): quiz.add(choice, actual: actual, to: item, in: round)
    case .tookHint(let exercise, let number): hints[exercise] = max(hints[exercise] ?? 0, number)
    case .sawSolution(let exercise): seenSolutions.insert(exercise)
    case .skipped(let exercise): skipped.insert(exercise)
    case .forgot(let exercise): if answers[exercise]?.passed == false { answers[exercise] = nil }
    case .reached(let step):
      self.step = max(1, step)
      shownSteps.insert(self.step)
    case .finished: isFinished = true
    case .reset: self = LessonProgress()
    case .moved: break
    }
  }

  private init() {}

  /// Whether the learner passed the exercise in its current form.
  package func hasPassed(_ judge: Judge) -> Bool {
    answers[judge.exercise.name].map { $0.passed && $0.fingerprint == judge.fingerprint } ?? false
  }
}

extension Judge {
  /// A hash of everything that a verdict depends on. It distinguishes exercises, and also versions of one exercise after
  /// its lesson was edited. Prose, outputs and hints do not matter.
  package var fingerprint: String {
    var hash = Fingerprint()
    hash.add(session.source.bytes)
    hash.add(exercise.starter.words.joined(separator: " "))
    hash.add(exercise.starter.content)
    for tests in exercise.tests { hash.add(tests.code.content) }
    hash.add(exercise.solution?.content ?? "")
    return hash.text
  }
}

extension Lesson.Cell {
  package var fingerprint: String {
    var hash = Fingerprint()
    hash.add(code.content)
    return hash.text
  }
}

/// FNV-1a, 64 bits. Unlike `Hasher` it returns the same number in every process.
package enum FNV1a {
  package static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  package static func hash(_ bytes: some Sequence<UInt8>, after state: UInt64 = start) -> UInt64 {
    bytes.reduce(state) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// A hash of texts that detects changes. It is not secure against attacks.
package struct Fingerprint {
  private var state = FNV1a.start

  mutating func add(_ bytes: some Sequence<UInt8>) {
    // The extra byte separates pieces, so that two pieces hash differently from their concatenation.
    state = FNV1a.hash(CollectionOfOne(0xff), after: FNV1a.hash(bytes, after: state))
  }

  mutating func add(_ text: String) { add(text.utf8) }

  var text: String { String(state, radix: 16) }

  package static func text(of text: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(text)
    return fingerprint.text
  }
}
