import Assignments
import Exercises
import Lessons
import Marking
import Rendering
import Testing

@testable import Classroom

/// The marks of a class in each layout of submissions.
@Suite("Marks of a class") struct GradedLayoutTests {
  private static let right = PayingLesson.right

  private func rows(_ files: [String: String], roster: String? = nil, _ paths: String...) -> [String] {
    var made = ClassOfBytes(files: files)
    made.lists.roster = roster.map { ClassOfBytes.roster($0) }
    return (paths.first.map { made.graded($0) } ?? made.graded()).rows
  }

  @Test func aFileForEachStudent() {
    let files = ["ada.eb": Self.right, "ben.eb": ""]
    #expect(rows(files) == ["ada passed 3", "ben empty 0"])
    #expect(rows(files, "ada.eb") == ["ada passed 3"])
  }

  @Test func nbgradersFolders() {
    let files = [
      "ada/paying/pay.eb": Self.right, "ben/paying/notes.txt": "",
      // From another assignment.
      "ada/owing/owe.eb": Self.right, "ben/owing/owe.eb": Self.right,
    ]
    #expect(rows(files) == ["ada passed 3", "ben missing 0"])
    let roster = "id,first_name,last_name,email\nada,Ada,L,a@x.org\ncy,Cy,C,c@x.org\n"
    #expect(rows(files, roster: roster) == ["ada passed 3", "ben missing 0", "cy missing 0"])
  }

  @Test func oneRepositoryAStudent() {
    let files = ["paying-ada/pay.eb": Self.right, "paying-ben-2/pay.eb": ""]
    #expect(rows(files) == ["paying-ada passed 3", "paying-ben-2 empty 0"])
    let roster = "login,name\nada,Ada L.\nben-2,Ben\ncy,Cy\n"
    #expect(rows(files, roster: roster) == ["ada passed 3", "ben-2 empty 0", "cy missing 0"])
    let gitHub = "identifier,github_username,github_id,name\nLovelace,ada,1,Ada\nBaker,ben-2,2,\nCole,,,\n"
    #expect(rows(files, roster: gitHub) == ["Baker empty 0", "Cole missing 0", "Lovelace passed 3"])
  }

  @Test func canvasDownloads() {
    let files = [
      "doejane_11_501_pay.eb": Self.right, "leesam_LATE_12_502_pay-1.eb": "", "leesam_13_503_pay.eb": Self.right,
    ]
    #expect(rows(files) == ["doejane passed 3", "leesam (12) empty 0 yes", "leesam (13) passed 3"])
    let anonymous = [
      "anon_a1B2c_504_pay.eb": Self.right, "LATE_anon_77777_505_pay.eb": Self.right,
      "van_dyke_14_506_mine.eb": Self.right,
    ]
    #expect(rows(anonymous) == ["anon_77777 passed 3 yes", "anon_a1B2c passed 3", "van_dyke passed 3"])
    #expect(rows(files, roster: "student\nDoe-Jane\n", "doejane_11_501_pay.eb") == ["Doe-Jane passed 3"])
  }

  @Test func moodleDownloads() throws {
    let files = [
      "Jane Doe_77_assignsubmission_file_/pay.eb": Self.right,
      "Sam Lee_78_assignsubmission_file_/my answer.eb": "handler",
      "Jane Doe_77_assignsubmission_onlinetext/onlinetext.html": "", "__MACOSX/pay.eb": "",
    ]
    #expect(rows(files) == ["Jane Doe passed 3", "Sam Lee syntax-error 0"])
    // Without folders, and with two people of the same name.
    let plain = [
      "Sam Lee_78_assignsubmission_file_pay.eb": Self.right, "Sam Lee_79_assignsubmission_file_pay.eb": "",
    ]
    #expect(rows(plain) == ["Sam Lee (78) passed 3", "Sam Lee (79) empty 0"])
    let roster = "Identifier,Full name,Grade\nParticipant 78,Sam Lee,\nParticipant 79,Sam Lee,\nParticipant 80,Zoe,\n"
    #expect(rows(plain, roster: roster) == ["Sam Lee (78) passed 3", "Sam Lee (79) empty 0", "Zoe missing 0"])
    var made = ClassOfBytes(files: plain)
    made.lists.roster = ClassOfBytes.roster(roster)
    var sheet = try FilledSheet(CSVReading(Array(roster.utf8)), column: nil)
    for mark in made.graded().marks { _ = sheet.write(mark) }
    let filled = String(decoding: sheet.footer(), as: UTF8.self)
    #expect(filled.hasSuffix("Participant 78,Sam Lee,3\nParticipant 79,Sam Lee,0\nParticipant 80,Zoe,\n"))
  }

  @Test func twoDifferentAnswersAreNotJudged() {
    #expect(rows(["ada/pay.eb": Self.right, "ada/again/pay.eb": ""]) == ["ada refused-input 0"])
    // Two identical copies of a file are no problem.
    #expect(rows(["ada/pay.eb": Self.right, "ada/again/pay.eb": Self.right]) == ["ada passed 3"])
  }

