import Diagnostics
import Testing

@testable import Rendering

@Suite("Text on a narrow screen")
struct FittedTextTests {
  @Test("lines that fit stay as they are, others are broken at words and hang a little further in")
  func breaks() {
    let text: StyledText = """
      short
        cached: the table now has an entry for E1 that nobody registered

      """
    #expect(
      text.fitted(to: 40).characters == """
        short
          cached: the table now has an entry for
            E1 that nobody registered

        """)
    #expect(text.fitted(to: 80) == text)
  }

  @Test("help and notes go on under their text")
  func remarks() {
    let text = StyledText.help("declare it first: class Eve(Exception)")
    #expect(
      text.fitted(to: 30).characters == """
          = help: declare it first:
                  class Eve(Exception)

        """)
    // The place moves with its text, and only its own line goes on under it.
    #expect(
      ("two words " + text + text.indented(by: 2)).fitted(to: 40).characters == """
        two words   = help: declare it first:
                     class Eve(Exception)
            = help: declare it first: class
                    Eve(Exception)

        """)
    #expect(("x\n" + text).fitted(to: 80) == "x\n" + text)
  }

  @Test("so do the help and the notes of a picture")
  func pictures() {
    let source = SourceText(name: "a.eb", "raise Eve\n")
    let diagnostic = Diagnostic(
      DiagnosticKind("x", title: "", explanation: "", wrong: "", right: ""), .error, "no Eve",
      at: Diagnostic.Label(Span(start: 6, end: 9)), help: "declare it first: class Eve(Exception)",
      notes: ["a note that is too long for a line"])
    #expect(
      diagnostic.picture(in: source).fitted(to: 33).characters == """
        error[x]: no Eve
         --> a.eb:1:7
          |
        1 | raise Eve
          |       ^^^
          = help: declare it first: class
                  Eve(Exception)
          = note: a note that is too long
                  for a line

        """)
  }
}
