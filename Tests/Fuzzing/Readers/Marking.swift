import Classroom
import Diagnostics
import Exercises
import Lessons
import Marking
import Rendering

/// Reads bytes as a submission and as a teacher's list. Every answer gets a mark, no format reveals more of hidden tests than
/// allowed, the output has no terminal escapes, and a hand-in keeps an answer unchanged.
func markAnswer(_ bytes: [UInt8]) throws(Broken) {
  let answer = SourceText(name: "fuzzed.eb", bytes: bytes)
  let marks = grader.judges.map { grader.mark(answer, of: String(decoding: bytes.prefix(40), as: UTF8.self), by: $0) }
  for mark in marks { try require(mark.points <= mark.possible, "more points than there are") }
  let outputs = written(marks)
  try requireReadable(outputs)
  try requirePlain(page: outputs.last ?? [])
  if !answer.text(Span(start: 0, end: Int32(bytes.count))).contains(marker) { try requireHidden(outputs) }
  try requireKept(answer: bytes)
  try readList(bytes)
}

private let marker = "zebra"
private let grader = Grader(
  smallLesson,
  tests: Lesson(
    SourceText(
      name: "tests.md",
      """
      ```tests repair show=never points=2
      test "\(marker)" { expect raise E -> "\(marker)" }
      ```

      ```tests repair show=rationale
      test "it is caught" { expect raise E -> "\(marker)", 418 }
      ```

      """)))

private func written(_ marks: [Mark]) -> [[UInt8]] {
  let formats: [any MarkFormat] = [
    TextMarks(.colorless), JSONMarks(), CSVMarks(), JUnitMarks(lesson: "lesson.md"), ExercismMarks(),
    GradescopeMarks(),
  ]
  return formats.map { format in
    var format = format
    return format.header() + marks.flatMap { format.write($0) } + format.footer()
  } + [Array(FeedbackPage(marks, lesson: "lesson.md").text.utf8)]
}

/// A feedback page has no link, picture or fence.
private func requirePlain(page: [UInt8]) throws(Broken) {
  let page = Lesson(SourceText(name: "page.md", bytes: page))
  try require(page.links.isEmpty && page.fences.isEmpty, "a page of feedback has markup")
}

private func requireHidden(_ outputs: [[UInt8]]) throws(Broken) {
  for bytes in outputs {
    try require(!String(decoding: bytes, as: UTF8.self).contains(marker), "a hidden test shows")
  }
}

private func requireReadable(_ outputs: [[UInt8]]) throws(Broken) {
  for bytes in outputs {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == UInt8(ascii: "\n") }) { continue }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    try require(text.unicodeScalars.allSatisfy { !$0.actsOnTerminals }, "a format writes terminal escapes")
  }
}

extension Unicode.Scalar {
  fileprivate var actsOnTerminals: Bool {
    self != "\n" && (value < 0x20 || (0x7F..<0xA0).contains(value) || (0x202A...0x202E).contains(value))
  }
}

private func requireKept(answer bytes: [UInt8]) throws(Broken) {
  // Fences contain lines of text: other bytes are not a script, and all lines end with a newline.
  guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0), !bytes.contains(0x0D) else { return }
  let record = ProgressRecord(
    lesson: "lesson.md", .answered(exercise: "repair", fingerprint: "1", passed: true, answer: text))
  let page = HandIn(smallLesson, LessonProgress(in: "lesson.md", ProgressLog([record]))).text
  let kept = HandIn.answers(in: Array(page.utf8))["repair"]
  let whole = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  try require(kept == Array(whole.utf8), "an answer is not what was handed in: \(kept ?? [])")
}

private func readList(_ bytes: [UInt8]) throws(Broken) {
  let file = CSVReading(bytes)
  let roster = Roster(file, name: "list.csv")
  let enrollment = Enrollment(students: roster.students, roster: roster)
  if var late = try? LateList(file, name: "list.csv") { _ = late.resolve(enrollment) }
  if var overrides = try? Overrides(file, name: "list.csv") {
    _ = overrides.resolve(enrollment, exercises: ["repair"], possible: ["repair": 1])
  }
  if let key = try? AnonymousKey(file) {
    let again = try? AnonymousKey(CSVReading(key.bytes))
    try require(again?.bytes == key.bytes, "the key has changed after writing and reading it")
  }
  _ = (GradescopeExport(bytes), VariantLine.variant(in: bytes))
  let plain = file.rows.filter { $0.allSatisfy(\.isPlainField) }
  let again = CSVReading(plain.flatMap { CSVText.row($0) }).rows
  try require(
    again == plain.filter { $0 != [""] }, "the list has changed after writing and reading it: \(plain), \(again)")
}

extension String {
  /// Whether a field is written unchanged and does not affect which separator is detected.
  fileprivate var isPlainField: Bool {
    utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: ";") }
      && first { $0 != " " }.map { !"=+-@".contains($0) } ?? true
  }
}
