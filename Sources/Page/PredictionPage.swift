import Exercises
import Rendering

extension Lesson.CellRun {
  /// The question of the cell as JSON: `question`, `choices` (null if the reader types class names in order), `reasons` to
  /// choose from (null if the lesson offers none) and `help`. The result is left out, so that a page can ask before it
  /// knows. Returns nothing if there is nothing to predict. A question of a quiz also has the choice not to know.
  package var questionJSON: [UInt8] {
    guard let prediction = Prediction(self) else { return [] }
    let reasons = reasons?.choices.map { $0.text } ?? []
    var json = JSONWriter()
    json.writeLine { json in
      json.member("question", prediction.question)
      switch prediction.form {
      case .choice(let choices): json.member("choices", quizItem?.choices ?? choices)
      case .order: json.null("choices")
      }
      if reasons.isEmpty { json.null("reasons") } else { json.member("reasons", reasons) }
      json.member("help", prediction.help)
    }
    return Array(json.bytes)
  }

  /// Whether a guess is right, as JSON: `right`, `guess` and `actual` as they are compared, `difference`, a sentence
  /// about the first difference between two orders, and `explanation`, what the lesson says about this result in HTML.
  /// `right` is null if the input is no guess; `difference` is then the hint.
  package func answerJSON(to typed: String) -> [UInt8] {
    guard let prediction = Prediction(self) else { return [] }
    let guess = quizItem.map { $0.choice(typed) } ?? prediction.guess(typed)
    let entry = guess.flatMap { reasons?.entry(about: prediction.completed($0)) }
    var json = JSONWriter()
    json.writeLine { json in
      if let guess { json.member("right", guess == prediction.actual) } else { json.null("right") }
      json.member("guess", guess)
      json.member("actual", guess == nil ? nil : prediction.actual)
      json.member("difference", guess.map { prediction.difference(from: $0) } ?? prediction.help)
      json.member("explanation", entry.map { text(about: $0, isPlain: false, columns: nil).html })
    }
    return Array(json.bytes)
  }

  /// Whether a reason is right, as JSON: `right`, the `reason` and the `explanation` in HTML.
  /// - Parameter number: the place of the reason among those to choose from, counted from 1.
  /// - Returns: nothing if there is no such reason.
  package func reasonJSON(_ number: Int) -> [UInt8] {
    let choices = reasons?.choices ?? []
    guard choices.indices.contains(number - 1) else { return [] }
    let entry = choices[number - 1]
    var json = JSONWriter()
    json.writeLine { json in
      json.member("right", entry.role == .rightReason)
      json.member("reason", entry.text)
      json.member("explanation", text(about: entry, isPlain: false, columns: nil).html)
    }
    return Array(json.bytes)
  }
}
