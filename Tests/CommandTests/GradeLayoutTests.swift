import Foundation
import SeededRandom
import TemporaryFolder
import Testing

/// Grades a class in every layout, with faults as in the lists and files of real classes: everybody gets the right points.
@Suite("Grading in every layout") struct GradeLayoutTests {
  private struct Line: Decodable {
    var event: String
    var student: String?
    var status: String?
    var points: Int?
    var late: String?
    var reason: String?
  }

  /// The number of students in each layout. `.ci/run` uses a large class.
  private static let students = TestRun.rounds(300, sample: 30)

  private static let lists = "--roster roster.csv --overrides overrides.csv --late late.csv"

  private func marks(_ output: String) throws -> [String: LaidOutClass.Expected] {
    let lines = try output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    var marks: [String: LaidOutClass.Expected] = [:]
    for line in lines where line.event == "mark" {
      let student = try #require(line.student)
      #expect(marks[student] == nil, "\(student) has two marks")
      marks[student] = LaidOutClass.Expected(status: line.status ?? "", points: line.points ?? -1, late: line.late)
    }
    return marks
  }

  /// `swift test` runs only some of the layouts.
  @Test(.sampled, arguments: TestRun.sample(LaidOutClass.Layout.allCases, 2)) func everybodyGetsTheirMarks(
    _ layout: LaidOutClass.Layout
  ) throws {
    let shell = Shell()
    try shell.write(GeneratedClass.lesson, to: "paying.md")
    let made = try LaidOutClass(layout, in: shell.folder.path + "/class", count: Self.students)
    let result = try shell.run(
      "errorbook grade paying.md class \(Self.lists) --format json --to marks.json; cat marks.json")
    #expect(result.status == 0)
    let found = try marks(result.output)
    for (student, expected) in made.expected where found[student] != expected {
      Issue.record("\(student): expected \(expected), got \(String(describing: found[student]))")
    }
    #expect(Set(found.keys) == Set(made.expected.keys))
    #expect(
      result.errors.hasSuffix("note: before you use the marks: \(made.summary); --strict stops here\n"),
      "\(result.errors.suffix(900))")

    // Every fault has its own line, and `--strict` stops after them.
    let strict = try shell.run("errorbook grade paying.md class \(Self.lists) --format json --strict")
    #expect(strict.status == 2 && strict.output == "")
    #expect(strict.errors.split(separator: "\n").dropLast() == result.errors.split(separator: "\n").dropLast())

    // `report` gives marks that were made without the lists the same names and points.
    let report = try shell.run(
      """
      errorbook grade paying.md class --roster roster.csv --format json --to bare.json 2>/dev/null
      errorbook report bare.json \(Self.lists) --format json
      """)
    #expect(try marks(report.output) == made.expected)
  }
}
