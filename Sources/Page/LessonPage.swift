import Diagnostics
import Exercises
import Interpreter
import Rendering
import Resolution
import Syntax

/// # Page
///
/// A lesson as a page in a browser uses it. In: the lesson, code and answers that a reader wrote. Out: HTML and JSON. A page
/// runs a cell together with all cells above it, in a fresh session, so the order of clicks never matters. This target
/// does no I/O: Web passes bytes between it and the page.

/// A lesson on a page.
package struct LessonPage: Sendable {
  package let lesson: Lesson

  /// Creates a lesson from its fences, as a page contains them.
  package init(name: String, fences: [(words: String, content: String)]) {
    let fences = fences.enumerated().map { index, fence in
      Lesson.Fence(
        words: Lesson.Fence.words(of: fence.words), content: fence.content, line: index + 1, endLine: index + 1)
    }
    lesson = Lesson(text: SourceText(name: name), fences: fences, heading: nil, id: nil)
  }

  /// Runs the cells up to this one in a fresh session.
  /// - Parameter code: the code of the first cells as the reader edited it. The other cells have the code of the lesson.
  /// - Returns: the run of the last of these cells; nil if the lesson has no such cell.
  package func run(cell index: Int, code: [String] = []) -> Lesson.CellRun? {
    let cells = lesson.cells
    guard cells.indices.contains(index) else { return nil }
    var session = Session(name: lesson.name)
    var last: Lesson.CellRun?
    for (place, var cell) in cells[...index].enumerated() {
      if code.indices.contains(place) { cell.code.content = code[place] }
      last = Lesson.play(cell, in: &session)
    }
    return last
  }

  /// Whether this build cannot run a cell, because it or a cell above it is a Flask program.
  package func needsPrograms(cell index: Int) -> Bool {
    !Lesson.canRunPrograms && lesson.cells.prefix(max(0, index) + 1).contains { $0.isProgram }
  }

  /// Whether this build cannot judge an exercise, because a cell above it is a Flask program.
  package func needsPrograms(exercise: String) -> Bool {
    guard !Lesson.canRunPrograms, let asked = lesson.exercises.first(where: { $0.name == exercise }) else {
      return false
    }
    return lesson.cells.contains { $0.isProgram && $0.code.line < asked.starter.line }
  }

  /// Returns the judge of an exercise. It starts from the lesson's own cells, whatever the reader edited.
  package func judge(of exercise: String) -> Judge? { lesson.judges().first { $0.exercise.name == exercise } }
}

extension Lesson.CellRun {
  /// The output as JSON: `output` is HTML, `text` the same in plain text, `fails` whether an error or a failed expectation
  /// is in it. `hasLookup` and `hasClasses` say whether the page can show the lookup of its last request, and the classes
  /// that it declares.
  package var json: [UInt8] {
    let text = text
    var json = JSONWriter()
    json.writeLine { json in
      json.member("output", text.html)
      json.member("text", Theme.colorless.render(text))
      json.member("fails", events.contains { $0.fails })
      json.member("hasLookup", hasLookup)
      json.member("hasClasses", declaresClasses)
    }
    return Array(json.bytes)
  }

  /// Whether the cell sent a request whose lookup has steps. The last request of a cell above does not count.
  private var hasLookup: Bool {
    guard events.contains(where: { if case .answered = $0.kind { true } else { false } }),
      case .success(let asked) = LookupSteps.asking("", in: session, isPlain: false)
    else { return false }
    return asked.steps.stops.count > 1
  }

  private var declaresClasses: Bool {
    let lines = cell.code.content.utf8.count { $0 == UInt8(ascii: "\n") }
    let firstLine = session.source.lineCount + 1 - lines
    return session.declarations.contains { statement in
      guard case .classDeclaration = statement.kind else { return false }
      // The statements of a program have the lines of its file.
      return cell.isProgram || statement.line >= firstLine
    }
  }
}

extension Event {
  fileprivate var fails: Bool {
    switch kind {
    case .diagnostic(let diagnostic): diagnostic.severity == .error
    case .expectation(let expectation): !expectation.passed
    default: false
    }
  }
}
