import Diagnostics
import Exercises
import Rendering
import Syntax

/// A quiz in a lesson. Until every question of a round has an answer, the lesson says nothing about right and wrong, and no
/// statement runs.
extension LessonPlayer {
  var quiz: Quiz { Quiz(performed) }

  /// Whether the lesson asks the questions of a round now.
  var isQuizOpen: Bool { !quiz.openItems(lessonProgress.quiz, in: round).isEmpty }

  /// Returns the round to take: the first one that is not complete. The first round is for people who have not taken the
  /// course, so most lessons finished means the second one.
  var nextRound: Quiz.Round {
    let quiz = quiz
    let answers = lessonProgress.quiz
    let progress = courseProgress
    let isTaken = answers.count(in: .before) == 0 && progress.finished * 2 > progress.required.count
    return isTaken || quiz.openItems(answers, in: .before).isEmpty ? .after : .before
  }

  /// The step where the learner left off in the round: the first question without an answer, or the end.
  var quizStep: Int {
    let names = quiz.items.map { $0.name }
    let answered = names.count { lessonProgress.quiz.answer(to: $0, in: round) != nil }
    if answered == 0 { return 0 }
    return steps(without: round).first ?? performed.count
  }

  /// Returns the steps of the questions that have no answer in a round.
  private func steps(without round: Quiz.Round) -> [Int] {
    performed.indices.filter { step in
      guard case .cell(let played) = performed[step], let item = played.quizItem else { return false }
      return lessonProgress.quiz.answer(to: item.name, in: round) == nil
    }
  }

  /// The question of this step, if the round is open.
  private var question: Quiz.Item? {
    guard isQuizOpen, case .cell(let played) = part else { return nil }
    return played.quizItem
  }

  // MARK: Entries

  /// Takes an entry while a round is open. Returns nil if the lesson handles it as in other lessons.
  mutating func takeInQuiz(_ entry: PromptEntry, on screen: inout some LessonScreen) -> LessonTask? {
    guard isQuizOpen else { return nil }
    let text = String(entry.text.trimmed)
    if let (word, argument) = LessonCommand.read(text) {
      switch word {
      case .next, .done: return advanceStep(on: &screen)
      case .skip:
        go(to: index + 1, on: &screen)
        return LessonTask.none
      case .hint, .solution, .more, .edit, .reset: break
      case .help:
        show(
          LessonCommand.list(
            LessonCommand.quizCommands, isProgressSaved: screen.isProgressSaved, columns: screen.columns),
          on: &screen)
        return LessonTask.none
      case .back, .goto, .again, .where, .toc, .quit: return take(word, argument, on: &screen)
      }
    } else if let question, lessonProgress.quiz.answer(to: question.name, in: round) == nil {
      if let choice = question.choice(typed: text) {
        // A number means nothing until all choices have been shown.
        if showRest(on: &screen) { return LessonTask.none }
        record(
          .quizzed(round: round, item: question.name, choice: choice, actual: question.actual), on: &screen)
        let isLast = steps(without: round).isEmpty
        go(to: isLast ? performed.count : index + 1, after: "\("Saved.", .faint)\n\n", on: &screen)
        return LessonTask.none
      }
      show("That is not one of the answers. Type a number from 0 to \(question.lastNumber).\n", on: &screen)
      return LessonTask.none
    }
    if case .command(.learn(let lesson)) = entry.kind { return .open(lesson: lesson) }
    if case .command(.quit) = entry.kind { return take(.quit, "", on: &screen) }
    let isAnswered = question.map { lessonProgress.quiz.answer(to: $0.name, in: round) != nil } ?? false
    show(
      isAnswered
        ? "You answered this question. Only the first answer counts.\n"
        : "Statements and hints are not available until you have answered all questions.\n", on: &screen)
    return LessonTask.none
  }

  /// Handles Enter while a round is open. Returns false if the step is not part of the round.
  mutating func advanceQuiz(on screen: inout some LessonScreen) -> Bool {
    guard isQuizOpen else { return false }
    if part == nil {
      go(to: steps(without: round).first ?? performed.count, on: &screen)
      return true
    }
    guard let question else { return false }
    if lessonProgress.quiz.answer(to: question.name, in: round) != nil {
      go(to: index + 1, on: &screen)
    } else {
      show(
        "Type a number from 0 to \(question.lastNumber). `skip` leaves the question for later.\n",
        on: &screen)
    }
    return true
  }

  // MARK: Texts

  /// The start of the prompt during a round.
  var quizPosition: String? {
    guard isQuizOpen else { return nil }
    guard let question, let number = quiz.items.firstIndex(of: question) else { return "quiz \(round.rawValue)" }
    return "quiz \(round.rawValue), question \(number + 1) of \(quiz.items.count)"
  }

