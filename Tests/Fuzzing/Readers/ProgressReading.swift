import Diagnostics
import Exercises
import Lessons
import Syntax

/// Reads bytes as a progress log and as an answer in one. What was read can be written after any bytes and read again
/// unchanged, and its exported page is a lesson.
func readProgress(_ bytes: [UInt8]) throws(Broken) {
  let log = ProgressLog(bytes)
  var written = ProgressLog.addition([], after: [])
  for record in log.records { written += ProgressLog.addition([record], after: written) }
  try require(ProgressLog(written) == log, "the log has changed after writing and reading it")
  try require(ProgressLog.form(of: written) == .log, "the written file is not a log")
  let answer = String(decoding: bytes, as: UTF8.self)
  let record = ProgressRecord(
    lesson: "1.md", .answered(exercise: "repair", fingerprint: answer, passed: true, answer: answer))
  let longer = bytes + ProgressLog.addition([record], after: bytes)
  try require(ProgressLog(longer).records.last == record, "a record appended to this log is lost")
  for name in log.lessonNames {
    try require(LessonProgress(in: name, log).isStarted, "a lesson of the log was not begun")
  }
  let text = ProgressPage(
    ProgressLog(log.records + [record]), lessons: [("1.md", lessonText)], name: "page.md"
  ).text
  let page = SourceText(name: "page.md", text)
  // A prompt or a script never writes NUL to a log.
  guard textProblem(in: page) == nil else { return }
  let problems = LessonCheck(Lesson(page)).problems
  try require(problems.isEmpty, "the exported page has problems: \(problems)")
}
