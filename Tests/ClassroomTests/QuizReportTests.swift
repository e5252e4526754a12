import Diagnostics
import Exercises
import Lessons
import Marking
import Rendering
import Testing

@testable import Classroom

/// `errorbook report --quiz`: the answers of a class to a quiz.
@Suite("The report about a quiz") struct QuizReportTests {
  private static let lesson = Lesson(
    SourceText(
      name: "quiz.md",
      """
      # Two questions

      ```errorbook quiz order
      class E(Exception)
      handler E -> "one", 500
      handler Exception -> "=two", 500
      raise E
      ```

      ```errorbook quiz cache
      hunt
      ```
      """))

  private static let firstLine = "<!-- errorbook hand-in 1 -->\n"

  private func report(_ files: [String: String], roster: String? = nil) -> QuizReport {
    let paths = Dictionary(uniqueKeysWithValues: files.map { ("in/" + $0.key, $0.value) })
    let reader = ClassOfBytes.reader(paths)
    var lists = ClassLists()
    lists.roster = roster.map { ClassOfBytes.roster($0) }
    let tree = FileTree(SubmissionReader.Entry(name: "in", path: "in", kind: .folder), reader)
    return QuizReport(Quiz(Self.lesson), [tree], lists, reader)
  }

  private func csv(_ report: QuizReport) -> [String] {
    String(decoding: report.csv, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0) }
  }

  /// What `hand-in` writes for these answers.
  private func page(_ answers: [(Quiz.Round, String, String)]) -> String {
    let log = ProgressLog(
      answers.map { ProgressRecord(lesson: "q", .quizzed(round: $0, item: $1, choice: $2, actual: "")) })
    return HandIn(Self.lesson, LessonProgress(in: "q", log)).text
  }

  @Test("a hand-in has the choices of each round, and does not say which ones are right")
  func handIn() {
    #expect(
      page([(.before, "cache", "yes, it can"), (.before, "order", "\"one\""), (.after, "order", "I do not know")])
        == Self.firstLine + """
          # Two questions

          ## Quiz, before the course

          ```quiz before
          order: "one"
          cache: yes, it can
          ```

          ## Quiz, after the course

          ```quiz after
          order: I do not know
          ```

          """)
  }

  @Test("there is a row for each student and round, and no cell is a formula")
  func rows() {
    let report = report([
      "ada.md": page([
        (.before, "order", "\"=two\""), (.before, "cache", "yes, it can"), (.after, "order", "\"one\""),
        (.after, "cache", "no, the app is safe"),
      ]),
      "=ben.md": page([(.before, "order", "I do not know")]),
    ])
    #expect(
      csv(report) == [
        "student,round,score,order,cache",
        "'=ben,before,0,\"I do not know\",",
        #"ada,before,0,"""=two""","yes, it can""#,
        #"ada,after,2,"""one""","no, the app is safe""#,
      ])
    #expect(
      report.summary.characters
        == "question  right before  right after\norder     0 of 2        1 of 1\ncache     0 of 2        1 of 1\n")
    #expect(report.faults == [])
  }

  @Test("a line that nobody can read is reported with its file and line, and the rest counts")
  func brokenLines() {
    let text =
      Self.firstLine + "\n```quiz before\r\norder \"one\"\r\nordr: \"one\"\norder: \"three\"\n  order:\"one\"  \n"
      + "order: \"=two\"\ncache\u{202E}: x\n```\n```quiz later\norder: \"one\"\n```\n```quiz after\ncache: yes, it can"
    let report = report(["ada.md": text])
    #expect(csv(report).dropFirst() == [#"ada,before,1,"""one""","#, #"ada,after,0,,"yes, it can""#])
    #expect(
      report.faults.map(\.text) == [
        "in/ada.md:4: expected `QUESTION: ANSWER` with a question of the quiz",
        "in/ada.md:5: expected `QUESTION: ANSWER` with a question of the quiz",
        "in/ada.md:6: this is not one of the answers to order",
        "in/ada.md:8: a second, different answer to order; the first one counts",
        "in/ada.md:9: expected `QUESTION: ANSWER` with a question of the quiz",
      ])
  }

  @Test("files without a quiz, and students without a file, are reported")
  func missing() {
    let answer = page([(.before, "order", "\"one\"")])
    let report = report(
      ["ada.md": answer, "ben.md": Self.firstLine + "# x\n", "cy.md": "garbled", "dan/x.txt": "x"],
      roster: "student\nada\nben\ncy\ndan\neve\n")
    #expect(csv(report).dropFirst() == [#"ada,before,1,"""one""","#])
    #expect(
      report.faults.map(\.text).sorted() == [
        "eve handed in nothing", "in/ben.md: this page has no answers to a quiz",
        "in/cy.md: not a page from `errorbook hand-in`", "in/dan/x.txt: not a page from `errorbook hand-in`",
      ])
    #expect(report.faults.summary == "2 files left out, 2 submissions without a quiz")
  }

  @Test("a student can hand in one page for each round")
  func twoPages() {
    let report = report([
      "ada/before.md": page([(.before, "order", "I do not know")]),
      "ada/after.md": page([(.after, "order", "\"one\"")]),
      "ben/both.md": page([(.before, "order", "\"one\"")]),
    ])
    #expect(
      csv(report).dropFirst() == [
        "ada,before,0,\"I do not know\",", #"ada,after,1,"""one""","#, #"ben,before,1,"""one""","#,
      ])
  }

  @Test("nobody has answered") func nobody() {
    let report = report([:])
    #expect(csv(report) == ["student,round,score,order,cache"])
    #expect(report.summary.characters.contains("order     0 of 0"))
  }
}
