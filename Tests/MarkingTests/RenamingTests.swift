import Course
import Diagnostics
import Exercises
import Lessons
import Testing

@testable import Marking

/// A lesson is renamed without parsing Markdown. The result must equal the parsed text.
@Suite("Renaming") struct RenamingTests {
  private static let nasty = Lesson(
    SourceText(
      name: "nasty.md",
      "<!-- errorbook id: E -->\r\n\r\n# About `PaymentError` \r\n\r\n~~~ errorbook\r\nclass PaymentError(Exception)\r\n"
        + "handler PaymentError -> \"no\"\r\n~~~\r\n\nA PaymentError says \"no\".\n\n"
        + "````errorbook exercise pay\n# ``` PaymentError \"no\"\n````\n\n```errorbook tests pay\rexpect raise PaymentError -> 402\r```\r"
        + "\n\n```hint pay\nAnswer a `PaymentError` with \"no\".\n```\n\n> ```errorbook tests pay\n> raise PaymentError\n> ```\n\n"
        + "```\n```\n\n```errorbook solution pay\nhandler PaymentError -> \"no\", 402"))

  private static let lessons = Course.lessons.map { Lesson(SourceText(name: $0.name, $0.text)) } + [nasty]

  @Test(arguments: lessons.indices) func aRenamedLessonEqualsItsParsedText(_ index: Int) {
    let lesson = Self.lessons[index]
    for seed in ["autumn", "7", ""] {
      let renamed = Variant(seed).renaming(of: lesson).lesson(lesson)
      let read = Lesson(renamed.text)
      #expect(renamed.fences == read.fences)
      #expect(renamed.heading == read.heading)
      #expect(renamed.fences.map(\.content) != lesson.fences.map(\.content))
    }
  }

  @Test func lineEndingsAreKept() {
    let renamed = Variant("7").renaming(of: Self.nasty).lesson(Self.nasty)
    func ends(_ lesson: Lesson) -> [Character] { lesson.lines.compactMap(\.last).filter(\.isNewline) }
    #expect(ends(renamed) == ends(Self.nasty))
    #expect(Self.nasty.lines.joined() == String(decoding: Self.nasty.text.bytes, as: UTF8.self))
  }

  @Test func theIDIsKept() {
    #expect(Variant("7").renaming(of: Self.nasty).lesson(Self.nasty).id == "E")
  }
}
