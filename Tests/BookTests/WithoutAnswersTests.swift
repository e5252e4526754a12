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
    # Words

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

    ```essay cause
    model:
    secretmodel
    rubric:
    - secretpoint
    ```

    """

  private func pages(_ book: Book) -> [BookFile] {
    book.folder.filter { $0.path.hasSuffix(".html") } + [book.singleFile("whole")]
  }

  @Test func answersAndTestsAreNowhere() throws {
    let guide = Self.lesson.replacing("# Words", with: "# A guide")
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
    #expect(page.contains("secretmodel") && page.contains("secretpoint"))
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
    #expect(html.parts("essay").map { $0.attributes["data-essay"] } == ["cause"] && html.parts("model").isEmpty)
    #expect(page.contains(#""essays":["cause"]"#))
  }

  @Test func teachersToolIsLeftOut() {
    let paths = SampleBook.book(Self.lesson, hasAnswers: false).folder.map { $0.path }
    #expect(!paths.contains("mark.html") && paths.contains("playground.html"))
  }

  /// The course with a mark in place of each answer and test. The mark must not be in the book.
  @Test func courseWithoutAnswers() throws {
    let mark = "xyzzy"
    var marked = 0
    let sources = Course.lessons.map { file in
      let lesson = Lesson(SourceText(name: file.name, file.text))
      var lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      for fence in lesson.fences.reversed() where fence.isAnswer && fence.words.first != "hint" {
        lines.replaceSubrange(fence.line..<(fence.endLine - 1), with: ["# \(mark)"])
        marked += 1
      }
      return BookSource(.lesson, path: file.name, SourceText(name: file.name, lines.joined(separator: "\n")))
    }
    #expect(marked > 100, "\(marked)")
    func whole(hasAnswers: Bool) -> String {
      let book = Book(sources, SampleBook.parts, SampleBook.settings(hasAnswers: hasAnswers))
      return String(decoding: book.singleFile("x").bytes, as: UTF8.self)
    }
    #expect(!whole(hasAnswers: false).contains(mark))
    #expect(whole(hasAnswers: true).contains(mark))
  }
}
