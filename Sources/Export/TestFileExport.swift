import Diagnostics
import Interpreter
import Resolution
import Syntax

/// # Export
///
/// In: a script, or the app of a session. Out: an equivalent text in another language: a Python file for the real framework, or a
/// diagram of the classes. A session runs the script once. Its events and statements become a plan (`ScriptPlan`), and the
/// plan becomes text once all names are known. This target does not read or write files.

/// Exports a script as a Python file with tests for one release of a framework.
package struct TestFileExport: Sendable {
  private let title: String
  private let release: Release
  private let leavesOutErrors: Bool

  /// The file, or the reasons why there is none. Diagnostics point into the source.
  package enum Outcome: Sendable {
    case file(String)
    case refused([Diagnostic], SourceText)
  }

  /// - Parameters:
  ///   - leavesOutErrors: whether to leave out statements with errors, which lessons contain on purpose. Otherwise an error
  ///     prevents the export.
  package init(title: String, release: Release, leavesOutErrors: Bool = false) {
    self.title = title
    self.release = release
    self.leavesOutErrors = leavesOutErrors
  }

  /// Exports texts that form one session: a script, or the cells of a lesson.
  package func export(_ texts: [[UInt8]]) -> Outcome {
    var reader = ScriptReader(title: title, release: release, leavesOutErrors: leavesOutErrors)
    for text in texts { reader.read(text) }
    let plan = reader.finish()
    guard reader.problems.isEmpty else { return .refused(reader.problems, reader.session.source) }
    return .file(plan.testFile(hasTests: true))
  }

  /// Returns the main release of a script: the current one at its first request, or at its end.
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
      case .use(let use): release = use.release(texts) ?? release
      case .request, .expect(.answer): isOver = true
      case .test(let block) where block.isContinuing: for inner in block.body { read(inner, texts) }
      case .test(let block):
        release = block.knownReleases(of: release.framework, texts).first.flatMap { $0 } ?? release
        isOver = true
      default: break
      }
    }
  }
}

extension Session {
  /// The app as a Python module: classes, and `create_app` with handlers and blueprints, without tests.
  package var appCode: String {
    var reader = ScriptReader(title: source.name, release: release, leavesOutErrors: true)
    reader.session = emptied
    for statement in declarations { reader.read(statement) }
    return reader.finish().testFile(hasTests: false)
  }

  /// A session with the same source and release but without declarations.
  var emptied: Session {
    var empty = Session(name: source.name, release: release)
    _ = empty.read(source)
    return empty
  }
}

/// Writes a plan as a file for one framework.
struct TestFileWriter: Sendable {
  /// The framework whose releases it writes for.
  var framework: Framework
  /// What its files contain that those of others do not.
  var dialect: FileDialect

  /// The writers, one for each framework.
  static let all: [TestFileWriter] = [.flask, .sanic, .starlette, .fastAPI, .singledispatch]
}

extension ScriptPlan {
  /// Returns the text of the file, with tests or with only the app.
  fileprivate func testFile(hasTests: Bool) -> String {
    guard let writer = TestFileWriter.all.first(where: { $0.framework.word == release.frameworkWord }) else {
      return ""
    }
    var file = TestFile(self, writer.dialect, hasTests: hasTests)
    return file.text()
  }
}
