import Diagnostics
import Exercises
import Interpreter
import Lessons
import Rendering
import Syntax

/// Reads bytes as a lesson. It can be shown at any width and checked, its answers can be checked, and accepting its outputs
/// twice gives the same result as once.
func readLesson(_ bytes: [UInt8]) throws(Broken) {
  let text = SourceText(name: "fuzzed.md", bytes: bytes)
  guard textProblem(in: text) == nil else { return }
  let lesson = Lesson(text)
  try show(lesson)
  let check = LessonCheck(lesson)
  for problem in check.problems {
    try requireHarmless(problem.text(in: text.name))
    try requireValid(JSONWriter.line(problem.json(in: text.name)))
  }
  let open = lesson.withoutComments
  if open.problems.isEmpty {
    let again = open.lesson.withoutComments
    try require(
      again.problems.isEmpty && again.lesson.text.bytes == open.lesson.text.bytes, "a page without comments has some")
  }
  let accepted = check.accepted
  guard accepted != bytes else { return }
  let again = LessonCheck(Lesson(SourceText(name: text.name, bytes: accepted)))
  try require(again.accepted == accepted, "a lesson whose outputs were accepted has outputs to accept")
}

private func show(_ lesson: Lesson) throws(Broken) {
  _ = (lesson.title, lesson.links.map(\.place?.file), lesson.anchors)
  for columns in [1, 20, 80] {
    for step in lesson.steps(columns: columns, isPlain: columns == 20) { try requireHarmless(step.prose) }
  }
  var session = Session(name: lesson.text.name)
  for performed in lesson.perform(in: &session) {
    switch performed {
    case .cell(let played):
      guard let prediction = Prediction(played) else { continue }
      try require(
        prediction.guess(prediction.actual) == prediction.actual,
        "the actual result is not a valid guess: \(prediction)")
    case .exercise(let judge):
      _ = judge.fingerprint
      // Check a student's answer in addition to the lesson's own ones. Any text will do, such as the end of the lesson.
      let verdict = judge.verdict(on: SourceText(name: "answer.eb", bytes: lesson.text.bytes.suffix(200)))
      try requireHarmless(verdict.text(isPlain: false, columns: 60))
      try requireHarmless(verdict.text(isPlain: true, columns: nil))
    case .essay(let essay):
      try require(essay.model.allSatisfy { !$0.isEmpty }, "a model answer has an empty paragraph: \(essay)")
    }
  }
}
