import Diagnostics
package let syntaxKinds: [DiagnosticKind] = []
