import Diagnostics
import Foundation
import Interpreter
import PythonSyntax
import Rendering
import Resolution
import Syntax

@testable import FlaskSource

/// The events of a Flask program, a short line for each one.
///
///     GET /card: "card declined", 402
///     line 9: expected response.status_code == 500, got 402
///     test_card: failed
///
/// Assertions that pass are not shown.
func shown(_ program: String, under release: String = "3.1.3") -> String {
  let (events, source) = events(of: Array(program.utf8), under: release)
  return events.compactMap { line(of: $0, source) }.joined(separator: "\n")
}

/// Runs a program and returns its events.
func events(of program: [UInt8], under release: String = "3.1.3") -> (events: [Event], source: SourceText) {
  let release = Framework.flask.release(named: release) ?? .standard
  let python = PythonProgram(parsing: SourceText(name: "app.py", bytes: program))
  var run = TranslationRun(Translation(python, release: release, templates: []))
  let events = run.run()
  return (events, run.source)
}

private func line(of event: Event, _ source: SourceText) -> String? {
  switch event.kind {
  case .answered(let request): answered(request, source.texts)
  case .diagnostic(let diagnostic):
    "\(diagnostic.severity.rawValue), line \(event.line): "
      + ([diagnostic.message] + diagnostic.notes).joined(separator: "; ")
  case .expectation(let expectation):
    expectation.passed ? nil : "line \(event.line): expected \(expectation.expected), got \(expectation.actual)"
  case .test(let test): "\(source.texts[test.name]): \(outcome(of: test))"
  default: nil
  }
}

private func answered(_ request: RequestEvent, _ texts: TextTable) -> String {
  let call = request.rest.client.map { "\(texts[$0.method]) \(texts[$0.path]): " } ?? ""
  if let escaped = request.answer.escaped { return call + "crash \(texts[escaped])" }
  let isKnown = request.rest.client?.isBodyKnown ?? true
  return call + (isKnown ? request.answer.text(texts) : "\(request.answer.status ?? 0), unknown body")
}

private func outcome(of test: TestEvent) -> String {
  if test.isSkipped { return "skipped" }
  if test.failed > 0 { return "failed" }
  return test.notModeled > 0 ? "not modeled" : "passed"
}

/// A small app for tables: each row adds some code and requests some paths.
enum SmallApp {
  static let start = """
    from flask import Flask, Blueprint, Response, abort, g, jsonify, make_response, redirect, request
    from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
    import pytest
    app = Flask(__name__)
    client = app.test_client()
    class CardError(Exception): pass
    class Declined(CardError): pass
    @app.route("/raise/<name>")
    def fail(name): raise globals()[name]
    @app.route("/abort/<int:code>")
    def stop(code): abort(code)
    @app.route("/ok")
    def ok(): return "ok"

    """

  /// Returns the events of the app with more code, and with a client call for each path.
  ///
  /// The answers are without the methods and paths: `"card declined", 402; 404 page`.
  static func answers(_ code: String, _ paths: String, under release: String = "3.1.3") -> String {
    let calls = paths.split(separator: " ").map { "client.get(\"\($0)\")\n" }.joined()
    let lines = shown(start + code + "\n" + calls, under: release).split(separator: "\n")
    return lines.map { line in
      guard line.hasPrefix("GET "), let end = line.range(of: ": ")?.upperBound else { return String(line) }
      return String(line[end...])
    }.joined(separator: "; ")
  }
}
