import Diagnostics
import Testing

@testable import Rendering

@Suite("Text on a narrow screen")
struct FittedTextTests {
  @Test("lines that fit stay the same, others are wrapped at words with more indentation")
  func breaks() {
    let text: StyledText = """
      short
        cached: the table now has an entry for E1 that you did not register

      """
    #expect(
      text.fitted(to: 40).characters == """
        short
          cached: the table now has an entry for
            E1 that you did not register

        """)
    #expect(text.fitted(to: 80) == text)
  }

  @Test("help and notes continue under their text")
  func remarks() {
    let text = StyledText.help("declare it first: class Eve(Exception)")
    #expect(
      text.fitted(to: 30).characters == """
          = help: declare it first:
                  class Eve(Exception)

        """)
    // The column moves with its text, and only its own line continues there.
    #expect(
      ("two words " + text + text.indented(by: 2)).fitted(to: 40).characters == """
        two words   = help: declare it first:
                     class Eve(Exception)
            = help: declare it first: class
                    Eve(Exception)

        """)
    #expect(("x\n" + text).fitted(to: 80) == "x\n" + text)
  }

  @Test("a listing is never wrapped, so that copied code stays the same")
  func listings() {
    let text: StyledText = "12  \("handler PaymentError -> \"card not charged\", 402  # a comment", .listing)\n"
    #expect(text.fitted(to: 30) == text)
    #expect(("a sentence that is too long\n" + text).fitted(to: 20).characters.hasSuffix("long\n" + text.characters))
    #expect(text.rows(columns: 80) == 1)
    #expect(text.rows(columns: 30) == 3)
    #expect(StyledText().rows(columns: 30) == 0)
    #expect(("\n" as StyledText).rows(columns: 30) == 1)
  }

  @Test("a comment line is wrapped at words into comments")
  func comments() {
    let comment: StyledText = "  22  \("  # The two handlers above stay. Write what is added here.", .listing)\n"
    #expect(
      comment.fitted(to: 40).characters == """
          22    # The two handlers above stay.
                # Write what is added here.

        """)
    // With too little room for words, it stays whole. So does text that is not a comment, or that has text after it.
    #expect(comment.fitted(to: 28) == comment)
    let code: StyledText = "\("handler E -> \"a # b\", 500  # a comment after code", .listing)\n"
    #expect(code.fitted(to: 30) == code)
    let marked: StyledText = "3  \("# raise Eve, which is not declared", .listing)  \("(gave an error)", .faint)\n"
    #expect(marked.fitted(to: 40) == marked)
  }

  /// The words of a picture are wrapped once. Wrapping them again would leave single words on separate lines.
  @Test("a picture is as wide as the screen, and is not wrapped again", arguments: 40...130)
  func picturesAreBrokenOnce(columns: Int) {
    let source = SourceText(name: "a.eb", "handler E -> \"late\"\n")
    let sentence = "the setup method errorhandler can no longer be called on the application because it has already "
    let diagnostic = Diagnostic(
      DiagnosticKind("too-late", title: "", explanation: "", wrong: "", right: ""), .warning, sentence + sentence,
      at: Diagnostic.Label(Span(start: 8, end: 9), "after the first request"), help: Advice(sentence),
      notes: ["Flask says: " + sentence + sentence])
    let picture = diagnostic.text(in: source, isPlain: false, columns: columns)
    #expect(picture.width <= columns)
    #expect(picture.fitted(to: columns) == picture)
    // Each line except the last of a paragraph has no room for the first word of the next one.
    let note = picture.lines.map(\.characters).drop { !$0.contains("note: ") }.dropLast()
    for (line, next) in zip(note, note.dropFirst()) {
      let word = next.split(separator: " ").first ?? ""
      #expect(line.count + 1 + word.count > min(columns, pictureWidth), "\(line)")
    }
  }

  @Test("so are the help and the notes of a picture")
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
