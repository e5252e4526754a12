import ArgumentParser
import Course
import Diagnostics
import Exercises
import Files
import Lessons
import LineEditing
import Prompt
import Rendering

/// Runs `errorbook learn [LESSON]`: the course in the terminal.
struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Take the course in the terminal.",
    discussion: """
      Without a lesson, the course continues where you left off. Press Enter for the next step; `help` lists the commands. \
      errorbook saves your answers; `errorbook progress` shows them. Answers to your own lessons are saved under the id in \
      the file (<!-- errorbook id: my-course/first-steps -->), or under the file's path.
      """)

  @Argument(help: "A lesson: its number (5), its name (the-bug), or your own file (.md).")
  var lesson: String?

  @Option(help: "The round of a quiz, before or after the course. Default: the first one that is not complete.")
  var round: Quiz.Round?

  @Flag(help: "Linear text for screen readers: no color, no drawings, sentences instead of columns.")
  var plain = false

  func run() throws {
    var settings = RunSettings()
    settings.plain = plain
    var place = try CoursePlace.find(lesson).get()
    if round != nil, place.lesson.cells.allSatisfy({ $0.quizName == nil }) {
      throw ValidationError("--round needs a quiz: `errorbook learn quiz`.")
    }
    place.round = round
    var learning = LearnLoop(PromptLoop(settings), at: place)
    learning.run()
    learning.terminal.screen.editor.endBySignal()
  }
}

extension Quiz.Round: ExpressibleByArgument {}

extension PromptLoop {
  /// Handles `learn` at the prompt: opens the course, then returns to the unchanged prompt.
  mutating func learn(_ lesson: String?) {
    switch CoursePlace.find(lesson) {
    case .failure(let problem): terminal.show(problem.text)
    case .success(let place):
      var learning = LearnLoop(self, at: place)
      learning.run()
      terminal.console = learning.terminal.console
      terminal.show("Back at the prompt. Your session is unchanged.\n")
    }
  }
}

/// An open lesson: one of the course, or a file.
struct CoursePlace {
  var lesson: Lesson
  /// The name of its file without the folder. Its outputs use this name.
  var name: String
  /// The key under which progress is saved.
  var key: LessonKey
  /// The lesson of the course, or nil for a file outside the course.
  var file: CourseFile?
  /// The argument with which `learn` opens it again. Nil for the course, which continues where the learner left off.
  var argument: String?
  /// The round of a quiz that the learner asked for; nil for the next one.
  var round: Quiz.Round?

  init(_ file: CourseFile) {
    lesson = Lesson(SourceText(name: file.name, file.text))
    name = file.name
    key = LessonKey(course: file.name)
    self.file = file
    if !file.isLesson { argument = file.slug }
  }

  private init(_ source: SourceText) {
    lesson = Lesson(source)
    name = lesson.name
    argument = source.name
    // An unchanged lesson that `errorbook lessons` wrote belongs to the course.
    if let same = Course.lessons.first(where: { Array($0.text.utf8) == source.bytes }) {
      key = LessonKey(course: same.name)
    } else {
      let name = lesson.name
      key = LessonKey(lesson, path: absolutePath(source.name), isOfCourse: Course.lessons.contains { $0.name == name })
    }
  }

  /// The message about old answers that may belong to this lesson.
  var migrationNotice: StyledText {
    let command = "errorbook progress adopt \(argument ?? name)"
    return """
      An older version of errorbook saved answers for a lesson named \(name). They do not match the current lesson. If \
      they are answers to this lesson, run \(command, .code).
      """
  }

  /// Returns the lesson for the player, with prose for a screen of this width.
  func opened(columns: Int, isPlain: Bool) -> OpenLesson {
    var opened = OpenLesson(
      lesson, name: name, key: key, isOfCourse: file != nil, number: file?.number,
      nextTitle: file.flatMap { Course.next(after: $0) }.map { CoursePlace($0).lesson.title },
      migrationNotice: migrationNotice,
      steps: lesson.steps(columns: columns, isPlain: isPlain))
    opened.round = round
    return opened
  }

  /// All lessons of the course, for the list of lessons.
  static var courseLessons: [CourseLesson] {
    Course.lessons.map { file in
      let lesson = CoursePlace(file).lesson
      return CourseLesson(
        name: file.name, number: file.number, title: lesson.title, minutes: lesson.minutes,
        exercises: lesson.exercises.map { $0.name }, essays: lesson.essays.map { $0.name },
        titles: lesson.partTitles, isOptional: lesson.isOptional)
    }
  }

  /// Returns the lesson with this number, name or file. Without a name, returns the lesson where the learner left off.
  static func find(_ name: String?) -> Result<CoursePlace, FileProblem> {
    guard let name else {
      return lessonToContinue(ProgressFile.log()).map { .success(CoursePlace($0)) } ?? .failure(noCourse)
    }
    if let file = Course.lesson(name) { return .success(CoursePlace(file)) }
    guard name.hasSuffix(".md") else { return .failure(unknown(name)) }
    return ScriptFile.read(name).map { CoursePlace($0) }
  }

  /// Returns the lesson with the latest record or, if it is finished, the next unfinished one. An optional lesson is never
  /// next. Looking something up in a finished lesson does not change where the course continues.
  private static func lessonToContinue(_ log: ProgressLog) -> CourseFile? {
    let lessons = Course.lessons
    // Only the text of a lesson says whether it is optional. Reading all of them would delay every start.
    func isRequired(_ file: CourseFile) -> Bool { !CoursePlace(file).lesson.isOptional }
    guard let last = log.records.last(where: { record in lessons.contains { $0.name == record.lesson } }),
      let lesson = lessons.first(where: { $0.name == last.lesson })
    else { return lessons.first(where: isRequired) }
    guard LessonProgress(in: lesson.name, log).isFinished else { return lesson }
    let open = lessons.filter { !LessonProgress(in: $0.name, log).isFinished }
    return open.first { $0.name > lesson.name && isRequired($0) } ?? open.first(where: isRequired) ?? lesson
  }

  /// The place where `learn` continues, such as `lesson 2, step 8`, or nil if the course was not started.
  static var resumePosition: String? {
    let log = ProgressFile.log()
    guard !log.records.isEmpty, let lesson = lessonToContinue(log), let number = lesson.number else { return nil }
    let lessonProgress = LessonProgress(in: lesson.name, log)
    return "lesson \(number)"
      + (lessonProgress.isFinished || lessonProgress.step == 1 ? "" : ", step \(lessonProgress.step)")
  }

  private static let noCourse = FileProblem(
    file: "learn", slug: "no-lesson", message: "this build of errorbook contains no lessons")

  private static func unknown(_ name: String) -> FileProblem {
    let near = nearestName(to: name, among: Course.lessons.map(\.slug))
    return FileProblem(
      file: name, slug: "no-lesson", message: "unknown lesson",
      help: near.map { "did you mean `errorbook learn \($0)`?" } ?? "`errorbook lessons` lists the lessons")
  }
}
