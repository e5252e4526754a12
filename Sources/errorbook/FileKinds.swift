import Diagnostics

/// Diagnostics about the files of commands.
extension DiagnosticKind {
  static let fileKinds: [DiagnosticKind] = [
    .unreadableFile, .unwritableFile, .unwritableOutput, .noLesson, .brokenRow, .brokenMarks, .brokenSheet, .brokenKey,
  ]

  static let noLesson = DiagnosticKind(
    "no-lesson", title: "Lesson not found",
    explanation: """
      A lesson is a Markdown file (.md), or the number or name of a lesson in the course. `errorbook lessons` lists the \
      course. To run a script (.eb), use `errorbook run`.
      """,
    wrong: "", right: "")

  static let brokenRow = DiagnosticKind(
    "broken-row", title: "Invalid row in --overrides or --late",
    explanation: """
      The first row of --overrides must be `student,exercise,points,reason`; the first row of --late must be \
      `student,late`. Every other row names a student. In --overrides it also has an exercise and a whole number of points. \
      Nothing is marked until every row is valid, so that no points given by a teacher are lost.
      """,
    wrong: "", right: "")

  static let brokenMarks = DiagnosticKind(
    "broken-marks", title: "Not a file of marks",
    explanation: """
      `report` reads files from `grade --format json`, with one JSON object per line. The file may be from a newer errorbook \
      with another schema, or it may be truncated. Grade that part again.
      """,
    wrong: "", right: "")

  static let brokenKey = DiagnosticKind(
    "broken-key", title: "Not a key of --anonymous",
    explanation: """
      A key is a CSV file with the columns `number,student`. `--anonymous --key FILE` writes it. If the file exists, it \
      must be such a key: its students keep their numbers. errorbook does not overwrite other files.
      """,
    wrong: "", right: "")

  static let brokenSheet = DiagnosticKind(
    "broken-sheet", title: "Sheet of --fill cannot be filled",
    explanation: """
      `--fill` takes a CSV file exported from Canvas or Moodle. The file needs a column that identifies the students and a \
      column for the points: `Grade`, the only assignment, or the one that `--column` names.
      """,
    wrong: "", right: "")
}
