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
          Flask 0.10 to 0.10.1        500 "E2" from handler E2 (line 4)                                                                       differs
          Flask 0.11 to 0.12.5        500 "Exception" from handler Exception (line 5); in a fresh process: 500 "E2" from handler E2 (line 4)  current
          Flask 1.0 to 3.1.3          500 "E2" from handler E2 (line 4)                                                                       differs
          Sanic 20.12.7 to 21.3.4     500 "E2" from handler E2 (line 4)                                                                       differs
          Sanic 21.6.2 to 25.12.1     500 "Exception" from handler Exception (line 5); in a fresh process: 500 "E2" from handler E2 (line 4)  same as current
          Starlette 0.13.8 to 1.10.0  500 "E2" from handler E2 (line 4)                                                                       differs
          FastAPI 0.99.1 to 0.165.0   500 "E2" from handler E2 (line 4)                                                                       differs
          singledispatch 3.11         500 "E2" from handler E2 (line 4)                                                                       differs
          Flask 0.10.1 and 0.12.5 differ: 0.10.1 checks the registration for E2 in the app handlers and finds handler E2 (line 4), \
        0.12.5 checks E in the app handlers by exception class and finds no entry
          Flask 0.12.5 and 1.0 differ at E1 in the app handlers by exception class: 0.12.5 finds handler Exception (line 5), written \
        by the cache at line 6, 1.0 finds no entry
          Sanic 21.3.4 and 21.6.2 differ: 21.3.4 checks the registration for E2 in the app handlers and finds handler E2 \
        (line 4), 21.6.2 checks E1 in the app handlers by exception class and finds handler Exception (line 5), written by \
        the cache at line 6

        """))
  }

  @Test("linear text has no columns")
  func plain() {
    #expect(
      Played("handler HTTPException -> \"web\", 500\ncompare ValueError").plainText == """
        compare ValueError
          Flask 0.10 to 0.12.5: 500 page; differs
          Flask 1.0 to 1.0.4: 500 "web" from handler HTTPException (line 1); differs
          Flask 1.1.0 to 3.1.3: 500 "web" from handler HTTPException (line 1), which received InternalServerError wrapping \
        ValueError; current
          Sanic 20.12.7 to 22.12.0: 500 page; without line 1 (Sanic has no `HTTPException`); differs
          Sanic 23.3.0 to 25.12.1: 500 page; differs
          Starlette 0.13.8 to 1.10.0: 500 page, then crash (ValueError); differs
          FastAPI 0.99.1 to 0.165.0: 500 page, then crash (ValueError); differs
          singledispatch 3.11: 500 page; without line 1 (singledispatch has no `HTTPException`); differs
          Flask 0.12.5 and 1.0 differ: 0.12.5 ends the lookup, 1.0 checks InternalServerError in the app handlers \
        by exception class and finds no entry
          Flask 1.0.4 and 1.1.4 find the same handler: 1.0.4 calls it with ValueError, 1.1.4 with InternalServerError wrapping \
        ValueError

        """)
  }

  @Test("compare as JSON")
  func json() {
    let answer = #"{"status":404,"body":"no","handler":3,"argument":"KeyError","original":null,"escaped":null}"#
    func row(_ first: String, _ last: String, _ framework: String) -> String {
      #"{"target":"KeyError","scope":"b","from":"\#(first)","to":"\#(last)","\#(framework)":"\#(last)","now":\#(answer),"#
        + #""fresh":\#(answer),"#
    }
    let others = #""notPossible":null,"leftOut":null,"inUse":false},"#
    #expect(
      Played("blueprint a\nblueprint b in a\nhandler E in b -> \"no\", 404\ncompare E in b").json("compare").isEmpty)
    let script = "blueprint a\nblueprint b in a\nhandler KeyError in b -> \"no\", 404\ncompare KeyError in b"
    #expect(
      Played(script).json("compare") == [
        #"{"event":"compare","file":"app.eb","line":4,"target":"KeyError","scope":"b","request":"raise KeyError in b","rows":["#
          + #"{"target":"KeyError","scope":"b","from":"0.10","to":"1.1.4","flask":"1.1.4","now":null,"fresh":null,"#
          + #""notPossible":"nested blueprints need Flask 2.0.0","#
          + #""leftOut":"line 2 (nested blueprints need Flask 2.0.0)","inUse":false},"#
          + row("2.0.0", "3.1.3", "flask") + #""notPossible":null,"leftOut":null,"inUse":true},"#
          + #"{"target":"KeyError","scope":"b","from":"20.12.7","to":"25.12.1","sanic":"25.12.1","now":null,"fresh":null,"#
          + #""notPossible":"it has no nested blueprints","leftOut":"line 2 (it has no nested blueprints)","inUse":false},"#
          + row("0.13.8", "1.10.0", "starlette") + others + row("0.99.1", "0.165.0", "fastapi") + others
          + row("3.11", "3.11", "singledispatch")
          + #""notPossible":null,"leftOut":null,"inUse":false}],"partings":[]}"#
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
