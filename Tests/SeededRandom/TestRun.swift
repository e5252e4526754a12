import Foundation
import Testing

/// The number of cases and the random numbers of a test run.
///
/// `swift test` runs a sample of the cases. `ERRORBOOK_TESTS=all`, which `.ci/run` sets, runs all of them. Set
/// `ERRORBOOK_SEED` to reproduce a failed run or to get new random numbers.
package enum TestRun {
  private static let environment = ProcessInfo.processInfo.environment

  /// Whether all cases run.
  package static let isWhole = environment["ERRORBOOK_TESTS"] == "all"

  /// The seed from the environment, if it is set.
  package static let givenSeed = environment["ERRORBOOK_SEED"].flatMap { UInt64($0) }

  /// The seed that chooses the sample of this run.
  package static let sampleSeed = givenSeed ?? UInt64.random(in: 0...UInt64(UInt32.max))

  /// Whether a test can expect shares of random cases: with another seed, a sample may have few of one kind.
  package static let hasKnownShares = isWhole || givenSeed == nil

  /// Returns the number of rounds of a random test.
  package static func rounds(_ whole: Int, sample: Int) -> Int { isWhole ? whole : sample }

  /// Returns the seeds of the rounds. They are the same in every run, unless the environment sets one.
  package static func seeds(_ whole: Int, sample: Int) -> [UInt64] {
    let first = givenSeed.map { SeededRandom.mixed($0, 0) } ?? 0
    return (0..<UInt64(rounds(whole, sample: sample))).map { first &+ $0 }
  }

  /// Returns some elements of a list in order, or all of them if all cases run.
  package static func sample<Element>(_ all: [Element], _ count: Int) -> [Element] {
    guard !isWhole, count < all.count else { return all }
    var random = SeededRandom(seed: sampleSeed)
    let chosen = Set(all.indices.shuffled(using: &random).prefix(count))
    return all.indices.filter { chosen.contains($0) }.map { all[$0] }
  }
}

extension Trait where Self == IssueHandlingTrait {
  /// Adds to each failure how to get the same random numbers.
  package static var seeded: Self {
    .compactMapIssues { issue in
      var issue = issue
      issue.comments.append(
        TestRun.givenSeed.map { "to reproduce this, set ERRORBOOK_SEED=\($0)" }
          ?? "to reproduce this, run the test without ERRORBOOK_SEED")
      return issue
    }
  }

  /// Adds to each failure how to run the same sample.
  package static var sampled: Self {
    .compactMapIssues { issue in
      var issue = issue
      issue.comments.append("to reproduce this, set ERRORBOOK_SEED=\(TestRun.sampleSeed)")
      return issue
    }
  }
}
