import Diagnostics

/// What can be wrong with the files that commands take, besides that they cannot be read or written.
extension DiagnosticKind {
  static let fileKinds: [DiagnosticKind] = [
    .unreadableFile, .unwritableFile, .unwritableOutput, .noLesson, .brokenRow, .brokenMarks, .brokenSheet, .brokenKey,
  ]

  static let noLesson = DiagnosticKind(
    "no-lesson", title: "A lesson that is not there",
    explanation: """
      A lesson is a Markdown file (.md), or a number or name of the course; `errorbook lessons` lists these. Scripts (.eb) \
      are run by `errorbook run`.
      """,
    wrong: "", right: "")

  static let brokenRow = DiagnosticKind(
    "broken-row", title: "A row of --overrides or --late that says nothing",
    explanation: """
      The first row of --overrides is `student,exercise,points,reason`, that of --late is `student,late`. Every other row names \
      a student; those of --overrides have an exercise and whole points, too. Nothing is marked while a row is broken: points \
      that a person gave must not be lost.
      """,
    wrong: "", right: "")

  static let brokenMarks = DiagnosticKind(
    "broken-marks", title: "A file that holds no marks",
    explanation: """
      `report` reads what `grade --format json` wrote: an object a line. A file of a newer program may have another schema; \
      a file that was cut off has a line that is no object. Mark that part again.
      """,
    wrong: "", right: "")

  static let brokenKey = DiagnosticKind(
    "broken-key", title: "A file that is no key of --anonymous",
    explanation: """
      A key is a CSV `number,student`, which `--anonymous --key FILE` writes. If the file exists, its students keep their \
      numbers, so it must be such a key; another file is not overwritten.
      """,
    wrong: "", right: "")

  static let brokenSheet = DiagnosticKind(
    "broken-sheet", title: "A sheet that cannot be filled",
    explanation: """
      `--fill` takes the CSV that Canvas or Moodle exported. It needs a column by which students are known, and one for the \
      points: `Grade`, or the only assignment, or the one that `--column` names.
      """,
    wrong: "", right: "")
}
