import Diagnostics

/// A Python file, read as statements.
public struct PythonProgram: Sendable {
  /// The text of the file. All spans refer to it.
  public var source: SourceText
  /// The statements of the module, in order.
  public var statements: [PythonStatement]
  /// The syntax errors, in order. Each belongs to a statement of the kind `broken`.
  public var diagnostics: [Diagnostic]

  /// Creates a program from its parts.
  public init(source: SourceText, statements: [PythonStatement], diagnostics: [Diagnostic]) {
    self.source = source
    self.statements = statements
    self.diagnostics = diagnostics
  }
}
