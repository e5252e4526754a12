import Course
import Exercises
import Interpreter
import Lessons
import LineEditing
import Prompt
import Rendering

/// What the learner sees of a step.
extension LearnLoop {
  mutating func greet() {
    if log.records.isEmpty {
      let end = isKept ? " and keeps your place" : ""
      print("Enter goes a step further, `help` shows what else can be typed, `quit` leaves\(end).\n\n")
    } else if standing.isBegun, !standing.isFinished, index > 0 {
      let here = part == nil ? "at the end" : "step \(index + 1) of \(performed.count)"
      print("Welcome back: \(here). `goto 1` goes to the beginning of the lesson.\n\n")
    }
  }

  /// The prose, and the cell or exercise that it leads to.
  mutating func showStep() {
    let steps = steps
    guard steps.indices.contains(index) else { return }
    let prose = steps[index].prose
    let text = prose.isEmpty ? prose : prose + "\n\n"
    switch part {
    case .cell(let played): read(text + self.text(of: played.cell))
    case .exercise(let judge): read(text + self.text(of: judge))
    case nil: read(text + endOfLesson())
    }
  }

  private func text(of cell: Lesson.Cell) -> StyledText {
    let next = cell.isPredicted ? "Enter asks what you expect." : "Enter runs it."
    return code(cell.code.content, from: session.nextLine) + "\n\(next, .faint)\n"
  }

  private func text(of judge: Judge) -> StyledText {
    let exercise = judge.exercise
    let starter = shownStarter(judge).map { $0 + "\n" } ?? StyledText()
    if isAnswered, let answer = standing.answers[exercise.name] {
      return starter + "You have passed this exercise, with\n\n" + code(answer.text)
        + "\nEnter goes on; a new answer is checked by `done`.\n"
    }
    if exercise.isKept {
      return starter
        + "\("Exercise.", .strong) Your teacher kept what it is checked by: write your answer into a file and hand it in.\nEnter goes on.\n"
    }
    var text = starter + "\("Exercise.", .strong) Type your answer; Enter on an empty line checks it.\n"
    if draft(of: judge) != nil {
      text += "What you had typed before is there again: `list` shows it, `reset` forgets it.\n"
    }
    return text + "\("`hint`, `edit` (your editor), `solution` and `skip` are there too.", .faint)\n"
  }

  /// What the answer begins with, numbered where it is what the prompt goes on from.
  private func shownStarter(_ judge: Judge) -> StyledText? {
    let starter = judge.exercise.starter.content
    guard !starter.trimmed.isEmpty else { return nil }
    let isThere = prompt.session.history.entries.first?.text == Array(starter.utf8)
    return isThere ? code(starter, from: judge.session.nextLine) : code(starter)
  }

  /// Lines of the lesson's session, with their numbers.
  private func code(_ content: String, from first: Int) -> StyledText {
    NumberedLines(code: content, first: first).text(columns: Console.columns, isPlain: prompt.session.isPlain)
  }

  /// Lines of code, set in.
  func code(_ content: String) -> StyledText {
    var text = StyledText()
    text.appendLines(content, .code)
    return text.indented(by: 4)
  }

  /// Runs a cell: the guess first, where one is asked for, then what comes out. False where the learner rather left.
  mutating func run(_ played: Lesson.Played) -> Bool {
    switch played.cell.isPredicted ? askForGuess(played) : .none {
    case .none: show(played, guess: nil)
    case .guess(let guess): show(played, guess: guess)
    case .left(let word, let argument):
      if let word { take(word, argument) } else { print("Nothing has run. Enter asks again.\n") }
      return false
    }
    return true
  }

  private mutating func show(_ played: Lesson.Played, guess: Standing.Prediction?) {
    if !prompt.session.history.entries.isEmpty {
      print("\("What you tried out is put aside: the page goes on from where it was.", .faint)\n")
    }
    let transcript = Transcript(.script(isPlain: prompt.session.isPlain), columns: Console.columns)
    var shown = StyledText()
    for event in played.events { shown += transcript.render(event, in: played.session.source) }
    let lines = played.cell.code.content.split(whereSeparator: \.isNewline).count
    if played.declaresMuch { shown += "\("\(lines) lines ran", .faint)\n" }
    if !shown.isEmpty { print(shown.indented(by: 2) + "\n") }
    if let guess { explain(guess, played) }
  }

  // MARK: Guesses

  private enum Guess {
    case none
    case guess(Standing.Prediction)
    /// A word that steers through the lesson, or nothing but Ctrl-C.
    case left(LessonCommand?, String)
  }

  /// What was typed at a step that asks for a guess, as the guess: whoever knows does not wait for the question.
  mutating func guesses(_ typed: String) -> Bool {
    guard case .cell(let played) = part, played.cell.isPredicted, let prediction = Prediction(played),
      LessonCommand.read(typed) == nil, let guess = prediction.guess(typed), !prediction.isNumber(typed)
    else { return false }
    show(played, guess: Standing.Prediction(guess: guess, actual: prediction.actual))
    go(to: index + 1)
    return true
  }

