import ArgumentParser
import Diagnostics
import Interpreter
import Rendering

/// `errorbook explain [SLUG]`.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a kind of diagnostic, or list them all.")

  @Argument(help: "The slug that stands in brackets behind `error`, such as inconsistent-mro.")
  var slug: String?

  @Flag(help: "No colour.")
  var plain = false

  func run() throws {
    var console = Console(isPlain: plain)
    let kinds = allKinds + [.unreadableFile]
    guard let slug else {
      console.print(DiagnosticKind.index(of: kinds))
      return console.flush()
    }
    guard let kind = kinds.first(where: { $0.slug == slug }) else {
      let near = nearestName(to: slug, among: kinds.map(\.slug))
      throw ValidationError(
        "No diagnostic has the slug \(escapedForDisplay(slug))."
          + (near.map { " Did you mean \($0)?" } ?? " `errorbook explain` lists them all."))
    }
    console.print(kind.page)
    console.flush()
  }
}
