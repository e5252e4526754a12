import Interpreter

/// A quiz in a lesson: the cells with the words `errorbook quiz NAME`, in order.
///
/// A learner takes it in two rounds, before and after the course, and learns which answers are right only when a round is
/// complete. The right answer is what the cell shows, so `errorbook check` proves it.
package struct Quiz: Sendable, Hashable {
  package enum Round: String, Sendable, Hashable, CaseIterable {
    case before, after
  }

  package struct Item: Sendable, Hashable {
    package var name: String
    package var question: String
    /// The results to choose from. The last one says that the learner does not know (`unknown`).
    package var choices: [String]
    /// The right choice.
    package var actual: String

    /// The choices with the numbers that select them at the prompt. "I do not know" is 0 in every question, however many results it has.
    package var numberedChoices: [(number: Int, choice: String)] {
      choices.enumerated().map { ($0 == choices.count - 1 ? 0 : $0 + 1, $1) }
    }

    /// The largest number of a choice at the prompt.
    package var lastNumber: Int { choices.count - 1 }

    /// Returns the choice that was typed at the prompt: its number or its text; nil if there is none.
    package func choice(typed: String) -> String? {
      if let number = Int(typed) { return numberedChoices.first { $0.number == number }?.choice }
      return choices.first { $0 == typed }
    }

    /// Returns the choice that was selected on a page: its place, counted from 1, or its text; nil if there is none.
    package func choice(_ selected: String) -> String? {
      if let place = Int(selected) { return choices.indices.contains(place - 1) ? choices[place - 1] : nil }
      return choices.first { $0 == selected }
    }
  }

  package static let unknown = "I do not know"

  package let items: [Item]

  package init(_ parts: [Lesson.PlayedPart]) {
    items = parts.compactMap { part in
      guard case .cell(let played) = part else { return nil }
      return played.quizItem
    }
  }

  package init(_ lesson: Lesson) {
    var session = Session(name: lesson.name)
    let cells = lesson.cells.filter { $0.quizName != nil }
    self.init(cells.map { .cell(Lesson.play($0, in: &session)) })
  }

  /// Returns how many answers of a round are right.
  package func score(_ answers: QuizAnswers, in round: Round) -> Int {
    items.count { answers.answer(to: $0.name, in: round)?.isRight == true }
  }

  /// Returns the places of the items without an answer in a round.
  package func openItems(_ answers: QuizAnswers, in round: Round) -> [Int] {
    items.indices.filter { answers.answer(to: items[$0].name, in: round) == nil }
  }
}

extension Lesson.CellRun {
  /// The question of a quiz; nil if the cell belongs to no quiz or has no choices.
  package var quizItem: Quiz.Item? {
    guard let name = cell.quizName, let prediction = Prediction(self), case .choice(let choices) = prediction.form
    else {
      return nil
    }
    return Quiz.Item(
      name: name, question: prediction.question, choices: choices + [Quiz.unknown], actual: prediction.actual)
  }
}

/// The answers of a learner to a quiz. Only the first answer to an item in a round counts.
package struct QuizAnswers: Sendable, Hashable {
  package struct Answer: Sendable, Hashable {
    package var choice: String
    package var actual: String
    package var isRight: Bool { choice == actual }
  }

  private var answers: [Quiz.Round: [String: Answer]] = [:]

  package init() {}

  package var isEmpty: Bool { answers.isEmpty }

  package func answer(to item: String, in round: Quiz.Round) -> Answer? { answers[round]?[item] }

  package func count(in round: Quiz.Round) -> Int { answers[round]?.count ?? 0 }

  package mutating func add(_ choice: String, actual: String, to item: String, in round: Quiz.Round) {
    guard answer(to: item, in: round) == nil else { return }
    answers[round, default: [:]][item] = Answer(choice: choice, actual: actual)
  }
}
