import Diagnostics
import Foundation
import Interpreter
import Resolution
import SeededRandom
import Syntax
import Testing

@testable import FlaskSource

/// Tests `TranslationScript`: a script has the same answers as the program that it was written from.
@Suite("Scripts of Flask programs") struct TranslationScriptTests {
  /// What a client sees of an answer, and the handler.
  struct Seen: Equatable, CustomStringConvertible {
    var status: Int?
    var body: String?
    var handler: String?
    var escaped: String?

    init(_ answer: Answer, _ texts: TextTable) {
      status = answer.status
      body = answer.body.map { texts[$0] }
      handler = answer.handler.map { $0.target.text(texts) }
      escaped = answer.escaped.map { texts[$0] }
    }

    var withoutBody: Seen {
      var seen = self
      seen.body = nil
      return seen
    }

    var description: String { "\(status ?? 0) \(body ?? "page") \(handler ?? "-") \(escaped ?? "")" }
  }

  static let releases = ["0.12.5", "1.0.4", "2.0.3", "3.1.2"]

  @Test(.sampled, arguments: TestRun.sample(FlaskProgram.all, 5))
  func runsToTheSameAnswers(_ program: FlaskProgram) throws {
    for name in Self.releases {
      let release = try #require(Framework.standard.release(named: name))
      let translation = Translation(program.files, release: release)
      var run = TranslationRun(translation)
      let direct = run.run().compactMap { event -> (seen: Seen, isHead: Bool)? in
        guard case .answered(let request) = event.kind else { return nil }
        let isHead = request.rest.client.map { run.source.texts[$0.method] == "HEAD" } ?? false
        let seen = Seen(request.answer, run.source.texts)
        return (isHead ? seen.withoutBody : seen, isHead)
      }
      let script = TranslationScript(translation)
      var session = Session(name: "script")
      let events = session.run(script.text)
      let errors = events.compactMap { event -> String? in
        guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { return nil }
        return "\(event.line): \(diagnostic.message)"
      }
      #expect(errors == [], "\(program) \(name)\n\(script.text)")
      var answers = events.compactMap { event -> Seen? in
        guard case .answered(let request) = event.kind else { return nil }
        return Seen(request.answer, session.source.texts)
      }
      try #require(answers.count == script.callOrder.count, "\(program) \(name)\n\(script.text)")
      answers = zip(answers, script.callOrder).compactMap { answer, call in
        guard let call else { return nil }
        if script.inexactCalls.contains(call) { return direct[call].seen }
        return direct[call].isHead ? answer.withoutBody : answer
      }
      let calls = script.callOrder.compactMap { $0 }
      #expect(calls.sorted() == Array(direct.indices), "\(program) \(name)\n\(script.text)")
      #expect(answers == calls.map { direct[$0].seen }, "\(program) \(name)\n\(script.text)")
    }
  }

  @Test func sharedAppHasContinuingTests() {
    expectScript(
      """
      from flask import Flask

      class E1(Exception): pass
      class E(E1): pass

      app = Flask(__name__)

      @app.errorhandler(Exception)
      def anything(error):
          return "Exception", 500

      @app.route("/<name>")
      def fail(name):
          raise globals()[name]

      def test_first():
          r = app.test_client().get("/E1")
          assert r.status_code == 500
          assert r.data == b"Exception"

      def test_second():
          assert app.test_client().get("/E").data == b"E1"
          assert 1 + 1 == 2
      """,
      """
      # app.py, read by errorbook for Flask 0.12.2
      use flask 0.12.2

      class E1(Exception)
      class E(E1)
      handler Exception -> "Exception", 500
      test "test_first" continuing {  # line 16
        raise E1  # line 17: GET /E1
        expect last -> "Exception", 500
      }
      test "test_second" continuing {  # line 21
        raise E  # line 22: GET /E
        expect last -> "E1"
      }

      """)
  }

  @Test func appOfOneTestIsInItsBlock() {
    expectScript(
      """
      from flask import Flask, abort
      import pytest

      def test_crash():
          app = Flask(__name__)
          app.testing = True

          @app.route("/")
          def fail():
              raise KeyError

          with pytest.raises(KeyError):
              app.test_client().get("/")

      def test_page():
          app = Flask(__name__)

          @app.route("/")
          def fail():
              abort(404)

          response = app.test_client().get("/")
          assert b"Not Found" in response.data
      """,
      """
      # app.py, read by errorbook for Flask 0.12.2
      use flask 0.12.2

      test "test_crash" {  # line 4
        config TESTING on
        raise KeyError  # line 13: GET /
        expect last -> crash
      }

      # Another app. The order of tests of different apps does not matter.
      test "test_page" {  # line 15
        abort 404  # line 22: GET /
        # line 23: not checked: b"Not Found" in response.data: the text of a default page is not modeled
        # The Python test checks nothing that can be said here. This is the answer that it gets.
        expect last -> 404 page
      }

      """)
  }

  private func expectScript(_ program: String, _ script: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let release = Framework.standard.release(named: "0.12.2") else { return }
    let files = ProgramFiles(SourceText(name: "app.py", program)) { _ in nil }
    #expect(
      TranslationScript(Translation(files, release: release)).text == script, sourceLocation: sourceLocation)
  }
}
