import Diagnostics
import Foundation
import Interpreter
import Resolution
import SeededRandom
import Syntax
import Testing

@testable import Rendering

/// The language, rule by rule: each script of Fixtures/language prints the output in the file next to it.
@Suite("The language")
struct LanguageTests {
  @Test("prints the expected output") func prints() throws {
    for (fixture, events) in try LanguageFixture.withEvents() {
      let printed = fixture.printed(events)
      if LanguageFixture.records { try printed.write(to: fixture.expectation, atomically: true, encoding: .utf8) }
      #expect(try printed == String(contentsOf: fixture.expectation, encoding: .utf8), "\(fixture)")
    }
  }

  @Test("as JSON, the output is one object per line, without terminal escapes") func json() throws {
    for (fixture, events) in try LanguageFixture.withEvents() {
      var writer = JSONWriter()
      for (event, source) in events { writer.writeLine(event, in: source) }
      let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == events.count + 1 && lines.last == "", "\(fixture)")
      for line in lines.dropLast() {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        #expect(object["event"] is String)
        #expect(object["file"] as? String == fixture.name)
        #expect(object["line"] is Int)
      }
      #expect(!writer.bytes.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }, "\(fixture)")
    }
  }

  @Test("plain text contains no pictures") func plain() throws {
    for (fixture, events) in try LanguageFixture.withEvents() {
      let printed = fixture.printed(events, isPlain: true)
      #expect(!printed.contains("^^") && !printed.contains("--> "), "\(fixture)")
      #expect(!printed.split(separator: "\n").contains { $0.contains(/^ *[0-9]* \|/) }, "\(fixture)")
      #expect(printed.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "\(fixture)")
    }
  }

  /// Scripts that name Flask, and tables of all frameworks, are left out.
  @Test("under another framework, nothing speaks of Flask", .sampled, arguments: LanguageFixture.all)
  func namesItsFramework(_ fixture: LanguageFixture) throws {
    let script = String(decoding: try fixture.bytes(), as: UTF8.self).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    guard !script.contains(where: { $0.lowercased().contains(/flask|werkzeug|^ *compare/) }) else { return }
    let transcript = Transcript(.script(isPlain: true))
    for framework in TestRun.sample(Framework.all.filter { $0.word != Framework.standard.word }, 1) {
      for (event, source) in try fixture.events(under: try #require(framework.releases.last)) {
        if case .diagnostic(let diagnostic) = event.kind, Self.kindsAboutFlask.contains(diagnostic.kind) { continue }
        let text = Theme.colorless.render(transcript.render(event, in: source))
        #expect(!text.contains("Flask") && !text.contains("Werkzeug"), "\(framework.name): \(text)")
      }
    }
  }

  /// The kinds whose help names the framework that has what is missing.
  private static let kindsAboutFlask: Set<DiagnosticKind> = [.notInFramework, .otherFramework, .memoTooEarly]

  @Test("each fixture has a first line that says what it shows, and an output file")
  func wellFormed() throws {
    #expect(LanguageFixture.all.count > 100)
    for fixture in LanguageFixture.all {
      #expect(try fixture.bytes().starts(with: "# ".utf8), "\(fixture)")
      #expect(FileManager.default.fileExists(atPath: fixture.expectation.path()), "\(fixture)")
    }
  }

  @Test("each form of each statement has a fixture")
  func everyFeature() throws {
    var seen: Set<LanguageFeature> = []
    for fixture in LanguageFixture.all {
      let (statements, texts) = try fixture.statements()
      for statement in statements {
        let features = LanguageFeature.features(of: statement.kind, texts)
        seen.formUnion(features)
      }
    }
    let missing = Set(LanguageFeature.allCases).subtracting(seen)
    #expect(missing.isEmpty, "add fixtures for: \(missing.map(\.rawValue).sorted())")
  }

  @Test("each statement has a folder of fixtures that use it")
  func everyWord() throws {
    for word in statementWords {
      let uses = try LanguageFixture.all.contains { fixture in
        let text = String(decoding: try fixture.bytes(), as: UTF8.self)
        return fixture.feature == word && text.split(separator: "\n").contains { $0.hasPrefix(word) }
      }
      #expect(uses, "add a fixture to Fixtures/language/\(word)")
    }
  }

  @Test("each kind of diagnostic is shown by a fixture")
  func everyDiagnostic() throws {
    var shown: Set<String> = []
    for (event, _) in try LanguageFixture.withEvents().flatMap(\.events) {
      if case .diagnostic(let diagnostic) = event.kind { shown.insert(diagnostic.kind.slug) }
    }
    // Kinds without an example are about whole files and limits, which no small script can reach.
    let missing = allKinds.filter { !$0.wrong.isEmpty && !shown.contains($0.slug) }
    #expect(missing.isEmpty, "add fixtures for: \(missing.map(\.slug))")
  }
}
