import ArgumentParser
import Course
import Diagnostics
import Exercises
import Lessons
import OperatingSystem
import Prompt
import Rendering

/// Runs `errorbook progress`: shows, exports or resets the learner's progress.
struct Progress: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show, export or reset your progress in the course.",
    subcommands: [Show.self, Export.self, Reset.self, Adopt.self],
    defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what you did in each lesson.")

    func run() throws {
      var console = Console()
      console.fitsScreen = true
      defer { console.flush() }
      let log = ProgressFile.logReportingProblems(&console)
      guard !log.lessonNames.isEmpty else {
        return console.print("You have not started yet. `errorbook learn` starts the course.\n")
      }
      let course = CourseProgress(CoursePlace.courseLessons, log)
      console.print(
        course.startedList(with: others(log), columns: StandardStream.output.isTerminal ? Console.columns : nil))
      guard course.entries.contains(where: { $0.progress.isStarted }) else { return }
      console.print(StyledText(course.totals) + "\n" + course.nextLine(command: "errorbook learn"))
    }

    /// Returns the progress in the quiz and in lessons outside the course.
    private func others(_ log: ProgressLog) -> [CourseProgress.Entry] {
      let names = log.lessonNames.filter { name in !Course.lessons.contains { $0.name == name } }
      return names.map { name in
        let isQuiz = name == Course.quiz?.name
        let title = isQuiz ? Course.quiz.map { CoursePlace($0).lesson.title } : nil
        return CourseProgress.Entry(LessonProgress(in: name, log), of: name, title: title ?? LessonKey.shown(name))
      }
    }
  }

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write your answers as Markdown.",
      discussion: """
        The file has every lesson of the course with your answers. `errorbook check` can check it: an answer that passed \
        must pass again. Without --to, the text is printed; save it as progress.md.
        """)

    @Option(help: "The file to write. An existing file is not overwritten.", completion: .file())
    var to: String?

    func run() throws {
      var console = Console()
      let log = ProgressFile.logReportingProblems(&console)
      let name = to?.split(separator: "/").last.map { String($0) } ?? "progress.md"
      let text = ProgressPage(log, lessons: Course.lessons.map { ($0.name, $0.text) }, name: name).text
      guard let to else {
        console.write(Array(text.utf8))
        return console.flush()
      }
      if let problem = NewFile.write(Array(text.utf8), to: to, mayReplace: false) { throw problem }
      console.print("wrote \(to)\n")
      console.flush()
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reset", abstract: "Start a lesson over.")

    @Argument(help: "The lesson: its number, its name, its file, or its name in `errorbook progress`.")
    var lesson: String

    @Flag(help: "Do not ask for confirmation.")
    var force = false

    func run() throws {
      var console = Console()
      defer { console.flush() }
      let log = ProgressFile.logReportingProblems(&console)
      guard let name = key(in: log) else {
        throw ValidationError("There is no lesson \(escapedForDisplay(lesson)). `errorbook lessons` lists them.")
      }
      let shown = LessonKey.shown(name)
      guard force || isAgreed(shown, &console) else { return console.print("Nothing was changed.\n") }
      try ProgressFile.add([ProgressRecord(lesson: name, .reset)], &console)
      console.print("\(shown) starts over. Your earlier answers stay in the file but no longer count.\n")
    }

    /// Returns the key of a lesson of the course, or of another lesson with progress: by its file or its name in the list.
    private func key(in log: ProgressLog) -> String? {
      if let course = Course.lesson(lesson) { return course.name }
      let file = if case .success(let place) = CoursePlace.find(lesson) { place.key.text } else { lesson }
      return [file, lesson, "id:" + lesson].first { log.lessonNames.contains($0) }
    }

    private func isAgreed(_ name: String, _ console: inout Console) -> Bool {
      console.print("Start \(name) over? Its answers will no longer count. [y/N] ")
      console.flush()
      return readLine().map { ["y", "yes"].contains($0.lowercased()) } ?? false
    }
  }

  struct Adopt: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "adopt",
      abstract: "Use answers that an older version saved under the file name alone.",
      discussion: """
        Answers to lessons outside the course are saved under the lesson's id or path. Older versions saved them under the \
        file name alone. If two lessons could own such answers, this command assigns them to one.
        """)

    @Argument(help: "The lesson (.md).", completion: .file()) var lesson: String

    func run() throws {
      var console = Console()
      defer { console.flush() }
      let log = ProgressFile.logReportingProblems(&console)
      let place = try CoursePlace.find(lesson).get()
      switch log.migration(to: place.key, of: place.lesson) {
      case .none: console.print("There is nothing to adopt.\n")
      case .proved(let records), .doubtful(let records):
        try ProgressFile.add(records, &console)
        console.print("These answers now belong to this lesson. `errorbook progress` shows them.\n")
      }
    }
  }
}

extension ProgressFile {
  /// Adds records, or prints why they cannot be added and ends the command.
  fileprivate static func add(_ records: [ProgressRecord], _ console: inout Console) throws {
    var file = ProgressFile()
    file.add(records)
    if let problem = file.failure {
      console.printError("\(problem)\n")
      throw Status.error.exitCode
    }
    if let notice = file.takeNotice() { console.printError("\(notice)\n") }
  }
}
