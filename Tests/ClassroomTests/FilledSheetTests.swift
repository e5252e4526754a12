import Exercises
import Lessons
import Marking
import Testing

@testable import Classroom

/// Points in the sheets that Canvas and Moodle export.
@Suite("Filled sheets") struct FilledSheetTests {
  private static let canvas = #"""
    Student,ID,SIS User ID,SIS Login ID,Section,Lesson 1 (101),Lesson 2 (102),Final Score\#r
        Points Possible,,,,,3,3,(read only)\#r
    "Doe, Jane",7,a7,jdoe,"Group ""B""",,1,=A1\#r
    "Löwe, Ada",8,a8,ada,A,2,,\#r

    """#

  private static let moodle = """
    Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments
    Participant 12,Jane Doe,jane@example.org,Submitted,,3.00,
    Participant 13,Sam Lee,sam1@example.org,Submitted,,3.00,
    Participant 14,Sam Lee,sam2@example.org,Submitted,,3.00,

    """

  private func filled(_ text: String, column: String? = nil, _ points: [(String, Int)]) throws -> (String, [String]) {
    var sheet = try FilledSheet(CSVReading(Array(text.utf8)), column: column)
    for (student, points) in points {
      var mark = Mark(.failed, student: student, exercise: "pay", possible: 3, reason: nil)
      mark.points = points
      #expect(sheet.write(mark).isEmpty)
    }
    return (String(decoding: sheet.footer(), as: UTF8.self), sheet.unplaced(points.map(\.0)))
  }

  @Test func canvasSheetsKeepAllOtherBytes() throws {
    let (text, unplaced) = try filled(Self.canvas, column: "Lesson 1", [("doejane", 3), ("ada", 0), ("nobody", 1)])
    #expect(
      text
        == Self.canvas.replacing("\"Group \"\"B\"\"\",,1", with: "\"Group \"\"B\"\"\",3,1")
        .replacing("A,2,,", with: "A,0,,"))
    #expect(unplaced == ["nobody"])
  }

  @Test func moodleSheetsNeedNoColumnOption() throws {
    let (text, unplaced) = try filled(Self.moodle, [("Jane Doe", 2), ("Sam Lee (14)", 1)])
    #expect(
      text
        == Self.moodle.replacing("jane@example.org,Submitted,,", with: "jane@example.org,Submitted,2,")
        .replacing("sam2@example.org,Submitted,,", with: "sam2@example.org,Submitted,1,"))
    #expect(unplaced.isEmpty)
  }

  /// Sheets from Canvas and Excel in countries with a decimal comma, and from Moodle in another language.
  @Test func separatorsEncodingsAndLanguages() throws {
    let canvas =
      "\u{FEFF}Student;ID;\"Lesson 1, again (101)\"\r\n;;Manual Posting\r\n    Points Possible;;3,00\r\n\"Doe, Jane\";7;\r\n"
    #expect(try filled(canvas, [("doejane", 3)]).0 == canvas.replacing("7;\r\n", with: "7;3\r\n"))
    let moodle =
      "ID;Vollständiger Name;Bewertung\nTeilnehmer/in12;Jane Doe;\nTeilnehmer/in13;Sam Lee;\nTeilnehmer/in14;Sam Lee;\n"
    let (text, unplaced) = try filled(moodle, column: "Bewertung", [("Jane Doe", 2), ("Sam Lee (14)", 1)])
    #expect(
      text == moodle.replacing("Jane Doe;", with: "Jane Doe;2").replacing("14;Sam Lee;", with: "14;Sam Lee;1"))
    #expect(unplaced.isEmpty)
    let tabs = "Identifier\tGrade\nParticipant 12\t\n"
    #expect(try filled(tabs, [("Participant (12)", 2)]).0 == "Identifier\tGrade\nParticipant 12\t2\n")
  }

  /// A login can look like the name and number of another student.
  @Test func aNumberAfterANameIsNotALogin() throws {
    let sheet = "Student,SIS Login ID,Lesson (1)\nBo,samlee12,\n"
    #expect(try filled(sheet, [("Sam Lee (12)", 2)]).1 == ["Sam Lee (12)"])
  }

  @Test func ambiguousStudentsGetNoPoints() throws {
    let (text, unplaced) = try filled(Self.moodle, [("Sam Lee", 2)])
    #expect(text == Self.moodle)
    #expect(unplaced == ["Sam Lee"])
  }

  @Test func studentsWithoutSubmissionsGetNoNumber() throws {
    var sheet = try FilledSheet(CSVReading(Array(Self.moodle.utf8)), column: nil)
    let missing = Mark(.missing, student: "Jane Doe", exercise: "pay", possible: 3, reason: nil)
    _ = sheet.write(missing)
    #expect(String(decoding: sheet.footer(), as: UTF8.self) == Self.moodle)
    #expect(!FilledSheet.hasPoints([missing]))
  }

  @Test func ambiguousSheetsAreRejected() {
    func problem(_ text: String, _ column: String?) -> String? {
      do throws(FilledSheet.Problem) {
        _ = try FilledSheet(CSVReading(Array(text.utf8)), column: column)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(problem(Self.canvas, nil) == "cannot tell which column the points go into")
    #expect(problem(Self.canvas, "Lesson") == "several columns start like this")
    #expect(problem(Self.canvas, "Grade") == "there is no such column")
    #expect(problem("", nil) == "the file has no rows")
    #expect(problem("Grade,Comment\n1,2\n", nil) == "no column identifies the student")
  }

  // MARK: Reading

  @Test func fieldsOfSpreadsheetsAreRead() {
    func rows(_ text: String) -> [[String]] { CSVReading(Array(text.utf8)).rows }
    #expect(rows("a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
    #expect(rows("\u{FEFF}a;b\n1;\"2;3\"\n") == [["a", "b"], ["1", "2;3"]])
    #expect(rows("\"say \"\"hi\"\"\",\"two\nlines\"\n\nx,") == [["say \"hi\"", "two\nlines"], ["x", ""]])
    #expect(rows("in \"the\" middle,\"no end") == [["in \"the\" middle", "no end"]])
    #expect(rows("") == [])
  }
}
