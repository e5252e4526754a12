import ArgumentParser
import Course
import Diagnostics
import Exercises
import Files
import Lessons
import LineEditing
import Prompt
import Rendering

/// `errorbook learn [LESSON]`: the course in the terminal.
struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "The course, in the terminal.",
    discussion: """
      Without a lesson it goes on where you left it. Enter goes a step further; help lists the other words.
      Your answers are kept; errorbook progress shows them. Answers to your own lessons are saved
      under the id in the file (<!-- errorbook id: my-course/first-steps -->), or under the file's path.
      """)

  @Argument(help: "A lesson by number (5), name (the-bug), or a file of your own (.md).")
  var lesson: String?

  @Flag(help: "Linear text: no colour, no drawings, sentences rather than columns.")
  var plain = false

  func run() throws {
    var settings = RunSettings()
    settings.plain = plain
    var learning = LearnLoop(PromptLoop(settings), at: try CoursePlace.find(lesson).get())
    learning.run()
    learning.terminal.screen.editor.endBySignal()
  }
}

extension PromptLoop {
  /// `learn` at the prompt: the course, and then the prompt again as it was.
  mutating func learn(_ lesson: String?) {
    switch CoursePlace.find(lesson) {
    case .failure(let problem): terminal.show(problem.text)
    case .success(let place):
      var learning = LearnLoop(self, at: place)
      learning.run()
      terminal.console = learning.terminal.console
      terminal.show("Back at the prompt, where your session is as you left it.\n")
    }
  }
}

/// A lesson that is open: one of the course, or a file.
struct CoursePlace {
  var lesson: Lesson
  /// What its outputs call it: the name of its file, without a folder.
  var name: String
  /// Under which progress is kept.
  var key: LessonKey
  /// Nil for a file that is not of the course.
  var file: CourseFile?
  /// What `learn` takes to open it again; nothing for the course, which knows where one was.
  var argument: String?

  init(_ file: CourseFile) {
    lesson = Lesson(SourceText(name: file.name, file.text))
    name = file.name
    key = LessonKey(course: file.name)
    self.file = file
  }

  private init(_ source: SourceText) {
    lesson = Lesson(source)
    name = lesson.name
    argument = source.name
    // A lesson that was written out by `errorbook lessons`, and is as it was.
    if let same = Course.lessons.first(where: { Array($0.text.utf8) == source.bytes }) {
      key = LessonKey(course: same.name)
    } else {
      let name = lesson.name
      key = LessonKey(lesson, path: absolutePath(source.name), isOfCourse: Course.lessons.contains { $0.name == name })
    }
  }

  /// Tells the learner about old answers that may belong to this lesson.
  var doubt: StyledText {
    let command = "errorbook progress adopt \(argument ?? name)"
    return """
      An older version of errorbook saved answers for a lesson named \(name). They do not match this lesson as it is now. \
      If you gave them to this lesson, run \(command, .code).
      """
  }

  /// The lesson as the player takes it, its prose for a screen of this width.
  func opened(columns: Int, isPlain: Bool) -> OpenLesson {
    OpenLesson(
      lesson, name: name, key: key, isOfCourse: file != nil, number: file?.number,
      nextTitle: file.flatMap { Course.next(after: $0) }.map { CoursePlace($0).lesson.title }, doubt: doubt,
      steps: lesson.steps(columns: columns, isPlain: isPlain))
  }

  /// All lessons of the course, for a list of them.
  static var courseLessons: [CourseLesson] {
    Course.lessons.map { file in
      let lesson = CoursePlace(file).lesson
      return CourseLesson(name: file.name, title: lesson.title, exercises: lesson.exercises.map { $0.name })
    }
  }

  /// The lesson of that number, name or file; without a name, the first one that was not finished.
  static func find(_ name: String?) -> Result<CoursePlace, FileProblem> {
    guard let name else { return onward(ProgressFile.log()).map { .success(CoursePlace($0)) } ?? .failure(noCourse) }
    if let file = Course.lesson(name) { return .success(CoursePlace(file)) }
    guard name.hasSuffix(".md") else { return .failure(unknown(name)) }
    return ScriptFile.read(name).map { CoursePlace($0) }
  }

  /// Where the learner did something last or, where that is finished, the next lesson that is not.
  private static func onward(_ log: ProgressLog) -> CourseFile? {
    guard let last = log.records.last(where: { Course.lesson($0.lesson) != nil }),
      let lesson = Course.lesson(last.lesson)
    else { return Course.lessons.first }
    // Whoever opened a finished lesson again is in it.
    guard LessonProgress(in: lesson.name, log).isFinished, last.action == .finished else { return lesson }
    let open = Course.lessons.filter { !LessonProgress(in: $0.name, log).isFinished }
    return open.first { $0.name > lesson.name } ?? open.first ?? lesson
  }

  /// Where `learn` would go on, in words; nil where nobody has begun.
  static var whereLeft: String? {
    let log = ProgressFile.log()
    guard !log.records.isEmpty, let lesson = onward(log), let number = lesson.number else { return nil }
    let lessonProgress = LessonProgress(in: lesson.name, log)
    return "lesson \(number)"
      + (lessonProgress.isFinished || lessonProgress.step == 1 ? "" : ", step \(lessonProgress.step)")
  }

  private static let noCourse = FileProblem(
    file: "learn", slug: "no-lesson", message: "this program has no lessons inside")

  private static func unknown(_ name: String) -> FileProblem {
    let near = nearestName(to: name, among: Course.lessons.map(\.slug))
    return FileProblem(
      file: name, slug: "no-lesson", message: "there is no such lesson",
      help: near.map { "did you mean `errorbook learn \($0)`?" } ?? "`errorbook lessons` lists them")
  }
}
