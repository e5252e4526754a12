import Diagnostics

@testable import Interpreter

/// An answer with texts instead of numbers, so that answers of different sessions can be compared.
struct SpelledAnswer: Hashable {
  var status: Int?
  var body: String?
  var argument: String?
  var original: String?
  var escaped: String?
  var handler: String?

  /// Returns whether the answers are the same, like `Answer.isSame`. The line of the handler does not matter.
  func isSame(as other: SpelledAnswer) -> Bool {
    var (first, second) = (self, other)
    (first.handler, second.handler) = (nil, nil)
    return first == second
  }
}

extension Answer {
  func spelled(_ texts: TextTable) -> SpelledAnswer {
    SpelledAnswer(
      status: status, body: body.map { texts[$0] }, argument: argument.map { texts[$0] },
      original: original.map { texts[$0] }, escaped: escaped.map { texts[$0] },
      handler: handler.map { "\($0.target.text(texts)) in line \($0.line)" })
  }
}
