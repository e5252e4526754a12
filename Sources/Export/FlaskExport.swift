import Diagnostics
import Interpreter
import Resolution
import Syntax

/// # Export
///
/// In: a script, or the app of a session. Out: text in another language that says the same, a Python file for real
/// Flask or a diagram of the classes. A script is run by a session as ever, once; what its events say and what the statements
/// ask for becomes a plan (`ScriptPlan`), and the plan becomes text, so that names can be chosen when all of them are
/// known. Nothing is read or written here but values.

/// A script as a Python file with tests, for one release of Flask.
package struct FlaskExport: Sendable {
  private let title: String
  private let release: Release
  private let leavesOutErrors: Bool

  /// What came of it: the file, or why there is none; diagnostics point into the source.
  package enum Outcome: Sendable {
    case file(String)
    case refused([Diagnostic], SourceText)
  }

  /// - Parameters:
  ///   - leavesOutErrors: Whether statements with errors are left out, as in lessons, where they are meant. Otherwise
  ///     nothing is exported.
  package init(title: String, release: Release, leavesOutErrors: Bool = false) {
    self.title = title
    self.release = release
    self.leavesOutErrors = leavesOutErrors
  }

  /// Exports texts that make up one session: a script, or the cells of a lesson.
  package func export(_ texts: [[UInt8]]) -> Outcome {
    var reader = ScriptReader(title: title, release: release, leavesOutErrors: leavesOutErrors)
    for text in texts { reader.read(text) }
    let plan = reader.finish()
    guard reader.problems.isEmpty else { return .refused(reader.problems, reader.session.source) }
    var file = FlaskFile(plan)
    return .file(file.text())
  }

  /// The release of which a script speaks first: the one in use at its first request, or at its end.
  package static func release(of texts: [[UInt8]], otherwise standard: Release) -> Release {
    var search = ReleaseSearch(release: standard)
    for text in texts {
      var source = SourceText(name: "", bytes: text)
      var parser = Parser(source)
      while !search.isOver, let parsed = parser.next(in: &source) {
        if let statement = parsed.statement { search.read(statement, source.texts) }
      }
    }
    return search.release
  }

  private struct ReleaseSearch {
    var release: Release
    /// Whether a request was found.
    var isOver = false

    mutating func read(_ statement: Statement, _ texts: TextTable) {
      guard !isOver else { return }
      switch statement.kind {
      case .use(let use): release = Release.named(texts[use.release.text]) ?? release
      case .request, .expect(.answer): isOver = true
      case .test(let block) where block.isContinuing: for inner in block.body { read(inner, texts) }
      case .test(let block):
        release = block.releases.first.flatMap { Release.named(texts[$0.text]) } ?? release
        isOver = true
      default: break
      }
    }
  }
}

extension Session {
  /// The app as it would stand in a Python module: classes, `create_app` with handlers and blueprints, no tests.
  package var flaskCode: String {
    var reader = ScriptReader(title: source.name, release: release, leavesOutErrors: true)
    reader.session = emptied
    for statement in declarations { reader.read(statement) }
    var file = FlaskFile(reader.finish(), hasTests: false)
    return file.text()
  }

  /// The same source and release, with nothing declared.
  private var emptied: Session {
    var empty = Session(name: source.name, release: release)
    _ = empty.read(source)
    return empty
  }
}

extension Release {
  /// What pip installs for the release on Python 3.11, besides Flask itself: the versions with which it was run.
  ///
  /// Flask asks for minimum versions only, and the newest Werkzeug, Jinja2 and MarkupSafe no longer work with releases
  /// before 2.0, nor does Werkzeug 3 with those before 2.3.
  package var pins: [String] {
    let isOld = era <= .v1_1
    var pins = ["Flask==\(name)", "Werkzeug==\(werkzeugRelease)"]
    pins += isOld ? ["Jinja2==2.11.3", "MarkupSafe==2.0.1"] : ["Jinja2==3.1.6", "MarkupSafe==3.0.4"]
    pins += isOld ? ["itsdangerous==1.1.0", "click==7.1.2"] : ["itsdangerous==2.2.0", "click==8.5.1"]
    if era >= .v2_3 { pins.append("blinker==1.9.0") }
    return pins
  }
}
