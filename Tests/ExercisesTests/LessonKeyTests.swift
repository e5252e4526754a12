import Diagnostics
import Testing

@testable import Exercises
@testable import Lessons

/// The keys that progress is stored under, and the migration of progress from older versions.
@Suite("Keys of lessons") struct LessonKeyTests {
  private static func page(_ top: String = "", asks text: String = "sorry") -> String {
    """
    \(top)# A lesson

    ```errorbook predict
    raise ValueError
    ```

    ```errorbook exercise tell
    ```

    ```errorbook tests tell
    test "told" { expect raise ValueError -> "\(text)" }
    ```

    """
  }

  private static func lesson(_ page: String, name: String = "lesson.md") -> Lesson {
    Lesson(SourceText(name: name, page))
  }

  private static func key(_ lesson: Lesson, _ path: String, isOfCourse: Bool = false) -> LessonKey {
    LessonKey(lesson, path: path, isOfCourse: isOfCourse)
  }

  private static func answered(_ lesson: Lesson, as key: String, passed: Bool = true) throws -> ProgressRecord {
    let judge = try #require(lesson.judges().first)
    return ProgressRecord(
      lesson: key,
      .answered(exercise: "tell", fingerprint: judge.fingerprint, passed: passed, answer: "handler E -> \"x\"\n"))
  }

  // MARK: Ids

  @Test(arguments: [
    ("<!-- errorbook id: my-course/first-steps -->\n", "my-course/first-steps"),
    ("<!-- errorbook id:x_1.2 -->\n\n", "x_1.2"), ("\n<!-- errorbook id: A\n-->\n", "A"),
    ("<!-- another comment -->\n\n<!-- errorbook id: a -->\n", "a"), ("", nil), ("<!-- errorbook id: -->\n", nil),
    ("<!-- errorbook id: two words -->\n", nil), ("<!-- errorbook id: é -->\n", nil),
    ("<!-- errorbook id: \(String(repeating: "x", count: 101)) -->\n", nil), ("<!-- errorbook id: x", nil),
    ("```text\n<!-- errorbook id: in-a-fence -->\n```\n", nil), ("> <!-- errorbook id: in-a-quote -->\n\n", nil),
    ("<!-- errorbook id: a\u{1B} -->\n", nil),
  ])
  func idIsReadFromAComment(_ top: String, _ id: String?) {
    #expect(Self.lesson(Self.page(top)).id == id)
  }

