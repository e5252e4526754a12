import Diagnostics
import Resolution
import Syntax

/// What can be wrong with `config`.
let optionKinds: [DiagnosticKind] = [.unknownOption]

extension DiagnosticKind {
  /// An error: the name after `config` is no option that is modeled.
  public static let unknownOption = DiagnosticKind(
    "unknown-option", title: "An option that is not modeled",
    explanation: """
      Flask has many options; \(Configuration.Option.allCases.count) of them change how an error is answered.

      \(Configuration.Option.allCases.map { "\($0.rawValue) \($0.effect)" }.joined(separator: " "))

      None of them is set at first. The names are those of app.config, in capitals. A few other options decide whether a \
      request fails at all (SERVER_NAME, MAX_CONTENT_LENGTH, TRUSTED_HOSTS): write what the request does instead.
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
        help: "say what the request does instead: \(failure)", notes: notes)
    }
    let near = nearestName(to: text(name), among: options)
    return Diagnostic(
      .unknownOption, "errorbook has no option `\(text(name))`", at: .init(name.span, "not modeled"),
      help: near.map { replacing(name, by: $0) }, notes: notes)
  }

  /// Flask's options because of which a request can fail, and how such a request is written.
  private static let optionsThatFailRequests = [
    "SERVER_NAME": "visit unknown", "APPLICATION_ROOT": "visit unknown", "MAX_CONTENT_LENGTH": "abort 413",
    "MAX_FORM_MEMORY_SIZE": "abort 413", "MAX_FORM_PARTS": "abort 413", "TRUSTED_HOSTS": "raise SecurityError",
  ]
}
