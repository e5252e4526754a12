import Diagnostics
import PythonSyntax
import Testing

@Suite("A Python program") struct ProgramTests {
  @Test("has the statements and errors that it is created with") func parts() {
    let program = PythonProgram(source: SourceText(name: "app.py"), statements: [], diagnostics: [])
    #expect(program.statements.isEmpty && program.diagnostics.isEmpty)
  }
}
