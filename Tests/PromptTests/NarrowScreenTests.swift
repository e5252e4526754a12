import Interpreter
import Prompt
import Rendering
import Testing

/// The full output of the prompt on screens of 80 and 40 columns, with the program of Flask issue #2267.
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

  @Test("compare has a column that shows which releases differ")
  func compare() {
    var wide = prompt(columns: 80)
    expectInOrder(
      wide.type("compare E"),
      [
        """
        Flask 0.10 to 0.10.1  500 "E2" from handler E2 (line 4)          differs
        Flask 0.11 to 0.12.5  500 "Exception" from handler Exception     current
                              (line 5); in a fresh process: 500 "E2"
                              from handler E2 (line 4)
        Flask 1.0 to 3.1.3    500 "E2" from handler E2 (line 4)          differs
        Sanic 20.12.7 to      500 "E2" from handler E2 (line 4)          differs
        21.3.4
        Sanic 21.6.2 to       500 "Exception" from handler Exception     same as current
        25.12.1               (line 5); in a fresh process: 500 "E2"
                              from handler E2 (line 4)
        Starlette 0.13.8 to   500 "E2" from handler E2 (line 4)          differs
        1.10.0
        FastAPI 0.99.1 to     500 "E2" from handler E2 (line 4)          differs
        0.165.0
        singledispatch 3.11   500 "E2" from handler E2 (line 4)          differs

        """
      ])
    var narrow = prompt(columns: 40)
    expectInOrder(
      narrow.type("compare E"),
      [
        """
        Flask 0.10 to 0.10.1
          500 "E2" from handler E2 (line 4)
          differs
        Flask 0.11 to 0.12.5
          500 "Exception" from handler Exception
          (line 5); in a fresh process: 500 "E2"
          from handler E2 (line 4)
          current
        Flask 1.0 to 3.1.3
          500 "E2" from handler E2 (line 4)
          differs
        Sanic 20.12.7 to 21.3.4
          500 "E2" from handler E2 (line 4)
          differs
        Sanic 21.6.2 to 25.12.1
          500 "Exception" from handler Exception
          (line 5); in a fresh process: 500 "E2"
          from handler E2 (line 4)
          same as current
        Starlette 0.13.8 to 1.10.0

        """
      ])
  }

  @Test("why, handlers, hunt and stats put notes below their rows")
  func tables() {
    var prompt = prompt(columns: 40)
    expectInOrder(
      prompt.type("why\nhandlers\nhunt\nstats"),
      [
        """
        app handlers by exception class
          E          no entry
                     the lookup then wrote one
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
          E  wrong handler from the entry for E1
             in the app handlers by exception
             class: handler Exception (line 5)
             instead of handler E2 (line 4)

        """,
        """
        raises            2
        tables searched   2
        classes checked   4
        cache hits        1
        cache entries     2
          you did not register them, and nothing
          removes them
        of these, unused  1
          no later lookup used them; each one
          keeps its class in memory

        """,
      ])
  }

  @Test("a message of Flask is wrapped only for the current width")
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

  @Test("a page of explain is wrapped only for the current width")
  func explanations() throws {
    var prompt = prompt(columns: 40)
    let page = prompt.type("explain too-late")
    #expect(!page.isEmpty)
    // A line wrapped first for 80 columns would leave a short line below it.
    let paragraph = page.split(separator: "\n\n")[1].split(separator: "\n")
    for (line, next) in zip(paragraph, paragraph.dropFirst()) {
      let word = try #require(next.split(separator: " ").first)
      #expect(line.count + 1 + word.count > 40, "\(line)")
    }
    expectInOrder(prompt.type("explain"), ["absent-class\n  A class that does not exist under this\n  release\n"])
  }

  @Test("the code in list, flask and explain is never wrapped", arguments: [20, 40, 60])
  func code(columns: Int) {
    var prompt = prompt(columns: columns)
    prompt.type("handler E1 -> \"a text with more words than there is room for on any of these screens\", 402")
    let line = "handler E1 -> \"a text with more words than there is room for on any of these screens\", 402"
    #expect(prompt.type("list").contains("\n9  \(line)\n"))
    #expect(prompt.type("flask").contains("\n        return \"a text with more words than there is room for on any of"))
    #expect(prompt.type("explain cached-before").contains("\n    handler LookupError -> \"no such key\", 404\n"))
  }

  @Test("wrapped pseudocode of step is indented more than its block")
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

  @Test("the greeting is wrapped at the end of the screen and nowhere else")
  func greeting() {
    #expect(
      Theme.colorless.render(Greeting.first.fitted(to: 40)) == """
        Welcome to errorbook. It shows which
          error handler Flask would run, and
          why.
        Type these three lines and press Enter
          after each:

          handler Exception -> "sorry", 500
          raise ValueError
          why

        Or type `learn` to start the course. Tab
          completes a word, `help` lists all
          commands, `quit` leaves.

        """)
  }

  @Test("no output is wider than the screen", arguments: [20, 30, 40, 50, 66, 72, 80, 100])
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
