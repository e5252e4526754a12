import Diagnostics
import Resolution

/// The Python file that `errorbook import --script` prints. It runs where the app runs, under whatever Python and Flask
/// are there, so it is written in what Python 2.7 and 3 have in common and asks only what every release answers.
///
/// It is errorbook_dump.py, which is embedded when errorbook is built.
package enum DumpScript {
  /// The releases and classes that errorbook knows are filled in, so that the script names no others.
  package static var text: String {
    let names = releases.map { $0.name }.joined(separator: " ")
    return
      source
      .withEach(placeholder("RELEASES"), as: wrapped(names))
      .withEach(
        placeholder("PYTHON"), as: wrapped(knownNames { !$0.isHTTP($1) && !$0.isRouting($1) }.joined(separator: " "))
      )
      .withEach(
        placeholder("HTTP"), as: wrapped(knownNames { $0.isHTTP($1) || $0.isRouting($1) }.joined(separator: " "))
      )
      .withEach(placeholder("SINCE"), as: since)
  }

  /// The file as it is written, with placeholders.
  private static var source: String { EmbeddedFiles.files.first { $0.name == "errorbook_dump.py" }?.text ?? "" }

  /// A Python string, so that the file is valid Python before it is filled in too.
  private static func placeholder(_ name: String) -> String { "\"@\(name)@\"" }

  private static let releases = Framework.flask.releases
  private static let newest = Hierarchy((Framework.flask.releases.last ?? .standard).knownClasses)

  private static func knownNames(_ isWanted: (Hierarchy, ClassID) -> Bool) -> [String] {
    newest.knownNames.filter { newest.knownClass($0).map { isWanted(newest, $0) } ?? false }.sorted()
  }

  /// The classes that Werkzeug did not always have, each with the first release that errorbook knows it in.
  private static var since: String {
    let entries = newest.knownNames.sorted().compactMap { name -> String? in
      let first = releases.first { Hierarchy($0.knownClasses).knownClass(name) != nil }
      guard let first, first != releases.first else { return nil }
      return "\"\(name)\": \"\(first.name)\""
    }
    return "{" + entries.joined(separator: ", ") + "}"
  }

  private static func wrapped(_ words: String) -> String {
    "\"\"\"\n" + PythonText.wrapped(words, to: 110).map { "    \($0)\n" }.joined() + "\"\"\".split()"
  }
}
