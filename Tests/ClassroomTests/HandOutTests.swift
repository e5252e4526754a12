import CMarkGFM
import Diagnostics
import Exercises
import Foundation
import Lessons
import Marking
import Rendering
import SeededRandom
import Testing

@testable import Assignments
@testable import Classroom

/// The students' copy of a lesson.
@Suite("Hand-out") struct HandOutTests {
  private static let lesson = lesson(
    """
    # Paying

    ```errorbook
    class PaymentError(Exception)
    ```

    Answer a `PaymentError` with "not charged".

    ```errorbook exercise pay
    # your handler
    ```

    <details><summary>Tests and answers</summary>

    What MARKER-PROSE explains.

    ```errorbook tests pay
    expect raise PaymentError -> "not charged"
    ```

    ```errorbook tests pay show=never
    expect raise PaymentError -> 402  # MARKER-HIDDEN
    ```

    ```errorbook solution pay
    handler PaymentError -> "not charged", 402  # MARKER-SOLUTION
    ```

    ```errorbook also pay
    handler PaymentError -> "not charged", 402  # MARKER-ALSO
    ```

    ```errorbook wrong pay
    handler PaymentError -> "not charged"  # MARKER-WRONG
    ```

    </details>

    <details><summary>Hints</summary>

    Read this first.

    ```hint pay
    A handler.
    ```

    </details>

    The end.

    """)

  @Test("students get a question for a text without its model answer and rubric") func essay() {
    let lesson = Self.lesson("# T\n\nWhy?\n\n```essay cause\nmodel:\nMARKER\nrubric:\n- MARKER\n```\n\nThe end.\n")
    let page = HandOut(lesson, name: "paying.md").files[0].text
    #expect(page == "# T\n\nWhy?\n\n```essay cause kept\n```\n\nThe end.\n")
    #expect(LessonCheck(Self.lesson(page)).problems == [])
  }

  private static func lesson(_ text: String) -> Lesson { Lesson(SourceText(name: "paying.md", text)) }

