import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Testing

@testable import FlaskSource

/// Every kind of diagnostic about Python files has an explain page with programs that show it.
@Suite("Kinds of diagnostics about Python") struct PythonKindTests {
  private static let kinds = pythonSyntaxKinds + programKinds
  private static let withExamples = kinds.filter { !$0.wrong.isEmpty }

  private func diagnostics(_ program: String) -> [Diagnostic] {
    let files = ProgramFiles(SourceText(name: "example.py", program)) { _ in nil }
    if let refusal = files.otherFramework { return [refusal] }
    var run = TranslationRun(Translation(files, release: .standard))
    return run.run().compactMap { if case .diagnostic(let diagnostic) = $0.kind { diagnostic } else { nil } }
  }

  @Test("the wrong example gets this diagnostic", arguments: withExamples.map(\.slug))
  func wrong(_ slug: String) throws {
    let kind = try #require(Self.kinds.first { $0.slug == slug })
    #expect(diagnostics(kind.wrong).map(\.kind.slug).contains(slug))
  }

  @Test("the right example has no error and does not get it", arguments: withExamples.map(\.slug))
  func right(_ slug: String) throws {
    let kind = try #require(Self.kinds.first { $0.slug == slug })
    let found = diagnostics(kind.right)
    #expect(found.allSatisfy { $0.kind != kind && $0.severity != .error }, "\(found.map(\.message))")
  }

  @Test("only generated code is nested too deeply, so that page has no example")
  func withoutExamples() {
    #expect(Self.kinds.filter { $0.wrong.isEmpty }.map(\.slug) == ["python-too-deep"])
  }

  @Test("each kind has a unique slug, a title, and an explanation in whole sentences")
  func pages() {
    #expect(Set((Self.kinds + allKinds).map(\.slug)).count == Self.kinds.count + allKinds.count)
    for kind in Self.kinds {
      #expect(kind.slug.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(kind.slug)")
      #expect(!kind.title.isEmpty && !kind.title.hasSuffix("."), "\(kind.slug)")
      #expect(kind.explanation.count > 40 && kind.explanation.hasSuffix("."), "\(kind.slug)")
    }
  }
}
