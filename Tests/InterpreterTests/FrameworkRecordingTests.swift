import Diagnostics
import Foundation
import Resolution
import SeededRandom
import Syntax
import Testing

@testable import Interpreter

/// Compares the models with real Sanic, Starlette, FastAPI and singledispatch: every recorded program under every release.
@Suite struct FrameworkRecordingTests {
  static let files: [URL] = {
    let files = try? FileManager.default.contentsOfDirectory(
      at: FrameworkRecording.fixtures, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "jsonl" }.sorted { $0.path() < $1.path() }
  }()

  @Test(.sampled, arguments: files) func agreesWithTheFramework(_ file: URL) throws {
    let lines = try RecordedProgram.lines(file)
    var programs = 0
    var compared = 0
    var differences: [String] = []
    for line in TestRun.sample(lines, max(6, lines.count / 360)) {
      let recording = try JSONDecoder().decode(FrameworkRecording.self, from: line)
      programs += 1
      for entry in recording.results {
        for version in entry.versions {
          var replay = Replay(recording, entry, version)
          replay.compareAll()
          compared += replay.compared
          // The first difference often causes the others.
          differences += replay.differences.prefix(1)
        }
      }
    }
    print("\(file.lastPathComponent): \(programs) programs, \(compared) comparisons, \(differences.count) runs differ")
    #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "\n"))")
    #expect(compared > 0)
  }

  @Test func everyFrameworkAndReleaseIsRecorded() throws {
    for framework in Framework.all where framework.word != "flask" {
      let file = FrameworkRecording.fixtures.appending(path: "\(framework.word).jsonl")
      let recordings = try RecordedProgram.lines(file).map {
        try JSONDecoder().decode(FrameworkRecording.self, from: $0)
      }
      let versions = Set(recordings.flatMap { $0.results.flatMap(\.versions) })
      #expect(versions == Set(framework.releases.map(\.name)), "\(framework.name)")
    }
  }
}

/// One program under one release.
private struct Replay {
  let recording: FrameworkRecording
  let lines: [Int: FrameworkRecording.Line]
  let version: String
  var compared = 0
  var differences: [String] = []
  /// The texts of what the session has read so far.
  private var texts = TextTable()
  private var number = 0

  init(_ recording: FrameworkRecording, _ entry: FrameworkRecording.Entry, _ version: String) {
    self.recording = recording
    lines = recording.lines(of: entry)
    self.version = version
  }

  /// The diagnostics for classes that Python refused or does not know. An unknown class may be new in a later release.
  private static let slugsOfClasses = [
    "layout_conflict": ["layout-conflict"], "duplicate_base": ["duplicate-base"],
    "inconsistent_mro": ["inconsistent-mro"], "unacceptable_base": ["unacceptable-base"],
    "missing_base": ["missing-base"], "unknown_class": ["unknown-class", "later-class"],
  ]

  /// The diagnostics for lines that use such a class.
  private static let slugsOfUses = ["refused-class", "unknown-class", "later-class"]

  mutating func compareAll() {
    guard let framework = Framework.all.first(where: { $0.word == recording.framework }),
      let release = framework.release(named: version)
    else { return differences.append("no \(recording.framework) \(version)") }
    var session = Session(name: recording.id, release: release)
    for (index, text) in recording.script.enumerated() {
      number = index + 1
      let events = session.run(text + "\n")
      texts = session.source.texts
      guard let expected = lines[number], let event = events.first else { continue }
      if expected.nested == true {
        check(events.contains { $0.isError }, "an error", "none")
      } else {
        compare(expected, event)
      }
    }
  }

  private mutating func compare(_ expected: FrameworkRecording.Line, _ event: Event) {
    switch event.kind {
    case .classDeclared(let declared):
      let mro = declared.mro.map { $0.map { texts[$0] } }
      check(mro == expected.mro, expected.mro ?? expected.classError, mro)
    case .handlerDeclared(let declared): compareHandler(expected, declared)
    case .answered(let request): compareRequest(expected, request)
    case .diagnostic(let diagnostic): compareRefusal(expected, diagnostic.kind.slug)
    default: check(false, "a class, a handler or an answer", event.kind)
    }
  }

