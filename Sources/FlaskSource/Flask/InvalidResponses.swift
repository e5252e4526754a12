import Diagnostics
import PythonSyntax
import Resolution

/// Results of views and handlers that are no responses: what `make_response` raises.
extension Evaluator {
  /// Returns the interruption for a value that is no response.
  mutating func invalidResponse(_ value: Value, at span: Span) throws(Interruption) -> Interruption {
    if value == .none { return missingResponse() }
    guard let type = typeOfInvalidResponse(value) else {
      throw notModeled("what the function returns is not a response", at: span)
    }
    let notCallable = "'\(type)' object is not callable"
    let start = "The view function did not return a valid response. The return type must be a "
    let end = "Response instance, or WSGI callable, but it was a \(type)."
    let message =
      release.isBefore("1.0")
      ? notCallable
      : release.isBefore("1.1.0")
        ? notCallable + "\n" + start + "string, tuple, " + end
        : release.isBefore("2.2.0")
          ? start + "string, dict, tuple, " + end : start + "string, dict, list, tuple with headers or status, " + end
    return raise("TypeError", message, isExact: true)
  }

  /// Returns the interruption for None.
  private mutating func missingResponse() -> Interruption {
    if release.isBefore("1.0") { return raise("ValueError", "View function did not return a response", isExact: true) }
    let end = "did not return a valid response. The function either returned None or ended without a return statement."
    if release.isBefore("2.0.0") { return raise("TypeError", "The view function " + end, isExact: true) }
    // The message names the endpoint of the request.
    let endpoint = request?.endpoint.map { "'\($0)'" } ?? "None"
    return raise("TypeError", "The view function for \(endpoint) " + end, isExact: request != nil)
  }

  /// Returns Python's name of the type of a value that is no response; nil if it may be one.
  private func typeOfInvalidResponse(_ value: Value) -> String? {
    switch value {
    case .boolean: return "bool"
    case .integer: return "int"
    case .float(let text): return FloatText.isCanonical(text) ? "float" : nil
    case .set: return "set"
    case .dictionary: return "dict"
    // Flask 1.0 takes a list for a tuple.
    case .list: return release.isBefore("1.0") || !release.isBefore("1.0.1") ? "list" : nil
    case .instance:
      guard let id = classOfInstance(value), !hierarchy.isHTTP(id), !hasLibraryBase(id, { _ in true }),
        classAttribute("__call__", of: id) == nil, attributesOfInstance(value)[Self.openMark] == nil
      else { return nil }
      return className(id)
    default: return nil
    }
  }

  /// Returns the response for a tuple that has neither two nor three elements.
  mutating func response(fromInvalidTuple values: [Value], at span: Span) throws(Interruption) -> ResponseObject {
    guard release.isBefore("1.0") else {
      throw raise(
        "TypeError",
        "The view function did not return a valid response tuple. The tuple must have the form (body, status, headers), "
          + "(body, status), or (body, headers).", isExact: true)
    }
    if values.count > 3 { throw raise("ValueError", "too many values to unpack (expected 3)", isExact: true) }
    return try response(from: values.first ?? .none, at: span)
  }
}