  /// A number alone is a guess, and no statement; it is taken where the choices have been shown.
  mutating func isNumber(_ typed: String) -> Bool {
    guard judge == nil, !typed.trimmed.isEmpty, typed.trimmed.allSatisfy(\.isNumber) else { return false }
    if case .cell(let played) = part, played.cell.isPredicted {
      unread = nil
      goOn()
    } else {
      print("A number would be a guess, and nothing is asked here. Enter goes on.\n")
    }
    return true
  }

  private mutating func askForGuess(_ played: Lesson.Played) -> Guess {
    guard let prediction = Prediction(played) else { return .none }
    print("\(prediction.question)\n")
    if case .choice(let choices) = prediction.form {
      for (number, choice) in choices.enumerated() { print("  \(number + 1)  \(choice, .code)\n") }
    }
    prompt.terminal.console.flush()
    while true {
      switch prompt.terminal.editor.readAnswer(prompt: "your guess (Enter: none)> ") {
      case .cancelled: return .left(nil, "")
      case .endOfInput: return .left(.quit, "")
      case .entry(let entry):
        // What comes now stays in sight, the question need not.
        printedRows = 0
        let typed = String(decoding: entry, as: UTF8.self)
        if typed.trimmed.isEmpty { return .none }
        if let guess = prediction.guess(typed) {
          return .guess(Standing.Prediction(guess: guess, actual: prediction.actual))
        }
        if let (word, argument) = LessonCommand.read(typed) { return .left(word, argument) }
        print("\(prediction.help) Enter alone goes on without a guess.\n")
        prompt.terminal.console.flush()
      }
    }
  }

  private mutating func explain(_ guess: Standing.Prediction, _ played: Lesson.Played) {
    note(.predicted(cell: played.cell.fingerprint, guess: guess.guess, actual: guess.actual))
    if guess.wasRight {
      print("\("As you expected.", .success)\n\n")
    } else {
      let both: StyledText = "You expected \(guess.guess, .code); it is \(guess.actual, .code)."
      let difference = Prediction(played)?.difference(from: guess.guess)
      print(difference.map { both + "\n\($0)\n\n" } ?? both + " Read on, or type `why`.\n\n")
    }
  }

  // MARK: Places

  mutating func showPlace() {
    // The title of a lesson of the course begins with its number.
    let course = place.file == nil ? "" : " (of \(Course.lessons.count))"
    print("Lesson \(place.lesson.title)\(course)\n")
    let passed = judges.count { standing.hasPassed($0) }
    let exercises = judges.isEmpty ? "" : ", \(passed) of \(judges.count) exercises passed"
    print(part == nil ? "at its end\(exercises)\n" : "step \(index + 1) of \(performed.count)\(exercises)\n")
  }

  var judges: [Judge] { performed.compactMap { if case .exercise(let judge) = $0 { judge } else { nil } } }

  mutating func showCourse() {
    for file in Course.lessons {
      let lesson = CoursePlace(file).lesson
      let isHere = file == place.file
      let standing = isHere ? self.standing : Standing(in: file.name, log)
      let mark: StyledText =
        isHere
        ? "\("here", .strong)"
        : standing.isFinished
          ? (lesson.exercises.allSatisfy { standing.answers[$0.name]?.passed == true } ? "\("done", .success)" : "read")
          : standing.isBegun ? "begun" : ""
      print(mark.padded(to: 6) + "\(lesson.title)\n")
    }
    print("\("`learn 3` opens lesson 3.", .faint)\n")
  }

  /// What was done in the lesson, and how to go on.
  private mutating func endOfLesson() -> StyledText {
    if !standing.isFinished { note(.finished) }
    let passed = judges.count { standing.hasPassed($0) }
    var parts: [String] = []
    if !judges.isEmpty { parts.append("\(passed) of \(judges.count) exercises passed") }
    let guesses = standing.predictions.values
    if !guesses.isEmpty { parts.append("\(guesses.count { $0.wasRight }) of \(guesses.count) guesses as expected") }
    let end: StyledText =
      "\("The end of this lesson", .strong)\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")).\n"
    guard let file = place.file else { return end + "`quit` leaves.\n" }
    guard let next = Course.next(after: file) else { return end + endOfCourse }
    return end + "Enter opens the next one: \(CoursePlace(next).lesson.title)\n"
  }

  var endOfCourse: StyledText {
    var done = 0
    var exercises = 0
    for file in Course.lessons {
      let standing = Standing(in: file.name, log)
      if standing.isFinished { done += 1 }
      exercises += standing.answers.values.count { $0.passed }
    }
    return
      "\("The end of the course.", .strong) Lessons: \(done) of \(Course.lessons.count). Exercises passed: \(exercises).\n`toc` shows what is left, `quit` leaves.\n"
  }
}

extension Lesson.Played {
  /// Whether it declares several things, which print nothing.
  fileprivate var declaresMuch: Bool {
    let declared = events.count { event in
      switch event.kind {
      case .classDeclared, .blueprintDeclared, .handlerDeclared: true
      default: false
      }
    }
    return declared > 1
  }
}
