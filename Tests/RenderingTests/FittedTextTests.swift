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
    let text: StyledText = "  = help: declare it first: class Eve(Exception)\n"
    #expect(
      text.fitted(to: 30).characters == """
          = help: declare it first:
                  class Eve(Exception)

        """)
  }
}
