import ArgumentParser
import Export

/// `errorbook import --script`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write an app of your own as a script.",
    discussion: """
      errorbook does not run Python: a small Python file does the reading, in the environment in which your app runs.

        errorbook import --script > errorbook_dump.py
        python errorbook_dump.py shop:app > shop.eb       or shop:create_app, for a factory
        errorbook run shop.eb

      It imports the app and changes nothing in it. In the script each handler answers with the name of its function.
      What the script cannot say is a comment in it, and a line on standard error where it could change an answer.
      """)

  @Flag(help: "Print the Python file.")
  var script = false

  func run() throws {
    guard script else {
      throw ValidationError("Say `errorbook import --script` to print the Python file that reads an app.")
    }
    var console = Console()
    console.write(Array(DumpScript.text.utf8))
    console.flush()
  }
}
