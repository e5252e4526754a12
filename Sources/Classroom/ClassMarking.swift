import Exercises
import Marking

/// # Classroom
///
/// In: a lesson, a teacher's own tests, class lists, and the submissions of students. Out: marks, in formats that schools and
/// tools read. Marking judges a single answer. This target adds what a class needs: rosters, submission layouts, and formats,
/// which write one mark after another. Nothing here opens a file or reads Markdown: the caller passes bytes, or a function
/// that reads. So a browser can mark a class too.

/// A class before its answers are read: the students with their files, and the problems with files and lists.
///
/// `errorbook grade` and the page that marks a folder both use it, so their marks are the same.
package struct ClassMarking: Sendable {
  package struct Options: Sendable {
    package var variants = ClassVariants.Source.none
    /// Whether each path is the folder of one student, for a format that supports only one.
    package var isOfOneStudent = false
    /// Whether to keep file names out of reasons, because they can contain names of people.
    package var hidesNames = false

    package init() {}
  }

  /// Sorted by name.
  package let students: [ClassSubmissions.Student]
  /// With the rows of the students.
  package let lists: ClassLists
  /// What a teacher should know before using the marks, as far as names show it.
  package let faults: [ClassFault]
  private let grader: ClassGrader

  /// - Parameters:
  ///   - paths: the files and folders with submissions.
  ///   - grader: for the original lesson, with its own names.
  package init(
    _ paths: [FileTree], _ grader: Grader, _ lists: ClassLists, _ options: Options, _ reader: SubmissionReader
  ) {
    var lists = lists
    let layout = SubmissionLayout(
      paths, exercises: grader.exercises.map { $0.name }, roster: lists.roster, isOfOneStudent: options.isOfOneStudent)
    let handedIn = ClassSubmissions(layout.submissions, lists.roster, rosterName: lists.rosterName)
    let ofLists = lists.resolve(students: handedIn.students.map { $0.name }, possible: grader.possiblePoints)
    students = handedIn.students
    faults = layout.leftOut + layout.sections + handedIn.faults + ofLists
    self.lists = lists
    self.grader = ClassGrader(
      grader, lists, ClassVariants(options.variants, handedIn.students), hidesNames: options.hidesNames, reader)
  }

  /// Reads the answers of a student. Students are independent, so a caller can read and mark several at the same time.
  package func read(_ student: ClassSubmissions.Student) -> ClassGrader.ReadStudent { grader.read(student) }

  /// Returns the marks of a student, in the order of the exercises.
  package func marks(of student: ClassGrader.ReadStudent) -> [Mark] { grader.marks(of: student) }
}
