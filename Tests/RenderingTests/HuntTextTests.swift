import Diagnostics
import Resolution
import Testing

@testable import Interpreter
@testable import Rendering

@Suite("hunt as text") struct HuntTextTests {
  static let seed = """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "Exception", 500

    """

  @Test("the shortest series of requests, the last response, and the affected classes with the entry")
  func proof() {
    #expect(
      Played(Self.seed + "hunt", release: "0.12.2").text == """
        hunt
          Not safe under Flask 0.12.2. Shortest proof (2 requests):
            raise E1
            raise E    500 "Exception"; in a fresh process: 500 "E2"
          1 class is affected:
            E  wrong handler from the entry for E1 in the app handlers by exception class: handler Exception (line 5) instead of handler E2 (line 4)

        """)
  }

  @Test("linear text has no columns")
  func plain() {
    #expect(
      Played(Self.seed + "hunt E", release: "0.11").plainText == """
        hunt E
          Not safe under Flask 0.11. Shortest proof (2 requests):
            raise E1
            raise E: 500 "Exception"; in a fresh process: 500 "E2"
          1 class is affected:
            E: wrong handler from the entry for E1 in the app handlers by exception class: handler Exception (line 5) instead of handler E2 (line 4)

        """)
  }

  @Test("one more request, if two handlers give the same response")
  func threeRaises() {
    let script = """
      class Mp(Exception)
      class P(Exception)
      class M(Mp, P)
      class K(Mp)
      class C(M, K)
      handler K -> "same", 500
      handler P -> "same", 500
      handler Exception -> "other", 500
      hunt C
      """
    #expect(
      Played(script, release: "0.12.5").text == """
        hunt C
          Not safe under Flask 0.12.5. Shortest proof (3 requests):
            raise Mp
            raise M
            raise C    500 "other"; in a fresh process: 500 "same"
          1 class is affected:
            C  wrong handler from the entry for M in the app handlers by exception class: handler Exception (line 8) instead of handler K (line 6)

        """)
  }

  @Test("blueprints and codes have their own tables")
  func blueprintAndCode() {
    let script = """
      blueprint admin
      class Gone1(NotFound)
      class Gone2(NotFound)
      class Gone3(Gone1, Gone2)
      handler 404 in admin -> "no page", 404
      handler Gone2 in admin -> "gone", 404
      handler Gone3 -> "gone for good", 404
      hunt
      hunt Gone3
      hunt Gone3 in admin
      """
    let proof = """
        Not safe under Flask 0.12.2. Shortest proof (2 requests):
          raise Gone1 in admin
          raise Gone3 in admin    404 "no page"; in a fresh process: 404 "gone"
        1 class is affected:
          Gone3 in admin  wrong handler from the entry for Gone1 in blueprint admin's handlers for code 404: handler 404 (line 5) instead of \
      handler Gone2 (line 6)

      """
    #expect(
      Played(script, release: "0.12.2").text
        == "hunt\n\(proof)hunt Gone3\n\(proof)hunt Gone3 in admin\n\(proof)")
  }

  @Test("safe, with the reason")
  func safe() {
    let script = Self.seed + "hunt E1\n"
    #expect(
      Played(script, release: "0.12.2").text == """
        hunt E1
          E1 is safe under Flask 0.12.2: no order of requests changes its response if all handlers are registered before the first request

        """)
    #expect(
      Played("class A(Exception)\nhunt", release: "0.12.2").text == """
        hunt
          Safe under Flask 0.12.2: no order of requests changes a response if all handlers are registered before the first request

        """)
    #expect(
      Played(Self.seed + "hunt").text == """
        hunt
          Safe: Flask 3.1 does not write to its tables during a lookup. Try use flask 0.12.5

        """)
  }

  @Test("late statements count as registered, and earlier requests have no effect")
  func newProcess() {
    let script = """
      class E1(Exception)
      class E2(Exception)
      class E(E1, E2)
      handler Exception -> "Exception", 500
      raise E
      handler E2 -> "E2", 500
      expect not safe E
      expect safe E1
      expect safe E2
      """
    #expect(Played(script, release: "0.12.2").json("expect").allSatisfy { $0.contains(#""passed":true"#) })
  }

  @Test("long lists are shortened")
  func manyClasses() {
    let more = (1...20).map { "class X\($0)(E)\n" }.joined()
    let text = Played(Self.seed + more + "hunt", release: "0.12.2").text
    #expect(text.contains("  21 classes are affected:\n"))
    #expect(text.hasSuffix("\n    and 13 more\n"))
  }

  @Test("a class with a redeclared name is raised in another way, or not at all")
  func shadowedClasses() {
    let script = """
      class Mine(Exception)
      class Both(KeyError, Mine)
      class KeyError(Exception)
      class LookupError(Exception)
      handler Mine -> "mine", 500
      handler Exception -> "any", 500
      hunt
      abort 600
      expect raise Both -> "any"
      restart
      expect raise KeyError -> "any"
      expect raise LookupError -> "any"
      expect raise Both -> "mine"
      """
    let played = Played(script, release: "0.12.2")
    #expect(
      played.text.contains(
        """
            abort 600
            raise Both    500 "any"; in a fresh process: 500 "mine"
        """))
    #expect(played.json("expect").allSatisfy { $0.contains(#""passed":true"#) })
  }

  @Test("expectations")
  func expectations() {
    #expect(
      Played(Self.seed + "expect safe\nexpect not safe E1\nexpect safe E1", release: "0.12.2").text == """
        failed (line 6, Flask 0.12.2): hunt
          expected  safe
          got       not safe: raise E1, then raise E
        failed (line 7, Flask 0.12.2): hunt E1
          expected  not safe
          got       safe

        """)
  }

  /// No order of routes matters under Flask, so the routes are added to its proof.
  @Test("routes of the requests, if the proof names them")
  func routes() throws {
    var session = Session(name: "app.eb", release: try #require(Framework.flask.release(named: "0.12.2")))
    let events = session.run(Self.seed + "hunt\n")
    guard case .hunted(var hunt)? = events.last?.kind else {
      Issue.record("no result of hunt")
      return
    }
    let (pay, empty) = (session.source.texts.id(of: "pay"), TextID.empty)
    hunt.proof?.raises[0].route = pay
    hunt.proof?.raises[1].route = pay
    hunt.affected[0].raise.route = empty
    let event = Event(line: 6, .hunted(hunt))
    let printed = Theme.colorless.render(EventText.script().render(event, session.source.texts))
    #expect(printed.contains("    raise E1 at pay\n    raise E at pay    500"))
    #expect(printed.contains("    E at \"\"  wrong handler"))
    var json = JSONWriter()
    json.writeLine(event, in: session.source)
    let line = String(decoding: json.bytes, as: UTF8.self)
    #expect(line.contains(#""raises":[{"target":"E1","route":"pay","scope":null},{"target":"E","route":"pay","scope""#))
    #expect(line.contains(#""affected":[{"target":"E","route":"","scope":null,"raises":2"#))
  }

  @Test("as JSON")
  func json() {
    let lines = Played(Self.seed + "hunt\nhunt E1", release: "0.12.2").json("hunt")
    #expect(
      lines == [
        #"{"event":"hunt","file":"app.eb","line":6,"target":null,"scope":null,"flask":"0.12.2","safe":false,"#
          + #""raises":[{"target":"E1","scope":null},{"target":"E","scope":null}],"#
          + #""answer":{"status":500,"body":"Exception","argument":"E","escaped":null},"#
          + #""fresh":{"status":500,"body":"E2","argument":"E","escaped":null},"#
          + #""affected":[{"target":"E","scope":null,"raises":2,"entry":{"class":"E1","scope":null,"code":null},"#
          + #""handler":5,"instead":4}],"affectedCount":1}"#,
        #"{"event":"hunt","file":"app.eb","line":7,"target":"E1","scope":null,"flask":"0.12.2","safe":true,"#
          + #""raises":[],"answer":null,"fresh":null,"affected":[],"affectedCount":0}"#,
      ])
  }
}
