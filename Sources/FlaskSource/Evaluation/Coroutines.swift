import Diagnostics
import PythonSyntax
import Resolution

/// Coroutines: what calling an `async` function makes. The function runs when the coroutine is awaited.
extension Evaluator {
  /// The coroutine of a call.
  func coroutine(of id: FunctionID, _ arguments: Arguments) -> Value {
    .partial("coroutine", [.function(id)] + arguments.positional, arguments.keywords)
  }

  /// `await value`.
  mutating func awaited(_ value: Value) throws(Interruption) -> Value {
    switch value {
    case .partial("coroutine", let values, let keywords):
      guard case .function(let id)? = values.first else { break }
      return try run(id, Arguments(positional: Array(values.dropFirst()), keywords: keywords))
    case .partial("asyncio.sleep", let values, let keywords):
      return Arguments(positional: values, keywords: keywords).value(1, "result") ?? .none
    case .unknown: return value
    default: break
    }
    throw notModeled("`await` of this value is not modeled")
  }

  /// Calls a function as Flask does. Since 2.0, Flask runs the coroutine of an `async` function to its end, which needs
  /// the package asgiref.
  mutating func callFromFlask(
    _ function: Value, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    let value = try call(function, arguments, at: span)
    guard isAsync(function), !release.isBefore("2.0.0") else { return value }
    return try awaited(value)
  }

  /// Returns whether a function is defined with `async`. A plain function around one is not.
  private func isAsync(_ function: Value) -> Bool {
    switch function {
    case .function(let id), .method(_, let id): functions[id.index].isAsync
    case .partial("functools.partial", let values, _):
      // A partial of a partial is one partial.
      switch values.first {
      case .function(let id)?, .method(_, let id)?: functions[id.index].isAsync
      default: false
      }
    default: false
    }
  }
}
