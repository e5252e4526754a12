import Diagnostics
import Foundation
import Testing

@testable import Interpreter
@testable import Syntax

/// Every kind of diagnostic has an explain page with correct examples.
@Suite("Kinds of diagnostics")
struct KindTests {
  private static let withExamples = allKinds.filter { !$0.wrong.isEmpty }

  /// The kinds that are consequences of another kind, which is reported first.
  private static let causes = [
    "absent-class": "later-class", "missing-base": "unacceptable-base", "not-mounted": "late-blueprint",
    "refused-class": "unacceptable-base",
  ]

  private func slugs(_ script: String) -> [String] {
    var session = Session(name: "example.eb")
    return session.run(script).compactMap { event in
      if case .diagnostic(let diagnostic) = event.kind { diagnostic.kind.slug } else { nil }
    }
  }

  @Test("the wrong example gets this diagnostic and no other", arguments: withExamples.map(\.slug))
  func wrong(_ slug: String) throws {
    let kind = try #require(allKinds.first { $0.slug == slug })
    #expect(slugs(kind.wrong) == (Self.causes[slug].map { [$0] } ?? []) + [slug])
  }

  @Test("the right example gets no diagnostic", arguments: withExamples.map(\.slug))
  func right(_ slug: String) throws {
    let kind = try #require(allKinds.first { $0.slug == slug })
    #expect(!kind.right.isEmpty)
    #expect(slugs(kind.right) == [])
  }

  @Test("no right example fails an expectation")
  func expectations() {
    for kind in Self.withExamples {
      var session = Session(name: "example.eb")
      let failed = session.run(kind.right).contains { event in
        switch event.kind {
        case .expectation(let expectation): !expectation.passed
        case .test(let test): test.failed > 0
        default: false
        }
      }
      #expect(!failed, "\(kind.slug)")
    }
  }

  @Test("each kind has a unique slug, a title, and an explanation in whole sentences")
  func pages() {
    #expect(Set(allKinds.map(\.slug)).count == allKinds.count)
    for kind in allKinds {
      #expect(kind.slug.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(kind.slug)")
      #expect(!kind.title.isEmpty && !kind.title.hasSuffix("."), "\(kind.slug)")
      #expect(kind.explanation.count > 40 && kind.explanation.hasSuffix("."), "\(kind.slug)")
      #expect(kind.wrong.isEmpty == kind.right.isEmpty, "\(kind.slug)")
    }
  }

  /// These kinds cannot be shown with a short script.
  @Test("only kinds about whole files, limits and bugs of errorbook have no example")
  func withoutExamples() {
    #expect(
      allKinds.filter { $0.wrong.isEmpty }.map(\.slug) == [
        "binary-file", "file-too-large", "internal-contradiction", "invalid-utf8", "line-too-long",
        "too-many-ancestors", "too-many-classes", "too-many-registrations", "utf16-file",
      ])
  }

  @Test("every kind in the sources is listed")
  func listed() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
    var declared: Set<String> = []
    for target in ["Syntax", "Interpreter"] {
      let files = FileManager.default.enumerator(at: sources.appending(path: target), includingPropertiesForKeys: nil)
      for case let file as URL in files?.allObjects ?? [] where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /static let \w+ = (?:Self|DiagnosticKind)\(\s*"([a-z0-9-]+)"/) {
          declared.insert(String(match.1))
        }
      }
    }
    #expect(declared.count > 70)
    #expect(declared.subtracting(allKinds.map(\.slug)).isEmpty)
  }
}
