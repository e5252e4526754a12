import Diagnostics
import Foundation
import SampleLessons
import SeededRandom
import Testing

@testable import Exercises
@testable import Lessons

/// The progress log, which can be damaged anywhere, and the progress that is computed from it.
@Suite("Progress") struct ProgressTests {
  private static let records: [ProgressRecord] = [
    ProgressRecord(lesson: "01-a.md", .reached(step: 2)),
    ProgressRecord(
      lesson: "01-a.md",
      .answered(exercise: "tell", fingerprint: "ab", passed: false, answer: "# \\ and\ttab\r\nhandler E -> \"é\"\n")),
    ProgressRecord(lesson: "01-a.md", .tookHint(exercise: "tell", number: 1)),
    ProgressRecord(lesson: "01-a.md", .sawSolution(exercise: "tell")),
    ProgressRecord(
      lesson: "01-a.md", .answered(exercise: "tell", fingerprint: "ab", passed: true, answer: "handler X -> \"n\"\n")),
    ProgressRecord(lesson: "01-a.md", .predicted(cell: "c1", guess: "\"E2\"", actual: "crash")),
    ProgressRecord(lesson: "02-b.md", .skipped(exercise: "other")),
    ProgressRecord(lesson: "02-b.md", .forgot(exercise: "other")),
    ProgressRecord(lesson: "02-b.md", .finished),
    ProgressRecord(lesson: "02-b.md", .reset),
  ]

  private static let bytes = ProgressLog.addition(records, after: [])

  @Test func recordsCanBeReadBack() {
    #expect(ProgressLog(Self.bytes).records == Self.records)
    #expect(ProgressLog.form(of: Self.bytes) == .log)
    #expect(Self.bytes.filter { $0 == .lineFeed }.count == Self.records.count + 1)
  }

  @Test func anIncompleteEndLosesOnlyItself() {
    for end in Self.bytes.indices {
      let torn = Array(Self.bytes[..<end])
      // The header is not a record.
      let whole = max(0, torn.count { $0 == .lineFeed } - 1)
      #expect(ProgressLog(torn).records == Array(Self.records.prefix(whole)))
      // Records appended afterward can be read.
      let last = ProgressRecord(lesson: "03-c.md", .reached(step: 9))
      let more = ProgressLog(torn + ProgressLog.addition([last], after: torn)).records
      #expect(more.last == last)
      #expect(more.starts(with: Self.records.prefix(whole)))
    }
  }

  @Test(.seeded) func damageInTheMiddleLosesOnlyItsLines() {
    var random = SeededRandom(test: 6)
    let lines = Self.bytes.split(separator: .lineFeed).dropFirst()
    for _ in 0..<TestRun.rounds(500, sample: 100) {
      var damaged = Self.bytes
      let place = Int.random(in: ProgressLog.header.utf8.count + 1..<damaged.count, using: &random)
      damaged[place] = UInt8.random(in: 0...255, using: &random)
      let read = ProgressLog(damaged).records
      let kept = damaged.split(separator: .lineFeed).filter { lines.contains($0) }.count
      #expect(read.filter { Self.records.contains($0) }.count >= kept)
      #expect(kept >= lines.count - 2)
    }
  }

  @Test(.seeded) func anyBytesCanBeReadAndAppendedTo() {
    var random = SeededRandom(test: 7)
    let alphabet = Array("\t\n\r\\01-a.md answered passed step é reset".utf8) + [0, 0xFF, 0xC3, 0x80]
    for _ in 0..<TestRun.rounds(2_000, sample: 250) {
      let count = Int.random(in: 0..<200, using: &random)
      let noise = (0..<count).map { _ in random.pick(alphabet) }
      let before = ProgressLog(noise).records
      let added = ProgressLog(noise + ProgressLog.addition(Self.records, after: noise)).records
      #expect(added.suffix(Self.records.count) == Self.records[...])
      #expect(added.starts(with: before))
      for name in ProgressLog(before).lessonNames { _ = LessonProgress(in: name, ProgressLog(before)) }
    }
  }

