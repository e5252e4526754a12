import Diagnostics
import Exercises
import Foundation
import Lessons
import Marking
import Rendering
import Testing

@testable import Classroom

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Formats can contain any text from a student, and match what their readers expect.
@Suite("Mark formats") struct MarkFormatTests {
  /// Names and reasons with special meaning to a terminal, a spreadsheet, XML, JSON or Markdown.
  private static let nasty = [
    "=HYPERLINK(\"x\")", "+1", "-1", "@SUM", "\u{1B}[31mred", "a\u{202E}b", "a,b;c\"d\"", "<script>&amp;</script>",
    "]]>", "two\nlines", "nul\0", "`code` [a](b) ![c](d)", "\u{FFFE}", "\u{85}", "", "a;=1+1", "\u{FF1D}1+1",
  ]

  private static let marks: [Mark] = nasty.enumerated().map { index, text in
    Mark(
      student: text, exercise: "pay", status: Mark.Status.allCases[index % Mark.Status.allCases.count], points: 1,
      possible: 2, reason: "because of \(text)",
      tests: [Mark.Test(name: text, passed: false, message: text, points: 0, possible: 2)], warnings: [text],
      late: text.isEmpty ? nil : text, overridden: text)
  }

  private func written(_ format: any MarkFormat, _ marks: [Mark] = Self.marks) -> [UInt8] {
    var format = format
    return format.header() + marks.flatMap { format.write($0) } + format.footer()
  }

  @Test func jsonCanBeReadBack() throws {
    let lines = written(JSONMarks()).split(separator: UInt8(ascii: "\n"))
    #expect(try JSONMarks.marks(in: written(JSONMarks())) == Self.marks)
    let summary = try JSONSerialization.jsonObject(with: Data(lines.last ?? [])) as? [String: Any]
    #expect(summary?["event"] as? String == "summary")
    #expect(summary?["schema"] as? Int == 1)
    #expect(summary?["marks"] as? Int == Self.marks.count)
  }

  @Test func noFormatContainsControlCharacters() {
    let formats: [any MarkFormat] = [
      TextMarks(.colorless), JSONMarks(), CSVMarks(), JUnitMarks(lesson: "a\u{1B}b"), ExercismMarks(),
      GradescopeMarks(),
    ]
    let texts =
      formats.map { String(decoding: written($0), as: UTF8.self) }
      + [FeedbackPage(Self.marks, lesson: "\u{1B}").text]
    for text in texts {
      for scalar in text.unicodeScalars where scalar.properties.generalCategory == .control {
        #expect(["\n", "\r"].contains(scalar), "U+\(String(scalar.value, radix: 16)) in \(text)")
      }
    }
  }

  @Test func spreadsheetsFindNoFormula() {
    let rows = CSVReading(written(CSVMarks())).rows
    #expect(rows.count == Self.marks.count + 1)
    #expect(Set(rows.map(\.count)) == [rows[0].count])
    // In countries with a decimal comma, spreadsheets start a new cell at each semicolon.
    for cell in rows.joined().flatMap({ $0.split(separator: ";") }) {
      #expect(!["=", "+", "-", "@", "\u{FF1D}"].contains(cell.first), "\(cell)")
    }
  }

