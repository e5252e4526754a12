import Diagnostics
import Exercises
import Lessons
import Rendering

/// Shows the results of lesson checks and sums them up.
struct CheckReport {
  private(set) var status = Status.fine
  private let format: RunOptions.Format
  private var ids = KnownLessonIDs()
  private var console: Console

  init(_ format: RunOptions.Format, isPlain: Bool) {
    self.format = format
    console = Console(isPlain: isPlain)
  }

  mutating func add(_ problem: FileProblem) {
    status = .error
    switch format {
    case .text: console.printError(problem.text)
    case .json: write(problem.json)
    }
  }

  /// Checks a lesson and shows the problems.
  /// - Parameter accepting: whether to rewrite the outputs that differ first.
  mutating func check(_ file: String, accepting: Bool = false) {
    switch ScriptFile.read(file) {
    case .failure(let problem): add(problem)
    case .success(let source):
      var check = LessonCheck(Lesson(source))
      var rewritten = 0
      if accepting {
        let accepted = check.accepting()
        if let bytes = accepted.bytes, let problem = ReplacedFile.write(bytes, to: file, inPlaceOf: source.bytes) {
          return add(problem)
        }
        (check, rewritten) = (accepted.check, accepted.rewritten)
      }
      check.add(LinkCheck(check.lesson).problems + [ids.add(check.lesson)].compactMap { $0 })
      add(check, rewritten: rewritten)
    }
  }

  /// Adds the result of a check.
  /// - Parameter rewritten: how many outputs were rewritten before the check.
  mutating func add(_ check: LessonCheck, rewritten: Int) {
    if !check.problems.isEmpty { status = max(status, .failed) }
    let file = check.lesson.text.name
    switch format {
    case .text:
      for problem in check.problems { console.print(problem.text(in: file)) }
      console.print(check.summary(rewritten: rewritten))
    case .json:
      for problem in check.problems { write(problem.json(in: file)) }
      write(check.json(rewritten: rewritten))
    }
  }

  mutating func finish() { console.flush() }

  private mutating func write(_ value: JSONValue) {
    console.write(JSONWriter.line(value))
  }
}
