import Course
import Diagnostics
import Exercises
import Lessons
import Testing

@testable import Book

/// A book for students whose teacher marks the answers.
@Suite("A book without answers") struct WithoutAnswersTests {
  /// Every answer and test has a word of its own. None of these words may be in the book.
  private static let lesson = """
    # Secrets

    <!-- secretcomment -->

    ```errorbook
    class PaymentError(Exception)
    ```

    ```errorbook exercise pay catches 0.12.2, mutant:breadth-first holds 1.0
    # your answer
    ```

    ```errorbook tests pay
    test "secrettest" { expect raise PaymentError -> "x" }
    ```

    > ```errorbook solution pay
    > # secretquoted
    > ```

    <details><summary>secretsummary</summary>

    secretprose

    ```errorbook solution pay
    # secretsolution
    ```

    ```errorbook also pay
    # secretalso
    ```

    ```errorbook wrong pay
    # secretwrong
    ```

    ```errorbook answer pay
    # secretanswer
    ```

    </details>

    ```hint pay
    A gentle hint.
    ```

    """

  private func pages(_ book: Book) -> [BookFile] {
    book.folder.filter { $0.path.hasSuffix(".html") } + [book.singleFile("whole")]
  }

  @Test func answersAndTestsAreNowhere() throws {
    let guide = Self.lesson.replacing("# Secrets", with: "# A guide with secrets")
    let book = SampleBook.book(Self.lesson, guides: ["guide.md": guide], hasAnswers: false)
    for file in pages(book) {
      let page = String(decoding: file.bytes, as: UTF8.self)
      _ = try StrictHTML(page)
      #expect(!page.contains("secret"), "\(file.path)")
      #expect(!page.contains("mutant:") && !page.contains("catches"), "\(file.path)")
      #expect(!page.contains("errorbook solution") && !page.contains("errorbook tests"), "\(file.path)")
    }
  }

  /// The same lesson with answers has them, so the test above can fail.
  @Test func answersAreThereOtherwise() throws {
    let page = try SampleBook.page(Self.lesson)
    #expect(page.contains("secretsolution") && page.contains("secretalso") && page.contains("secrettest"))
    for word in ["secretcomment", "secretquoted", "secretsummary", "secretprose", "secretwrong", "secretanswer"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("contains the answers"))
  }

  @Test func exerciseOnlyCollectsTheAnswer() throws {
    let page = try SampleBook.page(Self.lesson, hasAnswers: false)
    #expect(page.contains(#""judgedHere":false"#) && !page.contains(#""judgedHere":true"#))
    #expect(page.contains(##"["errorbook exercise pay kept","# your answer\n"]"##))
    #expect(page.contains("A gentle hint.") && page.contains("does not contain the answers"))
    let html = try StrictHTML(page)
    #expect(html.parts("answer").count == 1 && html.parts("answers").isEmpty)
  }

  @Test func teachersToolIsLeftOut() {
    let paths = SampleBook.book(Self.lesson, hasAnswers: false).folder.map { $0.path }
    #expect(!paths.contains("mark.html") && paths.contains("playground.html"))
  }

  /// Each line of an answer or a test of the course, unless the lesson shows the same line elsewhere.
  @Test func courseWithoutAnswers() throws {
    let whole = String(decoding: SampleBook.course(hasAnswers: false).singleFile("x").bytes, as: UTF8.self)
    let shown = try StrictHTML(whole).all("main").first?.text ?? ""
    var checked = 0
    for file in Course.lessons {
      let lesson = Lesson(SourceText(name: file.name, file.text))
      for exercise in lesson.exercises {
        let texts =
          exercise.tests.map { $0.code.content }
          + ([exercise.solution].compactMap { $0 } + exercise.also).map { $0.content }
        let open = Set(lesson.fences.filter { !$0.isAnswer }.flatMap { $0.content.split(separator: "\n") })
        for text in texts where text.split(separator: "\n").contains(where: { $0.count > 12 && !open.contains($0) }) {
          #expect(!shown.contains(text), "\(file.name), \(exercise.name): \(text)")
          checked += 1
        }
      }
    }
    #expect(checked > 60, "\(checked)")
  }
}
