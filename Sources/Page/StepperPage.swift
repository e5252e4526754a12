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
    switch LookupSteps.asking(request, in: session, isPlain: false) {
    case .failure(let reasons):
      now = LookupSteps(of: session.release, session.source.texts)
      fresh = nil
      problems = reasons.diagnostics.map { $0.message }
    case .success(let asked):
      now = asked.steps
      fresh = Self.differing(from: asked.steps, of: asked.request, in: session)
      problems = []
    }
  }

  /// Returns the steps of a request in a fresh process, if they differ.
  private static func differing(from now: LookupSteps, of request: String, in session: Session) -> LookupSteps? {
    var process = session
    process.startProcess()
    guard case .success(let asked) = LookupSteps.asking(request, in: process, isPlain: false) else { return nil }
    return asked.steps.firstDifference(from: now) == nil ? nil : asked.steps
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
