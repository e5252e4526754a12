import Exercises
import Rendering

/// The list of the lessons of a course: the status of each lesson and exercise, the estimated time, and the totals.
extension CourseProgress {
  /// Returns the list with the state of each lesson before its title.
  /// - Parameter place: the name of the lesson that is open; nil if none is.
  package func list(columns: Int?, openLesson place: String?) -> StyledText {
    var table = Table()
    for entry in entries {
      let label = entry.lesson.name == place ? "\("here", .strong)" : entry.mark
      table.add([label, StyledText(entry.lesson.titleWithMinutes)])
      Self.add([entry.exerciseList], to: &table)
    }
    return table.text(columns: columns) + StyledText(totals) + "\n"
  }

  /// Returns the list with the name of each lesson's file before its title, and without the exercises: in a shell it has
  /// to fit on one screen.
  package func fileList(columns: Int?) -> StyledText {
    var table = Table()
    for entry in entries {
      let state = entry.mark.isEmpty ? StyledText() : ": " + entry.mark
      table.add([StyledText(entry.lesson.name, .code), StyledText(entry.lesson.titleWithMinutes) + state])
    }
    return table.text(columns: columns) + StyledText(totals) + "\n"
  }

  /// Returns the lessons that the learner started, in the words of the list, with the guesses and the answers to a quiz.
  /// - Parameter others: lessons outside the course.
  package func startedList(with others: [Entry], columns: Int?) -> StyledText {
    var table = Table()
    for entry in entries + others where entry.progress.isStarted {
      table.add([entry.mark, StyledText(entry.lesson.titleWithMinutes)])
      Self.add([entry.place, entry.exerciseList, entry.guesses] + entry.quizAnswers, to: &table)
    }
    return table.text(columns: columns)
  }

  /// Adds a row with facts, if there are any.
  private static func add(_ facts: [StyledText], to table: inout Table) {
    var text = StyledText()
    for fact in facts where !fact.isEmpty {
      if !text.isEmpty { text += "; " }
      text += fact
    }
    if !text.isEmpty { table.add(["", "  \(text)"]) }
  }

  /// `Lessons finished: 3 of 17. Exercises passed: 34 of 36. About 2 hours of 5 hours 30 minutes are left.`
  package var totals: String {
    var text = "Lessons finished: \(finished) of \(required.count)."
    if exercises > 0 { text += " Exercises passed: \(passed) of \(exercises)." }
    if minutes == 0 || minutesLeft == 0 { return text }
    if minutesLeft == minutes { return text + " The course takes about \(duration(minutes))." }
    return text + " About \(duration(minutesLeft)) of \(duration(minutes)) are left."
  }

  /// What to do next, as a line.
  /// - Parameter command: the command that opens a lesson: `learn` or `errorbook learn`.
  package func nextLine(command: String) -> StyledText {
    guard let next else { return "You finished every lesson and passed every exercise.\n" }
    let word = next.lesson.number.map { "\(command) \($0)" } ?? "\(command) \(next.lesson.name)"
    let exercises = listed(next.openExercises.map { "\"\(next.lesson.titles.title(ofExercise: $0))\"" })
    let task = next.progress.isFinished ? "\(exercises) in \(next.lesson.title)" : next.lesson.titleWithMinutes
    return StyledText(prose: "Next: \(task). `\(word)` opens it.") + "\n"
  }
}

extension CourseProgress.Entry {
  /// The state of the lesson: `done` if every exercise is passed, `read` if it was only read to the end.
  fileprivate var mark: StyledText {
    if progress.isFinished { return openExercises.isEmpty ? "\("done", .success)" : "read" }
    return progress.isStarted ? "started" : ""
  }

  /// The step where the learner left off: `at step 4`.
  fileprivate var place: StyledText {
    progress.isFinished || progress.step == 1 ? "" : StyledText("at step \(progress.step)")
  }

  fileprivate var guesses: StyledText {
    let guesses = progress.predictions.values
    return guesses.isEmpty ? "" : StyledText("guesses: \(guesses.count { $0.wasRight }) of \(guesses.count) right")
  }

  /// How many questions of a quiz were answered in each round.
  fileprivate var quizAnswers: [StyledText] {
    var texts: [StyledText] = []
    for round in Quiz.Round.allCases where progress.quiz.count(in: round) > 0 {
      texts.append(StyledText("quiz \(round.rawValue): \(counted(progress.quiz.count(in: round), "answer"))"))
    }
    return texts
  }

  /// The exercises by their state: `passed: "Add the status codes"; open: "A library"`.
  fileprivate var exerciseList: StyledText {
    var text = StyledText()
    for state in LessonProgress.ExerciseState.allCases {
      let names = exercises(state)
      if names.isEmpty { continue }
      if !text.isEmpty { text += "; " }
      let word: StyledText = state == .passed ? "\("passed", .success)" : StyledText(state.word)
      text += word + ": " + Self.quoted(names.map { lesson.titles.title(ofExercise: $0) })
    }
    let written = lesson.essays.filter { progress.essays[$0] != nil }
    for (word, names) in [("written", written), ("to write", lesson.essays.filter { !written.contains($0) })] {
      if names.isEmpty { continue }
      let titles = names.map { lesson.titles.title(ofEssay: $0) }
      text += StyledText((text.isEmpty ? "" : "; ") + word + ": ") + Self.quoted(titles)
    }
    return text
  }

  /// Titles in quotation marks: they may contain commas.
  private static func quoted(_ titles: [String]) -> StyledText {
    StyledText(titles.map { "\"\($0)\"" }.joined(separator: ", "))
  }
}

extension CourseLesson {
  /// `3. Who catches it (15 minutes)`, `0. Classes and exceptions (optional, 10 minutes)`.
  package var titleWithMinutes: String {
    let facts = [isOptional ? "optional" : nil, minutes.map { duration($0) }].compactMap { $0 }
    return facts.isEmpty ? title : "\(title) (\(facts.joined(separator: ", ")))"
  }
}

/// Returns `45 minutes`, `1 hour`, or `2 hours 5 minutes`.
private func duration(_ minutes: Int) -> String {
  let (hours, rest) = (minutes / 60, minutes % 60)
  if hours == 0 { return counted(rest, "minute") }
  return counted(hours, "hour") + (rest == 0 ? "" : " " + counted(rest, "minute"))
}
