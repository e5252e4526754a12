import Diagnostics

/// Classes, and raising them.
extension DiagnosticKind {
  static let basesRequired = Self(
    "bases-required", title: "Class without a base class",
    explanation: #"""
      In Python, `class Mixin:` is a class that inherits from `object`. This language is about base classes, so you \#
      always write them: an exception class, or `object` for a plain mixin.
      """#,
    wrong: "class Mixin",
    right: "class Mixin(object)")

  static let unclosedParenthesis = Self(
    "unclosed-parenthesis", title: "Parenthesis not closed",
    explanation: #"""
      Close a parenthesis on the line that opens it. Only the list of base classes may continue on the next lines, as \#
      in Python.
      """#,
    wrong: "class Late(Exception",
    right: "class Late(Exception)")

  static let classBody = Self(
    "class-body", title: "Unsupported code in a class body",
    explanation: #"""
      Flask chooses a handler by the base classes of an exception and by its code, and by nothing else. So a class \#
      body may only contain `pass`, `...`, a docstring, `code = N` and a description. Methods and other attributes \#
      would have no effect, so errorbook rejects them.
      """#,
    wrong: #"""
      class Late(Exception):
          def __init__(self):
              self.minutes = 5
      """#,
    right: #"""
      class Late(Exception):
          pass
      """#)

  static let emptyBody = Self(
    "empty-body", title: "Colon without a class body",
    explanation: #"""
      This is not an error: a class is complete without a body here. In Python, a line that ends in a colon needs at \#
      least `pass` below it. Otherwise Python raises IndentationError.
      """#,
    wrong: "class Late(Exception):",
    right: "class Late(Exception)")

  static let textPlaysNoPart = Self(
    "text-plays-no-part", title: "Text without effect on the lookup",
    explanation: #"""
      Flask looks for a handler by the class of an exception and by its code. A handler can show the message of the \#
      exception or the description of an HTTP error, but neither affects which handler runs. errorbook accepts such \#
      text and ignores it.
      """#,
    wrong: #"raise KeyError("name")"#,
    right: "raise KeyError")

  static let callArguments = Self(
    "call-arguments", title: "Arguments that are not strings or numbers",
    explanation: #"""
      Statements are not Python code. `raise E("text")` is accepted because the text has no effect. Variables, calls \#
      and keyword arguments are rejected because errorbook does not evaluate expressions.
      """#,
    wrong: "raise KeyError(str(1))",
    right: "raise KeyError")

  static let raiseNumber = Self(
    "raise-number", title: "Raising a number",
    explanation: #"""
      You can only raise exceptions. To raise an HTTP error by its number, use `abort`: `abort 404` raises the class \#
      that Werkzeug has for 404.
      """#,
    wrong: "raise 404",
    right: "abort 404")
}