  /// Returns the question of a cell with the answers to choose from; nil if the round does not ask it.
  func quizText(of played: Lesson.CellRun) -> StyledText? {
    guard isQuizOpen, let item = played.quizItem else { return nil }
    // Nobody types or copies this code, so it may be wrapped on a narrow screen.
    let code = NumberedLines(code: played.cell.code.content, first: 1, isWrapped: true)
    var text = code.text(isPlain: sandbox.isPlain) + "\n"
    text += "\(item.question)\n"
    for (number, choice) in item.numberedChoices { text += choiceRow(number, "\(choice, .code)") }
    if let answer = lessonProgress.quiz.answer(to: item.name, in: round) {
      return text + "You answered this question: \(answer.choice, .code). Press Enter to continue.\n"
    }
    return text + "\("Type the number of your answer. `skip` leaves the question for later.", .faint)\n"
  }

  /// The first lines of a quiz: which round it is.
  var quizGreeting: StyledText {
    guard isQuizOpen else { return "" }
    let other = round == .before ? "after" : "before"
    let option = (place.isOfCourse ? "errorbook learn quiz " : "") + "--round \(other)"
    return
      "\("This is the round \(round.rawValue) the course.", .strong) Only your first answers count.\n\(option, .code) takes the other round.\n\n"
  }

  /// The end of the quiz: what is left to answer, or the score; nil if the lesson has no quiz.
  func endOfQuiz(columns: Int) -> StyledText? {
    let quiz = quiz
    guard !quiz.items.isEmpty else { return nil }
    let open = quiz.openItems(lessonProgress.quiz, in: round)
    guard open.isEmpty else {
      let have = open.count == 1 ? "Question \(open[0] + 1) has" : "Questions \(listed(open.map { "\($0 + 1)" })) have"
      return "\("The round is not complete.", .strong) \(have) no answer yet.\nPress Enter for the next one.\n"
    }
    let rounds = completeRounds(quiz)
    let text = rounds.reduce(StyledText()) { $0 + score(quiz, in: $1) } + "\n" + results(quiz, columns: columns)
    // The explanations would change the second round.
    guard rounds == [.before] else { return text + explanations(columns: columns) }
    return text + """

      The course shows why: `errorbook learn` starts it.
      Take the quiz again after the course. Then you also see the explanations.

      """ + Self.farewell
  }

  private func completeRounds(_ quiz: Quiz) -> [Quiz.Round] {
    Quiz.Round.allCases.filter { quiz.openItems(lessonProgress.quiz, in: $0).isEmpty }
  }

  private static var farewell: StyledText {
    "`errorbook hand-in quiz --to NAME.md` writes your answers to a file, to hand in.\n`quit` leaves the quiz.\n"
  }

  private func score(_ quiz: Quiz, in round: Quiz.Round) -> StyledText {
    let name = round == .before ? "Before the course" : "After the course"
    return "\(name, .strong): \(quiz.score(lessonProgress.quiz, in: round)) of \(quiz.items.count) right.\n"
  }

  /// Returns a row for each question, with a column for each round that was taken.
  private func results(_ quiz: Quiz, columns: Int) -> StyledText {
    let answers = lessonProgress.quiz
    let rounds = completeRounds(quiz)
    var table = Table(head: ["question"] + rounds.map { StyledText($0.rawValue) })
    for (number, item) in quiz.items.enumerated() {
      let cells = rounds.map { round -> StyledText in
        guard let answer = answers.answer(to: item.name, in: round) else { return "" }
        return answer.isRight ? "\("right", .success)" : answer.choice == Quiz.unknown ? "not known" : "wrong"
      }
      // The name of a question names the misconception, which would give it away in the other round.
      table.add([StyledText(String(number + 1))] + cells)
    }
    return table.text(columns: columns)
  }

  /// Returns the right result of each question with a wrong answer, and what the lesson says about it.
  private func explanations(columns: Int) -> StyledText {
    var text = StyledText()
    let names = quiz.items.map { $0.name }
    for played in performed {
      guard case .cell(let run) = played, let item = run.quizItem, let number = names.firstIndex(of: item.name),
        let answer = lessonProgress.quiz.answer(to: item.name, in: round), !answer.isRight
      else { continue }
      text +=
        "\n\("Question \(number + 1)", .strong): you chose \(answer.choice, .code); the result is \(item.actual, .code).\n"
      if let entry = run.reasons?.entry(about: answer.choice) {
        text += run.text(about: entry, isPlain: sandbox.isPlain, columns: columns)
      }
    }
    return text + "\nYou can now run the questions: `goto 2`, then Enter.\n"
      + Self.farewell
  }
}
