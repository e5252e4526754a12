import Diagnostics
import Exercises
import Marking
import Rendering

/// The submissions in a folder, marked for a page in a browser. Each part is what `errorbook grade` writes.
package struct MarkedFolder: Sendable {
  /// A feedback page.
  package struct Page: Sendable, Hashable {
    package var name: String
    package var bytes: [UInt8]
  }

  /// Why nothing can be marked, as a sentence with code in backticks.
  package struct Problem: Error, Sendable, Hashable {
    package var sentence: String
  }

  /// The number of faults of each kind; nil if there are none.
  package let summary: String?
  /// The problems with the class, one for each line.
  package let faults: [String]
  /// What `--format csv` writes.
  package private(set) var csv: [UInt8]
  /// What `--format json` writes.
  package private(set) var json: [UInt8]
  /// What `--feedback` writes.
  package private(set) var pages: [Page] = []

  package init(
    _ lesson: Lesson, _ files: FilesInMemory, _ lists: ClassLists, _ variants: ClassVariants.Source
  ) throws(Problem) {
    if let problem = lesson.problemOfMarking ?? files.problem { throw problem }
    var options = ClassMarking.Options()
    options.variants = variants
    let marking = ClassMarking(files.trees, Grader(lesson), lists, options, files.reader)
    let students = marking.students.map { marking.read($0) }
    let faults = marking.faults + students.flatMap { $0.faults }
    summary = faults.summary
    self.faults = faults.map { escapedForDisplay($0.text) }
    var (csv, json) = (CSVMarks(), JSONMarks())
    self.csv = csv.header()
    self.json = json.header()
    for student in students {
      let marks = marking.marks(of: student)
      for mark in marks {
        self.csv += csv.write(mark)
        self.json += json.write(mark)
      }
      let text = FeedbackPage(marks, lesson: lesson.title).text
      pages.append(Page(name: FeedbackPage.fileName(of: student.student.name), bytes: SealedPage(text).bytes))
    }
    self.csv += csv.footer()
    self.json += json.footer()
  }
}

extension Lesson {
  /// A page can be from a hand-out or have no exercises. The lesson itself was checked when the page was written.
  fileprivate var problemOfMarking: MarkedFolder.Problem? {
    let exercises = exercises
    guard !exercises.isEmpty else { return MarkedFolder.Problem(sentence: "The lesson has no exercises.") }
    guard let kept = exercises.first(where: { $0.isFromHandOut || !$0.canBeMarked }) else { return nil }
    return MarkedFolder.Problem(
      sentence: "This is a hand-out: the tests or the solution of `\(kept.name)` are missing.")
  }
}

extension Exercise {
  fileprivate var canBeMarked: Bool {
    switch kind {
    case .tests: !tests.isEmpty
    case .equivalent: solution != nil
    case .catches: true
    }
  }
}

extension FilesInMemory {
  fileprivate var problem: MarkedFolder.Problem? {
    guard trees.count == 1, let archive = trees.first, archive.isArchive else { return nil }
    return MarkedFolder.Problem(
      sentence: "\(escapedForDisplay(archive.name)) is an archive. Unpack it and choose the folder.")
  }
}
