import Diagnostics
import Resolution
import Syntax

/// The diagnostics about `config`.
let optionKinds: [DiagnosticKind] = [.unknownOption]

extension DiagnosticKind {
  /// An error: errorbook does not model an option with the name after `config`.
  public static let unknownOption = DiagnosticKind(
    "unknown-option", title: "An option that errorbook does not model",
    explanation: """
      Flask has many options. \(Configuration.Option.allCases.count) of them change how Flask answers an error.

      \(Configuration.Option.allCases.map { "\($0.rawValue) \($0.effect)" }.joined(separator: "\n\n"))

      At first none of them is set. Write the names in capitals, as in app.config. A few other options decide whether a \
      request fails at all (SERVER_NAME, MAX_CONTENT_LENGTH, TRUSTED_HOSTS). Instead of such an option, write what the \
      request does.
      """,
    wrong: """
      config TRAP_HTTP_EXCEPTION on
      """,
    right: """
      config TRAP_HTTP_EXCEPTIONS on
      """)
}

extension Session {
  func unknownOption(_ name: Name) -> Diagnostic {
    let options = Configuration.Option.allCases.map { $0.rawValue }
    let notes = ["the options are \(options.joined(separator: ", "))"]
    if let failure = Self.optionsThatFailRequests[text(name)] {
      return Diagnostic(
        .unknownOption, "errorbook does not model `\(text(name))`",
        at: .init(name.span, "decides whether a request fails, not which handler runs"),
        help: "write what the request does: \(failure)", notes: notes)
    }
    let near = nearestName(to: text(name), among: options)
    return Diagnostic(
      .unknownOption, "errorbook has no option `\(text(name))`", at: .init(name.span, "not modeled"),
      help: near.map { replacing(name, by: $0) }, notes: notes)
  }

  /// Flask's options that can make a request fail, each with the statement for such a request.
  private static let optionsThatFailRequests = [
    "SERVER_NAME": "visit unknown", "APPLICATION_ROOT": "visit unknown", "MAX_CONTENT_LENGTH": "abort 413",
    "MAX_FORM_MEMORY_SIZE": "abort 413", "MAX_FORM_PARTS": "abort 413", "TRUSTED_HOSTS": "raise SecurityError",
  ]
}
