import Assignments
import Diagnostics
import Exercises
import Lessons
import Marking
import SampleLessons
import Testing

@testable import Classroom

/// Marking files in memory, as a page in a browser does.
@Suite("Marking a folder in a browser") struct MarkedFolderTests {
  private static let right = PayingLesson.right

  private static func files(_ texts: [String: String]) -> FilesInMemory {
    FilesInMemory(
      texts.map { path, text in
        let bytes = Array(text.utf8)
        return FilesInMemory.File(path: path, size: bytes.count, bytes: bytes[...])
      })
  }

  private static func marked(
    _ texts: [String: String], roster: String? = nil, lesson: Lesson = PayingLesson.lesson,
    _ variants: ClassVariants.Source = .none
  ) throws -> MarkedFolder {
    var lists = ClassLists()
    lists.roster = roster.map { ClassOfBytes.roster($0) }
    lists.rosterName = "roster.csv"
    return try MarkedFolder(lesson, files(texts), lists, variants)
  }

  /// The fences of a lesson as a page has them.
  private static func pageLesson(_ lesson: Lesson) -> Lesson {
    Lesson(
      name: lesson.name, title: lesson.title,
      fences: lesson.fences.map { ($0.words.joined(separator: " "), $0.content) })
  }

  // MARK: Marks

  private static let classes: [[String: String]] = [
    ["ada.eb": right, "ben.eb": "", "notes.pdf": "x"],
    ["ada/pay.eb": right, "ben/pay.eb": "handler", "cy/answer (1).eb.txt": right],
    ["paying-ada/pay.eb": right, "paying-ben/pay.eb": "# errorbook variant: cy\n", ".git/config": "x"],
    ["in/ada/pay.eb": right, "in/ben/pay.zip": "PK", "__MACOSX/in/ada/._pay.eb": "x"],
    ["adalovelace_LATE_12_99_pay.eb": right, "doejane_13_98_pay-1.eb": String(repeating: "#", count: 20_000)],
    ["Ada L_7_assignsubmission_file/pay.eb": right, "Ben_8_assignsubmission_file/pay.eb": "x"],
    [
      "submission_1/pay.eb": right, "submission_2/pay.eb": "x",
      "submission_metadata.yml": "submission_1:\n  :submitters:\n  - :name: Ada L\n    :sid: '7'\n",
    ],
    ["ada.md": "<!-- errorbook hand-in 1 -->\n```errorbook answer pay\n\(right)```\n", "README.md": "x"],
  ]