  @Test(.seeded) func anyTextCanBeReadBack() {
    var random = SeededRandom(test: 8)
    for _ in 0..<TestRun.rounds(2_000, sample: 250) {
      let scalars = (0..<Int.random(in: 0..<30, using: &random)).compactMap { _ in
        Unicode.Scalar(random.chance(50) ? UInt32.random(in: 0..<128, using: &random) : random.pick([0x301, 0x1F600]))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let record = ProgressRecord(
        lesson: text, .answered(exercise: text, fingerprint: text, passed: true, answer: text))
      let read = ProgressLog(ProgressLog.addition([record], after: [])).records
      #expect(read.count == 1)
      guard case .answered(_, _, _, let answer) = read.first?.action else { continue }
      #expect(Array(answer.utf8) == Array(text.utf8))
    }
  }

  @Test(arguments: [
    ("", ProgressLog.Form.log),
    ("errorbook progress 1\n", .log),
    ("errorbook progress 1", .damaged),
    ("errorbook progress 2\nwho knows\n", .newer),
    ("errorbook progress 12\n", .newer),
    ("errorbook progress 0\n", .damaged),
    ("errorbook progress 99999999999999999999\n", .damaged),
    ("01-a.md\tfinished\n", .damaged),
    ("\0\0\0\0", .damaged),
  ])
  func theFirstLineDecidesTheForm(_ text: String, _ form: ProgressLog.Form) {
    #expect(ProgressLog.form(of: Array(text.utf8)) == form)
  }

  // MARK: The progress in a lesson

  @Test func theLogIsReplayed() {
    let first = LessonProgress(in: "01-a.md", ProgressLog(Self.records))
    #expect(first.isStarted && !first.isFinished && first.step == 2)
    #expect(first.answers["tell"]?.passed == true)
    #expect(first.hints == ["tell": 1] && first.seenSolutions == ["tell"])
    #expect(first.predictions["c1"]?.wasRight == false)
    let second = LessonProgress(in: "02-b.md", ProgressLog(Self.records))
    #expect(!second.isStarted && second.skipped.isEmpty)
    #expect(ProgressLog(Self.records).lessonNames == ["01-a.md"])
  }

  @Test func aLaterFailureKeepsThePass() {
    var lessonProgress = LessonProgress(in: "01-a.md", ProgressLog(Self.records))
    lessonProgress.add(.answered(exercise: "tell", fingerprint: "ab", passed: false, answer: "no"))
    #expect(lessonProgress.answers["tell"]?.passed == true)
    // Only an answer that has not passed can be discarded.
    lessonProgress.add(.forgot(exercise: "tell"))
    #expect(lessonProgress.answers["tell"]?.passed == true)
    // If the exercise changed, the latest answer counts.
    lessonProgress.add(.answered(exercise: "tell", fingerprint: "cd", passed: false, answer: "no"))
    #expect(lessonProgress.answers["tell"]?.passed == false)
    lessonProgress.add(.forgot(exercise: "tell"))
    #expect(lessonProgress.answers["tell"] == nil)
  }

  private static let lesson = SampleLessons.twoExercises

  /// Returns the exercises that still count as passed after an edit of the lesson.
  private func stillPassed(replacing old: String, by new: String) -> [String] {
    var lessonProgress = LessonProgress(in: "a.md", ProgressLog())
    for judge in Lesson(SourceText(name: "a.md", Self.lesson)).judges() {
      lessonProgress.add(
        .answered(exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: true, answer: "x"))
    }
    #expect(Self.lesson.contains(old))
    let edited = Self.lesson.replacingOccurrences(of: old, with: new)
    return Lesson(SourceText(name: "b.md", edited)).judges().filter { lessonProgress.hasPassed($0) }.map(
      \.exercise.name)
  }

  @Test func anEditedLessonInvalidatesOnlyWhatChanged() {
    #expect(stillPassed(replacing: "Prose.", by: "Other *prose*.\n\nMore.") == ["one", "two"])
    #expect(stillPassed(replacing: "A hint.", by: "Another.") == ["one", "two"])
    #expect(stillPassed(replacing: #"-> "two" }"#, by: #"-> "two", 500 }"#) == ["one"])
    #expect(stillPassed(replacing: "exercise one\n", by: "exercise one without hunt\n") == ["two"])
    #expect(stillPassed(replacing: "class Timeout(Exception)", by: "class Timeout(OSError)") == [])
  }
}
