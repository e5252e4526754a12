import Diagnostics
import PythonSyntax
import Testing

@Suite("A Python program") struct ProgramTests {
  @Test("is its statements in order, as a tree") func statements() {
    let program = PythonProgram(
      parsing: SourceText(
        name: "app.py",
        """
        from flask import Flask as F
        app = F(__name__)

        @app.errorhandler(404)
        def missing(e: Exception) -> str:
            return "gone", 404
        """))
    #expect(program.diagnostics.isEmpty)
    #expect(
      program.printed == """
        ((from flask (as Flask F)) (= app (call F __name__)) \
        (@(call (. app errorhandler) 404) def missing (e) (return (tuple "gone" 404))))
        """)
  }
}
