import Testing

@testable import Rendering

/// Tables on screens of every width, as whole pictures.
@Suite("Tables") struct TableTests {
  /// Without a head: a lookup at the prompt.
  private var lookup: Table {
    var table = Table(indent: 2)
    table.addLine(StyledText("application, no code", .heading))
    table.add(["E", "no entry", "the lookup then wrote one"])
    table.add(["Exception", "handler Exception (line 5)", "never reached"])
    table.add(["..."])
    return table
  }

  /// The table from lesson 5.
  private var story: Table {
    let code = { StyledText("`\($0)`", .code) } as (String) -> StyledText
    var table = Table(head: ["", code("CardTimeout"), code("Timeout"), code("PaymentError"), code("Exception")])
    table.add(["registered", "", "", "card not charged", "unknown error"])
    table.add(["after \(code("raise Timeout"))", "", "unknown error, cached", "card not charged", "unknown error"])
    table.add([
      "after \(code("raise CardTimeout"))", "unknown error, cached", "unknown error, cached", "card not charged",
      "unknown error",
    ])
    return table
  }

  @Test("with enough room, columns are aligned, and no line ends in spaces")
  func wide() {
    let picture = """
      application, no code
        E          no entry                    the lookup then wrote one
        Exception  handler Exception (line 5)  never reached
        ...

      """
    #expect(lookup.text(columns: nil).characters == picture)
    #expect(lookup.text(columns: 66).characters == picture)
  }

  @Test("a little too narrow: cells are wrapped at words, in their columns")
  func cells() {
    #expect(
      lookup.text(columns: 60).characters == """
        application, no code
          E          no entry              the lookup then wrote one
          Exception  handler Exception     never reached
                     (line 5)
          ...

        """)
    #expect(
      story.text(columns: 80).characters == """
                             `CardTimeout`  `Timeout`      `PaymentError`  `Exception`
        registered                                         card not        unknown error
                                                           charged
        after                               unknown        card not        unknown error
        `raise Timeout`                     error, cached  charged
        after                unknown        unknown        card not        unknown error
        `raise CardTimeout`  error, cached  error, cached  charged

        """)
  }

  @Test("far too narrow: the cells of a row go below each other, each with the name of its column")
  func stacked() {
    #expect(
      lookup.text(columns: 40).characters == """
        application, no code
          E          no entry
                     the lookup then wrote one
          Exception  handler Exception (line 5)
                     never reached
          ...

        """)
    #expect(
      lookup.text(columns: 30).characters == """
        application, no code
          E
            no entry
            the lookup then wrote one
          Exception
            handler Exception (line 5)
            never reached
          ...

        """)
    #expect(
      story.text(columns: 30).characters == """
        registered
        `CardTimeout`: -
        `Timeout`: -
        `PaymentError`: card not
          charged
        `Exception`: unknown error

        after `raise Timeout`
        `CardTimeout`: -
        `Timeout`: unknown error,
          cached
        `PaymentError`: card not
          charged
        `Exception`: unknown error

        after `raise CardTimeout`
        `CardTimeout`: unknown error,
          cached
        `Timeout`: unknown error,
          cached
        `PaymentError`: card not
          charged
        `Exception`: unknown error

        """)
  }

  @Test("no row is wider than the screen, and no word is lost", arguments: 20...110)
  func everyWidth(columns: Int) {
    for table in [lookup, story] {
      let text = table.text(columns: columns)
      #expect(text.width <= columns, "\(text.characters)")
      #expect(text.lines.allSatisfy { !$0.characters.hasSuffix(" ") })
      for word in ["cached", "cache", "reached", "charged", "(line"] where table.text(columns: nil).has(word) {
        #expect(text.has(word), "\(text.characters)")
      }
    }
  }

  @Test("columns that fit stay next to each other if only the remarks are too long")
  func remarks() {
    var table = Table(hasRemarks: true)
    table.add(["cache entries", "2", "you did not register them, and nothing removes them"])
    table.add(["raises", "12", ""])
    #expect(
      table.text(columns: 70).characters == """
        cache entries  2  you did not register them, and nothing removes them
        raises         12

        """)
    #expect(
      table.text(columns: 60).characters == """
        cache entries  2   you did not register them, and nothing
                           removes them
        raises         12

        """)
    #expect(
      table.text(columns: 36).characters == """
        cache entries  2
          you did not register them, and
          nothing removes them
        raises         12

        """)
  }

  @Test("wide characters take two columns each, in every layout")
  func wideCharacters() {
    var table = Table()
    table.add(["日本語", "handler 日本 (line 5)", "never reached"])
    table.add(["E", "no entry", "written by the cache"])
    #expect(
      table.text(columns: 80).characters == """
        日本語  handler 日本 (line 5)  never reached
        E       no entry               written by the cache

        """)
    for columns in 20...80 { #expect(table.text(columns: columns).width <= columns) }
  }
}

extension StyledText {
  fileprivate func has(_ word: String) -> Bool { characters.split { " \n,".contains($0) }.contains { $0 == word } }
}