  @Test func twoFoldersOfOneStudentAreReported() {
    var made = ClassOfBytes(files: ["ada/pay.eb": Self.right, "ada@x.org/pay.eb": ""])
    made.lists.roster = ClassOfBytes.roster("login,email\nada,ada@x.org\nben,ben@x.org\n")
    let result = made.graded()
    #expect(
      result.marks.first?.reason
        == "The file was not read: there is more than one file for this exercise (ada/pay.eb, ada@x.org/pay.eb).")
    #expect(result.faultTexts == ["ada has submissions under several names: ada, ada@x.org"])
  }

  @Test func handInsAreJudgedAgain() {
    let page = """
      <!-- errorbook hand-in 1 -->
      # Paying

      ## pay

      passed when it was given.

      ```errorbook answer pay
      handler PaymentError -> "not charged"
      ```

      """
    #expect(rows(["ada.md": page, "README.md": "# No submission\n"]) == ["ada failed 1"])
  }

  // MARK: Variants

  /// The right answer to a variant, in the starter from the hand-out.
  private func answer(_ seed: String) throws -> String {
    let variant = Variant(seed)
    let starter = try #require(HandOut(PayingLesson.lesson, name: "paying.md", variant: variant).files.last).text
    let renaming = variant.renaming(of: PayingLesson.lesson)
    let name = try #require(renaming.names["PaymentError"])
    let text = try #require(renaming.bodies["not charged"])
    return starter + "handler \(name) -> \"\(text)\", 402\n"
  }

  /// Returns an answer without the line that names its variant.
  private func withoutLine(_ answer: String) -> String {
    answer.split(separator: "\n").filter { !$0.contains("errorbook variant") }.map { $0 + "\n" }.joined()
  }

  /// The teacher used logins for the hand-out; folders and the roster show other names.
  @Test func aVariantMayUseAnyNameOfTheStudent() throws {
    for seed in ["ada1", "ada.l@x.org", "Ada Lovelace"] {
      for folder in ["ada1", "ada.l@x.org", "Ada Lovelace"] {
        var made = ClassOfBytes(variants: .ofStudents)
        made.files = try ["\(folder)/pay.eb": answer(seed), "ben/pay.eb": answer("ben")]
        for roster in [
          "login,name,email\nada1,Ada Lovelace,ada.l@x.org\nben,Ben,b@x.org\n",
          "full name,email,sid\nAda Lovelace,ada.l@x.org,ada1\nBen,b@x.org,ben\n",
        ] {
          made.lists.roster = ClassOfBytes.roster(roster)
          let result = made.graded()
          #expect(result.marks.map(\.status) == [.passed, .passed], "\(seed) in \(folder)")
          #expect(result.faults.isEmpty, "\(seed) in \(folder): \(result.faultTexts)")
        }
      }
    }
    // Without a roster the line in the answer decides. A fault says that it does not match the folder's name.
    let alone = try ClassOfBytes(files: ["Ada Lovelace/pay.eb": answer("ada1")], variants: .ofStudents).graded()
    #expect(alone.marks.map(\.status) == [.passed])
    #expect(alone.faultTexts == ["Ada Lovelace answers the variant of ada1, which is not a student's name"])
  }

  @Test func anotherStudentsVariantIsReported() throws {
    var made = ClassOfBytes(variants: .ofStudents)
    made.files = try ["ada/pay.eb": answer("ada"), "cy/pay.eb": answer("ben")]
    made.lists.roster = ClassOfBytes.roster("student\nada\nben\ncy\n")
    let result = made.graded()
    #expect(result.marks.map(\.status) == [.passed, .missing, .failed])
    #expect(result.marks[2].warnings == ["The answer is for another student's variant."])
    #expect(result.faultTexts == ["cy answers the variant of ben (ben)"])
    // If a student deleted the line, the answer is judged by the student's own variant.
    let deleted = ClassOfBytes(files: made.files.mapValues(withoutLine), variants: .ofStudents).graded()
    #expect(deleted.marks.map(\.status) == [.passed, .failed])
    #expect(
      deleted.faultTexts == [
        "an answer of ada does not name its variant",
        "an answer of cy does not name its variant",
      ])
    // Any name that the teacher may have used for the hand-out counts.
    var named = try ClassOfBytes(files: ["ada/pay.eb": withoutLine(answer("Ada L."))], variants: .ofStudents)
    named.lists.roster = ClassOfBytes.roster("login,name\nada,Ada L.\n")
    #expect(named.graded().marks.map(\.status) == [.passed])
    // If the teacher forgot the option, there is a note.
    let forgotten = try ClassOfBytes(files: ["ada/pay.eb": answer("ada")]).graded()
    #expect(forgotten.faultTexts == ["ada answers the variant of ada, but there is no --variants"])
  }

  // MARK: Lists from the teacher

  @Test func unmatchedRowsAreReported() throws {
    var made = ClassOfBytes(files: ["ada.eb": Self.right])
    made.lists.overrides = try Overrides(
      CSVReading(Array("student,exercise,points\nadda,pay,2\nada,play,2\nada,pay,2\n".utf8)), name: "overrides.csv")
    made.lists.late = try LateList(CSVReading(Array("student,late\nAda,3 hours\n".utf8)), name: "late.csv")
    let result = made.graded()
    #expect(
      result.faultTexts == [
        "overrides.csv: row 2 (adda, pay) matches no mark", "overrides.csv: row 3 (ada, play) matches no mark",
        "late.csv: row 2: Ada is matched to ada",
      ])
    #expect(
      result.faults.summary == "2 rows that match no mark, 1 row matched by another column")
    #expect(result.rows == ["ada passed 2 3 hours"])
  }

  @Test func notesHideNames() {
    let faults = ClassOfBytes(files: ["ada.eb": Self.right, "photo of ben.png": ""]).graded().faults
    #expect(
      faults.notes(hidesNames: false, isStrict: false).map(\.characters) == [
        "note: in/photo of ben.png is not named like a submission\n",
        "note: before you use the marks: 1 file left out; --strict stops here\n",
      ])
    #expect(
      faults.notes(hidesNames: true, isStrict: true).map(\.characters)
        == ["note: before you use the marks: 1 file left out\n"])
    #expect([ClassFault]().notes(hidesNames: false, isStrict: true).isEmpty)
  }
}