  @Test(arguments: 0..<classes.count, [nil, "name,id\nAda L,ada\nDoe,doejane\nNobody,n\n"])
  func marksAreThoseOfTheCommand(number: Int, roster: String?) throws {
    let files = Self.classes[number]
    var expected = ClassOfBytes(files: files)
    expected.lists.roster = roster.map { ClassOfBytes.roster($0) }
    expected.lists.rosterName = "roster.csv"
    let graded = expected.graded()
    let inFolder = Dictionary(uniqueKeysWithValues: files.map { ("in/" + $0.key, $0.value) })
    let folder = try Self.marked(inFolder, roster: roster, lesson: Self.pageLesson(PayingLesson.lesson))
    #expect(try JSONMarks.marks(in: folder.json) == graded.marks)
    #expect(folder.faults == graded.faultTexts)
    #expect(folder.summary == graded.faults.summary)
    var csv = CSVMarks()
    #expect(folder.csv == csv.header() + graded.marks.flatMap { csv.write($0) } + csv.footer())
    #expect(folder.pages.map(\.name) == graded.marks.map { FeedbackPage.fileName(of: $0.student) })
    #expect(
      folder.pages.map(\.bytes) == graded.marks.map { SealedPage(FeedbackPage([$0], lesson: "Paying").text).bytes })
    #expect(folder.pages.allSatisfy { SealedPage.isIntact($0.bytes) })
  }

  @Test func aPageRenamesLikeTheLessonItself() throws {
    let lesson = PayingLesson.lesson
    let onPage = Self.pageLesson(lesson)
    for number in 0..<20 {
      let variant = Variant("student \(number)")
      #expect(variant.renaming(of: lesson) == variant.renaming(of: onPage))
    }
    let names = Variant("ada").renaming(of: lesson)
    let files = ["in/ada.eb": "# errorbook variant: ada\n" + names.inCode(Self.right), "in/ben.eb": Self.right]
    func points(_ variants: ClassVariants.Source) throws -> [Int] {
      try JSONMarks.marks(in: Self.marked(files, lesson: onPage, variants).json).map(\.points)
    }
    #expect(try points(.ofStudents) == [3, 0])
    #expect(try points(.one(Variant("ada"))) == [3, 0])
    #expect(try points(.none) == [0, 3])
  }

  @Test func fencesOfAPageHaveTheLinesOfItsText() {
    let lesson = Self.pageLesson(Lesson(SourceText(name: "a.md", SampleLessons.twoExercises)))
    let read = Lesson(lesson.text)
    #expect(lesson.fences == read.fences)
    #expect(lesson.heading == read.heading)
    let backticks = Lesson(name: "a.md", title: "T", fences: [("errorbook", "# ```\n# ````\n"), ("output", "")])
    #expect(backticks.fences == Lesson(backticks.text).fences)
  }

  @Test func nothingIsMarkedWithoutTests() throws {
    func sentence(_ lesson: Lesson, _ texts: [String: String] = ["in/ada.eb": ""]) -> String? {
      do throws(MarkedFolder.Problem) {
        _ = try MarkedFolder(lesson, Self.files(texts), ClassLists(), .none)
        return nil
      } catch {
        return error.sentence
      }
    }
    #expect(sentence(PayingLesson.lesson) == nil)
    #expect(sentence(Lesson(name: "a.md", title: "T", fences: [])) == "The lesson has no exercises.")
    let open = HandOut(PayingLesson.lesson, name: "paying.md").files[0].text
    let missing = "This is a hand-out: the tests or the solution of `pay` are missing."
    // A hand-out with visible tests can be marked only by its teacher, who has the rest.
    #expect(sentence(Lesson(SourceText(name: "paying.md", open.replacing("tests pay", with: "text pay")))) == missing)
    #expect(sentence(Lesson(name: "a.md", title: "T", fences: [("errorbook exercise pay", "")])) == missing)
    #expect(
      sentence(PayingLesson.lesson, ["class.7z": ""]) == "class.7z is an archive. Unpack it and choose the folder.")
    #expect(sentence(PayingLesson.lesson, [:]) == nil)
  }

  // MARK: Files

  private func entries(_ files: [FilesInMemory.File]) -> [String] {
    var shown: [String] = []
    var waiting = FilesInMemory(files).trees.reversed() as [FileTree]
    while let tree = waiting.popLast() {
      shown.append("\(tree.path) \(tree.kind)")
      waiting += tree.entries.reversed()
    }
    return shown
  }

  private func file(_ path: String, _ kind: FilesInMemory.File.Kind = .file, size: Int = 0) -> FilesInMemory.File {
    FilesInMemory.File(path: path, kind: kind, size: size, bytes: [UInt8](repeating: 0x23, count: size)[...])
  }

  @Test func pathsBecomeFolders() {
    #expect(
      entries([file("in/b/x.eb"), file("./in//a.eb"), file("in/c", .folder), file("in/link", .other)])
        == ["in folder", "in/a.eb file", "in/b folder", "in/b/x.eb file", "in/c folder", "in/link other"])
    #expect(entries([file("../a.eb"), file("in/../a.eb"), file(""), file("/"), file(".")]) == [])
    #expect(entries([file("in"), file("in/a.eb"), file("in")]) == ["in folder", "in/a.eb file"])
    #expect(entries([file("in/a.eb"), file("in/a.eb")]) == ["in folder", "in/a.eb file"])
  }

  /// An archive can have a path with thousands of folders.
  @Test func deepFoldersAreNotRead() {
    let deep = entries([file(Array(repeating: "a", count: 30_000).joined(separator: "/") + "/b.eb")])
    #expect(deep.count == 11)
    #expect(deep.last?.hasSuffix(" deepFolder") == true)
  }

  @Test func onlySmallFilesAreRead() {
    func refusal(_ file: FilesInMemory.File, limit: Int) -> SubmissionReader.Refusal? {
      if case .failure(let refusal) = FilesInMemory([file]).reader.bytes("a.eb", limit) { refusal } else { nil }
    }
    #expect(refusal(file("a.eb", size: 10), limit: 10) == nil)
    #expect(refusal(file("a.eb", size: 11), limit: 10) == .limit("a file of more than 10 bytes"))
    let large = FilesInMemory.File(path: "a.eb", size: .max, bytes: [])
    #expect(refusal(large, limit: 10) == .limit("a file of more than 10 bytes"))
    let half = FilesInMemory.File(path: "a.eb", size: 9, bytes: [1, 2])
    #expect(refusal(half, limit: 10) == .refusedInput("it could not be read"))
    #expect(refusal(file("a.eb", .unreadable), limit: 10) == .refusedInput("it could not be read"))
    for other in [file("a.eb", .other), file("b.eb"), file("a.eb", .folder)] {
      #expect(refusal(other, limit: 10) == .refusedInput("it is not a regular file"))
    }
  }

  @Test func namesWithOtherBytesAreOtherFiles() throws {
    let (composed, decomposed) = ("zo\u{EB}.eb", "zoe\u{308}.eb")
    // The names are equal as Swift strings, so a dictionary cannot contain both.
    let reader = FilesInMemory([
      FilesInMemory.File(path: "in/\(composed)", size: 1, bytes: Array("1".utf8)[...]),
      FilesInMemory.File(path: "in/\(decomposed)", size: 2, bytes: Array("22".utf8)[...]),
    ]).reader
    #expect(try reader.bytes("in/\(composed)", 9).get() == Array("1".utf8))
    #expect(try reader.bytes("in/\(decomposed)", 9).get() == Array("22".utf8))
  }

  @Test func limitsAreThoseOfTheReaders() {
    #expect(FilesInMemory.limit(of: "pay.eb") == AnswerLimits.standard.bytes)
    #expect(FilesInMemory.limit(of: "Page.MD") == 1 << 20)
    #expect(FilesInMemory.limit(of: "submission_metadata.yml") == 1 << 24)
  }
}
