import Diagnostics
import Foundation
import Interpreter
import Resolution
import Syntax

@testable import Rendering

/// A small script about one rule of the language, and the output of `run` for it: `Fixtures/language/FEATURE/NAME.eb`
/// and `NAME.out`.
///
/// The expected text is the output of `errorbook run NAME.eb 2>&1`, without the total of all expectations, which
/// belongs to the command. With ERRORBOOK_RECORD=1, the tests write it again: read the diff before you commit it.
struct LanguageFixture: Sendable, CustomStringConvertible {
  /// The folder: the statement or rule that it shows.
  let feature: String
  let script: URL

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/language")

  static let all: [LanguageFixture] = {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "eb" }.sorted { $0.path() < $1.path() }.map {
      LanguageFixture(feature: $0.deletingLastPathComponent().lastPathComponent, script: $0)
    }
  }()

  static let records = ProcessInfo.processInfo.environment["ERRORBOOK_RECORD"] == "1"

  var name: String { script.lastPathComponent }

  var description: String { "\(feature)/\(name)" }

  var expectation: URL { script.deletingPathExtension().appendingPathExtension("out") }

  func bytes() throws -> [UInt8] { Array(try Data(contentsOf: script)) }

  /// The statements of the script. Those inside a test come after the test.
  func statements() throws -> (statements: [Statement], texts: TextTable) {
    var source = SourceText(name: name, bytes: try bytes())
    var parser = Parser(source)
    var statements: [Statement] = []
    while let parsed = parser.next(in: &source) {
      guard let statement = parsed.statement else { continue }
      statements.append(statement)
      if case .test(let block) = statement.kind { statements += block.body }
    }
    return (statements, source.texts)
  }

  /// An event of a script, with the source as it was then.
  typealias ShownEvent = (event: Event, source: SourceText)

  /// The events of all scripts under the standard release, in the order of `all`. Several tests look at them.
  private static let events = Result { try all.map { try $0.events(under: .standard) } }

  /// Returns each script with its events under the standard release.
  static func withEvents() throws -> [(fixture: LanguageFixture, events: [ShownEvent])] {
    Array(zip(all, try events.get())).map { (fixture: $0.0, events: $0.1) }
  }

  /// Runs the script in a new session.
  func events(under release: Release) throws -> [ShownEvent] {
    var session = Session(name: name, release: release)
    var parser = session.read(try bytes())
    var events: [ShownEvent] = []
    while let parsed = session.next(from: &parser) {
      events += session.run(parsed).map { (event: $0, source: session.source) }
    }
    return events
  }

  /// Returns the output of the script.
  func printed(_ events: [ShownEvent], isPlain: Bool = false) -> String {
    let transcript = Transcript(.script(isPlain: isPlain))
    var text = StyledText()
    for (event, source) in events {
      text += transcript.render(event, in: source)
      // As in `run`, pictures are separated by empty lines.
      if case .diagnostic = event.kind { text += "\n" }
    }
    return Theme.colorless.render(text)
  }
}
