import Diagnostics
import Resolution

/// The Python file that `errorbook import --script` prints. It runs next to the app, with whatever Python and framework are
/// installed there. So it uses only syntax that Python 2.7 and 3 share, and only attributes that every release has.
///
/// The source is errorbook_dump.py with a part for each framework, from its folder. The build embeds them.
package enum DumpScript {
  /// The script. It lists the releases and classes that errorbook knows, and uses no others.
  package static var text: String {
    let common = "errorbook_dump.py"
    let names = EmbeddedFiles.files.map { String($0.name.split(separator: "/").last ?? "") }
    return
      names.filter { $0.hasSuffix("_dump.py") && $0 != common }.sorted().reduce(into: source(common)) { text, part in
        text = text.withEach(placeholder("FRAMEWORKS"), as: source(part) + "\n\n" + placeholder("FRAMEWORKS"))
      }
      .withEach(placeholder("FRAMEWORKS"), as: frameworks)
      .withEach(placeholder("PYTHON"), as: wrapped(pythonNames, indent: 4))
      .withEach(placeholder("FACTS"), as: facts)
  }

  /// The readers of the parts, each with the name of its framework. FastAPI comes before Starlette, because its apps are
  /// also apps of Starlette.
  private static var frameworks: String {
    let read = Framework.all.filter { $0.requests == .ofClients }
    let ordered = read.filter { !$0.extendsLibrary }.flatMap { framework in
      read.filter { $0.extendsLibrary && $0.library == framework.name } + [framework]
    }
    return """
      # In this order, because an app of the first one can be an app of a later one too.
      FRAMEWORKS = (\(ordered.map { "\($0.name)()" }.joined(separator: ", ")))
      """
  }

  /// Returns a file with placeholders.
  private static func source(_ name: String) -> String {
    EmbeddedFiles.files.first { $0.name == name || $0.name.hasSuffix("/" + name) }?.text ?? ""
  }

  /// Returns a placeholder. It is a Python string, so that the unfilled file is valid Python too.
  private static func placeholder(_ name: String) -> String { "\"@\(name)@\"" }

  /// The classes of Python: those that no framework has of its own.
  private static var pythonNames: [String] {
    Hierarchy(Release.standard.knownClasses).knownNames.filter { name in !Framework.standard.knowsClass(name) }.sorted()
  }

  /// The releases of each framework with requests, and its classes with the first and last release that has them.
  private static var facts: String {
    var lines = ["{"]
    for framework in Framework.all where framework.requests == .ofClients {
      let releases = framework.releases.map { $0.name }
      lines.append(
        "    \"\(framework.word)\": (\(wrapped(releases, indent: 8)), \(wrapped(classes(of: framework), indent: 8))),")
    }
    return lines.joined(separator: "\n") + "\n}"
  }

  private static func classes(of framework: Framework) -> [String] {
    // Hierarchies are expensive, and many releases share their classes.
    let sets = framework.knownClassSets.map { Hierarchy($0) }
    var names: Set<String> = []
    for hierarchy in sets { names.formUnion(hierarchy.knownNames.filter { framework.knowsClass($0) }) }
    return names.sorted().flatMap { name -> [String] in
      let releases = framework.releases.filter { sets[$0.knownClassSet].knownClass(name) != nil }
      guard let first = releases.first, let last = releases.last else { return [] }
      // A class that still exists may exist in releases that errorbook does not know.
      return [name, first.name, last == framework.releases.last ? "999" : last.name]
    }
  }

  private static func wrapped(_ words: [String], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let rows = PythonText.wrapped(words.joined(separator: " "), to: 110).map { "\(margin)\($0)\n" }
    return "\"\"\"\n" + rows.joined() + "\(margin)\"\"\".split()"
  }
}