  @Test func junitIsXML() throws {
    let reader = SuiteReader()
    let parser = XMLParser(data: Data(written(JUnitMarks(lesson: "<&>"))))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.counts["testsuites"] == 1)
    #expect(reader.counts["testcase"] == Self.marks.count)
    let of = { (statuses: Set<Mark.Status>) in Self.marks.count { statuses.contains($0.status) } }
    #expect(reader.counts["failure"] == of([.failed, .empty, .syntaxError]))
    #expect(reader.counts["error"] == of([.refusedInput, .limit, .graderError]))
    #expect(reader.counts["skipped"] == of([.missing]))
    #expect(reader.sums["failures"] == reader.counts["failure"])
    #expect(reader.sums["errors"] == reader.counts["error"])
  }

  private final class SuiteReader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var sums: [String: Int] = [:]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      for (name, value) in attributes { sums[name, default: 0] += Int(value) ?? 0 }
    }
  }

  /// Commands that CI systems execute anywhere in a line of a log.
  private static let logCommands = [
    "##[error]x", "x ##[set-env name=A]b", "##vso[task.setvariable variable=A]b", "###[x", "##teamcity[x]", "##[[##[a",
    "##VSO[a",
    "## [x", "#", "##",
  ]

  @Test func textWithoutCommandsIsUnchanged() {
    for text in ["a: b", "# x", "## Title", "x::y", "[##]", "##a b[", "#[x]", ""] {
      #expect(LogCommands.removed(from: text) == text)
    }
    #expect(LogCommands.removed(from: "a\n  ::x\n##[y") == "a\n  \\u{3A}:x\n\\u{23}#[y")
  }

  /// Whatever students, rosters and lists contain: a format has the same elements, rows and lines as for plain words.
  @Test func noAttackChangesTheShapeOfAFormat() throws {
    for attack in FeedbackMarkupTests.attacks + Self.nasty + ["::error::x", "  ::stop-commands::x"] + Self.logCommands {
      var mark = Self.marks[1]
      (mark.student, mark.exercise, mark.reason, mark.late, mark.overridden) = (attack, attack, attack, attack, attack)
      mark.warnings = [attack]
      // The first message is the reason; the second is shown after it.
      mark.tests = [attack, attack + "!"].map {
        Mark.Test(name: attack, passed: false, message: $0, points: 0, possible: 1)
      }
      let xml = written(JUnitMarks(lesson: attack), [mark])
      let reader = SuiteReader()
      let parser = XMLParser(data: Data(xml))
      parser.delegate = reader
      #expect(parser.parse(), "\(attack.debugDescription)")
      #expect(reader.counts == ["testsuites": 1, "testsuite": 1, "testcase": 1, "failure": 1])
      #expect(CSVReading(written(CSVMarks(), [mark])).rows.map(\.count) == [8, 8])
      let lines = String(decoding: written(TextMarks(.colorless), [mark]), as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == 6, "\(attack.debugDescription): \(lines)")
      #expect(!lines.contains { $0.drop(while: \.isWhitespace).hasPrefix("::") })
      #expect(!lines.contains { $0.contains(#/##[a-z]*\[/#.ignoresCase()) }, "\(lines)")
      for format: any MarkFormat in [JSONMarks(), ExercismMarks(), GradescopeMarks()] {
        for line in written(format, [mark]).split(separator: UInt8(ascii: "\n")) {
          #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line)) }
        }
      }
    }
  }

  /// Exercism's test runner interface, version 3: required members and allowed values.
  @Test func exercismGetsOneObjectOfVersion3() throws {
    for marks in [Self.marks.filter { $0.status == .passed }, Self.marks.filter { $0.status != .passed }] {
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(written(ExercismMarks(), marks))) as? [String: Any])
      #expect(object["version"] as? Int == 3)
      #expect(["pass", "fail", "error"].contains(object["status"] as? String))
      let tests = try #require(object["tests"] as? [[String: Any]])
      #expect(tests.count == marks.count)
      for test in tests {
        #expect(test["name"] is String && test["test_code"] is String)
        let status = try #require(test["status"] as? String)
        #expect(["pass", "fail", "error"].contains(status))
        #expect(status == "pass" || test["message"] is String)
      }
    }
  }

  /// A fully hidden test must not make a failed answer look passed, or a passed one failed.
  @Test func exercismAndGradescopeAgreeAboutHiddenTests() throws {
    for (overall, points, possible, passes) in [
      (Mark.Status.passed, 0, 0, true), (.failed, 0, 0, false), (.failed, 2, 2, true), (.failed, 0, 2, false),
    ] {
      let hidden = Mark.Test(name: "hidden", passed: nil, message: nil, points: points, possible: possible)
      let mark = Mark(
        student: "a", exercise: "pay", status: overall, points: points, possible: possible, reason: nil,
        tests: [hidden],
        warnings: [], late: nil, overridden: nil)
      func status(_ format: any MarkFormat) throws -> String? {
        let object = try JSONSerialization.jsonObject(with: Data(written(format, [mark]))) as? [String: Any]
        return (object?["tests"] as? [[String: Any]])?.first?["status"] as? String
      }
      #expect(try status(ExercismMarks()) == (passes ? "pass" : "fail"))
      #expect(try status(GradescopeMarks()) == (passes ? "passed" : "failed"))
    }
  }

  @Test func exercismReportsAnErrorIfNothingWasJudged() throws {
    let mark = Mark(.refusedInput, student: "a", exercise: "pay", possible: 1, reason: "It was not read.")
    let object = try JSONSerialization.jsonObject(with: Data(written(ExercismMarks(), [mark]))) as? [String: Any]
    #expect(object?["status"] as? String == "error")
    #expect(object?["message"] as? String == "pay: It was not read.")
  }

  /// The documented form of results.json: scores are numbers, tests have maximum scores, visibility is a word.
  @Test func gradescopeGetsScores() throws {
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(written(GradescopeMarks()))) as? [String: Any])
    #expect(object["score"] as? Int == Self.marks.count)
    #expect(object["output"] is String)
    for test in try #require(object["tests"] as? [[String: Any]]) {
      #expect(test["name"] is String && test["output"] is String)
      let (score, maximum) = (try #require(test["score"] as? Int), try #require(test["max_score"] as? Int))
      #expect((0...maximum).contains(score))
      #expect(test["visibility"] as? String == "visible")
      // By default, Gradescope treats full points as passed, and a test worth 0 points always has full points.
      #expect(test["status"] as? String == "failed")
    }
  }
}
