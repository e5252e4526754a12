import Diagnostics
import Resolution
import Syntax

/// What can be wrong with `config`.
let optionKinds: [DiagnosticKind] = [.unknownOption]

extension DiagnosticKind {
  package static let unknownOption = DiagnosticKind(
    "unknown-option", title: "An option that changes nothing here",
    explanation: """
      Flask has many options; three of them change which handler answers. TRAP_HTTP_EXCEPTIONS treats HTTP errors like \
      any other exception: a handler is looked for, and if there is none the answer is a 500. TRAP_BAD_REQUEST_ERRORS does \
      so for BadRequest and its subclasses. DEBUG does so for BadRequestKeyError (from 1.0 on, unless \
      TRAP_BAD_REQUEST_ERRORS is set) and refuses handlers that come after the first request.

      All three begin as off. The names are those of app.config, in capitals.
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
    let options = Configuration.Option.allCases.map(\.rawValue)
    let near = nearestName(to: name.text, among: options)
    return Diagnostic(
      .unknownOption, "errorbook has no option `\(name.text)`", at: .init(name.span, "changes no answer"),
      help: near.map { "did you mean `\($0)`?" }, notes: ["the options are \(options.joined(separator: ", "))"])
  }
}
