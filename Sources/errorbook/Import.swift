import ArgumentParser
import Export
import Resolution

/// Runs `errorbook import --script`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Convert your own app to a script.",
    discussion: """
      errorbook does not run Python. It gives you a small Python file that reads your app of \(Framework.namesWithClients) in the \
      app's own environment:

        errorbook import --script > errorbook_dump.py
        python errorbook_dump.py shop:app > shop.eb       or shop:create_app, for a factory
        errorbook run shop.eb

      The Python file finds the app's framework. It imports the app and does not change it. In the script, each handler \
      returns the name of its function. \
      Parts of the app that a script cannot express become comments. If they could change a response, a warning is also \
      printed to standard error.
      """)

  @Flag(help: "Print the Python file.")
  var script = false

  func run() throws {
    guard script else {
      throw ValidationError("Use `errorbook import --script` to print the Python file that reads an app.")
    }
    var console = Console()
    console.write(Array(DumpScript.text.utf8))
    console.flush()
  }
}
