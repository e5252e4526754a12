import Diagnostics
import Foundation
import Interpreter
import Rendering
import SeededRandom
import TemporaryFolder
import Testing

@testable import Prompt

@Suite("The saved session")
struct PromptScriptTests {
  static let fixtures: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "RenderingTests/Fixtures/language")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
    return files.compactMap { $0 as? URL }.filter { $0.pathExtension == "eb" }.sorted { $0.path() < $1.path() }
  }()

  @Test("there are enough programs to test")
  func haveFixtures() { #expect(Self.fixtures.count > 100) }

  @Test(
    "every program that is typed line by line and saved gives the same results when it runs", .sampled,
    arguments: TestRun.sample(fixtures, 40))
  func savedRunsAlike(_ fixture: URL) throws {
    var typed = Typed()
    for entry in Self.entries(try String(contentsOf: fixture, encoding: .utf8)) { typed.type(entry) }
    let saved = SessionScript(typed.history.now).bytes
    // A `use` under which a part of the app is missing reports it each time.
    let first = Self.results(typed.events, in: typed.history.now.session.source)
    var session = Session(name: "session")
    let again = session.run(String(decoding: saved, as: UTF8.self))
    #expect(Self.results(again, in: session.source) == first)
    #expect(session.release == typed.history.now.session.release)
  }

  @Test(
    "every program that is loaded and saved runs without its broken statements", .sampled,
    arguments: TestRun.sample(fixtures, 40))
  func loadedRunsAlike(_ fixture: URL) throws {
    var typed = Typed()
    let text = try String(contentsOf: fixture, encoding: .utf8)
    typed.type(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    let saved = String(decoding: SessionScript(typed.history.now).bytes, as: UTF8.self)
    var session = Session(name: "session")
    let events = session.run(saved)
    #expect(events.allSatisfy { !$0.isError || typed.usesMissing })
    #expect(session.release == typed.history.now.session.release)
    // The tables, the classes and the next results are the same.
    let questions = "handlers\nclasses\nblueprints\nwhy\n"
    var here = typed.history.now.session
    let answers = session.run(questions)
    let same = here.run(questions)
    #expect(
      Self.results(same, in: here.source, withLines: false)
        == Self.results(answers, in: session.source, withLines: false))
  }

  /// Returns the events that are not errors as JSON, since each session numbers its texts differently.
  private static func results(_ events: [Event], in source: SourceText, withLines: Bool = true) -> [String] {
    var source = source
    source.name = ""
    return events.filter { !$0.isError }.map { event in
      var writer = JSONWriter()
      writer.writeLine(Event(line: withLines ? event.line : 0, event.kind), in: source)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  @Test("a broken statement becomes a comment, and lines keep their numbers")
  func brokenLines() {
    var typed = Typed()
    typed.type("class A(Exception)\nclass B(\n# note\ntest \"t\" {\n  expect raise Nobody -> 500\n} raise B\nraise A")
    #expect(
      String(decoding: SessionScript(typed.history.now).bytes, as: UTF8.self) == """
        class A(Exception)
        # class B(
        # note
        # test "t" {
        #   expect raise Nobody -> 500
        # } raise B
        raise A

        """)
    #expect(
      SessionScript(typed.history.now).listing(isPlain: true).characters.contains(
        "line 2: # class B(  (gave an error)\n"))
  }

  @Test("only the broken part after a valid statement becomes a comment")
  func brokenTail() {
    var typed = Typed()
    typed.type("test \"t\" {\n  expect raise KeyError -> 500\n} raise KeyError\nraise KeyError")
    #expect(
      String(decoding: SessionScript(typed.history.now).bytes, as: UTF8.self) == """
        test "t" {
          expect raise KeyError -> 500
        } # raise KeyError
        raise KeyError

        """)
  }

  /// Splits a program into entries: one statement each, with all its lines.
  private static func entries(_ text: String) -> [String] {
    var entries: [String] = []
    var open = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      open += open.isEmpty ? String(line) : "\n" + line
      if case .incomplete = PromptEntry(Array(open.utf8), after: SourceText(name: "")).kind { continue }
      entries.append(open)
      open = ""
    }
    return (entries + [open]).filter { !$0.allSatisfy(\.isWhitespace) }
  }
}

/// A typed session with the events of its valid statements.
private struct Typed {
  var history = UndoHistory()
  var events: [Event] = []
  var usesMissing = false

  mutating func type(_ entry: String) {
    var snapshot = history.now
    let text = Array((entry + "\n").utf8)
    var run = EntryRun(text, in: &snapshot.session)
    var shown: [Event] = []
    while let events = run.next(in: &snapshot.session) {
      if events.contains(where: \.isError), events.contains(where: \.isUse) { usesMissing = true }
      // The saved script does not repeat the output of a broken test, which becomes a comment.
      if !events.contains(where: \.isError) || events.contains(where: \.isUse) { shown += events }
    }
    snapshot.brokenLines += run.brokenLines
    if history.add(text, run, leadingTo: snapshot) { events += shown }
  }
}

extension Event {
  fileprivate var isError: Bool {
    if case .diagnostic(let diagnostic) = kind { diagnostic.severity == .error } else { false }
  }

  fileprivate var isUse: Bool { if case .used = kind { true } else { false } }
}
