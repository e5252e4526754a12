import Resolution
import Syntax

/// The names that a statement could use now: what a prompt completes.
extension Session {
  /// Declared classes in order, then known ones by name.
  package var classNames: [String] {
    let declared = app.declaredNames.map { $0.text }
    return declared + app.hierarchy.knownNames.filter { !app.isDeclared($0) }.sorted()
  }

  /// Those of them that `raise` takes.
  package var raisableNames: [String] {
    classNames.filter { name in
      guard let id = app.classID(name) else { return false }
      return app.hierarchy.canBeRaised(id)
    }
  }

  package var blueprintNames: [String] { app.blueprintNames.map { $0.text } }

  /// The names that requests can go to: each blueprint with one registration, and each registration of the others.
  package var scopeNames: [String] { app.built.registrationIDs.compactMap { app.scopeName($0) } }

  /// The status codes that this release's Werkzeug has a class for, and those classes.
  package var knownCodes: [(code: Int, name: String)] {
    KnownClass.errors.filter { app.hierarchy.exception(forCode: $0.code) != nil }.map { (Int($0.code), $0.name) }
  }
}
