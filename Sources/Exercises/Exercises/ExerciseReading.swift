import Diagnostics
import Resolution
import Syntax

/// Builds the exercises of a lesson from its fences, and reports what is wrong with them.
package struct ExerciseReading {
  package private(set) var exercises: [Exercise] = []
  package private(set) var problems: [LessonProblem] = []

  /// The first word of a fence that belongs to an exercise. The exercise's name follows.
  private enum Role: String, CaseIterable {
    case exercise, tests, solution, also, wrong, answer, hint
  }

  package init(_ fences: [Lesson.Fence]) {
    for fence in fences {
      guard let (role, words) = Self.role(of: fence) else { continue }
      guard let name = words.first, Self.isName(name) else {
        problems.append(.unnamed(role.rawValue, at: fence.line))
        continue
      }
      let options = FenceOptions(words.dropFirst(), at: fence.line)
      problems += options.problems
      if role == .exercise { add(name, fence, options) } else { add(fence, role, to: name, options) }
    }
    for index in exercises.indices {
      exercises[index].dividePoints()
      problems += exercises[index].missingParts
      if exercises[index].hasOtherPointsThanTests { problems.append(.otherPoints(exercises[index])) }
    }
  }

  /// Returns the role of a fence and the words after it; nil for fences that belong to no exercise.
  private static func role(of fence: Lesson.Fence) -> (Role, ArraySlice<String>)? {
    var words = fence.words[...]
    if words.first == "errorbook" {
      words = words.dropFirst()
      guard let role = words.first.flatMap({ Role(rawValue: $0) }), role != .hint else { return nil }
      return (role, words.dropFirst())
    }
    // Hints need no highlighting on a Git host, and a teacher's file of tests may omit `errorbook`.
    guard let role = words.first.flatMap({ Role(rawValue: $0) }), role == .hint || role == .tests else { return nil }
    return (role, words.dropFirst())
  }

  static func isName(_ word: String) -> Bool {
    word.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
  }

  private mutating func add(_ name: String, _ fence: Lesson.Fence, _ options: FenceOptions) {
    if let earlier = exercises.first(where: { $0.name == name }) {
      problems.append(.duplicateExercise(name, at: fence.line, first: earlier.starter.line))
      return
    }
    var exercise = Exercise(name: name, kind: options.kind, starter: fence)
    exercise.statedPoints = options.points
    exercise.forbidden = options.forbidden
    exercise.allowed = options.allowed
    exercise.isFromHandOut = options.isFromHandOut
    exercises.append(exercise)
  }

  private mutating func add(_ fence: Lesson.Fence, _ role: Role, to name: String, _ options: FenceOptions) {
    guard let index = exercises.firstIndex(where: { $0.name == name }) else {
      problems.append(.unknownExercise(name, role.rawValue, at: fence.line))
      return
    }
    switch role {
    case .exercise: break
    case .tests:
      exercises[index].tests.append(
        Exercise.Tests(code: fence, points: options.points, visibility: options.visibility ?? .all))
    case .solution:
      if let earlier = exercises[index].solution {
        problems.append(.secondSolution(name, at: fence.line, first: earlier.line))
      } else {
        exercises[index].solution = fence
      }
    case .also: exercises[index].also.append(fence)
    case .wrong: exercises[index].wrong.append(fence)
    case .answer: exercises[index].answers.append(fence)
    case .hint: exercises[index].hints.append(fence)
    }
  }
}

extension Exercise {
  /// The required parts that this exercise is missing.
  fileprivate var missingParts: [LessonProblem] {
    var problems: [LessonProblem] = []
    if isFromHandOut { return [] }
    // A progress page needs no hints or wrong answers: the learner's answer shows that the exercise can be solved.
    // An `equivalent` exercise still needs its solution, because answers are compared with it.
    let isAnswered = !answers.isEmpty
    let isModeled = if case .equivalent = kind { true } else { false }
    if solution == nil, !isAnswered || isModeled {
      problems.append(.lacks("solution", "solution", name, at: starter.line))
    }
    if kind == .tests, tests.isEmpty { problems.append(.lacks("tests", "tests", name, at: starter.line)) }
    if kind != .tests, let extra = tests.first { problems.append(.uselessTests(name, at: extra.code.line)) }
    if isAnswered { return problems }
    if wrong.isEmpty { problems.append(.lacks("wrong-answer", "wrong answer that must fail", name, at: starter.line)) }
    if hints.isEmpty { problems.append(.lacks("hint", "hint", name, at: starter.line)) }
    return problems
  }
}

extension Exercise.Tests {
  /// Reads a fence of tests from a separate file. Returns nil for other fences.
  package static func named(_ fence: Lesson.Fence, defaultVisibility: Visibility)
    -> (name: String, tests: Exercise.Tests, problems: [LessonProblem])?
  {
    let words = fence.words.first == "errorbook" ? fence.words.dropFirst() : fence.words[...]
    guard words.first == "tests", let name = words.dropFirst().first else { return nil }
    let options = FenceOptions(words.dropFirst(2), at: fence.line)
    let tests = Exercise.Tests(
      code: fence, points: options.points, visibility: options.visibility ?? defaultVisibility)
    return (name, tests, options.problems + [tests.problem(name)].compactMap { $0 })
  }

  /// The syntax error in the tests, if any. For hidden tests the message quotes nothing, because students may see it.
  package func problem(_ exercise: String) -> LessonProblem? {
    guard let (line, error) = code.firstError else { return nil }
    let slug = error.kind.slug
    let message = visibility == .all ? error.message : "`\(slug)`; `errorbook explain \(slug)` explains it"
    return .brokenTests(exercise, at: code.line + line, message)
  }
}

extension Lesson.Fence {
  /// The first syntax error and its line within the fence, counted from 1.
  var firstError: (line: Int, diagnostic: Diagnostic)? {
    var text = SourceText(name: "", content)
    var parser = Parser(text)
    while let parsed = parser.next(in: &text) {
      guard let error = parsed.diagnostics.first(where: { $0.severity == .error }) else { continue }
      return (text.line(of: error.primary.span.start), error)
    }
    return nil
  }
}
