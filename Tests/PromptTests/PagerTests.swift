import Rendering
import Testing

@testable import Prompt

/// Text that fits on the screen is shown at once; the rest waits for Enter.
@Suite("The pager") struct PagerTests {
  /// Returns paragraphs with these numbers of lines, separated by empty lines.
  private func text(_ paragraphs: Int...) -> StyledText {
    var text = StyledText()
    for (number, count) in paragraphs.enumerated() {
      if number > 0 { text += "\n" }
      for line in 1...count { text += "\(number + 1).\(line)\n" }
    }
    return text
  }

  /// Returns the number of rows of each screen that a text takes. The first one is below `above` rows.
  private func screens(_ text: StyledText, rows: Int?, above: Int = 0) -> [Int] {
    var screens: [Int] = []
    var rest: StyledText? = text
    var above = above
    while let next = rest {
      let page = Pager(next, columns: 80, above: above, rows: rows)
      screens.append(page.shown.rows(columns: 80))
      if let rows, rows >= 10, !page.shown.isEmpty { #expect(screens[screens.count - 1] + above < rows) }
      rest = page.rest
      above = 0
    }
    return screens
  }

  @Test func fittingTextIsOneScreen() {
    #expect(screens(text(5, 5, 5), rows: 18) == [17])
    #expect(screens(text(5, 5, 5), rows: nil) == [17])
    #expect(screens(text(5, 5, 5), rows: 4) == [17])
    #expect(screens(StyledText(), rows: 24) == [0])
  }

  @Test func paragraphsStayWhole() {
    #expect(screens(text(5, 5, 5), rows: 17) == [11, 5])
    #expect(screens(text(5, 5, 5), rows: 12) == [5, 11])
    #expect(screens(text(9, 9, 9), rows: 12) == [9, 9, 9])
  }

  @Test func rowsAboveStayVisible() {
    #expect(screens(text(5, 5), rows: 20, above: 8) == [11])
    #expect(screens(text(5, 5), rows: 20, above: 9) == [5, 5])
    // There is no room at all: it starts on the next screen.
    #expect(screens(text(5, 5), rows: 20, above: 16) == [0, 11])
    #expect(screens(text(5, 5), rows: 20, above: 100) == [0, 11])
  }

  @Test func paragraphLargerThanScreenIsSplit() {
    #expect(screens(text(30), rows: 12) == [10, 10, 10])
  }

  @Test func splitParagraphDoesNotEndWithSingleLine() {
    #expect(screens(text(11), rows: 12) == [11])
    #expect(screens(text(12), rows: 12) == [10, 2])
    #expect(screens(text(11, 5), rows: 12) == [9, 8])
    #expect(screens(text(21, 5), rows: 12) == [10, 9, 8])
  }

  @Test func drawnLineStaysWithNextText() {
    let line = StyledText("----------", .faint) + "\n\n"
    #expect(screens(text(5) + "\n" + line + text(5), rows: 12) == [5, 7])
  }

  @Test func lastLineIsNotAlone() {
    #expect(screens(text(5, 5, 1), rows: 13) == [5, 7])
    #expect(screens(text(5, 5, 1), rows: 14) == [13])
  }

  @Test func headingStaysWithItsText() {
    let heading = StyledText("Look again", .heading) + "\n" + StyledText("----------", .faint) + "\n\n"
    #expect(screens(text(5) + "\n" + heading + text(5), rows: 12) == [5, 8])
    // Two headings, one below the other.
    #expect(screens(text(5) + "\n" + heading + heading + text(4), rows: 14) == [5, 10])
    // Without a line under it, as in linear text.
    #expect(screens(text(5) + "\n" + StyledText("Look again", .heading) + "\n\n" + text(5), rows: 12) == [5, 7])
    // Its text is larger than any screen.
    #expect(screens(text(5) + "\n" + heading + text(20), rows: 12) == [5, 10, 10, 3])
    // The name of a table is directly above its rows, not a separate paragraph.
    #expect(screens(text(5) + "\n" + StyledText("application", .heading) + "\n" + text(2, 6), rows: 13) == [9, 6])
  }

  @Test func leadInStaysWithItsText() {
    let leadIn = StyledText("The app:") + "\n\n"
    #expect(screens(text(5) + "\n" + leadIn + text(5), rows: 12) == [5, 7])
    #expect(screens(text(5) + "\n" + StyledText("The app.") + "\n\n" + text(5), rows: 12) == [7, 5])
    // Both fit on a page, but not below what is already shown.
    #expect(screens(leadIn + text(7, 2), rows: 12, above: 3) == [0, 9, 2])
    // They do not fit on any page.
    #expect(screens(text(5) + "\n" + leadIn + text(20), rows: 12) == [7, 10, 10])
  }

  @Test func wrappedCodeLineCountsAllItsRows() {
    let code = StyledText(String(repeating: "x", count: 200), .listing) + "\n"
    #expect(code.rows(columns: 80) == 3)
    #expect(screens(text(5) + "\n" + code + "\n" + text(4), rows: 12) == [9, 4])
    #expect(screens(text(5) + "\n" + code + "\n" + text(4), rows: 10) == [5, 8])
  }

  @Test func nothingIsLost() {
    let whole = text(3, 7, 1, 12, 2, 2, 9)
    for rows in 10...40 {
      for above in 0..<rows {
        var lines: [String] = []
        var rest: StyledText? = whole
        var first = above
        while let next = rest {
          let page = Pager(next, columns: 80, above: first, rows: rows)
          lines += page.shown.characters.split(separator: "\n").map(String.init)
          rest = page.rest
          first = 0
        }
        #expect(lines == whole.characters.split(separator: "\n").map(String.init))
      }
    }
  }
}

/// One rule for every entry: output appears while it fits, and the rest waits for Enter.
@Suite("Output larger than the screen") struct PagedOutputTests {
  private func prompt(rows: Int) -> TypedPrompt {
    var prompt = TypedPrompt()
    prompt.screen.rows = rows
    return prompt
  }

