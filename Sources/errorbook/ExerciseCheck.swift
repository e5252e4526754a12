import Diagnostics
import Exercises
import Lessons
import Rendering

/// `check --exercise LESSON#NAME FILE`: one answer, judged as `learn` judges it.
struct ExerciseCheck {
  /// What came of it: 2 where the file or the exercise cannot be read.
  static func run(_ exercise: String, on file: String, isPlain: Bool) -> Status {
    var console = Console(isPlain: isPlain)
    defer { console.flush() }
    switch judge(of: exercise) {
    case .failure(let problem):
      console.printError(problem.text)
      return .error
    case .success(let judge):
      switch ScriptFile.bytes(file) {
      case .failure(let problem):
        console.printError(problem.text)
        return .error
      case .success(let bytes): return report(judge, SourceText(name: file, bytes: bytes), isPlain, &console)
      }
    }
  }

  private static func report(_ judge: Judge, _ answer: SourceText, _ isPlain: Bool, _ console: inout Console) -> Status
  {
    guard !judge.exercise.isKept else {
      console.print("\(judge.exercise.name): your teacher kept what it is checked by\n")
      return .failed
    }
    let verdict = judge.verdict(on: answer)
    console.printWithoutCommands("\(judge.exercise.name): " + verdict.text(isPlain: isPlain, columns: nil))
    switch verdict.status {
    case .passed: return .fine
    case .failed, .empty, .limit: return .failed
    case .syntaxError, .refusedInput: return .error
    }
  }

  private static func judge(of place: String) -> Result<Judge, FileProblem> {
    let pieces = place.split(separator: "#", maxSplits: 1).map { String($0) }
    return CoursePlace.find(pieces.first ?? "").flatMap { lesson in
      let judges = lesson.lesson.judges()
      let name = pieces.count > 1 ? pieces[1] : judges.count == 1 ? judges[0].exercise.name : ""
      if let judge = judges.first(where: { $0.exercise.name == name }) { return .success(judge) }
      let names = judges.map(\.exercise.name).joined(separator: ", ")
      return .failure(
        FileProblem(
          file: place, slug: "no-exercise", message: "the lesson has no exercise of that name",
          help: names.isEmpty ? "it has none at all" : "it has: \(names)"))
    }
  }
}
