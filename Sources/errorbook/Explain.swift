import ArgumentParser
import Diagnostics
import Exercises
import Export
import FlaskSource
import Interpreter
import Lessons
import PythonSyntax
import Rendering

/// Runs `errorbook explain [SLUG]`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain an error or warning, or list them all.")

  @Argument(
    help: "The word in brackets after `error`, such as inconsistent-mro.",
    completion: .custom { _, _, _ in kinds.map(\.slug).sorted() })
  var slug: String?

  @Flag(help: "Print without color.")
  var plain = false

  /// All kinds of diagnostics.
  static let kinds = allKinds + pythonSyntaxKinds + programKinds + lessonKinds + DiagnosticKind.fileKinds

  func run() throws {
    var console = Console(isPlain: plain)
    guard let slug else {
      console.print(DiagnosticKind.index(of: Self.kinds, columns: Console.columns))
      return console.flush()
    }
    guard let kind = Self.kinds.first(where: { $0.slug == slug }) else {
      let near = nearestName(to: slug, among: Self.kinds.map(\.slug))
      throw ValidationError(
        "No diagnostic has the slug \(escapedForDisplay(slug))."
          + (near.map { " Did you mean \($0)?" } ?? " `errorbook explain` lists them all."))
    }
    console.print(kind.page(columns: Console.columns))
    console.flush()
  }
}
