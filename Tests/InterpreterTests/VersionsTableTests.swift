import Foundation
import Resolution
import Testing

@testable import Interpreter

/// Compares the model, and the table of releases in the guide "Using errorbook" and in lesson 9, with the recording.
///
/// Tests/RealFlask/record-fixtures wrote the recording.
@Suite struct VersionsTableTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  private func recorded() throws -> [String: [String]] {
    try JSONDecoder().decode(
      [String: [String]].self, from: Data(contentsOf: Self.folder.appending(path: "versions.json")))
  }

  private static let reproduction = """
    class E1(Exception)
    class E2(Exception)
    class E(E1, E2)
    handler E2 -> "E2", 500
    handler Exception -> "Exception", 500
    raise E1
    raise E
    """

  @Test func theModelGivesTheSameAnswersAsEachRelease() throws {
    let recorded = try recorded()
    #expect(recorded.count >= 31)
    for (version, bodies) in recorded {
      let release = try #require(Framework.flask.release(named: version))
      var session = Session(name: "reproduction", release: release)
      let answers = session.run(Self.reproduction).compactMap { event in
        if case .answered(let request) = event.kind { request.answer.body.map { session.text($0) } } else { nil }
      }
      #expect(answers == bodies, "\(version)")
    }
  }

  @Test func only0_11To0_12_5GiveTheWrongAnswer() throws {
    for (version, bodies) in try recorded() {
      let release = try #require(Framework.flask.release(named: version))
      #expect(
        bodies == (release.era.rules.lookup == .caching ? ["Exception", "Exception"] : ["Exception", "E2"]),
        "\(version)")
    }
  }

  @Test func theTableIsTheRecording() throws {
    let table = try String(contentsOf: Self.folder.appending(path: "versions.md"), encoding: .utf8)
    #expect(table == VersionsTable(try recorded()).markdown)
  }
}

/// Releases and their answers as a Markdown table. Neighboring releases with the same answers share a row.
struct VersionsTable {
  private var rows: [(releases: [String], bodies: [String])] = []

  init(_ recorded: [String: [String]]) {
    for release in Framework.flask.releases {
      guard let bodies = recorded[release.name] else { continue }
      if rows.last?.bodies == bodies {
        rows[rows.count - 1].releases.append(release.name)
      } else {
        rows.append(([release.name], bodies))
      }
    }
  }

  var markdown: String {
    let head = "| Flask | tried | `raise E1` | then `raise E` |\n|---|---|---|---|\n"
    return head + rows.map { row($0.releases, $0.bodies) }.joined()
  }

  private func row(_ releases: [String], _ bodies: [String]) -> String {
    let span = [releases.first, releases.last].compactMap { $0 }.joined(separator: " to ")
    let verdict = bodies.last == "E2" ? "" : ", wrong"
    return "| \(span) | \(releases.count) releases | \(bodies[0]) | \(bodies[1])\(verdict) |\n"
  }
}
