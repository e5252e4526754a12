import Diagnostics
import Exercises
import Foundation
import Interpreter
import Lessons
import Prompt
import Rendering
import Testing

/// A screen of a lesson with the log of the learner's actions.
struct RecordingLessonScreen: LessonScreen {
  var screen = RecordingScreen()
  var records: [ProgressRecord] = []
  var isProgressSaved = true

  mutating func write(_ text: StyledText) { screen.write(text) }
  var paging: PagedOutput {
    get { screen.paging }
    set { screen.paging = newValue }
  }
  var columns: Int { screen.columns }
  var rows: Int? { screen.rows }
  var isInterrupted: Bool { screen.isInterrupted }
  mutating func keep(_ records: [ProgressRecord]) { self.records += records }
}

/// A lesson in a test. Takes typed lines and returns the output.
struct TypedLesson {
  var player: LessonPlayer
  var screen: RecordingLessonScreen
  /// The task of the front end after the last entry.
  private(set) var task = LessonTask.none
  /// The lines of a text that is being written.
  private var text: [String] = []
  /// The learner's editor: returns the edited answer.
  var editor: (String) -> String = { $0 }

  /// Opens a lesson of the course.
  init(_ number: Int, log: [ProgressRecord] = [], rows: Int? = nil) throws {
    self.init(try Self.course(number), log: log, rows: rows)
  }

  /// Opens a lesson outside the course.
  init(_ text: String, log: [ProgressRecord] = [], round: Quiz.Round? = nil, rows: Int? = nil) {
    let lesson = Lesson(SourceText(name: "mine.md", text))
    var place = OpenLesson(
      lesson, name: "mine.md", key: LessonKey(lesson, path: "/mine.md", isOfCourse: false), isOfCourse: false,
      steps: lesson.steps(columns: 80, isPlain: false))
    place.round = round
    self.init(place, log: log, rows: rows)
  }

  private init(_ place: OpenLesson, log: [ProgressRecord] = [], rows: Int? = nil) {
    screen = RecordingLessonScreen()
    screen.screen.rows = rows
    player = LessonPlayer(
      place, sandbox: PromptSession(.init(kinds: allKinds)), log: ProgressLog(log), course: Self.courseLessons,
      on: &screen)
    player.begin(on: &screen)
    screen.endOutput()
  }

  /// Forgets the question that waits for an answer, as after Ctrl-C.
  mutating func drop() { task = .none }

  /// Returns the output since the last entry.
  mutating func takeShown() -> String { screen.screen.takeShown() }

  var prompt: String { Theme.colorless.render(player.prompt(columns: screen.columns)) }

  /// Types lines and returns the output.
  @discardableResult
  mutating func type(_ lines: String) throws -> String {
    _ = takeShown()
    var reader = player.sandbox.reader
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      defer { screen.endOutput() }
      if case .askGuess = task {
        try perform(player.takeGuess(.typed(String(line)), on: &screen))
      } else if case .askText = task {
        guard line.isEmpty || text.isEmpty && player.isCommand(String(line)) else {
          text.append(String(line))
          continue
        }
        let typed = line.isEmpty ? text.joined(separator: "\n") : String(line)
        text = []
        try perform(player.takeText(.typed(typed), on: &screen))
      } else if !reader.feed(Array(line.utf8)) {
        try perform(player.take(reader.entry, on: &screen))
        reader = player.sandbox.reader
      }
    }
    return takeShown()
  }

  /// Does a task of the front end.
  private mutating func perform(_ task: LessonTask) throws {
    self.task = task
    switch task {
    case .none, .askGuess, .askText, .prompt, .quit, .leave: break
    case .edit(let answer): player.takeEdited(Array(editor(answer).utf8), on: &screen)
    case .open(let name): try open(Int(name ?? "1").map { $0 - 1 })
    case .openNext: try open(Self.names.firstIndex(of: player.place.name).map { $0 + 1 })
    case .listCourse: player.showCourse(on: &screen)
    }
  }

  private mutating func open(_ index: Int?) throws {
    player.open(try Self.course(try #require(index) + 1), on: &screen)
    player.begin(on: &screen)
  }

  // MARK: The course

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "lessons").path()

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.prefix(2).allSatisfy(\.isNumber) && $0.hasSuffix(".md") }.sorted()
  }()

  static func lesson(_ number: Int) throws -> Lesson {
    let name = try #require(names.first { Int($0.prefix(2)) == number })
    return Lesson(SourceText(name: name, try String(contentsOfFile: folder + "/" + name, encoding: .utf8)))
  }

  private static func course(_ number: Int) throws -> OpenLesson {
    let lesson = try lesson(number)
    let next = number + 1 < names.count ? try self.lesson(number + 1).title : nil
    return OpenLesson(
      lesson, name: lesson.name, key: LessonKey(course: lesson.name), isOfCourse: true, number: number,
      nextTitle: next, steps: lesson.steps(columns: 80, isPlain: false))
  }

  static let courseLessons: [CourseLesson] = names.indices.compactMap { number in
    guard let lesson = try? lesson(number) else { return nil }
    return CourseLesson(
      name: lesson.name, number: number, title: lesson.title, minutes: lesson.minutes,
      exercises: lesson.exercises.map(\.name), titles: lesson.partTitles, isOptional: lesson.isOptional)
  }
}
