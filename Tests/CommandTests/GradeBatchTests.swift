import Foundation
import SeededRandom
import TemporaryFolder
import Testing

/// Grades a whole class: the marks are as expected and the same every time.
@Suite("Grading a class") struct GradeBatchTests {
  /// `ERRORBOOK_CLASS=10000 swift test -c release --filter GradeBatchTests` grades a large class.
  private static let count = ProcessInfo.processInfo.environment["ERRORBOOK_CLASS"].flatMap { Int($0) } ?? 52

  private struct Line: Decodable {
    var event: String
    var student: String?
    var status: String?
    var points: Int?
    var warnings: [String]?
    var reason: String?
  }

  private let shell = Shell()
  private let made: GeneratedClass

  init() throws {
    try shell.write(GeneratedClass.lesson, to: "paying.md")
    made = try GeneratedClass(in: shell.folder.path + "/class", count: Self.count)
  }

  private func lines(_ output: String) throws -> [Line] {
    try output.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  @Test func everybodyGetsTheRightStatus() throws {
    let result = try shell.run("errorbook grade paying.md class --format json")
    #expect(result.status == 0)
    let marks = try lines(result.output).filter { $0.event == "mark" }
    #expect(marks.count == made.expected.count)
    for mark in marks {
      let student = try #require(mark.student)
      let found = GeneratedClass.Expected(
        status: mark.status ?? "", points: mark.points ?? -1, warnings: mark.warnings?.count ?? -1)
      #expect(found == made.expected[student], "\(student): \(mark.reason ?? "")")
    }
    let names = marks.compactMap(\.student)
    #expect(names == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test(.sampled) func resultsDoNotDependOnJobs() throws {
    for format in ["json"] + TestRun.sample(["text", "csv", "junit"], 1) {
      let jobs = format == "json" ? [1, 2, 8] : [1, 8]
      let runs = try jobs.map {
        try shell.run("errorbook grade paying.md class --format \(format) --jobs \($0)")
      }
      for run in runs { #expect(run == runs[0]) }
      #expect(runs[0].status == 0)
      #expect(!runs[0].output.contains("\u{1B}") && !runs[0].errors.contains("\u{1B}"))
    }
  }

  @Test(.sampled) func killedAndStartedAgainItIsTheSame() throws {
    let whole = try shell.run("errorbook grade paying.md class --format csv")
    for delay in TestRun.sample(["0.02", "0.1", "0.2"], 1) {
      let result = try shell.run(
        """
        rm -f marks.csv
        "$ERRORBOOK" grade paying.md class --format csv --to marks.csv 2>/dev/null & running=$!
        # The moment is what is tried, so there is nothing to wait for.
        sleep \(delay); kill -9 $running; wait $running
        [ -e marks.csv ] || errorbook grade paying.md class --format csv --to marks.csv 2>/dev/null
        cat marks.csv
        """)
      #expect(result.output == whole.output)
    }
  }

  /// Several machines or processes: each grades a part, and `report` merges the parts.
  @Test func mergedPartsEqualWholeClass() throws {
    let parts =
      "for part in 1 2 3; do errorbook grade paying.md class --part $part/3 --format json --to $part.json; done"
    try expectCompleteFile(of: parts)
    #expect(try shell.run("errorbook grade paying.md class --part 4/3").status == 64)
  }

  @Test(
    .enabled(if: TestRun.isWhole, "ERRORBOOK_TESTS is not `all`"),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/parallel"), "GNU parallel is not installed"))
  func gnuParallelGradesTheParts() throws {
    try expectCompleteFile(
      of: "parallel '\"$ERRORBOOK\" grade paying.md class --part {}/3 --format json --to {}.json' ::: 1 2 3")
  }

  private func expectCompleteFile(of parts: String) throws {
    let merged = try shell.run("\(parts) 2>/dev/null\nerrorbook report 1.json 2.json 3.json --format csv")
    let whole = try shell.run("errorbook grade paying.md class --format csv")
    #expect(merged.status == 0)
    #expect(merged.output == whole.output)
  }

  /// Some submissions have 2 GB, and the program's address space is limited to 1 GB.
  @Test func noSubmissionIsReadWhole() throws {
    let result = try shell.run(
      "ulimit -v 1000000; errorbook grade paying.md class --format csv --to marks.csv 2>/dev/null; echo $?")
    #expect(result.output == "0\n")
  }
}
