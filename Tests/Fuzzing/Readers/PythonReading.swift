import Diagnostics
import PythonSyntax

/// Parses bytes as a Python file. Every span is inside the text, every broken statement has an error and the other way
/// around, and every diagnostic can be shown.
func readPython(_ bytes: [UInt8]) throws(Broken) {
  let source = SourceText(name: "fuzzed.py", bytes: bytes)
  let program = PythonProgram(parsing: source)
  for diagnostic in program.diagnostics { try draw(diagnostic, in: source) }
  var end: Int32 = 0
  for statement in program.statements {
    try requireInside(statement.span, source)
    try require(
      statement.span.start >= end || statement.kind == .broken, "a statement starts before the end of another")
    end = statement.span.end
    if statement.kind == .broken { try require(!program.diagnostics.isEmpty, "a broken statement has no error") }
  }
}
