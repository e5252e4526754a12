import Diagnostics
import Exercises
import Marking
import Rendering

/// The answers of a class to a quiz. In: the files that students handed in. Out: a CSV table with a row for each student and
/// round, and how many answers to each question were right.
///
/// The pages contain only what students chose. Which choices are right is computed from the quiz.
package struct QuizReport: Sendable {
  package struct Row: Sendable, Hashable {
    package var student: String
    package var round: Quiz.Round
    /// The choices by item.
    package var choices: [String: String] = [:]
  }

  private let quiz: Quiz
  /// Sorted by student, the round before the course first.
  package private(set) var rows: [Row] = []
  /// Files and lines that were not read, and submissions that do not match the roster.
  package private(set) var faults: [ClassFault] = []

  /// - Parameters:
  ///   - paths: the files and folders with submissions.
  ///   - lists: only the roster is used.
  package init(_ quiz: Quiz, _ paths: [FileTree], _ lists: ClassLists, _ reader: SubmissionReader) {
    self.quiz = quiz
    let layout = SubmissionLayout(paths, exercises: [], roster: lists.roster)
    let submissions = ClassSubmissions(layout.submissions, lists.roster, rosterName: lists.rosterName)
    faults = layout.leftOut + layout.sections + submissions.faults
    for student in submissions.students { read(student, reader) }
  }

  private mutating func read(_ student: ClassSubmissions.Student, _ reader: SubmissionReader) {
    var found: [Quiz.Round: Row] = [:]
    for file in student.files {
      guard file.kind == .page else {
        faults.append(ClassFault(.leftOut, "\(file.path): not a page from `errorbook hand-in`", path: file.path))
        continue
      }
      switch reader.bytes(file.path, StudentAnswers.pageLimit) {
      case .failure(.refusedInput(let reason)), .failure(.limit(let reason)):
        faults.append(ClassFault(.leftOut, "\(file.path): \(reason)", path: file.path))
      case .success(let bytes):
        let lines = HandIn.quizLines(in: bytes)
        if lines.isEmpty { faults.append(ClassFault(.noQuiz, "\(file.path): this page has no answers to a quiz")) }
        for line in lines { add(line, of: student.name, at: "\(file.path):\(line.line)", to: &found) }
      }
    }
    if student.files.isEmpty { faults.append(ClassFault(.noQuiz, "\(student.name) handed in nothing")) }
    rows += Quiz.Round.allCases.compactMap { found[$0] }
  }

  private mutating func add(
    _ line: HandIn.QuizLine, of student: String, at place: String, to found: inout [Quiz.Round: Row]
  ) {
    let parts = line.text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let item = quiz.items.first(where: { $0.name == String(parts[0].trimmed) }) else {
      return faults.append(
        ClassFault(.brokenQuizLine, "\(place): expected `QUESTION: ANSWER` with a question of the quiz"))
    }
    let choice = String(parts[1].trimmed)
    guard item.choices.contains(choice) else {
      return faults.append(ClassFault(.brokenQuizLine, "\(place): this is not one of the answers to \(item.name)"))
    }
    var row = found[line.round] ?? Row(student: student, round: line.round)
    if let earlier = row.choices[item.name] {
      guard earlier != choice else { return }
      return faults.append(
        ClassFault(.brokenQuizLine, "\(place): a second, different answer to \(item.name); the first one counts"))
    }
    row.choices[item.name] = choice
    found[line.round] = row
  }

  // MARK: Results

  /// Returns how many answers of a row are right.
  package func score(_ row: Row) -> Int { quiz.items.count { row.choices[$0.name] == $0.actual } }

  /// The table, with the columns student, round, score, and one for each question.
  package var csv: [UInt8] {
    var bytes = CSVText.row(["student", "round", "score"] + quiz.items.map { $0.name })
    for row in rows {
      let choices = quiz.items.map { row.choices[$0.name] ?? "" }
      bytes += CSVText.row([row.student, row.round.rawValue, String(score(row))] + choices)
    }
    return bytes
  }

  /// The number of right answers to each question in each round, such as `3 of 20`.
  package var summary: StyledText {
    var table = Table(head: ["question"] + Quiz.Round.allCases.map { "right \($0.rawValue)" })
    for item in quiz.items {
      table.add([StyledText(item.name)] + Quiz.Round.allCases.map { StyledText(right(item, in: $0)) })
    }
    return table.text(columns: nil)
  }

  private func right(_ item: Quiz.Item, in round: Quiz.Round) -> String {
    let rows = rows.filter { $0.round == round }
    return "\(rows.count { $0.choices[item.name] == item.actual }) of \(rows.count)"
  }
}
