import Diagnostics
import Interpreter
import Syntax

/// Every statement and every form of one. The switches below are exhaustive: a new form needs a name here, and each
/// name needs a fixture.
enum LanguageFeature: String, CaseIterable {
  case oneBase = "class with one base class"
  case severalBases = "class with several base classes"
  case code = "class with a code"
  case noCode = "class with code None"
  case instanceCode = "class with self.code"
  case noInstanceCode = "class with self.code None"
  case blueprint, nestedBlueprint = "blueprint in a blueprint"
  case blueprintAlias = "blueprint with another name"
  case severalRegistrations = "blueprint in several blueprints"
  case dottedBlueprint = "blueprint with a dot in its name"
  case emptyBlueprint = "blueprint with an empty name"
  case classTarget = "handler for a class"
  case codeTarget = "handler for a code"
  case handlerInBlueprint = "handler in a blueprint"
  case bodyAlone = "-> body"
  case bodyAndStatus = "-> body, status"
  case statusOfException = "-> body, e.code"
  case answerRaises = "-> raise"
  case answerReraises = "-> raise e"
  case answerAborts = "-> abort"
  case answerReturns = "-> e"
  case template = "-> body with values"
  case conditionInstance = "-> ... if isinstance(e, E)"
  case conditionType = "-> ... if type(e) is E"
  case conditionOriginal = "-> ... if isinstance(e.original_exception, E)"
  case conditionCode = "-> ... if e.code == N"
  case raise, abort
  case visitUnknown = "visit unknown"
  case visitWrongMethod = "visit wrong-method"
  case visitRedirect = "visit redirect"
  case respond, respondWithBody = "respond with a body"
  case requestAtRoute = "request at a route"
  case requestInBlueprint = "request in a blueprint"
  case use, memo, config, restart, reset
  case traceOn = "trace on"
  case traceOff = "trace off"
  case expectBody = "expect -> body"
  case expectStatus = "expect -> status"
  case expectPage = "expect -> page"
  case expectCrash = "expect -> crash"
  case expectCrashOfClass = "expect -> crash E"
  case expectContains = "expect -> contains"
  case expectLacks = "expect -> lacks"
  case expectReceived = "expect received"
  case expectLast = "expect last"
  case expectRefusedClass = "expect refused class"
  case expectRefusedHandler = "expect refused handler"
  case expectMRO = "expect mro"
  case expectSafe = "expect safe"
  case expectNotSafe = "expect not safe"
  case test
  case testUnder = "test under releases"
  case testContinuing = "continuing test"
  case mro, why
  case whyClass = "why with a class"
  case whyClassInBlueprint = "why with a class in a blueprint"
  case whyCode = "why with a code"
  case whyVisit = "why with a visit"
  case whyRespond = "why with a response"
  case compare
  case compareClass = "compare with a class"
  case compareCode = "compare with a code"
  case compareVisit = "compare with a visit"
  case compareRespond = "compare with a response"
  case hunt, classes, handlers, blueprints, stats

  /// - Parameter texts: the texts of the script.
  static func features(of kind: Statement.Kind, _ texts: TextTable) -> [LanguageFeature] {
    switch kind {
    case .classDeclaration(let declaration):
      [declaration.bases.count == 1 ? .oneBase : .severalBases]
        + (declaration.code.map { [$0.value == nil ? .noCode : .code] } ?? [])
        + (declaration.instanceCode.map { [$0.value == nil ? .noInstanceCode : .instanceCode] } ?? [])
    case .blueprint(let declaration): features(of: declaration, texts)
    case .handler(let declaration): features(of: declaration)
    case .request(let request): features(of: request)
    case .use(let use): use.memo == nil ? [.use] : [.use, .memo]
    case .config: [.config]
    case .restart: [.restart]
    case .reset: [.reset]
    case .trace(let on): [on ? .traceOn : .traceOff]
    case .expect(let expectation): features(of: expectation)
    case .test(let block): [block.isContinuing ? .testContinuing : block.releases.isEmpty ? .test : .testUnder]
    case .question(let question): [feature(of: question)]
    }
  }

