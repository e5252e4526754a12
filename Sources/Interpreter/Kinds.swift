import Diagnostics
import Syntax

/// Every kind of diagnostic that a session can report, ordered by slug: what `errorbook explain` lists.
public let allKinds: [DiagnosticKind] =
  (syntaxKinds + classKinds + blueprintKinds + handlerKinds + requestKinds + releaseKinds + optionKinds + huntKinds)
  .sorted { $0.slug < $1.slug }
