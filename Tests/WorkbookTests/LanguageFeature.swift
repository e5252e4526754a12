import Interpreter
import Syntax

/// Every statement and every form of one. The switches below are exhaustive, so that a new form cannot be added without
/// a name here, and a name here cannot stay without a fixture.
enum LanguageFeature: String, CaseIterable {
  case oneBase = "class with one base"
  case severalBases = "class with several bases"
  case code = "class with a code"
  case blueprint, nestedBlueprint = "blueprint in a blueprint"
  case classTarget = "handler for a class"
  case codeTarget = "handler for a code"
  case handlerInBlueprint = "handler in a blueprint"
  case bodyAlone = "-> body"
  case bodyAndStatus = "-> body, status"
  case answerRaises = "-> raise"
  case answerAborts = "-> abort"
  case answerReturns = "-> e"
  case raise, abort
  case visitUnknown = "visit unknown"
  case visitWrongMethod = "visit wrong-method"
  case visitRedirect = "visit redirect"
  case requestInBlueprint = "request in a blueprint"
  case use, memo, config, restart, reset
  case traceOn = "trace on"
  case traceOff = "trace off"
  case expectBody = "expect -> body"
  case expectStatus = "expect -> status"
  case expectPage = "expect -> page"
  case expectCrash = "expect -> crash"
  case expectReceived = "expect received"
  case expectRefusedClass = "expect refused class"
  case expectRefusedHandler = "expect refused handler"
  case expectMRO = "expect mro"
  case expectSafe = "expect safe"
  case expectNotSafe = "expect not safe"
  case test
  case testUnder = "test under releases"
  case mro, why
  case whyClass = "why with a class"
  case whyClassInBlueprint = "why with a class in a blueprint"
  case compare, hunt, classes, handlers, blueprints, stats

  static func features(of kind: Statement.Kind) -> [LanguageFeature] {
    switch kind {
    case .classDeclaration(let declaration):
      [declaration.bases.count == 1 ? .oneBase : .severalBases] + (declaration.code == nil ? [] : [.code])
    case .blueprint(let declaration): [declaration.parent == nil ? .blueprint : .nestedBlueprint]
    case .handler(let declaration): features(of: declaration)
    case .request(let request): features(of: request)
    case .use(let use): use.memo == nil ? [.use] : [.use, .memo]
    case .config: [.config]
    case .restart: [.restart]
    case .reset: [.reset]
    case .trace(let on): [on ? .traceOn : .traceOff]
    case .expect(let expectation): features(of: expectation)
    case .test(let block): [block.releases.isEmpty ? .test : .testUnder]
    case .mro: [.mro]
    case .why(nil): [.why]
    case .why(let subject?): [subject.scope == nil ? .whyClass : .whyClassInBlueprint]
    case .compare: [.compare]
    case .hunt: [.hunt]
    case .classes: [.classes]
    case .handlers: [.handlers]
    case .blueprints: [.blueprints]
    case .stats: [.stats]
    }
  }

  private static func features(of declaration: HandlerDeclaration) -> [LanguageFeature] {
    let target: LanguageFeature =
      switch declaration.target {
      case .named: .classTarget
      case .code: .codeTarget
      }
    let answer: LanguageFeature =
      switch declaration.answer {
      case .body(_, let status): status == nil ? .bodyAlone : .bodyAndStatus
      case .raise: .answerRaises
      case .abort: .answerAborts
      case .exception: .answerReturns
      }
    return [target, answer] + (declaration.scope == nil ? [] : [.handlerInBlueprint])
  }

  private static func features(of request: Request) -> [LanguageFeature] {
    let cause: LanguageFeature =
      switch request.cause {
      case .raise: .raise
      case .abort: .abort
      case .visit(.unknown, _): .visitUnknown
      case .visit(.wrongMethod, _): .visitWrongMethod
      case .visit(.redirect, _): .visitRedirect
      }
    return [cause] + (request.scope == nil ? [] : [.requestInBlueprint])
  }

  private static func features(of expectation: Expectation) -> [LanguageFeature] {
    switch expectation {
    case .answer(let request, let expected):
      let body: [LanguageFeature] =
        switch expected.body {
        case .any: []
        case .text: [.expectBody]
        case .page: [.expectPage]
        case .crash: [.expectCrash]
        }
      return features(of: request) + body + (expected.status == nil ? [] : [.expectStatus])
        + (expected.received == nil ? [] : [.expectReceived])
    case .refusedClass: return [.expectRefusedClass]
    case .refusedHandler: return [.expectRefusedHandler]
    case .mro: return [.expectMRO]
    case .safe(_, let isSafe): return [isSafe ? .expectSafe : .expectNotSafe]
    }
  }
}
