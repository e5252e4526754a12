import Diagnostics
import Exercises
import Foundation
import Lessons
import TemporaryFolder
import Testing

/// The quiz of the course: `learn quiz`, `hand-in quiz` and `report --quiz`.
@Suite("The quiz of the course") struct QuizCommandTests {
  private let shell = Shell()

  private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "lessons/quiz.md").path()

  private static let names = [
    "registration-order", "always-broken", "same-answer", "returned-404", "url-prefix", "tests-and-production",
    "every-cache", "depth-first",
  ]

  @Test("there is a question for each misconception, and the tempting answer is one of the choices")
  func questions() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let items = Quiz(Lesson(SourceText(name: "quiz.md", text))).items
    #expect(items.map(\.name) == Self.names)
    let tempting = [
      "\"unknown error\"", "\"unknown error\"", "\"unknown error\"", "\"nothing here, try the search\"",
      "\"no such topic, search the forum\"", "no response: the exception leaves the app", "yes, it can",
      "\"another service failed\"",
    ]
    for (item, choice) in zip(items, tempting) {
      #expect(item.choices.contains(choice) && item.actual != choice, "\(item.name)")
      #expect(item.choices.contains(item.actual) && item.choices.last == Quiz.unknown, "\(item.name)")
    }
  }

  @Test("a class takes both rounds, hands in, and the teacher gets a table")
  func wholeWay() throws {
    let before = try shell.run(#"mkdir in && printf '2\n1\n1\n3\n2\n1\n2\n6\n2\n' | errorbook learn quiz"#)
    #expect(before.status == 0 && before.output.contains("This is the round before the course."))
    // Question 8 has the answers 0 to 4.
    #expect(before.output.contains("That is not one of the answers. Type a number from 0 to 4."))
    #expect(before.output.contains("Before the course: 8 of 8 right."))
    let after = try shell.run(#"printf '1\nskip\nskip\n1\n' | errorbook learn quiz"#)
    #expect(after.output.contains("This is the round after the course."))
    #expect(
      try shell.run("errorbook hand-in quiz --to in/ada.md").output
        == "wrote in/ada.md with your answers to \"A quiz, before and after the course\": "
        + "8 of 8 questions answered before the course, 2 of 8 questions answered after the course\n")
    #expect(
      try shell.run("errorbook progress").output.contains("quiz before: 8 answers; quiz after: 2 answers"))
    let report = try shell.run("errorbook report --quiz in")
    #expect(report.status == 0)
    let lines = report.output.split(whereSeparator: \.isNewline)
    #expect(lines.first == "student,round,score,\(Self.names.joined(separator: ","))")
    #expect(
      lines.dropFirst().map { $0.split(separator: ",").prefix(3).joined(separator: ",") } == [
        "ada,before,8", "ada,after,0",
      ])
    #expect(report.errors.contains("registration-order    1 of 1        0 of 1"))
  }

  @Test("the round can be chosen, only for a quiz")
  func round() throws {
    #expect(
      try shell.run("errorbook learn quiz --round after < /dev/null").output.contains("the round after the course"))
    let refused = try shell.run("errorbook learn 1 --round after < /dev/null")
    #expect(refused.status == 64 && refused.errors.contains("--round needs a quiz"))
    #expect(try shell.run("errorbook learn quiz --round never < /dev/null").status == 64)
  }

  @Test("taking the quiz does not change where the course continues")
  func courseContinues() throws {
    _ = try shell.run(#"printf '2\n' | errorbook learn quiz"#)
    #expect(try shell.run("errorbook learn < /dev/null").output.contains("A strange report"))
  }

  @Test("a report needs pages with a quiz, and refuses options that mean nothing for it")
  func refusals() throws {
    try FileManager.default.createDirectory(atPath: shell.folder.path + "/in", withIntermediateDirectories: true)
    try shell.write("garbled", to: "in/ben.md")
    let garbled = try shell.run("errorbook report --quiz in")
    #expect(garbled.status == 0 && garbled.output.split(whereSeparator: \.isNewline).count == 1)
    #expect(garbled.errors.contains("in/ben.md"))
    #expect(try shell.run("errorbook report --quiz in --strict").status == 2)
    #expect(try shell.run("errorbook report --quiz nowhere").status == 2)
    #expect(try shell.run("errorbook report --quiz in --lesson 1").errors.contains("this lesson has no quiz"))
    for options in ["--diff", "--format json", "--anonymous --key k.csv", "--fill s.csv"] {
      #expect(try shell.run("errorbook report --quiz in \(options)").status == 64, "\(options)")
    }
  }

  @Test("a quiz that proves nothing, or asks nothing, is reported")
  func check() throws {
    try shell.write(
      """
      # Q

      ```errorbook quiz a
      raise KeyError
      ```

      ```errorbook quiz a
      handlers
      ```

      ```output
      handlers
        app handlers: empty
      ```

      ```errorbook quiz
      raise KeyError
      ```
      """, to: "q.md")
    let errors = try shell.run("errorbook check q.md")
    #expect(errors.status == 1)
    let text = errors.output + errors.errors
    for message in [
      "question a has no output", "question a already exists in line 3", "this cell has nothing to choose from",
      "errorbook quiz NAME",
    ] {
      #expect(text.contains(message), "\(text)")
    }
  }
}
