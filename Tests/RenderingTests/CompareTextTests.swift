import Testing

@Suite("compare, stats and memo, as they are shown") struct CompareTextTests {
  private static let seed = HuntTextTests.seed

  @Test("a row for the eras that answer alike, marked in words, and where they part")
  func rows() {
    let script = Self.seed + "raise E1\ncompare E\n"
    #expect(
      Played(script, release: "0.12.2").text.hasSuffix(
        """
        compare E
          0.10 to 0.10.1  500 "E2" from handler E2 (line 4)                                                                    differs
          0.11 to 0.12.5  500 "Exception" from handler Exception (line 5); in a new process 500 "E2" from handler E2 (line 4)  in use
          1.0 to 3.1.3    500 "E2" from handler E2 (line 4)                                                                    differs
          0.10.1 and 0.12.5 part where 0.10.1 finds handler E2 (line 4) at the registration for E2 in the app handlers and \
        0.12.5 looks at E in the app handlers by exception class, without an entry
          0.12.5 and 1.0 part at E1 in the app handlers by exception class: there 0.12.5 finds handler Exception (line 5), written \
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
          1.1.0 to 3.1.3: 500 "web" from handler HTTPException (line 1), which received InternalServerError made from \
        ValueError; in use
          0.12.5 and 1.0 part where 0.12.5 ends its search and 1.0 looks at InternalServerError in the app handlers \
        by exception class, without an entry
          1.0.4 and 1.1.4 find the same handler: 1.0.4 calls it with ValueError, 1.1.4 with InternalServerError made from \
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

  @Test("stats as JSON: every count, whatever the release has a use for")
  func stats() {
    #expect(
      Played(Self.seed + "raise E1\nraise E\nraise E2\nstats", release: "0.12.2").json("stats") == [
        #"{"event":"stats","file":"app.eb","line":9,"flask":"0.12.2","memo":false,"rows":["#
          + #"{"name":"raises","value":3},{"name":"tables","value":3},{"name":"classes","value":5},"#
          + #"{"name":"cache-hits","value":1},{"name":"cache-entries","value":2},{"name":"unused-entries","value":1},"#
          + #"{"name":"memo-entries","value":0},{"name":"memo-hits","value":0}]}"#
      ])
  }

  @Test("what the memo knew has no steps, but says what it saved")
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
