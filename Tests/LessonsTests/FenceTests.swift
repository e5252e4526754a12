import Diagnostics
import Testing

@testable import Exercises
@testable import Lessons

/// The blocks of a Markdown text that are cells and outputs.
@Suite("Fences") struct FenceTests {
  private func lesson(_ text: String) -> Lesson { Lesson(SourceText(name: "a.md", bytes: Array(text.utf8))) }

  @Test func wordsContentAndLines() {
    let fences = lesson(
      """
      # A title

      ```errorbook
      raise ValueError

      why
      ```

      ~~~~exercise greet without hunt
      ```
      ~~~~
      """
    ).fences
    #expect(fences.map(\.words) == [["errorbook"], ["exercise", "greet", "without", "hunt"]])
    #expect(fences.map(\.content) == ["raise ValueError\n\nwhy\n", "```\n"])
    #expect(fences.map(\.line) == [3, 9])
  }

  @Test func onlyFencesAtTheLeftMarginCount() {
    let text = """
      - a list

        ```errorbook
        raise ValueError
        ```

       ```errorbook
       raise KeyError
       ```

          raise TypeError

      > ```errorbook
      > raise OSError
      > ```
      """
    #expect(lesson(text).fences.isEmpty)
  }

  @Test func anOutputBelongsToTheCellBeforeIt() {
    let text = """
      ```errorbook
      raise ValueError
      ```
      Text is allowed between them.
      ```output
      one
      ```
      ```errorbook predict
      raise KeyError
      ```
      ```python
      pass
      ```
      ```output
      anything
      ```
      """
    let cells = lesson(text).cells
    #expect(cells.map(\.output?.content) == ["one\n", nil])
  }

  @Test(arguments: ["", "\n", "```", "```errorbook", "\r\n\r\n", "no fence at all", "\u{FEFF}# title"])
  func unusualTextsDoNotTrap(_ text: String) {
    #expect(lesson(text).cells.count <= 1)
  }

  @Test func aFenceThatIsNeverClosedEndsWithTheText() {
    #expect(lesson("```errorbook\nraise E").cells.map(\.code.content) == ["raise E\n"])
  }

  @Test func windowsLineEndsCountAsLineEnds() {
    #expect(lesson("```errorbook\r\nraise E\r\n```\r\n").cells.map(\.code.content) == ["raise E\n"])
  }
}
