import Diagnostics
import SeededRandom
import Syntax
import Testing

@testable import Interpreter

@Suite("Suggested changes")
struct SuggestedChangeTests {
  private func diagnostics(_ text: String, after names: String = "") -> [Diagnostic] {
    var session = Session(name: "offers.eb")
    return session.run(names + text).compactMap { event in
      if case .diagnostic(let diagnostic) = event.kind { diagnostic } else { nil }
    }
  }

  /// Each case has a statement and the text after applying the only suggestion.
  @Test(
    "a suggestion is what the user meant",
    arguments: [
      ("raise KeyEror", "raise KeyError"), ("raise cardError in shop", "raise CardError in shop"),
      ("raise CardError in shpo", "raise CardError in shop"),
      // After the first request it is too late to declare a blueprint.
      ("raise KeyError\nraise KeyError in admin", "raise KeyError\nblueprint admin\nrestart\nraise KeyError in admin"),
      // Only the ends of the names are the same, so there is no similar name.
      ("raise PaymentError", "class PaymentError(Exception)\nraise PaymentError"),
      ("raise E", "class E(Exception)\nraise E"), ("  raise E", "  class E(Exception)\nraise E"),
      ("raise CardError in admin", "blueprint admin\nraise CardError in admin"),
      ("test \"a\" { expect raise E -> 500 }", "class E(Exception)\ntest \"a\" { expect raise E -> 500 }"),
      ("raise CardError shop", "raise CardError in shop"), ("raise CardError please", nil),
      ("raise CardError in app", "raise CardError"), ("handler KeyError  in app -> \"x\"", "handler KeyError -> \"x\""),
      // A class that cannot be raised is not suggested for `raise`.
      ("raise objct", "class objct(Exception)\nraise objct"), ("mro objct", "mro object"),
      // A class statement that Python refuses is not suggested.
      ("class A(KeyEror, KeyError)", nil), ("class A(Exception, KeyEror)", nil), ("class A(bool2)", nil),
      ("class A extends bool", nil), ("abort object", nil),
      // The second name is unknown too.
      ("class A(KeyEror, ValueEror)", "class A(KeyError, ValueEror)"),
      ("use flask 1.0.0", "use flask 1.0"), ("use flask 0.122", "use flask 0.12.2"), ("use flask 2", "use flask 2.0.0"),
      ("use flask 1.1.9", "use flask 1.1.4"), ("use flask 1.3", nil), ("use flask 4.0", nil),
      ("use 0.13", "use starlette 0.13"), ("use 25.12", "use sanic 25.12"), ("use 0.99", "use fastapi 0.99"),
      ("use 4.0", nil),
      ("use flask 0.12.2 with memo", "use flask 1.0 with memo"),
      ("config TESTNG on", "config TESTING on"), ("config NOTHING_LIKE_IT on", nil),
      (
        "test \"a\" under 1.0.0 { expect abort 404 -> 404 page }",
        "test \"a\" under 1.0 { expect abort 404 -> 404 page }"
      ),
    ] as [(String, String?)])
  func meant(_ written: String, _ changed: String?) {
    let errors = diagnostics(written, after: Mistakes.names).filter { $0.severity == .error }
    let suggestions = errors.first?.suggestions ?? []
    let applied = suggestions.map { $0.applied(to: Array((Mistakes.names + written).utf8)) }
    let lines = applied.map { String(decoding: $0.dropFirst(Mistakes.names.utf8.count), as: UTF8.self) }
    #expect(lines == (changed.map { [$0] } ?? []))
    if changed == nil { #expect(errors.first?.help?.contains("did you mean") != true) }
  }

  @Test("each registration of a blueprint with two registrations is suggested")
  func registrations() {
    let names = "use flask 2.2\nblueprint admin\nblueprint shop\nblueprint users in admin, shop\n"
    let offered = diagnostics("raise KeyError in users", after: names).flatMap { $0.suggestions.map { $0.text } }
    #expect(offered == ["admin.users", "shop.users"])
  }

  @Test("a missing status of a handler is suggested too")
  func status() {
    let text = "handler KeyError -> \"sorry\""
    let offered = diagnostics(text).flatMap { $0.suggestions }.first?.applied(to: Array(text.utf8))
    #expect(offered == Array("handler KeyError -> \"sorry\", 500".utf8))
  }

  @Test("a suggestion runs without an error if its names exist", .seeded, arguments: TestRun.seeds(20, sample: 3))
  func run(_ seed: UInt64) {
    var mistakes = Mistakes(seed: seed)
    var count = 0
    let release = seed.isMultiple(of: 2) ? "" : "use flask 0.12.2\n"
    let before = release + Mistakes.names
    for _ in 0..<600 {
      let text = before + mistakes.next()
      let errors = diagnostics(text).filter { $0.severity == .error }
      for (error, suggestion) in errors.flatMap({ error in error.suggestions.map { (error, $0) } }) {
        count += 1
        var applied = suggestion.applied(to: Array(text.utf8))
        if isIncomplete(applied + Array("\n\n".utf8)) { applied += Array("\n}".utf8) }
        let changed = String(decoding: applied, as: UTF8.self)
        // The other lines of a block can have mistakes of their own, and the other diagnostics can stay.
        let source = SourceText(name: "after", bytes: applied)
        let lines = suggestion.lines(in: source)
        let others = errors.filter { $0 != error }.map { $0.message }
        let remaining = diagnostics(changed).filter {
          $0.severity == .error && !Self.missingNames.contains($0.kind.slug)
            && lines.contains(source.line(of: $0.primary.span.start)) && !others.contains($0.message)
        }
        #expect(remaining.isEmpty, "«\(text)» became «\(changed)»: \(remaining.map { $0.message })")
      }
    }
    #expect(count > 30, "few mistakes have a suggestion, so little is tested")
  }

  /// The errors about names that do not exist.
  private static let missingNames: Set = [
    "unknown-class", "unknown-blueprint", "unknown-option", "refused-class", "missing-base", "absent-class",
    "later-class",
    "nothing-raised",
  ]
}
