import Diagnostics
import FoundationEssentials
import Resolution
import Testing

@testable import Export

/// A script that cannot be exported gives diagnostics and no file.
@Suite("Refused exports")
struct RefusedExportsTests {
  /// The diagnostics as `slug line:column`; empty if there is a file.
  private func refusals(_ script: String, release: String = "3.1", isLesson: Bool = false) -> [String] {
    let release = Framework.flask.release(named: release) ?? .standard
    let export = TestFileExport(title: "a.eb", release: release, leavesOutErrors: isLesson)
    guard case .refused(let diagnostics, let source) = export.export([Array(script.utf8)]) else { return [] }
    return diagnostics.map { diagnostic in
      let position = source.position(of: diagnostic.primary.span.start)
      return "\(diagnostic.kind.slug) \(position.line):\(position.column)"
    }
  }

  private func file(_ script: String, release: String = "3.1", isLesson: Bool = false) throws -> String {
    let export = TestFileExport(
      title: "a.eb", release: try #require(Framework.flask.release(named: release)), leavesOutErrors: isLesson)
    guard case .file(let text) = export.export([Array(script.utf8)]) else { throw Missing() }
    return text
  }

  private struct Missing: Error {}

  @Test("a claim about all orders has no test, and the head of the file says so")
  func safe() throws {
    let text = try file("class E(Exception)\nexpect safe\ntest \"a\" {\n  expect not safe E\n}\nraise E")
    let head = text.components(separatedBy: "\"\"\"")[1].replacing("\n", with: " ")
    #expect(head.contains("Left out, because tests can only try some orders of requests: `expect safe` in line 2, "))
    #expect(head.contains("`expect not safe E` in line 4 (which fails). `errorbook run` checks"))
    #expect(text.components(separatedBy: "def test_").count == 2)
    #expect(!(try file("raise KeyError")).contains("Left out"))
  }

  @Test("errors of the script itself, all of them")
  func errors() {
    #expect(
      refusals("raise Nope\nclass E(Exception\nraise E") == [
        "unknown-class 1:7", "unclosed-parenthesis 2:18", "unknown-class 3:7",
      ])
    #expect(refusals("use flask 7.7") == ["unknown-release 1:11"])
    #expect(refusals("test \"a\" under 7.7 {\n  expect abort 404 -> 404 page\n}") == ["unknown-release 1:16"])
    #expect(refusals("expect raise KeyError -> \"a\" received Nope") == ["unknown-class 1:39"])
  }

  @Test("features that the release does not have")
  func release() {
    let script = "blueprint a\nblueprint b in a\n"
    #expect(refusals(script, release: "1.1.4") == ["nested-blueprint 2:16"])
    #expect(refusals(script, release: "2.0") == [])
    #expect(refusals("raise MisdirectedRequest", release: "0.12.2") == ["later-class 1:7"])
  }

  @Test("a blueprint with a rejected name is left out, and a test shows the exception")
  func blueprintName() throws {
    let text = try file("blueprint api.v1\nraise KeyError")
    #expect(
      text.contains("# Line 1: the blueprint \"api.v1\" is left out, because its name makes Flask raise ValueError."))
    #expect(
      text.contains(
        """
        def test_line_1_is_refused():
            with pytest.raises(ValueError):  # line 1
                Blueprint("api.v1", __name__)

        """))
    #expect(try file("blueprint api.v1\nraise KeyError", release: "1.1.4").contains("app.register_blueprint(api_v1)"))
    #expect(refusals("blueprint \"\"\nraise KeyError in \"\"") == ["refused-blueprint-name 2:19"])
  }

  @Test("a request must name one of several registrations")
  func ambiguous() {
    let script = "blueprint a\nblueprint b\nblueprint c in a, b\n"
    #expect(refusals(script + "raise KeyError in c") == ["ambiguous-blueprint 4:19"])
    #expect(refusals(script + "raise KeyError in b.c\nhandler KeyError in c -> e") == [])
  }

  @Test("claims about the last response belong to its request")
  func last() throws {
    #expect(refusals("expect last -> 404") == ["nothing-raised 1:1"])
    let text = try file("abort 404\nexpect last -> 404\nexpect last -> 500\nexpect last -> page received NotFound")
    #expect(text.contains("    # line 3: the script expects 500\n"))
    #expect(text.contains("== (PAGE, 404)  # lines 1, 2, 3, 4\n    assert received == []\n"))
    #expect(refusals("abort 404\nexpect last -> 404 received Nope") == ["unknown-class 2:29"])
  }

  @Test("a continuing test shares the app of the statements around it")
  func continuing() throws {
    let text = try file(
      "abort 404\ntest \"a\\nb\" continuing {\n  handler 404 -> \"late\"\n  abort 404\n}\nabort 404", release: "1.1.4")
    #expect(text.components(separatedBy: "def test_").count == 2)
    #expect(text.contains("    # test \"a\\nb\" continues with this app\n    app.errorhandler(404)(handle_404)"))
    #expect(text.components(separatedBy: "(\"late\", 200)").count == 3)
  }

  @Test("in a lesson statements with errors are left out, with a comment")
  func lesson() throws {
    let text = try file("class E(Exception)\nclass X(E, E)\nraise E", isLesson: true)
    #expect(text.contains("    # line 2 is left out: "))
    #expect(text.contains("assert get(app, \"/raise/E\")"))
    #expect(!text.contains("class X"))
  }

  @Test("the release is the current one at the first request")
  func firstRelease() {
    func release(_ script: String) -> String {
      TestFileExport.release(of: [Array(script.utf8)], otherwise: .standard).name
    }
    #expect(release("use flask 0.12.2\nraise KeyError\nuse flask 1.0") == "0.12.2")
    #expect(release("raise KeyError\nuse flask 1.0") == "3.1.0")
    #expect(release("use flask 1.0\nuse flask 2.0") == "2.0.0")
    #expect(release("test \"a\" under 0.11, 1.0 {\n  raise KeyError\n}\nuse flask 2.0") == "0.11")
    #expect(release("test \"a\" continuing {\n  restart\n}\nuse flask 1.0\nraise KeyError\nuse flask 2.0") == "1.0")
    #expect(release("test \"a\" continuing {\n  use flask 1.0\n  raise KeyError\n}\nuse flask 2.0") == "1.0")
    #expect(release("expect last -> 404\nuse flask 1.0") == "1.0")
    #expect(release("") == "3.1.0")
  }

  @Test("a script without requests has an app and no tests")
  func declarationsOnly() throws {
    let text = try file("class E(Exception)\nhandler E -> \"x\"")
    #expect(text.contains("@app.errorhandler(E)"))
    #expect(!text.contains("def test_"))
    #expect(try file("").contains("def create_app():"))
  }
}
