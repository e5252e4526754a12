import Diagnostics
import Workbook

/// Bytes as the log of a learner's progress, and as an answer in one: what is read can be written, and then reads the same,
/// whatever stood before it; and the page that is made of it is a lesson.
func readProgress(_ bytes: [UInt8]) {
  let log = ProgressLog(bytes)
  var written: [UInt8] = []
  for record in log.records { written += ProgressLog.addition(record, behind: written) }
  require(ProgressLog(written) == log, "a log does not read as it was written")
  let text = String(decoding: bytes, as: UTF8.self)
  let record = ProgressRecord(
    lesson: "1.md", .answered(exercise: "repair", fingerprint: text, passed: true, answer: text))
  let longer = bytes + ProgressLog.addition(record, behind: bytes)
  require(ProgressLog(longer).records.last == record, "a record behind this log is lost")
  for name in log.lessonNames { require(Standing(in: name, log).isBegun, "a lesson of the log was not begun") }
  let page = ProgressPage(ProgressLog(log.records + [record]), lessons: [("1.md", lesson)])
  require(Lesson(SourceText(name: "page.md", page.text)).exercises.count == 1, "the answer is not on its page")
}

private let lesson = """
  # A lesson

  ```errorbook exercise repair
  class E(Exception)
  ```

  ```errorbook tests repair
  test "it is caught" { expect raise E -> "caught" }
  ```

  ```errorbook solution repair
  class E(Exception)
  handler E -> "caught"
  ```

  ```errorbook wrong repair
  handler Exception -> "not caught"
  ```

  ```hint repair
  A handler.
  ```
  """
