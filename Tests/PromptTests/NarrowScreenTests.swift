import Interpreter
import Prompt
import Rendering
import Testing

/// The prompt on screens of 80 and of 40 columns, as whole pictures: the program of Flask's issue #2267.
@Suite("The prompt on a narrow screen") struct NarrowScreenTests {
  private static let program = """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "Exception", 500
    use flask 0.12.2
    raise E1
    raise E
    """

  private func prompt(columns: Int) -> TypedPrompt {
    var prompt = TypedPrompt()
    prompt.screen.columns = columns
    prompt.type(Self.program)
    return prompt
  }

  @Test("compare has a column for what is the same and what differs")
  func compare() {
    var wide = prompt(columns: 80)
    expectInOrder(
      wide.type("compare E"),
      [
        """
        0.10 to 0.10.1  500 "E2" from handler E2 (line 4)                        differs
        0.11 to 0.12.5  500 "Exception" from handler Exception (line 5); in a    in use
                        new process 500 "E2" from handler E2 (line 4)
        1.0 to 3.1.3    500 "E2" from handler E2 (line 4)                        differs

        """
      ])
    var narrow = prompt(columns: 40)
    expectInOrder(
      narrow.type("compare E"),
      [
        """
        0.10 to 0.10.1  500 "E2" from handler E2
                        (line 4)
                        differs
        0.11 to 0.12.5  500 "Exception" from
                        handler Exception (line
                        5); in a new process 500
                        "E2" from handler E2
                        (line 4)
                        in use
        1.0 to 3.1.3    500 "E2" from handler E2
                        (line 4)
                        differs

        """
      ])
  }

  @Test("why, handlers, hunt and stats put remarks below their rows")
  func tables() {
    var prompt = prompt(columns: 40)
    expectInOrder(
      prompt.type("why\nhandlers\nhunt\nstats"),
      [
        """
        app handlers by exception class
          E          no entry
                     then written by the cache
          E1         handler Exception (line 5)
                     written by the cache at
                     line 7
          E2         handler E2 (line 4)
                     never reached
          Exception  handler Exception (line 5)
                     never reached

        """,
        """
        app handlers by exception class
          Exception  handler Exception (line 5)
          E1         handler Exception (line 5)
                     written by the cache at
                     line 7
          E2         handler E2 (line 4)
          E          handler Exception (line 5)
                     written by the cache at
                     line 8

        """,
        """
          E  misled by the entry for E1 in the
             app handlers by exception class:
             handler Exception (line 5) instead
             of handler E2 (line 4)

        """,
        """
        raises             2
        tables looked at   2
        classes looked at  4
        cache hits         1
        cache entries      2
          nobody registered them, and nothing
          removes them
        of these unused    1
          no later lookup came to them; each
          keeps its class alive

        """,
      ])
  }

  @Test("what Flask says is broken once, for the screen as it is")
  func flaskSays() {
    var wide = prompt(columns: 80)
    wide.type("use flask 3.1\nraise E")
    expectInOrder(
      wide.type("handler E -> \"late\", 500"),
      [
        """
           = note: Flask says: AssertionError: The setup method 'errorhandler' can no
                   longer be called on the application. It has already handled its first
                   request, any changes will not be applied consistently.

        """
      ])
    var narrow = prompt(columns: 40)
    narrow.type("use flask 3.1\nraise E")
    expectInOrder(
      narrow.type("handler E -> \"late\", 500"),
      [
        """
           = note: Flask says: AssertionError:
                   The setup method
                   'errorhandler' can no longer
                   be called on the application.
                   It has already handled its
                   first request, any changes
                   will not be applied
                   consistently.

        """
      ])
  }

  @Test("so is a page of explain")
  func explanations() throws {
    var prompt = prompt(columns: 40)
    let page = prompt.type("explain too-late")
    #expect(!page.isEmpty)
    // Below a line that was broken for 80 columns there would be one of a few words.
    let paragraph = page.split(separator: "\n\n")[1].split(separator: "\n")
    for (line, next) in zip(paragraph, paragraph.dropFirst()) {
      let word = try #require(next.split(separator: " ").first)
      #expect(line.count + 1 + word.count > 40, "\(line)")
    }
    expectInOrder(prompt.type("explain"), ["absent-class\n  A class that does not exist under this\n  release\n"])
  }

  @Test("code is never broken: not what list, flask and explain show", arguments: [20, 40, 60])
  func code(columns: Int) {
    var prompt = prompt(columns: columns)
    prompt.type("handler E1 -> \"a text with more words than there is room for on any of these screens\", 402")
    let line = "handler E1 -> \"a text with more words than there is room for on any of these screens\", 402"
    #expect(prompt.type("list").contains("\n9  \(line)\n"))
    #expect(prompt.type("flask").contains("\n        return \"a text with more words than there is room for on any of"))
    #expect(prompt.type("explain cached-before").contains("\n    handler LookupError -> \"no such key\", 404\n"))
  }

  @Test("the pseudocode of step goes on further in than its block")
  func step() {
    var prompt = prompt(columns: 40)
    expectInOrder(
      prompt.type("step E2\nq"),
      [
        """
              table = the scope's table for the
                  error's code
              for class in the error's MRO:
        >       if the table has an entry for
                    the class:
                  store it in the table for the
                     error's own class

        """
      ])
  }

  @Test("the greeting is broken at the end of the screen, and nowhere else")
  func greeting() {
    #expect(
      Theme.colorless.render(Greeting.first.fitted(to: 40)) == """
        Welcome to errorbook. It shows which
          error handler Flask would run, and
          why.
        Type these three lines, each with Enter:

          handler Exception -> "sorry", 500
          raise ValueError
          why

        or `learn`, which begins the course. Tab
          completes what you type, `help` shows
          the rest, `quit` leaves.

        """)
  }

  /// What the learner types is shown on the same screen, so nothing is wider than it.
  @Test("no answer is wider than the screen", arguments: [20, 30, 40, 50, 66, 72, 80, 100])
  func widths(columns: Int) {
    var prompt = prompt(columns: columns)
    for line in [
      "why", "why E2", "compare", "compare E", "hunt", "handlers", "classes", "blueprints", "stats", "mro E",
    ] {
      let shown = prompt.type(line)
      #expect(shown.split(separator: "\n").allSatisfy { displayWidth(of: String($0)) <= columns }, "\(shown)")
    }
  }
}
