import Testing

@Suite("compare, stats and memo as text") struct CompareTextTests {
  private static let seed = HuntTextTests.seed

  @Test("one row for eras with the same response, marked in words, and where they differ")
  func rows() {
    let script = Self.seed + "raise E1\ncompare E\n"
    #expect(
      Played(script, release: "0.12.2").text.hasSuffix(
        """
        compare E
          0.10 to 0.10.1  500 "E2" from handler E2 (line 4)                                                                       differs
          0.11 to 0.12.5  500 "Exception" from handler Exception (line 5); in a fresh process: 500 "E2" from handler E2 (line 4)  current
          1.0 to 3.1.3    500 "E2" from handler E2 (line 4)                                                                       differs
          0.10.1 and 0.12.5 differ: 0.10.1 checks the registration for E2 in the app handlers and finds handler E2 (line 4), \
        0.12.5 checks E in the app handlers by exception class and finds no entry
          0.12.5 and 1.0 differ at E1 in the app handlers by exception class: 0.12.5 finds handler Exception (line 5), written \
        by the cache at line 6, 1.0 finds no entry

        """))
  }

  @Test("linear text has no columns")
  func plain() {
    #expect(
      Played("handler HTTPException -> \"web\", 500\ncompare ValueError").plainText == """
        compare ValueError
          0.10 to 0.12.5: 500 page; differs
          1.0 to 1.0.4: 500 "web" from handler HTTPException (line 1); differs
          1.1.0 to 3.1.3: 500 "web" from handler HTTPException (line 1), which received InternalServerError wrapping \
        ValueError; current
          0.12.5 and 1.0 differ: 0.12.5 ends the lookup, 1.0 checks InternalServerError in the app handlers \
        by exception class and finds no entry
          1.0.4 and 1.1.4 find the same handler: 1.0.4 calls it with ValueError, 1.1.4 with InternalServerError wrapping \
        ValueError

        """)
  }

  @Test("compare as JSON")
  func json() {
    let answer = #""status":404,"body":"no","handler":3,"argument":"E","original":null,"escaped":null"#
    #expect(
      Played("blueprint a\nblueprint b in a\nhandler E in b -> \"no\", 404\ncompare E in b").json("compare").isEmpty)
    let script = "blueprint a\nblueprint b in a\nhandler KeyError in b -> \"no\", 404\ncompare KeyError in b"
    #expect(
      Played(script).json("compare") == [
        #"{"event":"compare","file":"app.eb","line":4,"target":"KeyError","scope":"b","request":"raise KeyError in b","rows":["#
          + #"{"target":"KeyError","scope":"b","from":"0.10","to":"1.1.4","flask":"1.1.4","now":null,"fresh":null,"#
          + #""notPossible":"nested blueprints need Flask 2.0","#
          + #""leftOut":"line 2 (nested blueprints need Flask 2.0)","inUse":false},"#
          + #"{"target":"KeyError","scope":"b","from":"2.0.0","to":"3.1.3","flask":"3.1.3","#
          + #""now":{\#(answer.replacing(#""E""#, with: #""KeyError""#))},"#
          + #""fresh":{\#(answer.replacing(#""E""#, with: #""KeyError""#))},"#
          + #""notPossible":null,"leftOut":null,"inUse":true}],"partings":[]}"#
      ])
  }

  @Test("stats as JSON: every count, even if it does not apply to the release")
  func stats() {
    #expect(
      Played(Self.seed + "raise E1\nraise E\nraise E2\nstats", release: "0.12.2").json("stats") == [
        #"{"event":"stats","file":"app.eb","line":9,"flask":"0.12.2","memo":false,"rows":["#
          + #"{"name":"raises","value":3},{"name":"tables","value":3},{"name":"classes","value":5},"#
          + #"{"name":"cache-hits","value":1},{"name":"cache-entries","value":2},{"name":"unused-entries","value":1},"#
          + #"{"name":"memo-entries","value":0},{"name":"memo-hits","value":0}]}"#
      ])
  }

  @Test("a lookup in the memo has no steps, but shows how many it saved")
  func memo() {
    let script =
      "use flask 1.0 with memo\nhandler LookupError -> \"lookup\", 500\nraise KeyError\nraise KeyError\nwhy\n"
    let played = Played(script)
    #expect(played.json("use").first?.contains(#""flask":"1.0","werkzeug":"0.16.1","memo":true"#) ?? false)
    #expect(
      played.json("why").first?.contains(
        #""steps":[],"unreached":[],"memo":[{"search":"exception","sought":"KeyError","found":2,"rememberedAt":3,"#
          + #""savedTables":1,"savedClasses":2}]"#) ?? false)
  }
}
