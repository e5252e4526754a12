import Diagnostics
import Resolution
import Syntax

/// What can be wrong with a request or a question.
let requestKinds: [DiagnosticKind] = [.notRaisable, .needsArguments, .notMounted, .nothingHappened, .emptyTest]

extension DiagnosticKind {
  /// An error: the class does not derive from BaseException, so Python cannot raise it.
  public static let notRaisable = DiagnosticKind(
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

  /// An error: the constructors of the class's bases do not fit together, so no instance can be made.
  public static let needsArguments = DiagnosticKind(
    "needs-arguments", title: "A class that no arguments can make",
    explanation: """
      A view that raises E makes an instance first. Where E needs arguments, as UnicodeDecodeError and exception groups \
      do, the view passes them. Some mixed classes can be made with no arguments at all: the constructor of one base calls \
      the constructor of the next without the values that it needs. Python raises TypeError then, and Flask never sees \
      the class.
      """,
    wrong: """
      class Unreadable(NotFound, UnicodeDecodeError)
      raise Unreadable
      """,
    right: """
      class Unreadable(UnicodeDecodeError, NotFound)
      raise Unreadable
      """)

  /// An error: the blueprint came too late for this process, so no request can reach it.
  public static let notMounted = DiagnosticKind(
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

  /// An error: `why` or `expect last` is about the last request, and this process has answered none.
  public static let nothingHappened = DiagnosticKind(
    "nothing-raised", title: "A question about the last request, before there was one",
    explanation: """
      `why` alone explains the last request of this process, and `expect last` checks its response; there was none. \
      `why E` explains how the next raise of E would be answered.
      """,
    wrong: """
      why
      """,
    right: """
      raise ValueError
      why
      """)

  /// A warning: the test block has no `expect`, so it cannot fail.
  public static let emptyTest = DiagnosticKind(
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
      .notRaisable, "`\(text(name))` cannot be raised", at: .init(name.span, "does not derive from BaseException"),
      help: "let it derive from Exception", notes: ["Python says: exceptions must derive from BaseException"])
  }

  func needsArguments(_ name: Name, _ id: ClassID) -> Diagnostic {
    Diagnostic(
      .needsArguments, "`\(text(name))` cannot be made: the constructors of its bases do not fit together",
      at: .init(name.span, "Python raises TypeError here"), help: "raise one of its bases, or change their order")
  }

  func notMounted(_ name: Name) -> Diagnostic {
    Diagnostic(
      .notMounted, "the blueprint `\(text(name))` is not mounted in this process",
      at: .init(name.span, "came too late"), help: "`restart` starts a new process in which it is")
  }

  func nothingHappened(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nothingHappened, "nothing was raised in this process, so there is nothing to explain", at: .init(span),
      help: "raise something first, or ask about a class: why ValueError")
  }

  func noLastResponse(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nothingHappened, "no request was sent in this process, so there is no last response", at: .init(span),
      help: "send one first, or name it: expect raise ValueError -> 500")
  }

  func emptyTest(_ block: TestBlock) -> Diagnostic {
    Diagnostic(
      .emptyTest, .warning, "this test expects nothing, so it cannot fail", at: .init(block.name.span),
      help: "say what must hold: expect raise ValueError -> 500")
  }
}
