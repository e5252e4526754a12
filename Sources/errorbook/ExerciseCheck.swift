import Diagnostics
import Exercises

/// Runs `check --exercise LESSON#NAME FILE`: checks one answer as `learn` does.
struct ExerciseCheck {
  /// Checks the answer and returns the exit status.
  static func run(_ exercise: String, on file: String, isPlain: Bool) -> Status {
    var console = Console(isPlain: isPlain)
    defer { console.flush() }
    switch judge(of: exercise).flatMap({ judge in ScriptFile.bytes(file).map { (judge, $0) } }) {
    case .failure(let problem):
      console.printError(problem.text)
      return .error
    case .success(let (judge, bytes)):
      let check = AnswerCheck(SourceText(name: file, bytes: bytes), by: judge, isPlain: isPlain)
      console.printWithoutCommands(check.text)
      return switch check.outcome {
      case .passed: .fine
      case .failed: .failed
      case .unreadable: .error
      }
    }
  }

  private static func judge(of place: String) -> Result<Judge, FileProblem> {
    let reference = ExerciseReference(place)
    return CoursePlace.find(reference.lesson).flatMap { found in
      if let judge = reference.judge(in: found.lesson) { return .success(judge) }
      return .failure(
        FileProblem(
          file: place, slug: "no-exercise", message: "the lesson has no exercise with this name",
          help: ExerciseReference.choices(in: found.lesson)))
    }
  }
}
