import Diagnostics
import Testing

@testable import Exercises
@testable import Lessons

/// HTML comments of a page, and the page without them.
@Suite("Comments") struct CommentsTests {
  private func lesson(_ text: String) -> Lesson { Lesson(SourceText(name: "a.md", text)) }

  private func without(_ text: String) -> String {
    String(decoding: lesson(text).withoutComments.lesson.text.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("a\n\n<!-- SECRET -->\n\nb\n", "a\n\n\nb\n"),
    ("a <!-- SECRET --> b\n", "a  b\n"),
    ("a <!-- SECRET\nSECRET --> b\n", "a  b\n"),
    ("a <!-- SECRET --> \nb\n", "a\nb\n"),
    ("a\n<!-- SECRET -->\nb\n", "a\n\nb\n"),
    ("<!--\nSECRET\n\nSECRET\n```errorbook solution pay\nSECRET\n```\n-->\n\nb\n", "\nb\n"),
    ("- a\n\n  <!-- SECRET\n  SECRET -->\n- b\n", "- a\n\n- b\n"),
    ("- <!-- SECRET -->\n- b <!-- SECRET -->\n", "-\n- b\n"),
    ("> a\n>\n> <!-- SECRET\n> SECRET -->\n>\n> b\n", "> a\n>\n>\n> b\n"),
    ("1. x\n   > - y\n   >   <!-- SECRET -->\n", "1. x\n   > - y\n"),
    ("# Title <!-- SECRET -->\n", "# Title\n"),
    ("| a <!-- SECRET --> |\n|---|\n| `b` <!-- SECRET --> |\n", "| a  |\n|---|\n| `b`  |\n"),
    (
      "<details><!-- SECRET -->\n<summary>x</summary>\n<!-- SECRET\n\nSECRET -->\n</details>\n",
      "<details>\n<summary>x</summary>\n\n</details>\n"
    ),
    ("- a ` b <!-- SECRET -->\n- c ` d\n", "- a ` b\n- c ` d\n"),
    ("a ` b\n\n<!-- SECRET -->\n\nc ` d\n", "a ` b\n\n\nc ` d\n"),
    ("a<!----><!--> b <!-- SECRET -->\r\nc\r\n", "a b\r\nc\r\n"),
    ("a <!-- SECRET -- SECRET --> b\n", "a  b\n"),
    ("<!-- SECRET -->", ""),
    ("[x]: <http://e.org> <!-- SECRET -->\n", "[x]: <http://e.org>\n"),
  ])
  func aCommentIsLeftOut(_ text: String, _ kept: String) {
    #expect(without(text) == kept)
    #expect(lesson(text).withoutComments.problems.isEmpty)
  }

  /// Text that only looks like a comment stays.
  @Test(arguments: [
    "```html\n<!-- shown -->\n```\n", "- x\n\n  ```html\n  <!-- shown -->\n  ```\n", "> ~~~\n> <!-- shown -->\n> ~~~\n",
    "    <!-- shown -->\n", "a `<!-- shown -->` b\n", "a ``<!-- ` -->`` b\n", "a \\<!-- shown --> b\n",
    "a `x <!-- y` --> z\n",
    "```errorbook\nhandler Exception -> \"<!-- shown -->\"\n```\n",
  ])
  func codeStays(_ text: String) {
    #expect(without(text) == text)
    #expect(lesson(text).withoutComments.problems.isEmpty)
  }

  @Test(arguments: ["a\n\n<!-- b\n\nc\n", "a <!-- b\n\nc -->\n", "- a <!-- b\n"])
  func unclosedCommentsAreReported(_ text: String) {
    #expect(lesson(text).withoutComments.problems.map(\.slug) == ["bad-comment"])
    #expect(LessonCheck(lesson("# T\n\n" + text)).problems.map(\.slug) == ["bad-comment"])
  }

  /// The end of a list or a quote closes a fence inside it.
  @Test(arguments: [
    ("- a\n  ```python\n  x\n<!-- SECRET -->\n\nb\n", "- a\n  ```python\n  x\n\nb\n"),
    ("- ```python\n  x\n\n\n<!-- SECRET\nSECRET -->\n\nb\n", "- ```python\n  x\n\n\n\nb\n"),
    ("> ```\n> x\n<!-- SECRET -->\n\nb\n", "> ```\n> x\n\nb\n"),
    ("1. > ~~~~\n   > ~~~\n<!-- SECRET -->\n\nb\n", "1. > ~~~~\n   > ~~~\n\nb\n"),
    ("- ```\n<!-- SECRET -->\n", "- ```\n"),
    ("- ```\n  x\n- <!-- SECRET -->\n\nb\n", "- ```\n  x\n-\n\nb\n"),
  ])
  func aFenceEndsWithItsList(_ text: String, _ kept: String) {
    #expect(without(text) == kept)
    #expect(lesson(text).withoutComments.problems.isEmpty)
  }

  /// A comment that was not found would be published.
  @Test func noCommentIsMissed() {
    for text in ["a\n\n- ~~~\n<!-- x -->\n", "- ```\n  <!-- x\n<!-- y -->\n", "a <!-- x --> b\n"] {
      let found = lesson(text).withoutComments
      #expect(
        found.problems.map(\.slug) == ["bad-comment"] || !without(text).contains("\n<!--"), "\(text.debugDescription)")
    }
  }

  /// Removing a comment must not join blocks that it separated.
  @Test func commentsThatSeparateBlocksAreReported() {
    let text = "<!-- a --> ```errorbook\nraise KeyError\n```\n"
    #expect(lesson(text).withoutComments.problems.map(\.slug) == ["bad-comment"])
  }
}
