import Resolution
import Syntax

/// An exercise of a lesson: what is given, what is asked, and what passes.
package struct Exercise: Sendable, Hashable {
  /// What is asked of an answer.
  package enum Kind: Sendable, Hashable {
    /// After the answer, the tests hold.
    case tests
    /// The answer's app behaves as the solution's does, under this release.
    case equivalent(under: Release)
    /// The answer's own expectations hold on each of the right ways to look handlers up, and at least one of them fails
    /// on each of the wrong ones.
    case catches(wrong: [NamedResolver], right: [NamedResolver])
  }

  /// One fence of tests.
  package struct Tests: Sendable, Hashable {
    /// How much of a teacher's tests a student gets to see.
    package enum Visibility: String, Sendable, Hashable {
      /// Their names, what they expected, and what came instead.
      case all
      /// Their names, and whether they passed.
      case rationale
      /// Nothing but the points.
      case never
    }

    package var code: Lesson.Fence
    package var points: Int
    package var visibility: Visibility
    /// Whether the fence itself says its points.
    var statesPoints: Bool

    package init(code: Lesson.Fence, points: Int?, visibility: Visibility) {
      self.code = code
      self.points = points ?? 1
      self.visibility = visibility
      statesPoints = points != nil
    }
  }

  /// Unique in its lesson.
  package var name: String
  package var kind: Kind
  /// What the learner begins with; may be empty.
  package var starter: Lesson.Fence
  package var tests: [Tests] = []
  package var solution: Lesson.Fence?
  /// Other answers that pass.
  package var also: [Lesson.Fence] = []
  /// Answers that fail.
  package var wrong: [Lesson.Fence] = []
  /// What somebody answered: the exercise stands on a page of what they did, and not in a lesson.
  package var answers: [Lesson.Fence] = []
  /// From gentle to plain.
  package var hints: [Lesson.Fence] = []
  /// Its points as the lesson states them; nil if it leaves them to the fences of tests.
  var statedPoints: Int?
  /// Words that an answer may not use, beyond those that no answer may (`unusable`).
  package var forbidden: Set<String> = []
  /// Words that no answer may use, but that this exercise allows.
  package var allowed: Set<String> = []

  /// The teacher kept what answers are judged by: this is a hand-out.
  package var isKept = false
}

extension Exercise {
  /// Divides the points of the exercise among the fences of tests that state none.
  mutating func dividePoints() {
    let open = tests.indices.filter { !tests[$0].statesPoints }
    guard let statedPoints, !open.isEmpty else { return }
    let rest = max(0, statedPoints - pointsStatedByTests)
    for (index, share) in zip(open, equalShares(of: rest, among: open.count)) { tests[index].points = share }
  }

  /// The sum of the points that fences of tests state.
  var pointsStatedByTests: Int { tests.reduce(0) { $0 + ($1.statesPoints ? $1.points : 0) } }

  /// Whether the fences of tests state other points than the exercise.
  var hasOtherPointsThanTests: Bool {
    guard let statedPoints, !tests.isEmpty else { return false }
    let isComplete = tests.allSatisfy { $0.statesPoints }
    return isComplete ? pointsStatedByTests != statedPoints : pointsStatedByTests > statedPoints
  }
}

/// Returns whole numbers that add up to a total and differ by at most 1, the greater ones first.
func equalShares(of total: Int, among count: Int) -> [Int] {
  (0..<count).map { total / count + ($0 < total % count ? 1 : 0) }
}

/// A way to look handlers up, as exercises name it: a release, or a release with one mistake.
package struct NamedResolver: Sendable, Hashable {
  /// As written: `0.12.2`, `mutant:breadth-first`.
  package var name: String
  package var release: Release
  package var resolver: Resolver

  /// - Parameter name: `x.y.z`, or `mutant:...`, which goes by the newest release but for its mistake.
  package init?(_ name: String) {
    self.name = name
    if let mutant = Resolver.named(name) {
      release = .standard
      resolver = mutant
    } else if let release = Framework.standard.release(named: name) {
      self.release = release
      resolver = .release
    } else {
      return nil
    }
  }

  /// As sentences name it: `Flask 0.12.2`, `a Flask that searches ancestors breadth first`.
  package var phrase: String {
    guard case .mutant(let mutant) = resolver else { return "Flask \(release.name)" }
    return switch mutant {
    case .writeBack: "a Flask that writes what it finds into the handler table"
    case .registrationOrder: "a Flask that takes the handler that was registered first"
    case .breadthFirst: "a Flask that searches ancestors level by level"
    case .classBeforeCode: "a Flask that prefers handlers for classes to handlers for codes"
    case .applicationBeforeBlueprint: "a Flask that asks the application before the blueprint"
    }
  }
}