  private static func feature(of question: Question) -> LanguageFeature {
    switch question {
    case .mro: .mro
    case .why(nil): .why
    case .why(let request?): why(request)
    case .compare(nil): .compare
    case .compare(let request?): compare(request)
    case .hunt: .hunt
    case .classes: .classes
    case .handlers: .handlers
    case .blueprints: .blueprints
    case .stats: .stats
    }
  }

  private static func why(_ request: Request) -> LanguageFeature {
    switch request.cause {
    case .raise: request.scope == nil ? .whyClass : .whyClassInBlueprint
    case .abort: .whyCode
    case .visit: .whyVisit
    case .respond: .whyRespond
    }
  }

  private static func compare(_ request: Request) -> LanguageFeature {
    switch request.cause {
    case .raise: .compareClass
    case .abort: .compareCode
    case .visit: .compareVisit
    case .respond: .compareRespond
    }
  }

  private static func features(of declaration: BlueprintDeclaration, _ texts: TextTable) -> [LanguageFeature] {
    var features: [LanguageFeature] = [declaration.isNested ? .nestedBlueprint : .blueprint]
    if declaration.registrations.count > 1 { features.append(.severalRegistrations) }
    if declaration.registrations.contains(where: { $0.alias != nil }) { features.append(.blueprintAlias) }
    if declaration.name.text == .empty { features.append(.emptyBlueprint) }
    if texts[declaration.name.text].contains(".") { features.append(.dottedBlueprint) }
    return features
  }

  private static func features(of declaration: HandlerDeclaration) -> [LanguageFeature] {
    let target: LanguageFeature =
      switch declaration.target {
      case .named: .classTarget
      case .code: .codeTarget
      }
    return [target] + features(of: declaration.answer) + (declaration.scope == nil ? [] : [.handlerInBlueprint])
  }

  private static func features(of answer: HandlerDeclaration.Answer) -> [LanguageFeature] {
    switch answer {
    case .body(_, nil): [.bodyAlone]
    case .body(_, .number): [.bodyAndStatus]
    case .body(_, .ofException): [.statusOfException]
    case .raise: [.answerRaises]
    case .abort: [.answerAborts]
    case .exception: [.answerReturns]
    case .reraise: [.answerReraises]
    case .template: [.template]
    case .conditional(let conditional):
      conditional.arms.flatMap { features(of: $0.answer) + [feature(of: $0.condition)] }
        + features(of: conditional.otherwise)
    }
  }

  private static func feature(of condition: HandlerDeclaration.Condition) -> LanguageFeature {
    switch condition.test {
    case .isInstance: .conditionInstance
    case .isExactly: .conditionType
    case .originalIsInstance: .conditionOriginal
    case .hasCode: .conditionCode
    }
  }

  private static func features(of request: Request) -> [LanguageFeature] {
    let cause: LanguageFeature =
      switch request.cause {
      case .raise: .raise
      case .abort: .abort
      case .visit(.unknown, _): .visitUnknown
      case .visit(.wrongMethod, _): .visitWrongMethod
      case .visit(.redirect, _): .visitRedirect
      case .respond(let body, _): body == nil ? .respond : .respondWithBody
      }
    return [cause] + (request.route == nil ? [] : [.requestAtRoute])
      + (request.scope == nil ? [] : [.requestInBlueprint])
  }

  private static func features(of expectation: Expectation) -> [LanguageFeature] {
    switch expectation {
    case .answer(let request, let expected): return features(of: request) + features(of: expected)
    case .last(let expected): return [.expectLast] + features(of: expected)
    case .refusedClass: return [.expectRefusedClass]
    case .refusedHandler: return [.expectRefusedHandler]
    case .mro: return [.expectMRO]
    case .safe(_, let isSafe): return [isSafe ? .expectSafe : .expectNotSafe]
    }
  }

  private static func features(of expected: ExpectedAnswer) -> [LanguageFeature] {
    let body: [LanguageFeature] =
      switch expected.body {
      case .any: []
      case .text: [.expectBody]
      case .page: [.expectPage]
      case .crash: [.expectCrash]
      case .crashOf: [.expectCrashOfClass]
      case .contains: [.expectContains]
      case .lacks: [.expectLacks]
      }
    return body + (expected.status == nil ? [] : [.expectStatus]) + (expected.received == nil ? [] : [.expectReceived])
  }
}
