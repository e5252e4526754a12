import Diagnostics
import Exercises
import Testing

@testable import Lessons

/// Links of lessons, resolved among given files.
@Suite("Links") struct LinkCheckTests {
  private func problems(_ text: String, name: String = "lessons/a.md", _ files: [String: String] = [:]) -> [String] {
    let all = files.merging([name: text]) { $1 }
    return LinkCheck(
      Lesson(SourceText(name: name, text)), exists: { all[$0] != nil },
      read: { path in all[path].map { SourceText(name: path, $0) } }
    ).problems.map { "\($0.line): \($0.message)" }
  }

  @Test func filesAreRelativeToTheLesson() {
    let files = ["lessons/b.md": "# B\n", "c.md": "# C\n", "lessons/my file.txt": ""]
    #expect(
      problems(
        "[b](b.md) [c](../c.md) [f](my%20file.txt)",
        ["lessons/b.md": "", "lessons/../c.md": "", "lessons/my file.txt": ""]) == [])
    #expect(problems("\n[c](c.md)", files) == ["2: broken link `c.md`: there is no such file"])
    #expect(problems("[b](b.md)", name: "a.md", files).count == 1)
  }

  @Test func headingsAreChecked() {
    let files = ["lessons/b.md": "# One\n\n## Two words\n"]
    #expect(problems("# A\n\n[x](b.md#two-words) [y](#a) [z](b.md#one)", files) == [])
    #expect(
      problems("# A\n\n[x](b.md#three) [y](#b)", files) == [
        "3: broken link `b.md#three`: the file has no heading with that name",
        "3: broken link `#b`: the file has no heading with that name",
      ])
    // Other files have no headings to check.
    #expect(problems("[x](b.txt#three)", ["lessons/b.txt": ""]) == [])
  }

  @Test func addressesAreNotVisited() {
    #expect(problems("[x](https://example.org/y.md) [m](mailto:a@x.org) [r](/root.md)") == [])
  }

  /// If the target cannot be read, the link is not reported.
  @Test func aFileThatCannotBeReadHasNoHeadings() {
    let check = LinkCheck(
      Lesson(SourceText(name: "a.md", "[x](b.md#three)")), exists: { _ in true }, read: { _ in nil })
    #expect(check.problems.isEmpty)
  }

  @Test func anIDBelongsToOneFile() {
    func lesson(_ name: String, _ id: String?) -> Lesson {
      Lesson(SourceText(name: name, (id.map { "<!-- errorbook id: \($0) -->\n\n" } ?? "") + "# T\n"))
    }
    var ids = KnownLessonIDs()
    #expect(ids.add(lesson("a.md", "one")) == nil && ids.add(lesson("b.md", "two")) == nil)
    #expect(ids.add(lesson("c.md", nil)) == nil && ids.add(lesson("d.md", nil)) == nil)
    #expect(ids.add(lesson("a.md", "one")) == nil)
    #expect(ids.add(lesson("e.md", "one"))?.message == "the lesson a.md already has this id")
  }

  @Test func acceptingUpdatesOutputs() {
    let wrong = "# T\n\n```errorbook\nraise KeyError\n```\n\n```output\nother\n```\n"
    let accepted = LessonCheck(Lesson(SourceText(name: "a.md", wrong))).accepting()
    #expect(accepted.rewritten == 1 && accepted.check.problems.isEmpty)
    let again = LessonCheck(Lesson(SourceText(name: "a.md", bytes: accepted.bytes ?? []))).accepting()
    #expect(again.bytes == nil && again.rewritten == 0)
  }
}
