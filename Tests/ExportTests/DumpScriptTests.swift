import Diagnostics
import Interpreter
import Resolution
import Testing

@testable import Export

/// The Python file that reads a live app. The live check tests what it prints.
@Suite("The script of import")
struct DumpScriptTests {
  private let text = DumpScript.text

  @Test("names every release and every known class of the frameworks that it reads, with their releases")
  func facts() {
    for placeholder in ["@FRAMEWORKS@", "@PYTHON@", "@FACTS@"] { #expect(!text.contains(placeholder)) }
    let words = text.split { $0.isWhitespace }.map { String($0) }
    let known = Set(words)
    let frameworks = Framework.all.filter { $0.requests == .ofClients }
    #expect(frameworks.map(\.word) == ["flask", "sanic", "starlette", "fastapi"])
    for framework in frameworks {
      for release in framework.releases {
        #expect(known.contains(release.name), "\(release.fullName)")
        let missing = Hierarchy(release.knownClasses).knownNames.filter { !known.contains($0) }
        #expect(missing == [], "\(release.fullName)")
      }
    }
    for fact in [
      "MisdirectedRequest 3.1.0 999", "_RetryAfter 1.0.4 999", "NotFound 0.10 999", "NotFound 20.12.7 999",
      "InvalidUsage 20.12.7 999", "URITooLong 25.12.1 999", "RequestValidationError 0.99.1 999",
    ] {
      let parts = fact.split(separator: " ").map { String($0) }
      #expect(words.indices.contains { words[$0...].starts(with: parts) }, "\(fact)")
    }
  }

  @Test("is plain ASCII with short lines and no tabs, for Python 2 and every editor")
  func plainness() {
    #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A })
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 130 })
    #expect(text.hasSuffix("    sys.exit(main())\n"))
  }

  @Test("its output is valid: a script like those in the live check runs without an error")
  func output() {
    var session = Session(name: "shop.eb")
    let events = session.run(
      """
      # shop:create_app, a live app on Flask 3.1.3. Each handler returns the name of its function.
      # Searched for exception classes in shop, shop.errors. To search another module, use --module NAME.
      # left out: after_request (shop.add_header), which can change a response
      use flask 3.1.3

      class Described(object)  # shop.errors.base.Described
      class ShopError(Described, Exception) code 471  # shop.errors.base.ShopError
      class shop_errors_NotFound(ShopError)  # shop.errors.NotFound

      blueprint admin
      blueprint api_v1 in admin  # admin.api-v1

      handler shop_errors_NotFound in api_v1 -> "shop.api.make.<locals>.<lambda>:4 #1", 500  # shop.api.make.<locals>.<lambda>, a.py:4
      handler ShopError -> "shop.fail"  # status unknown: 404 or 500; shop.fail, a.py:7
      handler 404 -> e  # shop.missing, a.py:9
      handler 410 -> abort 404  # shop.gone, a.py:11
      handler ValueError -> raise ShopError  # shop.value, a.py:13
      raise shop_errors_NotFound in api_v1
      raise ShopError
      """)
    let answers = events.compactMap { event -> String? in
      switch event.kind {
      case .answered(let request): request.answer.text(session.source.texts)
      case .diagnostic(let diagnostic): diagnostic.kind.slug
      default: nil
      }
    }
    // An unknown status becomes 200, with a note.
    #expect(
      answers == ["implicit-status", "\"shop.api.make.<locals>.<lambda>:4 #1\", 500", "\"shop.fail\", 200"])
  }
}