  @Test func thePageContainsNoAnswers() {
    let page = HandOut(Self.lesson, name: "paying.md").files[0].text
    #expect(
      page == """
        # Paying

        ```errorbook
        class PaymentError(Exception)
        ```

        Answer a `PaymentError` with "not charged".

        ```errorbook exercise pay kept
        # your handler
        ```

        <details open>
        <summary>Rules</summary>

        - Your answer is added to the lesson's program. Tests run under Flask 3.1.0 unless they name another release.
        - Not allowed in an answer: `use`, `reset`.

        </details>

        <details><summary>Tests and answers</summary>

        ```errorbook tests pay
        expect raise PaymentError -> "not charged"
        ```

        </details>

        <details><summary>Hints</summary>

        Read this first.

        ```hint pay
        A handler.
        ```

        </details>

        The end.

        """)
  }

  /// Fences in these places are ignored, so they would stay on the page.
  @Test(arguments: ["> ", "  ", "- ", "1. ", "> - "]) func ignoredFencesAreReported(_ margin: String) {
    let fence = ["```errorbook tests pay show=never", "expect raise KeyError -> 500", "```"]
    let text = "# Paying\n\n" + fence.map { margin + $0 + "\n" }.joined()
    #expect(HandOut(Lesson(SourceText(name: "paying.md", text)), name: "paying.md").problems.map(\.line) == [3])
    // In a lesson about lessons, such a fence is text.
    let quoted = "# Paying\n\n````markdown\n" + fence.map { margin + $0 + "\n" }.joined() + "````\n"
    #expect(HandOut(Lesson(SourceText(name: "paying.md", quoted)), name: "paying.md").problems.isEmpty)
  }

  /// A typing error in the words of a fence would publish its content.
  @Test func problemsPreventAHandOut() {
    let text = String(decoding: Self.lesson.text.bytes, as: UTF8.self)
      .replacing("</details>\n\nThe end.", with: "```hint pay\nA handler.\n```\n\n</details>\n\nThe end.")
    func slugs(_ text: String) -> [String] { HandOut(Self.lesson(text), name: "paying.md").problems.map(\.slug) }
    #expect(slugs(text) == [])
    #expect(slugs(text.replacing("errorbook solution", with: "errorbook solutoin")).contains("bad-fence"))
    #expect(slugs(text.replacing("errorbook also", with: "errorbok also")) == ["bad-fence"])
    #expect(slugs(text.replacing("errorbook wrong pay", with: "errorbook wrong pya")).contains("unknown-exercise"))
    #expect(slugs(text.replacing("show=never", with: "show=nevr")).contains("bad-fence"))
    #expect(slugs(text + "\n<!-- unfinished\n") == ["bad-comment"])
  }

  private static let secrets = """
    What MARKER explains.

    ```errorbook solution pay
    handler PaymentError -> "not charged", 402  # MARKER
    ```

    ```errorbook wrong pay
    handler PaymentError -> "not charged"  # MARKER
    ```

    And MARKER again.

    """

  /// The prose of a `<details>` section with answers is left out, however its tags are written.
  @Test(arguments: [
    "<details><summary>A</summary>\n\n{}\n</details>\n",
    "<details>\n\n<details>\nMARKER\n</details>\n\nMARKER\n\n{}\n</details>\n",
    "<details>\n\n{}\n<details>\n\nMARKER\n\n</details>\n\nMARKER\n\n</details>\n",
    "<details><details>\n\n{}\n</details>\n\nMARKER\n\n</details>\n",
    "<div><details>\n\n{}\n</details></div>\n", "<div>\n<p><details>\n\n{}\n</p></details>\n</div>\n",
    "> <details>\n\n{}\n> </details>\n", "- <details>\n\n{}\n- </details>\n", "x <details>\n\n{}\nMARKER </details>\n",
    "<DETAILS open>\n\n{}\n</Details>\n", "<details\n  open>\n\n{}\n</details>\n",
    "<details><summary>A</summary>MARKER\nMARKER\n\n{}\n</details>\n", "<details>MARKER\n\n{}\n</details >\n",
    "<details>\nMARKER\n<summary>A</summary>\n\n{}\nMARKER <b>MARKER</b></details>\n",
    "<details>\n\n`</details>` MARKER\n\n{}\n</details>\n",
    "<details>\n\n- ```html\n  </details>\n  ```\n\nMARKER\n\n{}\n</details>\n",
  ])
  func detailsWithAnswersLoseTheirProse(_ fold: String) {
    let all = """
      # Paying

      ```errorbook
      class PaymentError(Exception)
      ```

      ```errorbook exercise pay
      # your handler
      ```

      ```errorbook tests pay
      expect raise PaymentError -> "not charged", 402
      ```

      ```hint pay
      A handler.
      ```


      """ + fold.replacing("{}", with: Self.secrets) + "\nThe end, after <details> in a sentence</details>.\n"
    let out = HandOut(Self.lesson(all), name: "paying.md")
    guard out.problems.isEmpty else { return }
    #expect(!out.files[0].text.contains("MARKER"), "\(out.files[0].text)")
    #expect(out.files[0].text.contains("The end, after"), "\(out.files[0].text)")
    #expect(!out.files[0].text.contains("solution"))
  }

  @Test func detailsWithoutAnswersStayUnchanged() {
    let fold = "> <details>x\n\n<details>y\n\nz </details>\n> </details>\n\n"
    let text = String(decoding: Self.lesson.text.bytes, as: UTF8.self).replacing("The end.", with: fold + "The end.")
    #expect(HandOut(Self.lesson(text), name: "paying.md").files[0].text.contains(fold))
  }

  @Test func commentsAreLeftOut() {
    let text = String(decoding: Self.lesson.text.bytes, as: UTF8.self)
    let commented =
      "<!-- MARKER -->\n\n" + text.replacing("Read this first.", with: "Read <!-- MARKER\nMARKER --> this first.")
      + "\n- a\n  <!-- MARKER -->\n\n> b\n> <!--\n> MARKER\n> -->\n\n```html\n<!-- shown -->\n```\n"
    for variant in [nil, Variant("ada")] {
      let files = HandOut(Self.lesson(commented), name: "paying.md", variant: variant).files
      for file in files { #expect(!file.text.contains("MARKER")) }
      #expect(files[0].text.contains("<!-- shown -->") && files[0].text.contains("> b\n"))
    }
  }

  /// In any context, a comment is either left out or reported.
  @Test func noCommentIsPublished() {
    let starts = [
      "", "- a\n", "> a\n", "- ```\n  x\n", "> ~~~\n> x\n", "1. ```\n", "    x\n", "<div>\n", "<div>\n\n",
      "| a |\n|---|\n", "`a\n",
    ]
    let comments = [
      "<!-- SECRET -->", "<!-- SECRET\n\nSECRET -->", "x <!-- SECRET --> y", "  <!-- SECRET -->", "- <!-- SECRET -->",
    ]
    let ends = ["\n", "\n```\n", "\n\n</div>\n", "`\n"]
    for start in starts {
      for comment in comments {
        for end in ends {
          let text = "# T\n\n" + start + comment + end
          let found = Self.lesson(text).withoutComments
          guard found.problems.isEmpty else { continue }
          let page = String(decoding: found.lesson.text.bytes, as: UTF8.self)
          #expect(!Self.html(of: page).contains("<!-- SECRET"), "\(text.debugDescription)")
        }
      }
    }
  }

  private static func html(of page: String) -> String {
    Markdown.withExclusiveAccess {
      guard let html = cmark_markdown_to_html(page, page.utf8.count, CMARK_OPT_UNSAFE) else { return "" }
      defer { free(html) }
      return String(cString: html)
    }
  }

  @Test func aStarterNamesItsExercise() {
    let open = Self.lesson(
      """
      # Paying

      ```errorbook exercise pay
      # your handler
      ```

      ```errorbook tests pay
      expect raise KeyError -> 402
      ```

      """)
    let starter = HandOut(open, name: "paying.md").files[1]
    #expect(starter.name == "pay.eb")
    #expect(
      starter.text == """
        # Exercise pay of Paying
        # Check your answer: errorbook check --exercise paying.md#pay pay.eb
        # Your answer is added to the lesson's program. Tests run under Flask 3.1.0 unless they name another release.
        # Not allowed in an answer: `use`, `reset`.

        # your handler

        """)
  }

  @Test func exercisesWithoutTestsAreMarkedAsKept() throws {
    let equivalent = Self.lesson(
      """
      # Paying

      ```errorbook exercise same equivalent under 0.12.2
      ```

      ```errorbook solution same
      handler Exception -> "no", 500
      ```

      """)
    let files = HandOut(equivalent, name: "paying.md").files
    #expect(
      files[0].text == """
        # Paying

        ```errorbook exercise same equivalent under 0.12.2 kept
        ```

        <details open>
        <summary>Rules</summary>

        - Every request must get the response that the task describes, under Flask 0.12.2, whatever was raised before. Extra classes and blueprints are allowed.
        - Not allowed in an answer: `use`, `reset`.

        </details>


        """)
    #expect(
      files[1].text.contains("# Only your teacher can check this exercise.\n# Every request must get the response"))
    // `learn` shows the rules itself.
    let prose = Self.lesson(files[0].text).steps(columns: 80).map { $0.prose.characters }
    #expect(!prose.joined().contains("Rules"))
    let exercise = try #require(Self.lesson(files[0].text).exercises.first)
    #expect(exercise.isFromHandOut)
    #expect(LessonCheck(Self.lesson(files[0].text)).problems.isEmpty)
    // A teacher who uses the hand-out for marking gets an error.
    #expect(Grader(Self.lesson(files[0].text)).problems().map(\.problem.slug) == ["kept-exercise"])
  }

  // MARK: Variants

  private static let course: [(name: String, text: String)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../lessons")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { (name, $0) }
    }
  }()

  /// A variant passes `check` like the original: its solutions, wrong answers and outputs behave as the lesson says.
  @Test(.sampled, arguments: TestRun.sample(course.map(\.name), 2)) func aVariantPassesCheck(_ name: String)
    throws
  {
    let text = try #require(Self.course.first { $0.name == name }?.text)
    let lesson = Lesson(SourceText(name: name, text))
    for seed in TestRun.sample(["autumn", "7"], 1) {
      let renaming = Variant(seed).renaming(of: lesson)
      let renamed = renaming.lesson(lesson)
      let accepted = LessonCheck(renamed).accepted
      let problems = LessonCheck(Lesson(SourceText(name: name, bytes: accepted))).problems
      #expect(problems.isEmpty, "\(problems.map { "\($0.line): \($0.message)" })")
      #expect(renamed.exercises.map(\.name) == lesson.exercises.map(\.name))
    }
  }

  @Test func namesAndTextsAreReplacedEverywhere() throws {
    let variant = Variant("autumn")
    let renaming = variant.renaming(of: Self.lesson)
    let name = try #require(renaming.names["PaymentError"])
    let body = try #require(renaming.bodies["not charged"])
    #expect(name.hasSuffix("PaymentError") && name != "PaymentError")
    #expect(body.hasPrefix("not charged (") && body.hasSuffix(")"))
    let page = HandOut(Self.lesson, name: "paying.md", variant: variant).files[0].text
    #expect(page.contains("Answer a `\(name)` with \"\(body)\"."))
    #expect(page.contains("expect raise \(name) -> \"\(body)\"\n"))
    #expect(!page.contains("\"not charged\"") && !page.contains(" PaymentError"))
  }

  /// The title can contain a class name too.
  @Test func aStarterHasTheTitleOfTheVariant() throws {
    let text = String(decoding: Self.lesson.text.bytes, as: UTF8.self).replacing(
      "# Paying", with: "# 1. Paying: PaymentError")
    let files = HandOut(Self.lesson(text), name: "paying.md", variant: Variant("autumn")).files
    let name = try #require(Variant("autumn").renaming(of: Self.lesson(text)).names["PaymentError"])
    #expect(files[1].text.hasPrefix("# Exercise pay of 1. Paying: \(name)\n"))
    #expect(!files[1].text.contains(" PaymentError"))
  }

  @Test func aVariantDependsOnlyOnItsSeed() {
    let pages = ["autumn", "autumn", "spring"].map {
      HandOut(Self.lesson, name: "paying.md", variant: Variant($0)).files[0].text
    }
    #expect(pages[0] == pages[1])
    #expect(pages[0] != pages[2])
  }

  /// An answer passes under its own variant and no other.
  @Test func aCopiedAnswerDoesNotPass() throws {
    func judge(_ seed: String) throws -> Judge {
      let renaming = Variant(seed).renaming(of: Self.lesson)
      return try #require(renaming.lesson(Self.lesson).judges().first)
    }
    let ada = try judge("ada")
    let answer = SourceText(name: "pay", ada.exercise.solution?.content ?? "")
    #expect(ada.verdict(on: answer).passed)
    #expect(try !judge("grace").verdict(on: answer).passed)
  }

}
