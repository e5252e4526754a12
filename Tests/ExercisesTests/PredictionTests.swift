import Diagnostics
import Interpreter
import Testing

@testable import Exercises
@testable import Lessons

/// The question before a cell runs, and how a guess is read.
@Suite("Predictions") struct PredictionTests {
  private static let shop = """
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    handler PaymentError -> "card not charged", 402
    handler Exception -> "unknown error", 500
    handler KeyError -> "unknown error", 501
    handler OSError -> e

    """

  private func asked(_ code: String) -> Prediction? {
    let fence = Lesson.Fence(words: ["errorbook", "predict"], content: Self.shop + code, line: 1, endLine: 1)
    var session = Session(name: "a.md")
    return Prediction(Lesson.play(Lesson.Cell(code: fence), in: &session))
  }

  @Test(arguments: [
    ("raise CardTimeout", "\"card not charged\""),
    ("raise Timeout\nraise CardTimeout", "\"unknown error\""),
    ("abort 404", "Flask's default error page"),
    ("raise KeyboardInterrupt", "no response: the exception leaves the app"),
  ])
  func requestsHaveAChoiceOfBodies(_ code: String, _ actual: String) throws {
    let prediction = try #require(asked(code))
    let request = code.split(separator: "\n").last ?? ""
    #expect(prediction.question == "What does the client get from `\(request)`?")
    #expect(
      prediction.form
        == .choice([
          "\"card not charged\"", "\"unknown error\"", "Flask's default error page",
          "no response: the exception leaves the app",
        ]))
    #expect(prediction.actual == actual)
    #expect(prediction.guess("1") == "\"card not charged\"")
    #expect(prediction.guess(" unknown   error ") == "\"unknown error\"")
    #expect(prediction.guess("\"unknown error\"") == "\"unknown error\"")
    for none in ["0", "5", "-1", "99999999999999999999", "no", ""] { #expect(prediction.guess(none) == nil) }
    #expect(prediction.difference(from: "\"unknown error\"") == nil)
  }

  @Test func ordersAreReadInAnyForm() throws {
    let prediction = try #require(asked("mro CardTimeout"))
    let real = "CardTimeout, Timeout, PaymentError, Exception, BaseException, object"
    #expect(prediction.form == .order && prediction.actual == real)
    for right in [
      real, "CardTimeout Timeout PaymentError", "CardTimeout -> Timeout -> PaymentError -> Exception",
      "CardTimeout,Timeout,PaymentError,Exception,BaseException", "Timeout, PaymentError",
      "Timeout, PaymentError, Exception, BaseException, object",
    ] {
      #expect(prediction.guess(right) == real)
    }
    #expect(prediction.guess("Timeout, CardTimeout") == "Timeout, CardTimeout")
    #expect(prediction.guess("CardTimeout, Timeout") == "CardTimeout, Timeout")
    // The learner sees the guess as typed; reasons in a lesson name the whole order.
    #expect(prediction.guess("Timeout") == "Timeout")
    #expect(prediction.completed("Timeout") == "CardTimeout, Timeout")
    for none in ["", "1", "E, F", "raise CardTimeout"] { #expect(prediction.guess(none) == nil) }
  }

  @Test(arguments: [
    ("CardTimeout, PaymentError", "Position 2 is Timeout, not PaymentError."),
    ("CardTimeout, Timeout", "Position 3 is PaymentError."),
    ("Timeout", "CardTimeout itself comes first. Position 3 is PaymentError."),
    (
      "CardTimeout, Timeout, PaymentError, Exception, BaseException, object, E",
      "The order has no E."
    ),
  ])
  func theFirstDifferenceOfAnOrderIsReported(_ guess: String, _ difference: String) throws {
    #expect(try #require(asked("mro CardTimeout")).difference(from: guess) == difference)
  }

  @Test func lookupsAndHuntsHaveChoices() throws {
    let why = try #require(asked("raise Timeout\nraise CardTimeout\nwhy"))
    #expect(why.actual == "Timeout")
    #expect(why.form == .choice(["CardTimeout", "Timeout", "PaymentError", "Exception", "none of them"]))
    #expect(why.guess("2") == "Timeout")
    let hunt = try #require(asked("hunt"))
    #expect(hunt.actual == "yes, it can" && hunt.guess("2") == "no, the app is safe")
  }

  @Test(arguments: ["", "handlers", "class X(Exception)", "nonsense"])
  func cellsWithoutPredictions(_ code: String) { #expect(asked(code) == nil) }
}
