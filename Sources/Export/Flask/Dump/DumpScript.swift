import Diagnostics
import Resolution

/// The Python file that `errorbook import --script` prints. It runs next to the app, with whatever Python and Flask are
/// installed there. So it uses only syntax that Python 2.7 and 3 share, and only attributes that every Flask release has.
///
/// The source is errorbook_dump.py, which the build embeds.
package enum DumpScript {
  /// The script. It lists the releases and classes that errorbook knows, and uses no others.
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

  /// The file with placeholders.
  private static var source: String { EmbeddedFiles.files.first { $0.name == "errorbook_dump.py" }?.text ?? "" }

  /// Returns a placeholder. It is a Python string, so that the unfilled file is valid Python too.
  private static func placeholder(_ name: String) -> String { "\"@\(name)@\"" }

  private static let releases = Framework.flask.releases
  private static let newest = Hierarchy((Framework.flask.releases.last ?? .standard).knownClasses)

  private static func knownNames(_ isIncluded: (Hierarchy, ClassID) -> Bool) -> [String] {
    newest.knownNames.filter { newest.knownClass($0).map { isIncluded(newest, $0) } ?? false }.sorted()
  }

  /// The classes that Werkzeug added later, each with the first release in which errorbook knows it.
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
