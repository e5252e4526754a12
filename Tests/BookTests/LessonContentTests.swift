import Foundation
import SampleLessons
import Testing

@testable import Book

@Suite("The page of a lesson") struct LessonContentTests {
  private static let lesson = """
    # Paying & charging

    *About ten minutes.*

    <div class="page">

    Only on a Git host.

    </div>

    A **question** first: what does [the shop](#the-shop) say?\\
    `a < b`, and <kbd>Enter</kbd>.

    ```errorbook
    use flask 0.12.2
    class PaymentError(Exception)
    handler PaymentError -> "<b>", 402
    ```

    ## The shop

    ```errorbook predict
    raise PaymentError
    ```

    ```output
    an older output
    ```

    1. one
    2. two

       - inside

    | a | b |
    |---|--:|
    |   | 2 |

    > quoted

    ```console
    $ errorbook run <a.eb>
    ```

    ```errorbook exercise pay points 2
    # your line
    ```

    <details>
    <summary>Tests, hints and a solution</summary>

    ```errorbook tests pay
    test "t" { expect raise ValueError -> "sorry" }
    ```

    ```hint pay
    Which class? `ValueError`,
    of course.
    ```

    ```errorbook solution pay
    handler ValueError -> "sorry", 500
    ```

    ```errorbook also pay
    handler Exception -> "sorry", 500
    ```

    ```errorbook wrong pay
    handler KeyError -> "sorry", 500
    ```

    This prose explains the answer.

    </details>

    <details><summary>More about <b>this</b></summary>

    A fold without answers.

    </details>

    ---

    """

  /// The whole page of a small lesson. After a change, `ERRORBOOK_RECORD=1 swift test --filter BookTests` writes it again.
  @Test func wholePage() throws {
    let page = try SampleBook.page(Self.lesson)
    let recorded = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/small.html")
    if ProcessInfo.processInfo.environment["ERRORBOOK_RECORD"] == "1" {
      try Data(page.utf8).write(to: recorded)
    }
    #expect(page == (try String(contentsOf: recorded, encoding: .utf8)))
    _ = try StrictHTML(page)
  }

