import ArgumentParser

/// `errorbook check PATH...`: verifies lessons.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check lessons: every output, exercise and link.",
    discussion: """
      Runs the cells and compares the results with the outputs below them. Solutions must pass; starters and wrong answers \
      must fail.
      Exit status: 0 no problems, 1 a lesson has a problem, 2 a file cannot be read, 64 wrong usage.
      """)

  @Argument(help: "Lessons (.md), or folders of lessons.", completion: .file())
  var paths: [String]

  @Flag(help: "Replace the outputs that differ with the actual results, in place.")
  var accept = false

  @Option(help: "The output format: text, or json (JSON Lines).")
  var format: RunOptions.Format = .text

  @Flag(help: "Linear text without color.")
  var plain = false

  @Option(
    help: "Check the file as an answer to one exercise, LESSON#NAME. Exit status: 0 passed, 1 failed, 2 unreadable.")
  var exercise: String?

  func validate() throws {
    if exercise != nil, paths.count != 1 || accept || format != .text {
      throw ValidationError("--exercise needs exactly one file. The only other option it allows is --plain.")
    }
  }

  func run() throws {
    exitAtInterrupt()
    if let exercise {
      let status = ExerciseCheck.run(exercise, on: paths[0], isPlain: plain)
      guard status == .fine else { throw status.exitCode }
      return
    }
    var report = CheckReport(format, isPlain: plain)
    for path in paths {
      switch LessonFiles.find(path) {
      case .failure(let problem): report.add(problem)
      case .success(let files): for file in files { report.check(file, accepting: accept) }
      }
    }
    report.finish()
    guard report.status == .fine else { throw report.status.exitCode }
  }
}
