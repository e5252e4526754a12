import Diagnostics
import Exercises
import Lessons
import Testing

/// Questions that learners answer in their own words.
@Suite("Essays") struct EssayTests {
  private static let lesson = """
    # The cause

    ```errorbook
    class E(Exception)
    ```

    Why did the second customer see a 402? Write three sentences.

    ```essay cause-of-the-402
    model:
    The first request left an entry in the table.
    The second one found it.

    A fresh process has no such entry.
    rubric:
    - names the entry that the cache wrote
    - says why only the second customer
      was affected
    ```

    """

  private func check(_ text: String) -> [LessonProblem] { LessonCheck(Lesson(SourceText(name: "a.md", text))).problems }

  @Test("a model has paragraphs, and a rubric has points") func parts() throws {
    let essay = try #require(Lesson(SourceText(name: "a.md", Self.lesson)).essays.first)
    #expect(essay.name == "cause-of-the-402")
    #expect(
      essay.model == [
        "The first request left an entry in the table. The second one found it.", "A fresh process has no such entry.",
      ])
    #expect(
      essay.rubric == ["names the entry that the cache wrote", "says why only the second customer was affected"])
    #expect(check(Self.lesson) == [])
  }

  @Test(
    "an essay needs a name, a model and a rubric",
    arguments: [
      ("essay cause-of-the-402", "essay", "unnamed-fence", 9, "this `essay` fence does not name its exercise"),
      ("essay cause-of-the-402", "esay cause", "bad-fence", 9, "`esay cause` is not a known kind of fence"),
      ("```essay", "> ```essay", "unseen-fence", 9, "this `essay cause-of-the-402` is ignored"),
      ("essay cause", "errorbook essay cause", "bad-fence", 9, "is not a known kind of fence"),
      ("model:", "Model", "bad-essay", 10, "this line belongs neither to the model nor to the rubric"),
      ("rubric:\n", "", "bad-essay", 9, "`cause-of-the-402` has no rubric"),
    ])
  func problems(_ old: String, _ new: String, _ slug: String, _ line: Int, _ message: String) {
    let problems = check(Self.lesson.replacing(old, with: new))
    #expect(
      problems.contains {
        $0.slug == slug && $0.line == line && $0.message.hasPrefix(message)
          || $0.slug == slug && $0.message.contains(message)
      },
      "\(problems)")
  }

  @Test("an essay has a name of its own") func names() {
    let second = "```essay cause-of-the-402\nmodel:\na\nrubric:\n- b\n```\n"
    #expect(check(Self.lesson + second).map(\.slug) == ["duplicate-exercise"])
  }
}
