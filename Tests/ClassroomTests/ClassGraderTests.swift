import Diagnostics
import Exercises
import Lessons
import Marking
import Synchronization
import Testing

@testable import Classroom

/// The marks of a class with files in memory.
@Suite("Grading a class in memory") struct ClassGraderTests {
  private static let lesson = Lesson(
    SourceText(
      name: "paying.md",
      """
      ```errorbook
      class PaymentError(Exception)
      ```

      ```errorbook exercise pay
      ```

      ```errorbook tests pay points 2
      expect raise PaymentError -> "no"
      ```

      ```errorbook exercise owe
      ```

      ```errorbook tests owe
      expect raise KeyError -> "owed"
      ```

      """))

  private static let right = "handler PaymentError -> \"no\""

  private static func tree(_ reader: SubmissionReader, _ path: String = "in") -> FileTree {
    FileTree(SubmissionReader.Entry(name: path, path: path, kind: .folder), reader)
  }

  private func marks(_ files: [String: String], _ lists: ClassLists = ClassLists(), variants: Bool = false) -> [Mark] {
    ClassOfBytes(
      lesson: Self.lesson, files: files, lists: lists, variants: variants ? .ofStudents : .none
    ).graded().marks
  }

  private func words(_ marks: [Mark]) -> [String] {
    marks.map { "\($0.student) \($0.exercise) \($0.status.rawValue) \($0.points)" }
  }

  @Test func everyExerciseOfEveryStudentHasAMark() {
    let marks = marks(["ada/pay.eb": Self.right, "ben/owe.eb": "handler KeyError -> \"owed\""])
    #expect(words(marks) == ["ada pay passed 2", "ada owe missing 0", "ben pay missing 0", "ben owe passed 1"])
    #expect(marks.map(\.possible) == [2, 1, 2, 1])
  }

