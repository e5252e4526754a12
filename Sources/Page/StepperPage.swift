import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

/// The stepper of a page: the lookups of one request in the session as it is, and the same in a fresh process.
package struct StepperPage: Sendable {
  private let heading: String
  private let now: LookupSteps
  /// Nil if a fresh process looks up the same way.
  private let fresh: LookupSteps?
  /// Why there is nothing to show; empty if there is.
  private let problems: [String]

  /// - Parameter request: what `why` asks about, such as `raise CardTimeout`; empty for the last request.
  package init(_ request: String, in session: Session) {
    heading = "How \(session.release.fullName) looks up a handler"
    let asked = Self.steps(request, in: session)
    now = asked.steps
    problems = asked.problems
    var process = session
    process.startProcess()
    // The last request is not one of the fresh process.
    let again = request.isEmpty ? asked.request : request
    let other = again.map { Self.steps($0, in: process).steps }
    fresh = other.flatMap { $0.firstDifference(from: asked.steps) == nil ? nil : $0 }
  }

  private static func steps(
    _ request: String, in session: Session
  ) -> (steps: LookupSteps, request: String?, problems: [String]) {
    // A copy runs the question, so that it adds no line to the session.
    var copy = session
    let events = copy.run("why \(request)\n")
    let code = session.release.era.rules.lookup.pseudocode
    guard case .why(let event)? = events.last?.kind else {
      let problems = events.compactMap { event -> String? in
        guard case .diagnostic(let diagnostic) = event.kind else { return nil }
        return diagnostic.message
      }
      return (LookupSteps(code: code, copy.source.texts), nil, problems)
    }
    let text = event.request.text(copy.source.texts)
    return (LookupSteps(event, code: code, copy.source.texts, isPlain: false), text, [])
  }

  /// The steps as JSON: `heading`, `problems`, `now`, `fresh` (null if it is the same), each with the members of
  /// `LookupSteps`, and `difference`, the index of the first stop that differs.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.writeLine { json in
      json.member("heading", heading)
      json.member("problems", problems)
      json.object("now") { json in now.addMembers(to: &json) }
      json.object("fresh", fresh) { json, fresh in fresh.addMembers(to: &json) }
      json.member("difference", fresh.flatMap { now.firstDifference(from: $0) })
    }
    return Array(json.bytes)
  }
}

extension LookupSteps {
  /// Returns the index of the first stop that says something else; nil if all say the same.
  fileprivate func firstDifference(from other: LookupSteps) -> Int? {
    let equal = zip(stops, other.stops).prefix { $0.says == $1.says }.count
    return equal == stops.count && equal == other.stops.count ? nil : equal
  }
}
