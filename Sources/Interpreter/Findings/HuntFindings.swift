import Diagnostics
import Resolution
import Syntax

/// What `hunt` can report besides its verdict.
let huntKinds: [DiagnosticKind] = [.internalContradiction]

extension DiagnosticKind {
  package static let internalContradiction = DiagnosticKind(
    "internal-contradiction", title: "errorbook contradicts itself",
    explanation: """
      What `hunt` worked out was played before it was shown, and came out otherwise. One of the two is wrong, so neither \
      is shown as a fact. No script should ever get this: please report it, with the script that did.
      """,
    wrong: "", right: "")
}

extension Session {
  /// A proof that did not come out.
  func contradiction(_ proof: OrderHunt.Proof, _ statement: Statement) -> Diagnostic {
    let raises = proof.raises.map { raise in
      "raise \(name(raise.id))" + (app.blueprintName(raise.scope).map { " in \($0)" } ?? "")
    }
    return Diagnostic(
      .internalContradiction, "errorbook contradicts itself: a proof did not come out when it was played",
      at: .init(statement.span), help: "please report this, with the script",
      notes: ["the proof was: " + raises.joined(separator: ", then ")])
  }
}