  @Test func outputIsComputedAgain() throws {
    let page = try StrictHTML(SampleBook.page(Self.lesson))
    let outputs = page.parts("output").map { $0.text }
    #expect(
      outputs == [
        "raise PaymentError\n  402 \"<b>\"  from handler PaymentError (line 3), which received PaymentError\n"
      ])
    // The lesson does not show what its first cell prints.
    #expect(page.parts("cell").map { $0.attributes["data-predict"] } == [nil, ""])
  }

  @Test("the text after a guess and after an exercise is in a fold, up to the next heading")
  func textsAfter() throws {
    let text = """
      # L

      ```errorbook
      handler KeyError -> "k", 500
      ```

      After a plain cell.

      ```errorbook predict
      raise KeyError
      ```

      The response is "k".

      - Nobody wrote more.

      ```errorbook
      why
      ```

      That is why.

      ```errorbook
      raise ValueError
      ```

      That is another one.

      ## One

      ```errorbook exercise one
      # yours
      ```

      <details><summary>Answer</summary>

      ```errorbook solution one
      handler ValueError -> "v", 500
      ```

      </details>

      The answer is one line.

      ## Two

      How about this one?

      ```errorbook exercise two
      # yours
      ```

      ---

      Sources.
      """
    let page = try StrictHTML(SampleBook.page(text))
    let folds = page.parts("after")
    #expect(
      folds.map { $0.text.split(separator: "\n") } == [
        ["After your guess", "The response is \"k\".", "Nobody wrote more."], ["After your guess", "That is why."],
        ["After you have solved it", "The answer is one line."],
      ])
    // Scripts close them. Without scripts everything is readable.
    #expect(folds.allSatisfy { $0.attributes["open"] != nil })
  }

  @Test func aQuizDoesNotContainItsAnswer() throws {
    let text = """
      # A quiz

      ```errorbook quiz order
      raise KeyError
      ```

      <details>
      <summary>Result</summary>

      ```output
      raise KeyError
        500 page  from Flask: no handler was found
      ```

      ```reasons
      = I do not know
        Nobody handles it.
      ```

      </details>

      """
    let page = try StrictHTML(SampleBook.page(text))
    #expect(page.parts("cell").map { $0.attributes["data-quiz"] } == ["order"])
    #expect(page.parts("cell").map { $0.attributes["data-predict"] } == [nil])
    #expect(page.parts("output").isEmpty && page.all("details").isEmpty)
  }

  @Test func textForOtherReadersIsLeftOut() throws {
    let page = try SampleBook.page(Self.lesson)
    for text in [
      "Only on a Git host", "Tests, hints and a solution", "This prose explains the answer", "an older output",
    ] {
      #expect(!page.contains(text), "\(text)")
    }
    let html = try StrictHTML(page)
    #expect(html.all("summary").map { $0.text } == ["After your guess", "More about this"])
    #expect(html.all("details").last?.text.contains("A fold without answers.") == true)
  }

  @Test("a text in own words has a hidden model answer and rubric") func essay() throws {
    let page = try StrictHTML(
      SampleBook.page(
        "# T\n\nWhy?\n\n```essay cause\nmodel:\nThe `E` <b>.\n\nMore.\nrubric:\n- names the entry\n- says why\n```\n"))
    #expect(page.parts("essay").map { $0.attributes["data-essay"] } == ["cause"])
    let model = try #require(page.parts("model").first)
    #expect(model.attributes["hidden"] != nil)
    #expect(
      model.text
        == "A model answerThe E <b>.More.Compare your text with the model answer. A good text does all of this:"
        + "names the entrysays why")
  }

  @Test func exerciseHasRulesHintsAndAnswers() throws {
    let page = try StrictHTML(SampleBook.page(Self.lesson))
    #expect(page.parts("exercise").map { $0.attributes["data-exercise"] } == ["pay"])
    #expect(page.parts("rules").first?.text.hasPrefix("Your answer is added to the lesson's program.") == true)
    #expect(page.parts("answer").map { $0.text } == ["# your line\n"])
    #expect(page.parts("hint").map { $0.text } == ["Which class? ValueError, of course."])
    #expect(page.parts("hint").allSatisfy { $0.attributes["hidden"] != nil })
    #expect(page.parts("solution").map { $0.text } == ["handler ValueError -> \"sorry\", 500\n"])
    #expect(page.parts("also").map { $0.text } == ["handler Exception -> \"sorry\", 500\n"])
    #expect(page.parts("solution").allSatisfy { page.isInside($0, "answers") })
    #expect(page.parts("answers").allSatisfy { $0.attributes["hidden"] != nil })
    // Wrong answers are only for the check of the lesson.
    #expect(!(try SampleBook.page(Self.lesson)).contains("KeyError"))
  }

  @Test func dataHasWhatTheEngineNeeds() throws {
    let page = try StrictHTML(SampleBook.page(Self.lesson))
    let data = try #require(page.parts("data").first)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(data.text.utf8)) as? [String: Any])
    #expect(json["name"] as? String == "small.md" && json["id"] as? String == "small.md")
    #expect(json["title"] as? String == "Paying & charging")
    #expect(json["cells"] as? Int == 2 && json["firstProgram"] is NSNull && json["next"] is NSNull)
    let fences = try #require(json["fences"] as? [[String]])
    #expect(
      fences.map { $0[0] } == [
        "errorbook", "errorbook predict", "errorbook exercise pay points 2", "errorbook tests pay",
        "errorbook solution pay",
      ])
    #expect(fences[0][1] == "use flask 0.12.2\nclass PaymentError(Exception)\nhandler PaymentError -> \"<b>\", 402\n")
    let exercises = try #require(json["exercises"] as? [[String: Any]])
    #expect(exercises.count == 1)
    #expect(exercises[0]["name"] as? String == "pay" && exercises[0]["points"] as? Int == 2)
    #expect(exercises[0]["judgedHere"] as? Bool == true)
  }

  @Test func versionChangesWithTheLesson() throws {
    func version(_ text: String) throws -> String? {
      try StrictHTML(SampleBook.page(text)).all("html").first?.attributes["data-errorbook-version"]
    }
    #expect(try version(Self.lesson) == version(Self.lesson))
    #expect(try version(Self.lesson) != version(Self.lesson + "More.\n"))
  }

  @Test func idOfTheLessonIsTheKeyOfItsProgress() throws {
    let page = try SampleBook.page(
      "<!-- errorbook id: my-course/first -->\n# First\n\n```errorbook\nraise ValueError\n```\n")
    #expect(page.contains(#""id":"id:my-course/first""#))
    #expect(!page.contains("<!--"))
  }

  @Test func programIsMarked() throws {
    let page = try StrictHTML(
      SampleBook.page(
        "# P\n\n```errorbook\nraise ValueError\n```\n\n```python errorbook\nfrom flask import Flask\n```\n"))
    #expect(page.parts("cell").map { $0.attributes["data-kind"] } == [nil, "program"])
    #expect(page.parts("data").first?.text.contains(#""firstProgram":1"#) == true)
  }

  @Test func diagramIsDrawnIfTheLessonShowsOne() throws {
    let cell = "```errorbook\nclass A(Exception)\nclasses\n```\n"
    let without = try StrictHTML(SampleBook.page("# D\n\n\(cell)"))
    #expect(without.parts("diagram").isEmpty)
    let page = try StrictHTML(SampleBook.page("# D\n\n\(cell)\n```mermaid\nold\n```\n"))
    #expect(page.parts("diagram").first?.text.contains("A is a subclass of Exception.") == true)
    #expect(page.parts("diagram").allSatisfy { page.isInside($0, "cell") })
  }

  @Test func reasonsForAGuessAreOnlyData() throws {
    let lesson = """
      # R

      ```errorbook predict brief
      raise ValueError
      ```

      <details><summary>Reasons</summary>

      ```reasons
      + The right one.
      - A wrong one.
        Because.
      ```

      </details>

      """
    for hasAnswers in [true, false] {
      let page = try StrictHTML(SampleBook.page(lesson, hasAnswers: hasAnswers))
      #expect(page.all("details").isEmpty && page.all("main").first?.text.contains("The right one") == false)
      #expect(page.parts("data").first?.text.contains(#"["reasons","+ The right one.\n"#) == true)
      #expect(page.parts("cell").first?.attributes["data-predict"] == "")
    }
  }

  @Test func sampleLessonsAreWellFormed() throws {
    for lesson in [SampleLessons.paying] {
      for hasAnswers in [true, false] { _ = try StrictHTML(SampleBook.page(lesson, hasAnswers: hasAnswers)) }
    }
  }
}
