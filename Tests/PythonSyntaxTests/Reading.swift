import Diagnostics

@testable import PythonSyntax

/// A parsed file as tests compare it: the tree, and the diagnostics as `slug «marked text»`.
struct Reading {
  let program: PythonProgram

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) { program = PythonProgram(parsing: SourceText(name: "app.py", bytes: bytes)) }

  /// The statements without the parentheses around them, and the diagnostics below.
  var text: String {
    let errors = program.diagnostics.map { "\($0.kind.slug) «\(program.source.text($0.primary.span))»" }
    return ([String(program.printed.dropFirst().dropLast())] + errors).joined(separator: "\n")
  }
}

/// Returns the tree of the statements of a text, and its diagnostics.
func read(_ text: String) -> String { Reading(text).text }

/// Returns the message of the only diagnostic, and its help; nil if there is not exactly one.
func problem(_ text: String) -> String? {
  let diagnostics = Reading(text).program.diagnostics
  guard let only = diagnostics.first, diagnostics.count == 1 else { return nil }
  return ([only.message] + [only.help].compactMap { $0 }).joined(separator: "; ")
}

/// Returns the text after the only suggestion of the only diagnostic; nil if there is not exactly one.
func corrected(_ text: String) -> String? {
  let program = Reading(text).program
  guard let only = program.diagnostics.first?.suggestions.first, program.diagnostics.count == 1 else { return nil }
  return String(decoding: only.applied(to: program.source.bytes), as: UTF8.self)
}
