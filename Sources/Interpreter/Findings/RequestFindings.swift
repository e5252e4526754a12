import Diagnostics
import Resolution
import Syntax

/// What can be wrong with a request or a question.
let requestKinds: [DiagnosticKind] = [.notRaisable, .needsArguments, .notMounted, .nothingHappened, .emptyTest]

extension DiagnosticKind {
  package static let notRaisable = DiagnosticKind(
    "not-raisable", title: "A class that cannot be raised",
    explanation:
      "Only classes that derive from BaseException can be raised: Python answers anything else with a TypeError.",
    wrong: """
      class Mixin(object)
      raise Mixin
      """,
    right: """
      class Mixin(object)
      class Failure(Mixin, Exception)
      raise Failure
      """)

  package static let needsArguments = DiagnosticKind(
    "needs-arguments", title: "A class whose constructor needs arguments",
    explanation: """
      `raise E` makes an instance of E without arguments. UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError \
      and exception groups cannot be made that way, nor can classes that inherit their constructors: Python would raise \
      a TypeError instead, and that is what Flask would handle.
      """,
    wrong: """
      raise UnicodeDecodeError
      """,
    right: """
      raise UnicodeError
      """)

  package static let notMounted = DiagnosticKind(
    "not-mounted", title: "A request to a blueprint that is not mounted",
    explanation: """
      The blueprint was declared too late for this process, so it has no routes here and no request can reach it. \
      `restart` starts a new process in which it is mounted.
      """,
    wrong: """
      raise ValueError
      blueprint admin
      raise ValueError in admin
      """,
    right: """
      blueprint admin
      raise ValueError
      raise ValueError in admin
      """)

  package static let nothingHappened = DiagnosticKind(
    "nothing-raised", title: "`why` before anything was raised",
    explanation: """
      `why` alone explains the last request of this process, and there was none. `why E` explains how the next raise of \
      E would be answered.
      """,
    wrong: """
      why
      """,
    right: """
      raise ValueError
      why
      """)

  package static let emptyTest = DiagnosticKind(
    "empty-test", title: "A test that expects nothing",
    explanation: "A test without an `expect` cannot fail, so it says nothing about the app.",
    wrong: """
      test "errors are answered" {
        raise ValueError
      }
      """,
    right: """
      test "errors are answered" {
        expect raise ValueError -> 500
      }
      """)
}

extension Session {
  func notRaisable(_ name: Name) -> Diagnostic {
    Diagnostic(
      .notRaisable, "`\(name.text)` cannot be raised", at: .init(name.span, "does not derive from BaseException"),
      help: "let it derive from Exception", notes: ["Python says: exceptions must derive from BaseException"])
  }

  func needsArguments(_ name: Name, _ id: ClassID) -> Diagnostic {
    let known = app.hierarchy.mro(id).first { app.hierarchy.isKnown($0) }.map { self.name($0) } ?? name.text
    let message =
      name.text == known
      ? "`\(name.text)` cannot be made without arguments"
      : "`\(name.text)` cannot be made without arguments: it inherits a constructor that needs them"
    return Diagnostic(
      .needsArguments, message, at: .init(name.span, "Python would raise TypeError here"),
      help: "raise a class without such a constructor")
  }

  func notMounted(_ name: Name) -> Diagnostic {
    Diagnostic(
      .notMounted, "the blueprint `\(name.text)` is not mounted in this process",
      at: .init(name.span, "came too late"), help: "`restart` starts a new process in which it is")
  }

  func nothingHappened(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nothingHappened, "nothing was raised in this process, so there is nothing to explain", at: .init(span),
      help: "raise something first, or ask about a class: why ValueError")
  }

  func emptyTest(_ block: TestBlock) -> Diagnostic {
    Diagnostic(
      .emptyTest, .warning, "this test expects nothing, so it cannot fail", at: .init(block.name.span),
      help: "say what must hold: expect raise ValueError -> 500")
  }
}
