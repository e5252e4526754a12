import Diagnostics
import Exercises
import Lessons
import Testing

@testable import Marking

/// Pages that students hand in from `learn`, possibly after opening them in an editor.
@Suite("Hand-in pages") struct HandInTests {
  private func answers(_ page: String) -> [String: String] {
    HandIn.answers(in: Array(page.utf8)).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aPageIsRecognizedByItsFirstLine() {
    for page in ["<!-- errorbook hand-in 1 -->\n# x", "\u{FEFF}<!-- errorbook hand-in 1 -->\r\n# x"] {
      #expect(HandIn.isHandIn(Array(page.utf8)))
    }
    #expect(!HandIn.isHandIn(Array("# x\n<!-- errorbook hand-in 1 -->\n".utf8)))
    #expect(!HandIn.isHandIn([]))
  }

  @Test func fencesContainTheAnswers() {
    let page = """
      # x

      ```errorbook answer pay
      handler E -> "a"
      ```

      ```errorbook answer pay
      the second is not looked at
      ```

      ````errorbook answer owe
      # ```
      handler E -> "b"
      ````

      ```text
      ```errorbook answer no
      ```

      ```errorbook answer last
      handler E -> "c"
      """
    #expect(
      answers(page) == [
        "pay": "handler E -> \"a\"\n", "owe": "# ```\nhandler E -> \"b\"\n", "last": "handler E -> \"c\"\n",
      ])
    let windows = answers("```errorbook answer pay\r\nhandler E -> \"a\"\r\n```\r\n```errorbook answer owe\r\n```\r\n")
    #expect(windows == ["pay": "handler E -> \"a\"\r\n", "owe": ""])
  }

  @Test("progress keeps a text in own words, and a hand-in has it for the teacher but not as an answer") func essay() {
    let lesson = Lesson(
      SourceText(name: "a.md", "# T\n\n```essay cause\nmodel:\nsecret\nrubric:\n- secret\n```\n\n```essay other\n```\n")
    )
    let records = [
      ProgressRecord(lesson: "a.md", .wrote(essay: "cause", text: "Mine.\n```errorbook answer cause\n"))
    ]
    let log = ProgressLog(ProgressLog.addition(records, after: []))
    #expect(log.records == records)
    let text = HandIn(lesson, LessonProgress(in: "a.md", log)).text
    #expect(
      text == """
        <!-- errorbook hand-in 1 -->
        # T

        ## cause

        A text for the teacher, without marks.

        ````text
        Mine.
        ```errorbook answer cause
        ````

        ## other

        No text.

        """)
    #expect(HandIn.answers(in: Array(text.utf8)).isEmpty)
  }
}
