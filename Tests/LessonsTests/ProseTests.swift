import Diagnostics
import Rendering
import Testing

@testable import Exercises
@testable import Lessons

/// The prose of a lesson on a screen, as whole pictures.
@Suite("Prose on a screen") struct ProseTests {
  private func shown(_ markdown: String, columns: Int = 60, isPlain: Bool = false) -> [String] {
    Lesson(SourceText(name: "a.md", markdown)).steps(columns: columns, isPlain: isPlain)
      .map { Theme.colorless.render($0.prose) }
  }

  private static let page = """
    # Who *catches* it

    A **handler** for `Exception` is a net: whatever
    falls comes [to it](https://example.org/net), as [lesson 2](02-a-handler.md) says.

    * one
    * two, with more words than there is room for on a line of sixty columns
      1. inner
      2. second

    > A quote
    > of two lines.

    ## A table

    | Flask | answer |
    |---|---|
    | 0.12.2 | `"E2"` |
    | 1.0 | nothing at all |

    ```python
    def f(e):
        return "a", 500
    ```

    ---

    Last.

    """

  @Test func everyKindOfBlock() {
    #expect(
      shown(Self.page) == [
        """
        Who catches it
        ==============

        A handler for `Exception` is a net: whatever falls comes to
        it (https://example.org/net), as lesson 2 says.

        * one
        * two, with more words than there is room for on a line of
          sixty columns
          1. inner
          2. second

        | A quote of two lines.

        A table
        -------

        Flask   answer
        0.12.2  `"E2"`
        1.0     nothing at all

            def f(e):
                return "a", 500

        ----------------------------------------

        Last.
        """
      ])
  }

  @Test func aNarrowScreen() {
    #expect(
      shown(Self.page, columns: 20) == [
        """
        Who catches it
        ==============

        A handler for
        `Exception` is a
        net: whatever falls
        comes to it
        (https://example.org
        /net), as lesson 2
        says.

        * one
        * two, with more
          words than there
          is room for on a
          line of sixty
          columns
          1. inner
          2. second

        | A quote of two
        | lines.

        A table
        -------

        Flask   answer
        0.12.2  `"E2"`
        1.0     nothing at
                all

         def f(e):
             return "a", 500

        --------------------

        Last.
        """
      ])
  }

  @Test func emptyTableCellsAreShownWithoutColumns() {
    let table = "| | registered |\n|---|---|\n| `Timeout` with many words | |\n| `PaymentError` | card |\n"
    #expect(
      shown(table, columns: 22) == [
        """
        `Timeout` with many
          words
        registered: -

        `PaymentError`
        registered: card
        """
      ])
  }

  @Test func screenReadersGetNoDrawnLines() {
    let text = shown(Self.page, isPlain: true)[0]
    #expect(text.hasPrefix("Who catches it\n\nA handler"))
    #expect(!text.contains("--") && !text.contains("=="))
  }

  @Test func wideCharactersFitTheScreen() {
    let text = shown("# 見出しはとても長い見出しです\n\n* 漢字 と かな " + String(repeating: "漢字 ", count: 30), columns: 20)[0]
    let widths = text.split(separator: "\n").map { displayWidth(of: String($0)) }
    #expect(widths.allSatisfy { $0 <= 20 })
    #expect(widths.count > 8)
  }

  @Test func linesStayShortOnAWideScreen() {
    let text = shown(String(repeating: "word ", count: 100), columns: 200)[0]
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func controlCharactersAreShown() {
    #expect(shown("a \u{1B}[31m `\u{202E}b`") == [#"a \u{1B}[31m `\u{202E}b`"#])
  }

  @Test func stylesFollowTheMarkup() {
    var styles: [String: StyledText.Style] = [:]
    let steps = Lesson(SourceText(name: "a.md", "# Head\n\n*soft* **loud** `code` plain")).steps(columns: 60)
    steps[0].prose.forEachRun { style, text in styles[text.trimmingPrefix(" ").description] = style }
    #expect(styles["Head"] == .heading && styles["soft"] == .strong && styles["loud"] == .strong)
    #expect(styles["`code`"] == .code && styles["plain"] == .plain)
  }

  // MARK: Steps

  private static let lesson = """
    Before.

    ```errorbook
    raise ValueError
    ```

    ```output
    raise ValueError
      500 page  from Flask: no handler was found
    ```

    Asked.

    ```errorbook exercise one
    ```

    <details>
    <summary>Hints</summary>

    Not to be seen.

    ```hint one
    Look.
    ```

    </details>

    Learned.

    """

  @Test func stepsEndAtCellsAndExercises() {
    #expect(shown(Self.lesson) == ["Before.", "Asked.", "Learned."])
    let parts = Lesson(SourceText(name: "a.md", Self.lesson)).steps(columns: 60).map(\.part?.line)
    #expect(parts == [3, 14, nil])
  }

  @Test func detailsAreHidden() {
    #expect(shown("<details><summary>a</summary>b</details>\n\nSeen.") == ["Seen."])
    #expect(shown("<details>\n\nHidden.\n\n<b>also</b>\n\n</details>\n\nSeen.") == ["Seen."])
    #expect(shown("A.\n\n<details>\n\nNever closed.") == ["A."])
    // The end of an inner section does not end the outer one.
    let nested = "<details>\n\nA.\n\n<Details>\n\nB.\n\n</Details>\n\nHidden still.\n\n</details>\n\nSeen."
    #expect(shown(nested) == ["Seen."])
    #expect(shown("</details>\n\n<details>a</details>\n\nSeen.") == ["Seen."])
    #expect(shown("<div>\n\nSeen.\n\n</div>") == ["Seen."])
  }

  /// Readers of the page see this text; `learn` shows its own instead.
  @Test func divisionsForThePageAreLeftOut() {
    #expect(shown("A.\n\n<div class=\"page\">\n\nNext: [b](b.md)\n\n</div>\n\nB.") == ["A.\n\nB."])
    #expect(shown("<div class=\"page\">\n\nA.\n\n<div>\n\nB.\n\n</div>\n\nC.\n\n</div>\n\nSeen.") == ["Seen."])
    #expect(shown("<div class=\"other\">\n\nSeen.\n\n</div>") == ["Seen."])
    #expect(shown("<div align=\"center\"><div class=\"page\">\n\nA.\n\n</div>\n\nSeen.\n\n</div>") == ["Seen."])
    // A `</details>` inside does not end the division.
    #expect(shown("<div class=\"page\">\n\n</details>\n\nA.\n\n</div>\n\nSeen.") == ["Seen."])
  }

  @Test func codeIsNeverWrapped() {
    let code = "except Exception:       # fits everything, so what is below is never reached"
    for columns in [20, 40, 76, 78, 80, 100] {
      let text = Lesson(SourceText(name: "a.md", "```python\n\(code)\n```\n")).steps(columns: columns)[0].prose
      let lines = text.fitted(to: columns).characters.split(separator: "\n")
      #expect(lines.count == 1 && lines[0].drop { $0 == " " } == code, "\(columns)")
      #expect(columns < code.count || lines[0].count <= columns, "\(columns)")
    }
  }

  @Test func emptyThings() {
    #expect(shown("") == [""])
    #expect(shown("#\n\n*\n* a\n\n>\n") == ["*\n* a\n\n|"])
  }

  @Test(arguments: [">", "* ", "1. ", "> * "]) func unlimitedNestingIsCutOff(_ mark: String) {
    let text = shown(String(repeating: mark, count: 5_000) + "x\n\nLast.", columns: 40)[0]
    #expect(text.contains("...") && text.hasSuffix("Last."))
    #expect(text.split(separator: "\n").count < 10)
  }
}
