import Diagnostics
import Exercises
import Marking

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
  var fences: [Lesson.Fence] = []
  for place in stride(from: 2, to: fields.count - 1, by: 2) {
    let line = fences.count + 1
    fences.append(
      Lesson.Fence(
        words: Lesson.Fence.words(of: fields.text(place)), content: fields.text(place + 1), line: line, endLine: line))
  }
  let grader = Grader(Lesson(text: SourceText(name: "lesson.md"), fences: fences, heading: nil, id: nil))
  guard let judge = grader.judges.first(where: { $0.exercise.name == fields.text(0) }) else { return 2 }
  let mark = grader.mark(SourceText(name: fields.text(0), bytes: fields.bytes(1)), of: "", by: judge)
  let lines = [mark.status.rawValue, String(mark.points), String(mark.possible)] + [mark.reason].compactMap { $0 }
  for line in lines { output += Array(line.utf8) + [.lineFeed] }
  return mark.status == .passed ? 0 : 1
}
