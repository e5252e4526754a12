import ArgumentParser

/// `errorbook check PATH...`: verifies lessons.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Verify lessons: every output, every exercise, every link.",
    discussion: """
      Cells are run and compared with the outputs below them; solutions must pass, starters and wrong answers fail.
      Exit status: 0 fine, 1 a lesson does not keep a promise, 2 a file cannot be read, 64 wrong usage.
      """)

  @Argument(help: "Lessons (.md), or folders of lessons.", completion: .file())
  var paths: [String]

  @Flag(help: "Write what comes out into the outputs that differ, in place.")
  var accept = false

  @Option(help: "What is printed: text for people, json (JSON Lines) for programs.")
  var format: RunOptions.Format = .text

  @Flag(help: "Linear text: no colour.")
  var plain = false

  @Option(help: "One exercise, LESSON#NAME: the path is an answer to it. Exit status 0, 1, or 2 if it cannot be read.")
  var exercise: String?

  func validate() throws {
    if exercise != nil, paths.count != 1 || accept || format != .text {
      throw ValidationError("--exercise takes one file, and goes with --plain only.")
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