  @Test func checkReportsBadIDs() {
    let check = LessonCheck(
      Self.lesson(
        Self.page("<!-- errorbook id: a b -->\n\n<!-- errorbook id: a -->\n\n<!-- errorbook id: b -->\n\n")))
    let found = check.problems.filter { $0.slug.hasSuffix("-id") }
    #expect(found.map(\.slug) == ["bad-id", "second-id"])
    #expect(found.map(\.line) == [1, 5])
  }

  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325, "af64724c8602eb6e"), ("a", 0xaf63_dc4c_8601_ec8c, "89bc907b544c769"),
      ("foobar", 0x8594_4171_f739_67e8, "34524ba7168a2c15"),
    ] as [(String, UInt64, String)])
  func hashesStayTheSame(_ text: String, _ hash: UInt64, _ fingerprint: String) {
    // Progress files contain fingerprints from other releases of errorbook.
    #expect(FNV1a.hash(text.utf8) == hash)
    #expect(Fingerprint.text(of: text) == fingerprint)
  }

  @Test func idDoesNotChangeFingerprints() {
    let plain = Self.lesson(Self.page()).judges().map(\.fingerprint)
    #expect(Self.lesson(Self.page("<!-- errorbook id: a -->\n")).judges().map(\.fingerprint) == plain)
  }

  // MARK: Keys

  @Test func keyIsTheIDOrThePath() {
    #expect(Self.key(Self.lesson(Self.page()), "/a/lesson.md").text == "/a/lesson.md")
    let named = Self.lesson(Self.page("<!-- errorbook id: c/1 -->\n"))
    #expect(Self.key(named, "/a/lesson.md").text == "id:c/1")
    #expect(Self.key(named, "/b/other.md").text == "id:c/1")
    #expect(LessonKey(course: "01-a.md").text == "01-a.md")
    #expect(LessonKey.shown("id:c/1") == "c/1" && LessonKey.shown("/a/lesson.md") == "/a/lesson.md")
  }

  // MARK: Older logs

  @Test func matchingAnswerMovesAllRecords() throws {
    let lesson = Self.lesson(Self.page())
    let old: [ProgressRecord] = [
      ProgressRecord(lesson: "lesson.md", .skipped(exercise: "gone")), ProgressRecord(lesson: "lesson.md", .reset),
      ProgressRecord(lesson: "lesson.md", .tookHint(exercise: "tell", number: 2)),
      try Self.answered(lesson, as: "lesson.md"), ProgressRecord(lesson: "other.md", .finished),
      ProgressRecord(lesson: "lesson.md", .reached(step: 3)),
    ]
    let key = Self.key(lesson, "/a/lesson.md")
    var log = ProgressLog(old)
    let before = LessonProgress(in: "lesson.md", log)
    guard case .proved(let records) = log.migration(to: key, of: lesson) else {
      Issue.record("expected records to move")
      return
    }
    log.records += records
    #expect(LessonProgress(in: key.text, log) == before)
    #expect(before.skipped.isEmpty && before.step == 3)
    // It is no longer listed under the old name, and nothing moves twice.
    #expect(log.lessonNames == ["/a/lesson.md", "other.md"])
    #expect(log.migration(to: key, of: lesson) == .none)
    #expect(Array(log.records.prefix(old.count)) == old)
    // The log can be read back.
    #expect(ProgressLog(ProgressLog.addition(log.records, after: [])).records == log.records)
  }

  @Test func matchingGuessMovesAllRecords() throws {
    let lesson = Self.lesson(Self.page())
    let cell = try #require(lesson.cells.first)
    let log = ProgressLog([
      ProgressRecord(lesson: "lesson.md", .predicted(cell: cell.fingerprint, guess: "500", actual: "500"))
    ])
    guard case .proved(let records) = log.migration(to: Self.key(lesson, "/a/lesson.md"), of: lesson) else {
      Issue.record("expected records to move")
      return
    }
    #expect(records.count == 2)
  }

  /// The lesson that is opened first must not get the other lesson's progress.
  @Test func otherLessonWithTheNameGetsNothing() throws {
    let (first, second) = (Self.lesson(Self.page()), Self.lesson(Self.page(asks: "gone")))
    var log = ProgressLog([try Self.answered(first, as: "lesson.md")])
    guard case .doubtful(let records) = log.migration(to: Self.key(second, "/b/lesson.md"), of: second) else {
      Issue.record("expected doubtful records")
      return
    }
    // Even if the learner adopts it, the answer does not count as passed.
    let adopted = ProgressLog(log.records + records)
    #expect(LessonProgress(in: "/b/lesson.md", adopted).answers["tell"]?.passed == false)
    #expect(adopted.migration(to: Self.key(second, "/b/lesson.md"), of: second) == .none)
    // The learner started the second lesson in the meantime.
    log.records.append(ProgressRecord(lesson: "/b/lesson.md", .reached(step: 2)))
    #expect(LessonProgress(in: "/b/lesson.md", log).answers.isEmpty)
    guard case .proved(let own) = log.migration(to: Self.key(first, "/a/lesson.md"), of: first) else {
      Issue.record("expected the answered lesson to get its records")
      return
    }
    #expect(LessonProgress(in: "/a/lesson.md", ProgressLog(log.records + own)).answers["tell"]?.passed == true)
  }

  @Test func adoptingKeepsNewerRecords() throws {
    let lesson = Self.lesson(Self.page())
    let edited = Self.lesson(Self.page(asks: "gone"))
    var log = ProgressLog([try Self.answered(lesson, as: "lesson.md"), try Self.answered(edited, as: "/a/lesson.md")])
    #expect(log.migration(to: Self.key(edited, "/a/lesson.md"), of: edited) == .none)
    log.records.removeLast()
    log.records.append(ProgressRecord(lesson: "/a/lesson.md", .reached(step: 2)))
    guard case .doubtful(let records) = log.migration(to: Self.key(edited, "/a/lesson.md"), of: edited) else {
      Issue.record("expected records to adopt")
      return
    }
    let lessonProgress = LessonProgress(in: "/a/lesson.md", ProgressLog(log.records + records))
    #expect(lessonProgress.step == 2 && lessonProgress.answers["tell"]?.passed == false)
  }

  @Test func recordsWithoutAnswersMove() {
    let lesson = Self.lesson(Self.page())
    let log = ProgressLog([ProgressRecord(lesson: "lesson.md", .reached(step: 2))])
    guard case .proved(let records) = log.migration(to: Self.key(lesson, "/a/lesson.md"), of: lesson) else {
      Issue.record("expected records to move")
      return
    }
    #expect(records.count == 2)
    // In a course lesson, a step alone does not prove that the records belong to this file.
    #expect(log.migration(to: Self.key(lesson, "/a/lesson.md", isOfCourse: true), of: lesson) == .none)
  }

  @Test func courseLessonKeepsItsRecords() throws {
    let lesson = Self.lesson(Self.page())
    var log = ProgressLog([try Self.answered(lesson, as: "lesson.md")])
    guard
      case .proved(let records) = log.migration(to: Self.key(lesson, "/a/lesson.md", isOfCourse: true), of: lesson)
    else {
      Issue.record("expected records to be copied")
      return
    }
    log.records += records
    #expect(log.lessonNames == ["/a/lesson.md", "lesson.md"])
    #expect(log.migration(to: LessonKey(course: "lesson.md"), of: lesson) == .none)
  }

  @Test func addingAnIDKeepsTheRecordsOfThePath() throws {
    let lesson = Self.lesson(Self.page())
    let named = Self.lesson(Self.page("<!-- errorbook id: c/1 -->\n"))
    let log = ProgressLog([
      try Self.answered(Self.lesson(Self.page(asks: "gone")), as: "lesson.md"),
      try Self.answered(lesson, as: "/a/lesson.md"),
    ])
    guard case .proved(let records) = log.migration(to: Self.key(named, "/a/lesson.md"), of: named) else {
      Issue.record("expected records to move")
      return
    }
    #expect(LessonProgress(in: "id:c/1", ProgressLog(log.records + records)).answers["tell"]?.passed == true)
  }
}
