import Diagnostics
import Exercises
import Interpreter
import Page
import Rendering
import WebMemory

/// The status of a call that only the module with Flask programs can answer.
private let needsPrograms: Int32 = 3

/// The lesson of the page. The calls below refer to its cells by their index, counted from 0, and to its exercises by name.
nonisolated(unsafe) private var page = LessonPage(name: "lesson.md", fences: [])

/// Opens a lesson.
///
/// Input, separated by zero bytes: the name of the lesson, then the words and the content of each fence.
/// - Returns: the number of its cells.
@_expose(wasm, "errorbook_lesson_open")
@_cdecl("errorbook_lesson_open")
public func errorbookLessonOpen() -> Int32 {
  output = []
  let fields = input.fields(Int.max)
  page = LessonPage(name: fields.text(0), fences: fields.fences(from: 1))
  return Int32(page.lesson.cells.count)
}

/// Runs a cell after all cells above it, in a fresh session. The output is JSON.
///
/// Input, separated by zero bytes: an empty field, then the code of the first cells as the reader edited it.
/// - Returns: 0, 2 if there is no such cell, or `needsPrograms`.
@_expose(wasm, "errorbook_lesson_run")
@_cdecl("errorbook_lesson_run")
public func errorbookLessonRun(_ cell: Int32) -> Int32 { afterRunning(cell) { run, _ in run.json } }

/// Asks what a cell will show. The output is the question as JSON, or nothing if there is nothing to predict.
///
/// Input: as for `errorbook_lesson_run`.
@_expose(wasm, "errorbook_lesson_question")
@_cdecl("errorbook_lesson_question")
public func errorbookLessonQuestion(_ cell: Int32) -> Int32 {
  afterRunning(cell) { run, _ in run.questionJSON }
}

/// Checks a guess. The output is JSON.
///
/// Input, separated by zero bytes: the guess, then the code of the first cells.
@_expose(wasm, "errorbook_lesson_guess")
@_cdecl("errorbook_lesson_guess")
public func errorbookLessonGuess(_ cell: Int32) -> Int32 {
  afterRunning(cell) { run, guess in run.answerJSON(to: guess) }
}

/// Checks a reason for a guess. The output is JSON, or nothing if there is no such reason.
///
/// Input, separated by zero bytes: the number of the reason, counted from 1, then the code of the first cells.
@_expose(wasm, "errorbook_lesson_reason")
@_cdecl("errorbook_lesson_reason")
public func errorbookLessonReason(_ cell: Int32) -> Int32 {
  afterRunning(cell) { run, reason in Int(reason).map { run.reasonJSON($0) } ?? [] }
}

/// Shows the lookup of a request after a cell, step by step. The output is JSON.
///
/// Input, separated by zero bytes: the request, or nothing for the last one, then the code of the first cells.
@_expose(wasm, "errorbook_lesson_step")
@_cdecl("errorbook_lesson_step")
public func errorbookLessonStep(_ cell: Int32) -> Int32 {
  afterRunning(cell) { run, request in StepperPage(request, in: run.session).json }
}

/// Draws the classes after a cell as SVG.
///
/// Input: as for `errorbook_lesson_run`.
@_expose(wasm, "errorbook_lesson_classes")
@_cdecl("errorbook_lesson_classes")
public func errorbookLessonClasses(_ cell: Int32) -> Int32 {
  afterRunning(cell) { run, _ in Array(ClassDiagram(run.session, title: "").svg.utf8) }
}

/// Checks an answer to an exercise. The output is JSON.
///
/// Input, separated by zero bytes: the name of the exercise, the answer.
/// - Returns: 0 if the answer passes, 1 if it fails, 2 if there is no such exercise, or `needsPrograms`.
@_expose(wasm, "errorbook_lesson_check")
@_cdecl("errorbook_lesson_check")
public func errorbookLessonCheck() -> Int32 {
  output = []
  let fields = input.fields(2)
  if page.needsPrograms(exercise: fields.text(0)) { return needsPrograms }
  guard let judge = page.judge(of: fields.text(0)) else { return 2 }
  let verdict = judge.verdict(on: SourceText(name: fields.text(0), bytes: fields.bytes(1)))
  output = verdict.json
  return verdict.passed ? 0 : 1
}

/// Colors code. The output is HTML.
///
/// Input: the code of a cell, an answer or a line at the prompt.
@_expose(wasm, "errorbook_highlight")
@_cdecl("errorbook_highlight")
public func errorbookHighlight() {
  output = []
  writeHTML(ofCode: input, to: &output)
}

private func afterRunning(_ cell: Int32, _ body: (Lesson.CellRun, String) -> [UInt8]) -> Int32 {
  output = []
  let fields = input.fields(Int.max)
  let code = fields.indices.dropFirst().map { fields.text($0) }
  if page.needsPrograms(cell: Int(cell)) { return needsPrograms }
  guard cell >= 0, let run = page.run(cell: Int(cell), code: code) else { return 2 }
  output = body(run, fields.text(0))
  return 0
}
