import Exercises
import Rendering

extension Prediction {
  /// The question as JSON: `question`, `choices` (null if the reader types class names in order) and `help`. The result is
  /// left out, so that a page can ask before it knows.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.writeLine { json in
      json.member("question", question)
      switch form {
      case .choice(let choices): json.member("choices", choices)
      case .order: json.null("choices")
      }
      json.member("help", help)
    }
    return Array(json.bytes)
  }

  /// Whether a guess is right, as JSON: `right`, `guess` and `actual` as they are compared, and `difference`, a sentence
  /// about the first difference between two orders. `right` is null if the input is no guess; `difference` is then the hint.
  package func answerJSON(to typed: String) -> [UInt8] {
    let guess = guess(typed)
    var json = JSONWriter()
    json.writeLine { json in
      if let guess { json.member("right", guess == actual) } else { json.null("right") }
      json.member("guess", guess)
      json.member("actual", guess == nil ? nil : actual)
      json.member("difference", guess.map { difference(from: $0) } ?? help)
    }
    return Array(json.bytes)
  }
}
