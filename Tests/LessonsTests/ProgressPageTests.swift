import Course
import Diagnostics
import SampleLessons
import SeededRandom
import Testing

@testable import Exercises
@testable import Lessons

/// A learner's progress as a page that is a lesson itself.
@Suite("The progress page") struct ProgressPageTests {
  private static let lesson = SampleLessons.twoExercises

  private static let course = Course.lessons.map { (name: $0.name, text: $0.text) }

  /// The log of a learner who did the whole course with the solutions as answers.
  private static let everything: [ProgressRecord] = course.flatMap { name, text in
    let judges = Lesson(SourceText(name: name, text)).judges()
    return judges.map { judge in
      ProgressRecord(
        lesson: name,
        .answered(
          exercise: judge.exercise.name, fingerprint: judge.fingerprint, passed: true,
          answer: judge.exercise.solution?.content ?? ""))
    } + [ProgressRecord(lesson: name, .finished)]
  }

  @Test func thePageOfTheWholeCoursePassesCheck() {
    let page = ProgressPage(ProgressLog(Self.everything), lessons: Self.course, name: "mine.md")
    let check = LessonCheck(Lesson(SourceText(name: "somewhere/mine.md", page.text)))
    #expect(check.problems.isEmpty, "\(check.problems.first.map { "\($0)" } ?? "")")
    #expect(Self.course.count >= 12 && check.exercises >= 12)
    #expect(check.outputs > 50)
    #expect(!page.text.contains("not passed yet"))
    // A solution is included only if the answer is compared with it.
    let exercises = Lesson(SourceText(name: "mine.md", page.text)).exercises
    for exercise in exercises {
      let isModeled = if case .equivalent = exercise.kind { true } else { false }
      #expect((exercise.solution != nil) == isModeled, "\(exercise.name)")
      #expect(exercise.answers.count == 1 && exercise.also.isEmpty && exercise.wrong.isEmpty && exercise.hints.isEmpty)
    }
  }

  /// Answers with extra statements stay unchanged: each answer that passes in the course passes on the page.
  @Test(.sampled) func otherAnswersPassCheckToo() {
    for place in TestRun.sample([0, 1], 1) {
      let records = Self.course.flatMap { name, text in
        Lesson(SourceText(name: name, text)).judges().compactMap { judge -> ProgressRecord? in
          let exercise = judge.exercise
          guard exercise.also.indices.contains(place) else { return nil }
          return ProgressRecord(
            lesson: name,
            .answered(
              exercise: exercise.name, fingerprint: judge.fingerprint, passed: true,
              answer: exercise.also[place].content))
        }
      }
      #expect(records.count > 5)
      let page = ProgressPage(ProgressLog(records), lessons: Self.course, name: "mine.md")
      let check = LessonCheck(Lesson(SourceText(name: "mine.md", page.text)))
      #expect(check.problems.isEmpty, "\(check.problems.first.map { "\($0)" } ?? "")")
      #expect(check.exercises == records.count)
    }
  }

  @Test func guessesAreNotMarkup() throws {
    let lesson = "# A lesson\n\n```errorbook predict\nraise KeyError\n```\n"
    let cell = try #require(Lesson(SourceText(name: "a.md", lesson)).cells.first)
    let log = ProgressLog([
      ProgressRecord(
        lesson: "a.md", .predicted(cell: cell.fingerprint, guess: "a` ```<b>, www.e.org", actual: "[x](http://e.org)"))
    ])
    let page = ProgressPage(log, lessons: [("a.md", lesson)], name: "mine.md").text
    #expect(page.contains("\nI predicted ````a` ```<b>, www.e.org````: actual: `[x](http://e.org)`.\n"), "\(page)")
  }

  @Test func thePageShowsHintsAndResults() {
    let log = ProgressLog([
      ProgressRecord(lesson: "a.md", .reached(step: 3)),
      ProgressRecord(lesson: "a.md", .tookHint(exercise: "one", number: 2)),
      // It passed once but no longer does.
      ProgressRecord(
        lesson: "a.md",
        .answered(exercise: "one", fingerprint: "old", passed: true, answer: "handler Timeout -> \"``\"")
      ),
      ProgressRecord(lesson: "a.md", .skipped(exercise: "two")),
    ])
    let page = ProgressPage(log, lessons: [("a.md", Self.lesson)], name: "mine.md")
    #expect(
      page.text == """
        # What I did in the errorbook course

        ## A lesson

        Started, up to step 3.

        ```errorbook
        reset
        use flask 3.1.0
        ```

        ```output
        reset
        use flask 3.1.0
          with Werkzeug 3.1.9
        ```

        ```errorbook
        class Timeout(Exception)
        ```

        Exercise `one`: not passed yet (2 hints). My answer:

        ```text
        handler Timeout -> "``"
        ```

        Exercise `two`: skipped.

        """)
  }
}
