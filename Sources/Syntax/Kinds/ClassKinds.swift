import Diagnostics

/// Classes and raising them.
extension DiagnosticKind {
  static let basesRequired = Self(
    "bases-required", title: "A class without bases",
    explanation: #"""
      In Python `class Mixin:` means a class that derives from `object`. Here the bases are the subject, so they \#
      are always written down: an exception, or `object` for a plain mixin.
      """#,
    wrong: "class Mixin",
    right: "class Mixin(object)")

  static let unclosedParenthesis = Self(
    "unclosed-parenthesis", title: "A parenthesis without its partner",
    explanation: #"""
      A parenthesis that was opened is closed on the same line. Only the list of bases may go on over several \#
      lines, as in Python.
      """#,
    wrong: "class Late(Exception",
    right: "class Late(Exception)")

  static let classBody = Self(
    "class-body", title: "A class with more than this language knows",
    explanation: #"""
      Which handler runs depends on the bases of a class and on its code, and on nothing else. So below a class \#
      line only what does no harm is accepted: `pass`, `...`, a docstring, `code = N` and a description. Methods \#
      and other attributes have no effect here, and to accept them would say otherwise.
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
    "empty-body", title: "A colon without a body",
    explanation: #"""
      A class is complete without a body here, so nothing is wrong. Python however wants at least `pass` below a \#
      line that ends in a colon, and says IndentationError where there is none.
      """#,
    wrong: "class Late(Exception):",
    right: "class Late(Exception)")

  static let textPlaysNoPart = Self(
    "text-plays-no-part", title: "A text that decides nothing",
    explanation: #"""
      Flask looks for a handler by the class of an exception and by its code. The text that it carries, and the \#
      description of an HTTP error, can be shown by a handler but never choose one. So they are accepted, and \#
      left aside.
      """#,
    wrong: #"raise KeyError("name")"#,
    right: "raise KeyError")

  static let callArguments = Self(
    "call-arguments", title: "Arguments that are not texts or numbers",
    explanation: #"""
      Statements are not Python code: `raise E("text")` is accepted because the text plays no part. Names, calls \#
      and options between the parentheses would have to be worked out first, and cannot.
      """#,
    wrong: "raise KeyError(str(1))",
    right: "raise KeyError")

  static let raiseNumber = Self(
    "raise-number", title: "A number that is raised",
    explanation: #"""
      Only exceptions can be raised. An HTTP error is known by its number as well as by its class: `abort 404` \#
      raises the class that Werkzeug has for 404.
      """#,
    wrong: "raise 404",
    right: "abort 404")
}