  @Test func aPageAnswersExercisesWithoutAFile() {
    let page = "<!-- errorbook hand-in 1 -->\n```errorbook answer owe\nhandler KeyError -> \"owed\"\n```\n"
    #expect(
      words(marks(["ada/pay.eb": Self.right, "ada/page.md": page, "ben/pay.eb": ""]))
        == ["ada pay passed 2", "ada owe passed 1", "ben pay empty 0", "ben owe missing 0"])
    // A page over the size limit is refused, whatever it answers.
    let large = marks(["ada/page.md": page + String(repeating: " ", count: 1 << 20), "ada/pay.eb": Self.right])
    #expect(words(large).last == "ada owe missing 0")
  }

  /// Reading is slow, and a file could change between two reads.
  @Test func anAnswerIsReadOnceUnlessItIsLong() {
    let page = "<!-- errorbook hand-in 1 -->\n```errorbook answer owe\nhandler KeyError -> \"owed\"\n"
    let files = SharedFiles([
      "in/ada/pay.eb": Self.right, "in/ben/pay.eb": "# errorbook variant: cy\n",
      "in/cy/page.md": page + "#" + String(repeating: "x", count: 20_000) + "\n```\n",
    ])
    let grader = Grader(Self.lesson)
    let exercises = grader.exercises.map(\.name)
    let students = ClassSubmissions(
      SubmissionLayout([Self.tree(files.reader)], exercises: exercises, roster: nil).submissions, nil
    ).students
    files.forgetReads()
    let classGrader = ClassGrader(grader, ClassLists(), ClassVariants(.none, students), hidesNames: false, files.reader)
    let read = students.map { classGrader.read($0) }
    #expect(files.reads == ["in/ada/pay.eb", "in/ben/pay.eb", "in/cy/page.md"])
    #expect(read.map(\.hasAnswer) == [true, true, true])
    #expect(read.map(\.faults.count) == [0, 1, 0])
    let marks = read.flatMap { classGrader.marks(of: $0) }
    #expect(files.reads == ["in/ada/pay.eb", "in/ben/pay.eb", "in/cy/page.md", "in/cy/page.md"])
    #expect(
      words(marks) == [
        "ada pay passed 2", "ada owe missing 0", "ben pay empty 0", "ben owe missing 0", "cy pay missing 0",
        "cy owe limit 0",
      ])
  }

  @Test func severalFilesCountOnlyIfIdentical() {
    let twice = marks(["ada/pay.eb": Self.right, "ada/again/pay.eb": Self.right, "ben/pay.eb": ""])
    #expect(words(twice).first == "ada pay passed 2")
    let different = marks(["ada/pay.eb": Self.right, "ada/again/pay.eb": "", "ben/pay.eb": ""])
    #expect(words(different).first == "ada pay refused-input 0")
    #expect(different.first?.reason?.contains("more than one file") == true)
  }

  @Test func unreadFilesHaveAReason() {
    let marks = marks([
      "ada/pay.eb": String(repeating: "#", count: AnswerLimits.standard.bytes + 1), "ada/owe.eb": Self.right,
    ])
    #expect(words(marks) == ["ada pay limit 0", "ada owe failed 0"])
    #expect(marks[0].reason == "The file was not read: a file of more than \(AnswerLimits.standard.bytes) bytes.")
  }

  @Test func listsChangePointsAndShowLateness() throws {
    var lists = ClassLists()
    lists.roster = Roster(CSVReading(Array("student\nada\nben\n".utf8)), name: "roster.csv")
    lists.overrides = try Overrides(
      CSVReading(Array("student,exercise,points,reason\nada,pay,1,copied\n".utf8)), name: "overrides.csv")
    lists.late = try LateList(CSVReading(Array("student,late\nben,3 hours\n".utf8)), name: "late.csv")
    let marks = marks(["ada/pay.eb": Self.right], lists)
    #expect(words(marks) == ["ada pay passed 1", "ada owe missing 0", "ben pay missing 0", "ben owe missing 0"])
    #expect(marks.map(\.overridden) == ["2 to 1: copied", nil, nil, nil])
    #expect(marks.map(\.late) == [nil, nil, "3 hours", "3 hours"])
    // A mark from an earlier run without the lists gets the same changes.
    _ = lists.resolve(students: ["ada", "ben"], possible: ["pay": 2, "owe": 1])
    let bare = self.marks(["ada/pay.eb": Self.right, "ben/x.txt": ""]).map { lists.applied(to: $0) }
    #expect(bare.map(\.points) == marks.map(\.points) && bare.map(\.late) == marks.map(\.late))
  }

  /// The best verdict counts, of all variants that may be the student's.
  @Test func variantsAreTriedUntilOneFits() throws {
    func answer(_ seed: String) throws -> String {
      let renaming = Variant(seed).renaming(of: Self.lesson)
      return "handler \(try #require(renaming.names["PaymentError"])) -> \"\(try #require(renaming.bodies["no"]))\"\n"
    }
    let own = try marks(["ada/pay.eb": answer("ada"), "ben/pay.eb": answer("ben")], variants: true)
    #expect(own.filter { $0.exercise == "pay" }.map(\.status) == [.passed, .passed])
    let copied = try marks(
      ["ada/pay.eb": answer("ada"), "ben/pay.eb": VariantLine.code(Variant("ada")) + answer("ada")],
      variants: true)
    #expect(copied[2].status == .failed && copied[2].warnings == ["The answer is for another student's variant."])
  }

  // MARK: Reading folders

  @Test func theDepthOfFoldersIsLimited() {
    let deep = "in/ada/" + Array(repeating: "d", count: 20).joined(separator: "/")
    let reads = Mutex(0)
    var reader = ClassOfBytes.reader(["\(deep)/pay.eb": Self.right])
    let entries = reader.entries
    reader.entries = { folder in
      reads.withLock { $0 += 1 }
      return entries(folder)
    }
    var tree = Self.tree(reader)
    var depth = 0
    while let inner = tree.entries.first {
      tree = inner
      depth += 1
    }
    #expect(tree.kind == .deepFolder && depth == 10 && reads.withLock { $0 } == 10)
  }

  @Test func contentsAreReadOnlyIfNeeded() throws {
    let reads = Mutex<[String]>([])
    var reader = ClassOfBytes.reader([
      "in/ada/pay.eb": "", "in/ada/Page.MD": "<!-- errorbook hand-in 1 -->\n", "in/ada/notes.md": "# x\n",
      "in/submission_metadata.yml": "---\n", "in/ada/link.eb": "",
    ])
    let bytes = reader.bytes
    reader.bytes = { path, limit in
      reads.withLock { $0.append(path) }
      return bytes(path, limit)
    }
    let tree = Self.tree(reader)
    #expect(
      reads.withLock { $0.sorted() } == ["in/ada/Page.MD", "in/ada/notes.md", "in/submission_metadata.yml"])
    let ada = try #require(tree.entries.first)
    #expect(ada.entries.map(\.name) == ["Page.MD", "link.eb", "notes.md", "pay.eb"])
    #expect(ada.entries.map(\.isHandInPage) == [true, false, false, false])
    #expect(ada.entries.map(\.kind) == [.file, .other, .file, .file])
    #expect(tree.entries.last?.metadata == Array("---\n".utf8))
    #expect(Self.tree(reader, "locked").kind == .unreadFolder(reason: "it is locked"))
  }

  // MARK: Parts

  @Test func partsAreDisjointAndComplete() throws {
    let students = Array(0..<10)
    for count in 1...12 {
      let parts = try (1...count).map { try #require(ClassPart("\($0)/\(count)")).students(students) }
      #expect(parts.joined().sorted() == students)
    }
    #expect(ClassPart("3/8")?.students(Array(1...20)) == [3, 11, 19])
    #expect(ClassPart.whole.students(students) == students)
    for wrong in ["0/3", "4/3", "1", "1/0", "a/b", "", "/", "1/2/3", "-1/3", "1/", " 1/3"] {
      #expect(ClassPart(wrong) == nil, "\(wrong)")
    }
  }
}

/// Files that count how often they are read.
private final class SharedFiles: Sendable {
  private let files: [String: String]
  private let paths = Mutex<[String]>([])

  init(_ files: [String: String]) { self.files = files }

  var reads: [String] { paths.withLock { $0 } }

  func forgetReads() { paths.withLock { $0 = [] } }

  var reader: SubmissionReader {
    let plain = ClassOfBytes.reader(files)
    return SubmissionReader(
      bytes: { path, limit in
        self.paths.withLock { $0.append(path) }
        return plain.bytes(path, limit)
      }, entries: plain.entries)
  }
}
