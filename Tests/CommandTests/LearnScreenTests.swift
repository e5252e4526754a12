import PseudoTerminal
import TemporaryFolder
import Testing

/// Tests the course on low and narrow screens.
@Suite("learn on small screens") struct LearnScreenTests {
  private let home = TemporaryFolder()

  private func start(_ lesson: String, rows: Int, columns: Int = 80) throws -> PseudoTerminal {
    try PseudoTerminal(
      PseudoTerminal.product("errorbook"), ["learn", lesson], environment: ["HOME": home.path], rows: rows,
      columns: columns)
  }

  /// The output of a cell stays visible: of the text after it, only the part that fits is shown at once.
  @Test func stepIsShownInParts() throws {
    let terminal = try start("4", rows: 24)
    try terminal.expect("Press Enter for more.")
    try terminal.expect("step 1 of 12, 3.1.0 [1]>")
    // A learner who does not want to read can skip the text.
    try terminal.send("goto 3", Key.enter)
    try terminal.expect("15  classes")
    try terminal.expect("Press Enter to run it.")
    try terminal.send(Key.enter)
    try terminal.expect("step 4 of 12, 3.1.0 [16]>")
    #expect(terminal.visible.contains("+- ShopError"))
    try terminal.send("mro CardTimeout", Key.enter)
    try terminal.expect("[17]>")
    try terminal.send("goto 5", Key.enter)
    try terminal.expect("Press Enter for more.")
    try terminal.expect("step 5 of 12, 3.1.0 [17]>")
    try terminal.send("back", Key.enter)
    try terminal.expect("16  mro CardTimeout")
    try terminal.expect("Press Enter to guess the result.")
    try terminal.send("CardTimeout, Exception", Key.enter)
    try terminal.expect("Position 2 is ")
    try terminal.expect("How Python finds the order")
    try terminal.expect("Press Enter for more.")
    try terminal.expect("step 5 of 12, 3.1.0 [17]>")
    #expect(terminal.visible.contains("You guessed CardTimeout"))
  }

  @Test func narrowScreen() throws {
    let terminal = try start("2", rows: 100, columns: 20)
    for step in 1...4 {
      try terminal.expect("step \(step)/13")
      try terminal.send("skip", Key.enter)
    }
  }

  @Test func interruptedTextIsKept() throws {
    let lesson = "# T\n\nWhy?\n\n```essay cause\nmodel:\nThe cache.\nrubric:\n- names it\n```\n\nThe end.\n"
    let terminal = try start(try home.write(lesson, to: "mine.md"), rows: 24)
    try terminal.expect("In your own words.")
    try terminal.send("Back on Monday", Key.enter)
    try terminal.expect("your text (an empty line ends it)>")
    try terminal.send("Half of")
    try terminal.expect("Half of")
    try terminal.send(Key.control("C"))
    try terminal.expect("Your text is kept.")
    try terminal.send(Key.enter)
    try terminal.expect("Your text so far")
    try terminal.expect("your text (an empty line ends it)>")
    try terminal.send("a sentence.", Key.enter, Key.enter)
    try terminal.expect("Compare your text with the model answer.")
    #expect(terminal.visible.contains("Your text\n  Back on Monday\n  Half of\n  a sentence.\n"), "\(terminal.visible)")
  }

  /// Every command at a terminal, not only those that say so.
  @Test func longListIsShownInParts() throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.product("errorbook"), [], environment: ["HOME": home.path], rows: 12, columns: 80)
    try terminal.expect("3.1.0 [1]>")
    for line in 1...14 {
      try terminal.send("class E\(line)(Exception)", Key.enter)
      try terminal.expect("[\(line + 1)]>")
    }
    try terminal.send("list", Key.enter)
    try terminal.expect("Press Enter for more.")
    try terminal.expect("[15]>")
    #expect(terminal.visible.contains(" 1  class E1(Exception)"))
    try terminal.send(Key.enter)
    try terminal.expect("14  class E14(Exception)")
  }
}
