import Diagnostics
import Exercises
import Marking
import Page
import WebMemory

/// Checks an answer to an exercise like `errorbook learn` and `errorbook grade`. The output has the status, the points, the
/// possible points and the reason if there is one, each on its own line.
///
/// Input, separated by zero bytes: the name of the exercise, the answer, then the words and the content of each fence of
/// the lesson.
/// - Returns: 0 if the answer passes, 1 if it fails, 2 if there is no such exercise.
@_expose(wasm, "errorbook_judge")
@_cdecl("errorbook_judge")
public func errorbookJudge() -> Int32 {
  output = []
  let fields = input.fields(Int.max)
  let grader = Grader(LessonPage(name: "lesson.md", fences: fields.fences(from: 2)).lesson)
  guard let judge = grader.judges.first(where: { $0.exercise.name == fields.text(0) }) else { return 2 }
  let mark = grader.mark(SourceText(name: fields.text(0), bytes: fields.bytes(1)), of: "", by: judge)
  let lines = [mark.status.rawValue, String(mark.points), String(mark.possible)] + [mark.reason].compactMap { $0 }
  for line in lines { output += Array(line.utf8) + [.lineFeed] }
  return mark.status == .passed ? 0 : 1
}
