import Diagnostics
import Resolution
import Syntax

/// A statement of the language that the translation writes, with texts instead of numbers of a table.
///
/// The same draft becomes a statement in each session that runs it.
enum StatementDraft: Sendable, Hashable {
  case declareClass(name: String, bases: [String], code: ClassDeclaration.Code?, instanceCode: ClassDeclaration.Code?)
  case declareBlueprint(name: String, [Registration])
  case handler(HandlerTarget, scope: String?, DraftAnswer)
  case config(String, on: Bool)
  case raise(String, scope: String?)
  /// An exception that is raised after the view has returned. The language of scripts has no statement for it.
  case raiseAfterView(String, scope: String?)
  case abort(Int, scope: String?)
  case visit(Request.Visit, scope: String?)
  case respond(String, Int, scope: String?)

  struct Registration: Sendable, Hashable {
    var parent: String?
    var alias: String?
  }

  enum HandlerTarget: Sendable, Hashable {
    case named(String)
    case code(Int)
  }
}

/// What a handler does, with texts instead of numbers of a table.
indirect enum DraftAnswer: Sendable, Hashable {
  /// A body: a text, or a template if a part of it is a value.
  case body([TextPart], status: ResponseStatus)
  case raise(String)
  case abort(Int)
  case exception
  case reraise
  /// The first arm with a true condition, or else the last answer. None of them is conditional itself.
  case conditional([DraftArm], otherwise: DraftAnswer)
}

/// An answer and its condition.
struct DraftArm: Sendable, Hashable {
  var answer: DraftAnswer
  var condition: DraftCondition
  var isNegated: Bool
}

/// The status of a response that a handler returns.
enum ResponseStatus: Sendable, Hashable {
  case number(Int)
  /// `e.code`.
  case ofException
}

/// A condition with the names of classes.
enum DraftCondition: Sendable, Hashable {
  case isInstance(String)
  case isExactly(String)
  case hasCode(Int)
  case originalIsInstance(String)
}

extension StatementDraft {
  /// Returns the statement in a table of texts.
  func statement(at span: Span, line: Int, in texts: inout TextTable) -> Statement {
    Statement(kind(at: span, in: &texts), span: span, line: line)
  }

  private func kind(at span: Span, in texts: inout TextTable) -> Statement.Kind {
    func name(_ text: String) -> Name { Name(texts.id(of: text), span) }
    switch self {
    case .declareClass(let own, let bases, let code, let instanceCode):
      var list = BaseList(name(bases.first ?? "object"))
      for base in bases.dropFirst() { list.append(name(base)) }
      var declaration = ClassDeclaration(name: name(own), bases: list)
      declaration.code = code
      declaration.instanceCode = instanceCode
      return .classDeclaration(declaration)
    case .declareBlueprint(let own, let registrations):
      return .blueprint(
        BlueprintDeclaration(
          name: name(own),
          registrations: registrations.map { registration in
            BlueprintDeclaration.Registration(
              parent: registration.parent.map { name($0) }, alias: registration.alias.map { name($0) })
          }))
    case .handler(let target, let scope, let answer):
      let target: HandlerDeclaration.Target =
        switch target {
        case .named(let text): .named(name(text))
        case .code(let code): .code(Number(code, span))
        }
      return .handler(
        HandlerDeclaration(target: target, scope: scope.map { name($0) }, answer: answer.answer(at: span, in: &texts)))
    case .config(let option, let on): return .config(Config(name: name(option), on: on))
    case .raise(let type, let scope):
      return .request(Request(cause: .raise(name(type)), scope: scope.map { name($0) }))
    case .raiseAfterView(let type, let scope):
      var request = Request(cause: .raise(name(type)), scope: scope.map { name($0) })
      request.isAfterView = true
      return .request(request)
    case .abort(let code, let scope):
      return .request(Request(cause: .abort(Number(code, span)), scope: scope.map { name($0) }))
    case .visit(let visit, let scope):
      return .request(Request(cause: .visit(visit, span), scope: scope.map { name($0) }))
    case .respond(let body, let status, let scope):
      let cause = Request.Cause.respond(StringLiteral(texts.id(of: body), span), Number(status, span))
      return .request(Request(cause: cause, scope: scope.map { name($0) }))
    }
  }
}

extension StatementDraft {
  /// The blueprint of a request.
  var scope: String? {
    switch self {
    case .raise(_, let scope), .raiseAfterView(_, let scope), .abort(_, let scope), .visit(_, let scope),
      .respond(_, _, let scope), .handler(_, let scope, _):
      scope
    case .declareClass, .declareBlueprint, .config: nil
    }
  }
}

extension DraftAnswer {
  fileprivate func answer(at span: Span, in texts: inout TextTable) -> HandlerDeclaration.Answer {
    switch self {
    case .body(let parts, let status):
      let body = StringLiteral(texts.id(of: Self.text(of: parts)), span)
      return Self.isTemplate(parts) ? .template(body, status: status.status) : .body(body, status: status.status)
    case .raise(let name): return .raise(Name(texts.id(of: name), span))
    case .abort(let code): return .abort(Number(code, span))
    case .exception: return .exception(span)
    case .reraise: return .reraise(span)
    case .conditional(let arms, let otherwise):
      var declared: [HandlerDeclaration.ConditionalAnswer.Arm] = []
      for arm in arms {
        let answer = arm.answer.answer(at: span, in: &texts)
        let test = arm.condition.test(at: span, in: &texts)
        declared.append(.init(answer: answer, condition: .init(test, isNegated: arm.isNegated)))
      }
      return .conditional(.init(arms: declared, otherwise: otherwise.answer(at: span, in: &texts)))
    }
  }

  private static func isTemplate(_ parts: [TextPart]) -> Bool {
    parts.contains { if case .value = $0 { true } else { false } }
  }

  /// Returns the text of a body, or of a template with its placeholders.
  private static func text(of parts: [TextPart]) -> String {
    let isTemplate = isTemplate(parts)
    var text = ""
    for part in parts {
      switch part {
      case .text(let plain) where isTemplate:
        for character in plain {
          text += character == "{" || character == "}" ? "\(character)\(character)" : "\(character)"
        }
      case .text(let plain): text += plain
      case .value(let value): text += "{\(value.placeholder)}"
      }
    }
    return text
  }
}

extension ReceivedPart {
  /// The name of the value in a template.
  fileprivate var placeholder: String {
    switch self {
    case .typeName: BodyTemplate.Placeholder.className.rawValue
    case .code: BodyTemplate.Placeholder.code.rawValue
    case .statusName: BodyTemplate.Placeholder.name.rawValue
    case .originalTypeName: BodyTemplate.Placeholder.originalClassName.rawValue
    case .exception, .type, .original, .originalType: ""
    }
  }
}

extension DraftCondition {
  fileprivate func test(at span: Span, in texts: inout TextTable) -> HandlerDeclaration.Condition.Test {
    switch self {
    case .isInstance(let name): .isInstance(Name(texts.id(of: name), span))
    case .isExactly(let name): .isExactly(Name(texts.id(of: name), span))
    case .originalIsInstance(let name): .originalIsInstance(Name(texts.id(of: name), span))
    case .hasCode(let code): .hasCode(Number(code, span))
    }
  }
}

extension ResponseStatus {
  fileprivate var status: HandlerDeclaration.Status {
    switch self {
    case .number(let number): .number(Int32(clamping: number))
    case .ofException: .ofException
    }
  }
}
