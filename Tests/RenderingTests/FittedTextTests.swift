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
    var text: StyledText = "  = help: "
    text.hangHere()
    text += "declare it first: class Eve(Exception)\n"
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
}
