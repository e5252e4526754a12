import Exercises
import Foundation
import Lessons
import SeededRandom
import Testing

/// Tests the course without a terminal: piped input is read line by line.
@Suite("learn, piped") struct LearnPipedTests {
  private let shell = Shell()

  /// Pipes input through the whole course up to its end.
  @Test func wholeCourseEnds() throws {
    let run = try shell.run("errorbook learn", input: Array(String(repeating: "skip\n", count: 400).utf8))
    #expect(run.status == 0)
    let list = try shell.run("errorbook lessons").output
    // The optional lesson 0 does not count.
    let count = list.split(separator: "\n").count { $0.prefix { $0 != " " }.hasSuffix(".md") } - 1
    let exercises = try (1...count).reduce(0) { try $0 + CourseLessons.lesson($1).exercises.count }
    #expect(
      run.output.contains(
        "End of the course. Lessons finished: \(count) of \(count). Exercises passed: 0 of \(exercises). About "),
      "\(run.output.suffix(500))")
    #expect(
      run.output.contains(
        " are left.\nNext: \"The shop opens tomorrow\" in 1. A strange report. `learn 1` opens it.\n"),
      "\(run.output.suffix(500))")
    #expect(run.errors == "")
    let toc = try shell.run("errorbook learn", input: Array("toc\n".utf8))
    #expect(toc.output.components(separatedBy: "\nread  ").count == count)
  }

  /// Every solution of every lesson passes when it is typed, and every starter fails.
  @Test(.sampled, arguments: TestRun.sample(Array(1...17), 2)) func solutionsPassWhenTheyAreTyped(_ number: Int) throws
  {
    let lesson = try CourseLessons.lesson(number)
    var input = ""
    var exercises = 0
    for (index, part) in lesson.parts.enumerated() {
      guard case .exercise(let exercise) = part, let solution = exercise.solution else { continue }
      exercises += 1
      input += "goto \(index + 1)\ndone\nundo\n\(solution.content)\ndone\n"
    }
    input += "goto \(lesson.parts.count + 1)\n"
    let run = try shell.run("errorbook learn \(number)", input: Array(input.utf8))
    #expect(
      run.output.contains("End of this lesson: \(exercises) of \(exercises) exercises passed"), "\(run.output)")
  }

  @Test func unknownLessonsAndFiles() throws {
    let unknown = try shell.run("errorbook learn the-bag")
    #expect(unknown.status == 2 && unknown.output == "")
    #expect(unknown.errors.contains("did you mean `errorbook learn the-bug`?"))
    let missing = try shell.run("errorbook learn no.md")
    #expect(missing.status == 2 && missing.output == "")
    try shell.write("Nothing in it.\n", to: "empty.md")
    let empty = try shell.run("errorbook learn empty.md", input: Array("\n\nback\nhint\n".utf8))
    #expect(empty.status == 0)
    #expect(empty.output.contains("Nothing in it.\n\nEnd of this lesson."))
  }
}
