import Rendering
import Testing

@testable import Prompt

/// What fits on a screen is shown at once, what does not waits for Enter.
@Suite("A screenful") struct ScreenfulTests {
  /// Paragraphs of so many lines, with an empty line between two.
  private func text(_ paragraphs: Int...) -> StyledText {
    var text = StyledText()
    for (number, count) in paragraphs.enumerated() {
      if number > 0 { text += "\n" }
      for line in 1...count { text += "\(number + 1).\(line)\n" }
    }
    return text
  }

  /// All the screens that a text takes, the first below `above` rows: the lines of each.
  private func screens(_ text: StyledText, rows: Int?, above: Int = 0) -> [Int] {
    var screens: [Int] = []
    var rest: StyledText? = text
    var above = above
    while let next = rest {
      let screenful = Pager(next, columns: 80, above: above, rows: rows)
      screens.append(screenful.shown.rows(columns: 80))
      if let rows, rows >= 10, !screenful.shown.isEmpty { #expect(screens[screens.count - 1] + above < rows) }
      rest = screenful.rest
      above = 0
    }
    return screens
  }

  @Test func whatFitsIsOne() {
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

  @Test func whatStandsAboveStays() {
    #expect(screens(text(5, 5), rows: 20, above: 8) == [11])
    #expect(screens(text(5, 5), rows: 20, above: 9) == [5, 5])
    // No room at all: it begins with the next screen.
    #expect(screens(text(5, 5), rows: 20, above: 16) == [0, 11])
    #expect(screens(text(5, 5), rows: 20, above: 100) == [0, 11])
  }

  @Test func aParagraphLargerThanAnyScreenIsCut() {
    #expect(screens(text(30), rows: 12) == [10, 10, 10])
  }

  @Test func theEndOfAParagraphThatIsCutIsNotALineAlone() {
    #expect(screens(text(11), rows: 12) == [11])
    #expect(screens(text(12), rows: 12) == [10, 2])
    #expect(screens(text(11, 5), rows: 12) == [9, 8])
    #expect(screens(text(21, 5), rows: 12) == [10, 9, 8])
  }

  @Test func aDrawnLineStaysWithWhatFollows() {
    let line = StyledText("----------", .faint) + "\n\n"
    #expect(screens(text(5) + "\n" + line + text(5), rows: 12) == [5, 7])
  }

  @Test func theLastLineIsNotAlone() {
    #expect(screens(text(5, 5, 1), rows: 13) == [5, 7])
    #expect(screens(text(5, 5, 1), rows: 14) == [13])
  }

  @Test func aHeadingStaysWithItsText() {
    let heading = StyledText("Look again", .heading) + "\n" + StyledText("----------", .faint) + "\n\n"
    #expect(screens(text(5) + "\n" + heading + text(5), rows: 12) == [5, 8])
    // Two headings, one below the other.
    #expect(screens(text(5) + "\n" + heading + heading + text(4), rows: 14) == [5, 10])
    // Without a line under it, as for a reader who listens.
    #expect(screens(text(5) + "\n" + StyledText("Look again", .heading) + "\n\n" + text(5), rows: 12) == [5, 7])
    // Its text is larger than any screen.
    #expect(screens(text(5) + "\n" + heading + text(20), rows: 12) == [5, 10, 10, 3])
    // The name of a table is right above its rows, and no paragraph of its own.
    #expect(screens(text(5) + "\n" + StyledText("application", .heading) + "\n" + text(2, 6), rows: 13) == [9, 6])
  }

  @Test func aLineOfCodeTakesTheRowsThatTheTerminalGivesIt() {
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
          let screenful = Pager(next, columns: 80, above: first, rows: rows)
          lines += screenful.shown.characters.split(separator: "\n").map(String.init)
          rest = screenful.rest
          first = 0
        }
        #expect(lines == whole.characters.split(separator: "\n").map(String.init))
      }
    }
  }
}
