import Diagnostics
import Interpreter
import Resolution
import Testing

@testable import Rendering

@Suite("step")
struct LookupStepsTests {
  private func lookupSteps(_ script: String, of subject: String, under release: String) throws -> LookupSteps {
    var session = Session(name: "a.eb")
    _ = session.run("use flask \(release)\n" + script)
    guard case .why(let event)? = session.run("why \(subject)").last?.kind else { throw Missing() }
    return LookupSteps(event, session.source.texts, isPlain: false)
  }

  private struct Missing: Error {}

  /// The stops, each with its line of pseudocode.
  private func stops(_ steps: LookupSteps) -> [String] {
    steps.stops.map { stop in
      let code = stop.line.map { String(steps.code.lines[$0].text.drop { $0 == " " }) }
      return [code, stop.says.characters].compactMap { $0 }.joined(separator: " | ")
    }
  }

  private let report = """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "any", 500
    """

  @Test("0.11 to 0.12: along the MRO, and the cache writes")
  func caching() throws {
    #expect(
      stops(try lookupSteps(report, of: "E", under: "0.12.2")) == [
        "if the table has an entry for the class: | app handlers by exception class, E: no entry",
        "if the table has an entry for the class: | app handlers by exception class, E1: no entry",
        "if the table has an entry for the class: | app handlers by exception class, E2: handler E2 (line 5)",
        "store it in the table for the error's own class | the cache writes an entry: E now has handler E2 (line 5)",
        "return it | found: handler E2 (line 5)",
        #"the response: 500 "E2"  from handler E2 (line 5), which received E"#,
      ])
  }

  @Test("entries from the cache are marked")
  func cached() throws {
    let stops = stops(try lookupSteps(report + "\nraise E1", of: "E", under: "0.12.2"))
    #expect(stops[1].hasSuffix("E1: handler Exception (line 6), written by the cache at line 7"))
  }

  @Test("0.10: the registrations, oldest first")
  func registrations() throws {
    #expect(
      stops(try lookupSteps(report, of: "E1", under: "0.10")) == [
        "if the error is an instance of its class: | app handlers, the registration for E2: it does not match",
        "if the error is an instance of its class: | app handlers, the registration for Exception: handler Exception (line 6)",
        "return its handler | found: handler Exception (line 6)",
        #"the response: 500 "any"  from handler Exception (line 6), which received E1"#,
      ])
  }

  @Test("0.10: HTTP exceptions by their code")
  func numbers() throws {
    let stops = stops(try lookupSteps(#"handler 404 -> "no", 404"#, of: "NotFound", under: "0.10"))
    #expect(stops[0].hasSuffix("app handlers for number 404: handler 404 (line 2)"))
    #expect(stops.count == 2)
  }

  @Test("1.0 and later: tables for the code first; the 500 path is a separate lookup", arguments: ["1.0", "3.1"])
  func codes(release: String) throws {
    let script = """
      blueprint admin
      handler 404 -> "no page", 404
      handler 500 -> "broken", 500
      """
    let found = stops(try lookupSteps(script, of: "NotFound in admin", under: release))
    #expect(found[0].hasSuffix("blueprint admin's handlers for code 404: the table is empty"))
    #expect(found[1].hasSuffix("app handlers for code 404, NotFound: handler 404 (line 3)"))
    let failing = stops(try lookupSteps(script, of: "KeyError", under: release))
    #expect(failing.contains("the 500 path: looking for a handler for InternalServerError"))
    #expect(failing.contains("return no handler | no table has an entry"))
  }

  @Test("a stop is shown with its line marked, and in plain text as a sentence")
  func pages() throws {
    let steps = try lookupSteps(report, of: "E", under: "1.0")
    let page = steps.page(0).characters
    #expect(
      page.split(separator: "\n").filter { $0.hasPrefix(">") } == [">         if the table has an entry for the class:"]
    )
    #expect(page.hasSuffix("1 of 5  app handlers by exception class, E: no entry\n"))
    #expect(steps.sentence(0).characters == "step 1 of 5, line 6: app handlers by exception class, E: no entry\n")
    #expect(steps.numberedCode.characters.hasPrefix("line 1: to find a handler for an error:\n"))
  }
}
