import Diagnostics

/// Every kind of diagnostic that the parser of Python files can report, ordered by slug.
public let pythonSyntaxKinds: [DiagnosticKind] = [
  .python2Syntax, .pythonIndentation, .pythonPrompt, .pythonSyntax, .pythonTooDeep,
]

/// Files in Python.
extension DiagnosticKind {
  static let pythonSyntax = Self(
    "python-syntax", title: "Syntax error in Python code",
    explanation: """
      errorbook reads the Python file as Python 3.11 would, without running it. It skips the statement with the error, \
      or the whole block if the error is in its first line, and continues with the next one.
      """,
    wrong: #"""
      class E(Exception)
          pass
      """#,
    right: #"""
      class E(Exception):
          pass
      """#)

  static let python2Syntax = Self(
    "python-2-syntax", title: "Code for Python 2",
    explanation: """
      Some statements of Python 2 are errors in Python 3: `print` and `exec` without parentheses, a comma in `except` \
      and `raise`, backticks, `<>`, and numbers such as 0777 and 10L. Write them as in Python 3. errorbook models Flask \
      on Python 3.
      """,
    wrong: #"""
      print "hello"
      """#,
    right: #"""
      print("hello")
      """#)

  static let pythonIndentation = Self(
    "python-indentation", title: "Wrong indentation in Python code",
    explanation: """
      The lines of a block have the same indentation, which is larger than that of the line before the block. A line \
      after the block has the indentation of one of the blocks around it. If you mix tabs and spaces, the order of \
      two lines must not depend on the width of a tab.
      """,
    wrong: #"""
      def view():
      return "hello"
      """#,
    right: #"""
      def view():
          return "hello"
      """#)

  static let pythonPrompt = Self(
    "python-prompt", title: "Session copied from a Python prompt",
    explanation: """
      Lines that start with >>> were copied from an interactive session or a doctest. They are not a Python file. \
      Remove the prompts and the output between them.
      """,
    wrong: #"""
      >>> x = 1
      """#,
    right: #"""
      x = 1
      """#)

  static let pythonTooDeep = Self(
    "python-too-deep", title: "Python code nested too deeply",
    explanation: """
      Blocks and expressions can be nested \(PythonParser.mostLevels) levels deep, and \(PythonParser.tallestTree) \
      operators or calls can follow each other in one expression. Only generated code exceeds these limits.
      """,
    wrong: "", right: "")
}
