import Diagnostics
import Resolution
import Syntax

/// The diagnostics about requests, questions and tests.
let requestKinds: [DiagnosticKind] = [.notRaisable, .needsArguments, .notMounted, .nothingHappened, .emptyTest]

extension DiagnosticKind {
  /// An error: the class does not derive from BaseException, so Python cannot raise it.
  public static let notRaisable = DiagnosticKind(
    "not-raisable", title: "A class that cannot be raised",
    explanation:
      "Only subclasses of BaseException can be raised. For every other class, Python raises TypeError instead.",
    wrong: """
      class Mixin(object)
      raise Mixin
      """,
    right: """
      class Mixin(object)
      class Failure(Mixin, Exception)
      raise Failure
      """)

  /// An error: the constructors of the base classes do not fit together, so no instance can be created.
  public static let needsArguments = DiagnosticKind(
    "needs-arguments", title: "A class that cannot be instantiated",
    explanation: """
      A view that raises E first creates an instance of E. If E needs arguments, as UnicodeDecodeError and exception \
      groups do, the view passes them. Some classes with several base classes cannot be instantiated with any arguments: \
      the constructor of one base class calls the constructor of the next without the arguments that it needs. Python then \
      raises TypeError, and Flask never gets an exception of the class.
      """,
    wrong: """
      class Unreadable(NotFound, UnicodeDecodeError)
      raise Unreadable
      """,
    right: """
      class Unreadable(UnicodeDecodeError, NotFound)
      raise Unreadable
      """)

  /// An error: the blueprint was declared too late for this process, so no request can reach it.
  public static let notMounted = DiagnosticKind(
    "not-mounted", title: "A request to a blueprint that is not mounted",
    explanation: """
      The blueprint was declared after the first request of this process. It has no routes here, so no request can reach \
      it. `restart` starts a new process that mounts it.
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

  /// An error: `why` or `expect last` asks about the last request, but this process has had no request.
  public static let nothingHappened = DiagnosticKind(
    "nothing-raised", title: "A question about the last request before the first request",
    explanation: """
      `why` alone explains the last request of this process, and `expect last` checks its response. This process has had \
      no request yet. `why E` predicts what happens when E is raised next.
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
    "empty-test", title: "A test without expectations",
    explanation: "A test without an `expect` statement cannot fail, so it checks nothing.",
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
      help: "make it a subclass of Exception", notes: ["Python says: exceptions must derive from BaseException"])
  }

  func needsArguments(_ name: Name, _ id: ClassID) -> Diagnostic {
    Diagnostic(
      .needsArguments,
      "`\(text(name))` cannot be instantiated: the constructors of its base classes do not fit together",
      at: .init(name.span, "Python raises TypeError here"),
      help: "raise one of its base classes, or change the order of the base classes")
  }

  func notMounted(_ name: Name) -> Diagnostic {
    Diagnostic(
      .notMounted, "the blueprint `\(text(name))` is not mounted in this process",
      at: .init(name.span, "declared too late"), help: "`restart` starts a new process that mounts it")
  }

  func nothingHappened(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nothingHappened, "this process has had no request yet, so there is nothing to explain", at: .init(span),
      help: "send a request first, or ask about a class: why ValueError")
  }

  func noLastResponse(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nothingHappened, "this process has had no request yet, so there is no last response", at: .init(span),
      help: "send a request first, or include it: expect raise ValueError -> 500")
  }

  func emptyTest(_ block: TestBlock) -> Diagnostic {
    Diagnostic(
      .emptyTest, .warning, "this test has no `expect`, so it cannot fail", at: .init(block.name.span),
      help: "add an expectation: expect raise ValueError -> 500")
  }
}
