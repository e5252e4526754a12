import Syntax

/// What `help` says of each statement: how it is written, what it does, and an example that runs.
struct StatementHelp {
  var usage: [String]
  var says: String
  var example: String

  init(_ usage: String..., says: String, example: String) {
    self.usage = usage
    self.says = says
    self.example = example
  }
}

extension StatementWord {
  var help: StatementHelp {
    switch self {
    case .class, .blueprint, .handler: declarationHelp
    case .raise, .abort, .respond, .visit: requestHelp
    case .use, .config, .restart, .reset, .trace: settingHelp
    case .expect, .test: claimHelp
    case .mro, .classes, .handlers, .blueprints, .stats, .why, .compare, .hunt: questionHelp
    }
  }

  private var declarationHelp: StatementHelp {
    switch self {
    case .blueprint:
      StatementHelp(
        "blueprint NAME", "blueprint NAME in PARENT", "blueprint NAME as OTHER", "blueprint NAME in PARENT, PARENT",
        says: """
          Declares a blueprint: a part of the app with handlers of its own. Nesting needs Flask 2.0 or later. A second line \
          for the same blueprint registers it again; a request then names the registration, as in `raise E in admin.users`.
          """,
        example: """
          blueprint admin
          handler 404 in admin -> "no such page", 404
          abort 404 in admin
          """)
    case .handler:
      StatementHelp(
        "handler CLASS -> \"BODY\", STATUS", "handler CODE in BLUEPRINT -> \"BODY\", STATUS",
        "handler CLASS -> \"BODY\", e.code", "handler CLASS -> raise CLASS", "handler CLASS -> raise e",
        "handler CLASS -> abort CODE", "handler CLASS -> e",
        says: """
          Registers an error handler, as `@app.errorhandler` does. It returns a text (with status 200, if none is given, \
          or with the exception's own, `e.code`), fails itself, raises the exception again, or returns it, `e`.
          """,
        example: """
          handler LookupError -> "not here", 404
          raise KeyError
          """)
    default:
      StatementHelp(
        "class NAME(BASE, ...)", "class NAME(BASE, ...) code CODE", "class NAME(BASE, ...) self.code CODE",
        says: """
          Declares an exception class, as in Python. `code` is a class attribute, which Flask reads of HTTP errors; \
          `self.code` is set by the constructor, for each instance. Either can be None.
          """,
        example: """
          class PaymentError(Exception)
          class CardTimeout(PaymentError, TimeoutError)
          mro CardTimeout
          """)
    }
  }

  private var requestHelp: StatementHelp {
    switch self {
    case .abort:
      StatementHelp(
        "abort CODE", "abort CODE in BLUEPRINT",
        says: "Sends a request whose view calls `abort(CODE)`, and shows what the client gets.", example: "abort 404")
    case .respond:
      StatementHelp(
        "respond STATUS", "respond \"BODY\", STATUS", "respond STATUS in BLUEPRINT",
        says: "Sends a request whose view returns a response with this status. No handler is called.",
        example: """
          handler 404 -> "no such page", 404
          respond 404
          abort 404
          """)
    case .visit:
      StatementHelp(
        "visit unknown", "visit wrong-method", "visit redirect", "visit unknown in BLUEPRINT",
        says:
          "Sends a request that reaches no view: no route matches (404), its method is wrong (405), or it is redirected.",
        example: "visit unknown")
    default:
      StatementHelp(
        "raise CLASS", "raise CLASS in BLUEPRINT",
        says: "Sends a request whose view raises this class, and shows which handler answers.",
        example: """
          handler Exception -> "sorry", 500
          raise ValueError
          """)
    }
  }

