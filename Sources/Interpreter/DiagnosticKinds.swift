import Diagnostics
import Syntax

/// All kinds of diagnostics that a session can report, ordered by slug. `errorbook explain` lists them.
public let allKinds: [DiagnosticKind] =
  (syntaxKinds + classKinds + blueprintKinds + handlerKinds + requestKinds + releaseKinds + optionKinds + huntKinds)
  .sorted { $0.slug < $1.slug }
