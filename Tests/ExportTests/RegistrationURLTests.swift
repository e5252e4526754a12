import Foundation
import Resolution
import Testing

@testable import Export

/// A request reaches the registration that it names: each one has a URL prefix, joined like in the release.
@Suite("URLs of registrations")
struct RegistrationURLTests {
  private func file(_ script: String, _ release: String) throws -> String {
    let export = TestFileExport(title: "a.eb", release: try #require(Framework.flask.release(named: release)))
    guard case .file(let text) = export.export([Array(script.utf8)]) else { throw Missing() }
    return text
  }

  private struct Missing: Error {}

  /// The URLs that the tests of a file request, in order.
  private func urls(_ script: String, _ release: String) throws -> [String] {
    try file(script, release).split(separator: "\n").compactMap { line in
      guard let call = line.range(of: "get(app, \"") else { return nil }
      return String(line[call.upperBound...].prefix { $0 != "\"" })
    }
  }

  private let nested = """
    class E(Exception)
    blueprint admin
    blueprint admin as staff
    blueprint users in admin
    blueprint roles in users, admin as tasks
    raise E in admin
    raise E in staff.users
    raise E in staff.users.roles
    raise E in staff.tasks
    """

  @Test("prefixes are joined from the app inward", arguments: ["2.0.1", "2.1.0", "3.1"])
  func joined(_ release: String) throws {
    #expect(
      try urls(nested, release) == [
        "/admin/raise/E", "/staff/users/raise/E", "/staff/users/roles/raise/E", "/staff/tasks/raise/E",
      ])
  }

  @Test("2.0.0 adds the prefix of a second registration to the one it has already joined")
  func joinedTwice() throws {
    #expect(
      try urls(nested, "2.0.0") == [
        "/admin/raise/E", "/staff/admin/users/raise/E", "/staff/admin/users/admin/users/roles/raise/E",
        "/staff/admin/tasks/raise/E",
      ])
  }

  @Test(
    "with one registration the prefix is an argument of the constructor, with several of each registration")
  func prefixes() throws {
    let text = try file("blueprint a\nblueprint b as c\nblueprint d\nblueprint d as e\nabort 404 in e", "1.1.4")
    #expect(text.contains("a = Blueprint(\"a\", __name__, url_prefix=\"/a\")\n"))
    #expect(text.contains("b = Blueprint(\"b\", __name__, url_prefix=\"/c\")\n"))
    #expect(text.contains("d = Blueprint(\"d\", __name__)\n"))
    #expect(text.contains("app.register_blueprint(b, name=\"c\")\n"))
    #expect(text.contains("app.register_blueprint(d, url_prefix=\"/d\")\n"))
    #expect(text.contains("app.register_blueprint(d, name=\"e\", url_prefix=\"/e\")\n"))
  }

  @Test("responses with the same status but different bodies have different URLs")
  func responses() throws {
    let script =
      "blueprint a\nrespond 404\nrespond \"b\", 404\nrespond \"b\", 404 in a\nrespond \"c\", 404\nrespond 500"
    #expect(
      try urls(script, "3.1") == [
        "/respond/404", "/respond/404-2", "/a/respond/404-2", "/respond/404-3", "/respond/500",
      ])
  }

  @Test("a blueprint without a name has a unique prefix")
  func unnamed() throws {
    #expect(
      try urls("blueprint \"\"\nblueprint unnamed\nblueprint a as unnamed_\nabort 404 in \"\"\nabort 404 in a", "2.2.5")
        == ["/unnamed__/abort/404", "/unnamed_/abort/404"])
  }

  @Test("late registrations of one statement are accepted or rejected for each parent")
  func late() throws {
    let text = try file(
      "class E(Exception)\nblueprint admin\nabort 404\nblueprint late\nblueprint users in admin, late\nraise E in late.users",
      "2.0.3")
    #expect(
      text.contains(
        "    app.blueprints[\"admin\"].register_blueprint(users, url_prefix=\"/users\")  # line 5: accepted"))
    #expect(
      text.contains(
        "    late.register_blueprint(users, url_prefix=\"/users\")\n    app.register_blueprint(late)\n    assert get("))
  }
}
