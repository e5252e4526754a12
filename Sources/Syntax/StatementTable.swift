import Diagnostics

/// # The statements
///
/// The table of the language. Each statement has a row in every list of this file. Everything else about a statement is
/// in its own file, such as `SettingStatements`: its value, its descriptor, and its parser. `Sources/README.md` shows
/// how to add one.

/// The first words of the statements, in the order in which the course teaches them.
public enum StatementWord: String, Sendable, CaseIterable {
  case `class`, blueprint, handler, config
  case raise, abort, visit, respond
  case use, restart, reset, trace
  case expect, test
  case mro, classes, handlers, blueprints, stats, why, compare, hunt

  /// The help, usage and category of the statement that begins with this word.
  public var descriptor: StatementDescriptor {
    switch self {
    case .class: .class
    case .blueprint: .blueprint
    case .handler: .handler
    case .config: .config
    case .raise: .raise
    case .abort: .abort
    case .respond: .respond
    case .visit: .visit
    case .use: .use
    case .restart: .restart
    case .reset: .reset
    case .trace: .trace
    case .expect: .expect
    case .test: .test
    case .mro: .mro
    case .classes: .classes
    case .handlers: .handlers
    case .blueprints: .blueprints
    case .stats: .stats
    case .why: .why
    case .compare: .compare
    case .hunt: .hunt
    }
  }
}

/// The words as strings.
public let statementWords: [String] = StatementWord.allCases.map { $0.rawValue }

extension Statement {
  /// The statements of the language, each with its parts.
  public enum Kind: Sendable, Hashable {
    case classDeclaration(ClassDeclaration)
    case blueprint(BlueprintDeclaration)
    case handler(HandlerDeclaration)
    case config(Config)
    case request(Request)
    case use(Use)
    case restart
    case reset
    case trace(on: Bool)
    indirect case expect(Expectation)
    indirect case test(TestBlock)
    indirect case question(Question)
  }
}

/// A statement that changes nothing: it shows the current state or a prediction. Code that looks for the effects of a
/// script skips all of them.
public enum Question: Sendable, Hashable {
  case mro(Name)
  case classes
  case handlers
  case blueprints
  case stats
  /// How the last request was answered. With a request: how it would be answered next.
  case why(Request?)
  case compare(Request?)
  case hunt(Subject?)
}

extension Parser {
  /// Parses the statement that starts at the current token.
  @inline(__always)
  mutating func statementKind() -> Statement.Kind? {
    guard case .statement(let word) = current.word else {
      unknownStatement()
      return nil
    }
    switch word {
    case .class: return classStatement()
    case .blueprint: return blueprintStatement()
    case .handler: return handlerStatement()
    case .config: return configStatement()
    case .raise, .abort, .respond, .visit: return request().map { .request($0) }
    case .use: return useStatement()
    case .restart: return oneWord(.restart)
    case .reset: return oneWord(.reset)
    case .trace: return traceStatement()
    case .expect: return expectStatement()
    case .test:
      nestedTest()
      return nil
    case .mro: return mroStatement()
    case .classes: return oneWord(.question(.classes))
    case .handlers: return oneWord(.question(.handlers))
    case .blueprints: return oneWord(.question(.blueprints))
    case .stats: return oneWord(.question(.stats))
    case .why: return .question(.why(optionalRequest()))
    case .compare: return .question(.compare(optionalRequest()))
    case .hunt: return .question(.hunt(optionalSubject()))
    }
  }
}

extension Statement.Kind {
  /// The first word of the statement.
  public var word: StatementWord {
    switch self {
    case .classDeclaration: .class
    case .blueprint: .blueprint
    case .handler: .handler
    case .config: .config
    case .request(let request): request.word
    case .use: .use
    case .restart: .restart
    case .reset: .reset
    case .trace: .trace
    case .expect: .expect
    case .test: .test
    case .question(let question): question.word
    }
  }

  /// Returns the statement as a person would type it. Only a test has several lines. The statements of a test that did
  /// not parse are missing.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .classDeclaration(let declaration): declaration.text(texts)
    case .blueprint(let declaration): declaration.text(texts)
    case .handler(let declaration): declaration.text(texts)
    case .config(let config): "config \(texts[config.name.text]) \(config.on ? "on" : "off")"
    case .request(let request): request.text(texts)
    case .use(let use): use.text(texts)
    case .trace(let on): "trace \(on ? "on" : "off")"
    case .expect(let expectation): "expect \(expectation.text(texts))"
    case .test(let block): block.text(texts)
    case .question(let question): question.text(texts)
    case .restart, .reset: word.rawValue
    }
  }
}

extension Question {
  /// The first word of the question.
  var word: StatementWord {
    switch self {
    case .mro: .mro
    case .classes: .classes
    case .handlers: .handlers
    case .blueprints: .blueprints
    case .stats: .stats
    case .why: .why
    case .compare: .compare
    case .hunt: .hunt
    }
  }

  /// Returns the question as a statement: `mro E`, `why 404`, `handlers`.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .mro(let name): "mro \(texts[name.text])"
    case .why(let request), .compare(let request): word.rawValue + after(" ", request?.question(texts))
    case .hunt(let subject): "hunt" + after(" ", subject?.text(texts))
    case .classes, .handlers, .blueprints, .stats: word.rawValue
    }
  }
}