  private mutating func compareRefusal(_ expected: FrameworkRecording.Line, _ slug: String) {
    if let kind = expected.classError {
      let isClass = recording.script[number - 1].hasPrefix("class ")
      let slugs = isClass ? Self.slugsOfClasses[kind] ?? [] : Self.slugsOfUses
      check(slugs.contains(slug), kind, slug)
    } else {
      check(expected.notRun != nil, "no error", slug)
    }
  }

  private mutating func compareHandler(_ expected: FrameworkRecording.Line, _ declared: HandlerEvent) {
    let error = expected.setupError.map { "\($0.type) \(plain($0.message)) \($0.at)" }
    let refused = declared.refused.map { "\($0.type) \(plain($0.message)) \($0.atMount ? "mount" : "register")" }
    check(error == refused && expected.classError == nil, error ?? expected.classError, refused)
    check(expected.warning == declared.warning, expected.warning, declared.warning)
    // A framework does not show that it never finds a handler for a number.
    if case .name = declared.target {
      check((expected.ignored ?? false) == declared.ignored, expected.ignored, declared.ignored)
    }
  }

  /// Returns a message without names of modules and of routes, which are those of the recorder.
  private func plain(_ message: String) -> String {
    message.replacing(/<class '(?:[\w.]*\.)?(\w+)'>/) { $0.output.1 }
      .replacing(/route=(?!__ALL_ROUTES__)[\w.]+/) { _ in "route=..." }
      .replacing(/(Route already registered): .*/) { $0.output.1 }
  }

  private mutating func compareRequest(_ expected: FrameworkRecording.Line, _ request: RequestEvent) {
    let answer = request.answer
    check(expected.status == answer.status, expected.status, answer.status)
    check(expected.handler == answer.handler?.line, expected.handler, answer.handler?.line)
    // The body of the view that a request without a redirect reaches is not recorded.
    if expected.handler != nil || request.target != .visit(.redirect) {
      check(expected.body == spelled(answer.body), expected.body, spelled(answer.body))
    }
    check(expected.argument == spelled(answer.argument), expected.argument, spelled(answer.argument))
    check(expected.escaped == spelled(answer.escaped), expected.escaped, spelled(answer.escaped))
    let calls = request.allCalls.map {
      FrameworkRecording.Call(handler: $0.handler.line, argument: texts[$0.argument])
    }
    check(self.calls(expected) == calls, self.calls(expected), calls)
    let written = request.rest.written.map { row($0) }
    check(rows(expected) == Set(written), rows(expected), written)
  }

  /// Returns the called handlers. `ran` is recorded only if it is not just the handler that answered.
  private func calls(_ expected: FrameworkRecording.Line) -> [FrameworkRecording.Call] {
    if let ran = expected.ran { return ran }
    guard let handler = expected.handler, let argument = expected.argument else { return [] }
    return [FrameworkRecording.Call(handler: handler, argument: argument)]
  }

  /// Returns the entries that the request wrote. Up to 21.3 they are in a cache without routes.
  private func rows(_ expected: FrameworkRecording.Line) -> Set<FrameworkRecording.Row> {
    Set(
      (expected.wrote ?? []).map { row in
        var row = row
        if row.route == "cache" { row.route = nil }
        return row
      })
  }

  private func row(_ entry: WrittenEntry) -> FrameworkRecording.Row {
    let name: String? =
      switch entry.table.route {
      case .all, nil: nil
      case .unnamed: "raise"
      case .named(let name): name
      }
    let route = name.map { (entry.table.scope.map { "\($0)." } ?? "") + $0 }
    return FrameworkRecording.Row(route: route, type: texts[entry.type], isMiss: entry.isMiss)
  }

  private func spelled(_ id: TextID?) -> String? { id.map { texts[$0] } }

  private mutating func check(_ agrees: Bool, _ expected: Any?, _ actual: Any?) {
    compared += 1
    guard !agrees else { return }
    differences.append(
      "\(recording.id) under \(recording.framework) \(version), line \(number): \(recording.script[number - 1]):"
        + " the framework \(expected.map { "\($0)" } ?? "nil"), errorbook \(actual.map { "\($0)" } ?? "nil")")
  }
}

extension Event {
  fileprivate var isError: Bool {
    if case .diagnostic(let diagnostic) = kind { diagnostic.severity == .error } else { false }
  }
}
