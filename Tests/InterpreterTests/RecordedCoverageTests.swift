import Foundation
import Resolution
import SeededRandom
import Testing

/// Checks that the generated recordings cover enough programs, statements and releases.
///
/// The result changes only with the files, and reading them takes a second, so only `.ci/run` checks it.
@Suite(.enabled(if: TestRun.isWhole, "ERRORBOOK_TESTS is not `all`")) struct RecordedCoverageTests {
  /// The programs. They are read once, because reading takes longer than the tests.
  private static let generated = Result {
    let files = try FileManager.default.contentsOfDirectory(
      at: RecordedProgram.fixtures, includingPropertiesForKeys: nil)
    return try files.filter { $0.lastPathComponent.hasPrefix("generated-") }.flatMap { try RecordedProgram.read($0) }
  }

  private func programs() throws -> [RecordedProgram] { try Self.generated.get() }

  @Test func areManyAndDistinguishEras() throws {
    let programs = try programs()
    let different = programs.count { $0.differs("0.12.5", "1.0.2") }
    print("\(programs.count) generated programs, \(different) with different answers in 0.12.5 and 1.0.2")
    #expect(programs.count >= 1000)
    #expect(Set(programs.map(\.id)).count == programs.count)
    #expect(different * 3 >= programs.count)
  }

  @Test func coverEveryEraAndWerkzeug() throws {
    let versions = Set(try programs().flatMap { $0.results.flatMap(\.versions) })
    let releases = versions.compactMap { Framework.flask.release(named: $0) }
    #expect(releases.count == versions.count)
    #expect(Set(releases.map(\.era)) == Set(Framework.flask.allEras))
    #expect(Set(releases.map(\.knownClassSet)) == Set(Framework.flask.knownClassSets.indices))
    #expect(versions.count >= 31)
  }

  /// All statements that describe the app or send a request.
  @Test func coverTheLanguage() throws {
    let programs = try programs()
    let steps = programs.flatMap(\.steps)
    #expect(Set(steps.map(\.op)) == ["handler", "raise", "respond", "config", "blueprint"])
    #expect(Set(steps.compactMap { $0.op == "config" ? $0.name : nil }).count == 5)
    let requests = Set(steps.compactMap { if case .request(let request) = $0.what { request } else { nil } })
    #expect(requests == ["unrouted", "method", "redirect"])
    for part in ["layout_conflict", "duplicate_base", "inconsistent_mro", "unacceptable_base", "missing_base"] {
      #expect(programs.contains { $0.classResults.values.contains { $0.classError == part } }, "\(part)")
    }
    #expect(programs.contains { ($0.blueprints ?? []).contains { $0.parent != nil } })
    let results = programs.flatMap { $0.results.flatMap { $0.steps ?? [] } }
    #expect(results.contains { $0.setupError?.at == "mount" })
    #expect(results.contains { $0.ignored == true && $0.warning != nil })
    #expect(results.contains { $0.escaped == "KeyboardInterrupt" || $0.escaped == "SystemExit" })
    #expect(results.contains { $0.notRun == "needs_arguments" })
    #expect(results.contains { $0.original != nil })
    #expect(steps.contains { $0.statusFrom != nil } && steps.contains { $0.reraises == true })
    let classes = programs.flatMap(\.classes)
    for code in [RecordedProgram.Code.none, .number(404)] {
      #expect(classes.contains { $0.code == code } && classes.contains { $0.selfCode == code }, "\(code)")
    }
    let blueprints = programs.flatMap { $0.blueprints ?? [] }
    #expect(blueprints.contains { $0.name.isEmpty } && blueprints.contains { $0.name.contains(".") })
    let places = blueprints.compactMap(\.at)
    #expect(places.contains { $0.count > 1 } && places.contains { $0.contains { $0.alias != nil } })
    #expect(programs.allSatisfy { $0.instances != nil && $0.config?["PROPAGATE_EXCEPTIONS"] != nil })
  }
}

extension RecordedProgram {
  /// Returns whether two releases gave different answers. Differences only in their tables do not count.
  fileprivate func differs(_ one: String, _ other: String) -> Bool { answers(one) != answers(other) }

  private func answers(_ version: String) -> [StepResult]? {
    results.first { $0.versions.contains(version) }?.steps?.map { step in
      var step = step
      step.spec = nil
      return step
    }
  }
}
