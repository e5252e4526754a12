import Foundation
import Testing

/// How much a run of the tests tries, and which numbers it draws.
///
/// `swift test` tries a sample, and `ERRORBOOK_TESTS=all` everything, as `.ci/run` does. `ERRORBOOK_SEED` gives the numbers of a
/// run that failed again, or new ones.
package enum TestRun {
  private static let environment = ProcessInfo.processInfo.environment

  /// Whether everything is tried.
  package static let isWhole = environment["ERRORBOOK_TESTS"] == "all"

  /// The seed that the environment gives.
  package static let givenSeed = environment["ERRORBOOK_SEED"].flatMap { UInt64($0) }

  /// Decides which part of a list this run tries.
  package static let sampleSeed = givenSeed ?? UInt64.random(in: 0...UInt64(UInt32.max))

  /// How many rounds a test does that could do any number of them.
  package static func rounds(_ whole: Int, sample: Int) -> Int { isWhole ? whole : sample }

  /// The seeds of that many rounds: the same in every run, unless the environment gives one.
  package static func seeds(_ whole: Int, sample: Int) -> [UInt64] {
    let first = givenSeed.map { SeededRandom.mixed($0, 0) } ?? 0
    return (0..<UInt64(rounds(whole, sample: sample))).map { first &+ $0 }
  }

  /// Some elements of a list, in order: all of them in a whole run.
  package static func sample<Element>(_ all: [Element], _ count: Int) -> [Element] {
    guard !isWhole, count < all.count else { return all }
    var random = SeededRandom(seed: sampleSeed)
    let chosen = Set(all.indices.shuffled(using: &random).prefix(count))
    return all.indices.filter { chosen.contains($0) }.map { all[$0] }
  }
}

extension Trait where Self == IssueHandlingTrait {
  /// A failure says how to draw its numbers again.
  package static var seeded: Self {
    .compactMapIssues { issue in
      var issue = issue
      issue.comments.append(
        TestRun.givenSeed.map { "the same again: ERRORBOOK_SEED=\($0)" }
          ?? "the same again: without ERRORBOOK_SEED, which was not set")
      return issue
    }
  }

  /// A failure says how to try the same part of a list again.
  package static var sampled: Self {
    .compactMapIssues { issue in
      var issue = issue
      issue.comments.append("the same again: ERRORBOOK_SEED=\(TestRun.sampleSeed)")
      return issue
    }
  }
}
