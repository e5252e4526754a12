import Diagnostics

@testable import Interpreter

/// An answer in texts, so that answers of different sessions can be compared: each session has numbers of its own.
struct SpelledAnswer: Hashable {
  var status: Int?
  var body: String?
  var argument: String?
  var original: String?
  var escaped: String?
  var handler: String?

  /// As `Answer.isSame`: which statement the handler stands in does not matter.
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
