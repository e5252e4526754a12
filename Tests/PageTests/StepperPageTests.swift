import Foundation
import Interpreter
import Testing

@testable import Page

@Suite("The stepper of a page") struct StepperPageTests {
  private func steps(_ request: String, after script: String) throws -> [String: Any] {
    var session = Session(name: "shop")
    _ = session.run(script)
    let json = StepperPage(request, in: session).json
    return try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
  }

  private static let shop = """
    use flask 0.12.2
    class Timeout(Exception)
    class PaymentError(Exception)
    class CardTimeout(Timeout, PaymentError)
    handler PaymentError -> "card not charged", 402
    handler Exception -> "unknown error", 500

    """

  @Test("a request after another one is shown beside a fresh process")
  func freshProcess() throws {
    let shown = try steps("raise CardTimeout", after: Self.shop + "raise Timeout\n")
    #expect(shown["heading"] as? String == "How Flask 0.12.2 looks up a handler")
    #expect((shown["problems"] as? [String])?.isEmpty == true)
    // CardTimeout has no entry; Timeout has one that the cache wrote.
    #expect(shown["difference"] as? Int == 1)
    let now = try #require(shown["now"] as? [String: Any])
    let lookup = try #require((now["lookups"] as? [[String: Any]])?.first)
    #expect(
      lookup["mro"] as? [String] == [
        "CardTimeout", "Timeout", "PaymentError", "Exception", "BaseException", "object",
      ])
    let rows = try #require(lookup["rows"] as? [[String: Any]])
    #expect(rows.map { $0["key"] as? String } == ["CardTimeout", "Timeout", "PaymentError", "Exception"])
    #expect(rows.map { $0["cached"] as? Bool } == [false, true, false, false])
    #expect(rows.map { $0["reached"] as? Bool } == [true, true, false, false])
    #expect(rows[1]["writtenAt"] as? Int == 7)
    // The cache writes into the table that it found the entry in.
    #expect(lookup["writesTo"] as? String == rows[1]["table"] as? String)
    let stops = try #require(now["stops"] as? [[String: Any]])
    let code = try #require(now["code"] as? [String])
    #expect(stops.allSatisfy { ($0["line"] as? Int).map { code.indices.contains($0) } ?? true })
    #expect(stops.compactMap { $0["row"] as? Int } == [0, 1])
    #expect(stops.count { $0["writes"] as? Bool == true } == 1)
    #expect(shown["fresh"] is [String: Any])
  }

  @Test("the same lookup in a fresh process is not shown twice")
  func noDifference() throws {
    let shown = try steps("raise CardTimeout", after: Self.shop)
    #expect(shown["fresh"] is NSNull)
    #expect(shown["difference"] is NSNull)
  }

  @Test("a release without the cache writes nothing")
  func noCache() throws {
    let shown = try steps("raise CardTimeout", after: Self.shop + "use flask 1.0\nraise Timeout\n")
    let now = try #require(shown["now"] as? [String: Any])
    let lookups = try #require(now["lookups"] as? [[String: Any]])
    #expect(!lookups.isEmpty && lookups.allSatisfy { $0["writesTo"] is NSNull })
    let stops = try #require(now["stops"] as? [[String: Any]])
    #expect(stops.allSatisfy { $0["writes"] as? Bool == false })
  }

  @Test("the last request needs no text")
  func lastRequest() throws {
    let shown = try steps("", after: Self.shop + "raise Timeout\nraise CardTimeout\n")
    #expect(shown["fresh"] is [String: Any])
  }

  @Test("a class that does not exist is a problem, not a lookup")
  func problem() throws {
    let shown = try steps("raise Nobody", after: Self.shop)
    #expect((shown["problems"] as? [String])?.first?.contains("Nobody") == true)
    #expect(((shown["now"] as? [String: Any])?["stops"] as? [Any])?.isEmpty == true)
  }
}
