import Resolution
import Syntax

/// An exercise of a lesson: its starter code, its tests, and the answers that pass or fail.
package struct Exercise: Sendable, Hashable {
  /// How an answer is judged.
  package enum Kind: Sendable, Hashable {
    /// The tests pass on the app that the answer leaves.
    case tests
    /// The answer's app behaves like the solution's app under this release.
    case equivalent(under: Release)
    /// The answer's own expectations pass under each right resolver. At least one of them fails under each wrong one.
    case catches(wrong: [NamedResolver], right: [NamedResolver])
  }

  /// One fence of tests, with its points.
  package struct Tests: Sendable, Hashable {
    /// How much of a teacher's tests a student sees.
    package enum Visibility: String, Sendable, Hashable {
      /// Names, results, and expected and actual values.
      case all
      /// Names and results.
      case rationale
      /// Only the points.
      case never
    }

    package var code: Lesson.Fence
    package var points: Int
    package var visibility: Visibility
    /// Whether the fence states its points.
    var statesPoints: Bool

    package init(code: Lesson.Fence, points: Int?, visibility: Visibility) {
      self.code = code
      self.points = points ?? 1
      self.visibility = visibility
      statesPoints = points != nil
    }
  }

  /// Unique within the lesson.
  package var name: String
  package var kind: Kind
  /// The code that the learner starts with; may be empty.
  package var starter: Lesson.Fence
  package var tests: [Tests] = []
  package var solution: Lesson.Fence?
  /// Other answers that pass.
  package var also: [Lesson.Fence] = []
  /// Answers that fail.
  package var wrong: [Lesson.Fence] = []
  /// Answers that a learner gave. They appear on a progress page, not in a lesson.
  package var answers: [Lesson.Fence] = []
  /// From gentle to explicit.
  package var hints: [Lesson.Fence] = []
  /// The points that the lesson states; nil if only the fences of tests state points.
  var statedPoints: Int?
  /// Words that this exercise forbids, in addition to those that every exercise forbids (`unusable`).
  package var forbidden: Set<String> = []
  /// Words that every exercise forbids by default, but this one allows.
  package var allowed: Set<String> = []

  /// Whether the tests and solution were removed: this exercise is from a hand-out.
  package var isFromHandOut = false
}

extension Exercise {
  /// Divides the remaining points of the exercise among the fences of tests that state none.
  mutating func dividePoints() {
    let open = tests.indices.filter { !tests[$0].statesPoints }
    guard let statedPoints, !open.isEmpty else { return }
    let rest = max(0, statedPoints - pointsStatedByTests)
    for (index, share) in zip(open, equalShares(of: rest, among: open.count)) { tests[index].points = share }
  }

  /// The sum of the points that the fences of tests state.
  var pointsStatedByTests: Int { tests.reduce(0) { $0 + ($1.statesPoints ? $1.points : 0) } }

  /// Whether the points of the tests contradict the points of the exercise.
  var hasOtherPointsThanTests: Bool {
    guard let statedPoints, !tests.isEmpty else { return false }
    let isComplete = tests.allSatisfy { $0.statesPoints }
    return isComplete ? pointsStatedByTests != statedPoints : pointsStatedByTests > statedPoints
  }
}

/// Returns whole numbers that add up to a total and differ by at most 1, larger ones first.
func equalShares(of total: Int, among count: Int) -> [Int] {
  (0..<count).map { total / count + ($0 < total % count ? 1 : 0) }
}

/// A handler lookup as an exercise names it: a release, or the newest release with one deliberate bug.
package struct NamedResolver: Sendable, Hashable {
  /// As written: `0.12.2`, `sanic 25.12` or `mutant:breadth-first`.
  package var name: String
  package var release: Release
  package var resolver: Resolver

  /// - Parameters:
  ///   - name: `x.y.z`, `sanic x.y.z`, or `mutant:...`, which is the newest release with one deliberate bug.
  ///   - framework: The framework of a release without one.
  package init?(_ name: String, of framework: Framework = .standard) {
    self.name = name
    let words = name.split(separator: " ").map { String($0) }
    if let mutant = Resolver.named(name) {
      release = .standard
      resolver = mutant
    } else if let version = words.last, words.count <= 2,
      let release = (words.count == 2 ? Framework.named(words[0]) : framework)?.release(named: version)
    {
      self.release = release
      resolver = .release
    } else {
      return nil
    }
  }

  /// How sentences name it: `Flask 0.12.2`, `a Flask that searches base classes level by level`.
  package var phrase: String {
    guard case .mutant(let mutant) = resolver else { return "\(release.fullName)" }
    return switch mutant {
    case .writeBack: "a Flask that writes each handler it finds into the handler table"
    case .registrationOrder: "a Flask that picks the handler registered first"
    case .breadthFirst: "a Flask that searches base classes level by level"
    case .classBeforeCode: "a Flask that prefers handlers for classes to handlers for codes"
    case .applicationBeforeBlueprint: "a Flask that searches the application before the blueprint"
    }
  }
}