  private var settingHelp: StatementHelp {
    switch self {
    case .config:
      StatementHelp(
        "config NAME on", "config NAME off",
        says: """
          Sets an option of the app: PROPAGATE_EXCEPTIONS, TESTING, DEBUG, TRAP_HTTP_EXCEPTIONS or \
          TRAP_BAD_REQUEST_ERRORS. None is set at first. While PROPAGATE_EXCEPTIONS is not set, TESTING and DEBUG turn it on.
          """,
        example: """
          handler 500 -> "sorry", 500
          raise ValueError
          config TESTING on
          raise ValueError
          """)
    case .restart:
      StatementHelp(
        "restart",
        says:
          "Starts a new process of the same app: no requests yet, and late handlers are in force from the beginning.",
        example: """
          raise ValueError
          restart
          """)
    case .reset: StatementHelp("reset", says: "Forgets everything but the release in use.", example: "reset")
    case .trace:
      StatementHelp(
        "trace on", "trace off", says: "Shows every look into a table with each answer.",
        example: """
          trace on
          raise ValueError
          """)
    default:
      StatementHelp(
        "use flask RELEASE", "use flask RELEASE with memo",
        says: """
          Runs the same app under another release, in a new process. Every release from 0.10 to 3.1.3 is known; from 1.0 \\
          on one can have a memo, which is a cache done right.
          """,
        example: "use flask 0.12.2")
    }
  }

  private var claimHelp: StatementHelp {
    switch self {
    case .test:
      StatementHelp(
        "test \"NAME\" {", "test \"NAME\" under RELEASE, ... {", "test \"NAME\" continuing {",
        says: """
          Runs the statements between the braces in a new process, once per release, and leaves no trace. A test that \
          continues runs in the process of the session and keeps its effects.
          """,
        example: """
          handler KeyError -> "no key", 404
          test "a missing key is not found" under 0.12.2, 3.1 {
            expect raise KeyError -> "no key", 404
          }
          """)
    default:
      StatementHelp(
        "expect raise CLASS -> \"BODY\", STATUS", "expect abort CODE -> CODE page", "expect raise CLASS -> crash",
        "expect raise CLASS -> \"BODY\" received CLASS", "expect last -> \"BODY\", STATUS",
        "expect mro CLASS: CLASS, ...",
        "expect refused class NAME(BASE, ...)",
        says: "Sends the request and compares the response. `expect last` checks the last response and sends nothing.",
        example: """
          handler KeyError -> "no key", 404
          expect raise KeyError -> "no key", 404
          """)
    }
  }

  private var questionHelp: StatementHelp {
    switch self {
    case .mro: StatementHelp("mro CLASS", says: "Shows the method resolution order.", example: "mro KeyError")
    case .classes:
      StatementHelp(
        "classes", says: "Draws the declared classes as a tree.",
        example: """
          class Timeout(Exception)
          classes
          """)
    case .handlers:
      StatementHelp(
        "handlers", says: "Shows the tables of handlers as they are now, entries that the cache wrote included.",
        example: """
          handler KeyError -> "no key", 404
          handlers
          """)
    case .blueprints:
      StatementHelp(
        "blueprints", says: "Lists the blueprints.",
        example: """
          blueprint admin
          blueprints
          """)
    case .stats: StatementHelp("stats", says: "Counts what the lookups of this process cost.", example: "stats")
    case .compare:
      StatementHelp(
        "compare", "compare CLASS", "compare CODE", "compare CLASS in BLUEPRINT", "compare visit unknown in BLUEPRINT",
        says: "Answers the same under every era of Flask, a row each, and marks the differences.",
        example: """
          handler HTTPException -> "web error", 500
          compare NotFound
          """)
    case .hunt:
      StatementHelp(
        "hunt", "hunt CLASS", "hunt CLASS in BLUEPRINT",
        says: "Finds the shortest order of raises that changes an answer, or says that there is none.",
        example: """
          use flask 0.12.2
          handler LookupError -> "not here", 404
          hunt
          """)
    default:
      StatementHelp(
        "why", "why CLASS", "why CODE", "why CLASS in BLUEPRINT", "why visit unknown in BLUEPRINT",
        "why respond STATUS",
        says: """
          Shows how the last request was answered, or how the next one would be: every table and class that is looked \
          at, what the cache wrote, what is never reached, and which handlers are not called and why.
          """,
        example: """
          handler Exception -> "sorry", 500
          raise ValueError
          why
          """)
    }
  }
}