  private func rows(_ text: String) -> Int { text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 }

  @Test(
    "the output of every command fits on the screen",
    arguments: ["compare", "list", "flask", "help", "explain", "classes"])
  func commands(command: String) {
    var prompt = prompt(rows: 12)
    let lines = bugReport + (1...20).map { "class Many\($0)(E)" }
    for line in lines { prompt.type(line) }
    var pages = [prompt.type(command)]
    while prompt.screen.hasRest { pages.append(prompt.type("")) }
    #expect(pages.count > 1)
    #expect(pages.allSatisfy { rows($0) < 12 }, "\(pages)")
    #expect(pages.dropLast().allSatisfy { $0.hasSuffix("Press Enter for more.\n") })
    // Without a terminal it is one text.
    prompt.screen.rows = nil
    #expect(prompt.type(command).contains(pages[0].split(separator: "\n")[0]))
    #expect(!prompt.screen.hasRest)
  }

  @Test("a pasted program is shown as it runs, and the results that do not fit wait")
  func program() {
    var prompt = prompt(rows: 12)
    let program = (1...30).map { "raise KeyError # \($0)" }.joined(separator: "\n")
    let first = prompt.paste(program)
    expectInOrder(first, ["raise KeyError", "Press Enter for more.\n"])
    #expect(rows(first) == 11)
    var last = first
    while prompt.screen.hasRest { last = prompt.type("") }
    #expect(last.hasSuffix("lines 1 to 30: 30 requests\n"))
  }

  @Test("another entry discards what was not read")
  func other() {
    var prompt = prompt(rows: 12)
    #expect(prompt.type("explain").hasSuffix("Press Enter for more.\n"))
    #expect(prompt.type("mro KeyError").hasPrefix("KeyError -> LookupError"))
    #expect(prompt.type("") == "")
  }
}
