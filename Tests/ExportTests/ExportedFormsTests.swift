import Diagnostics
import Foundation
import Interpreter
import Resolution
import Syntax
import Testing

@testable import Export

/// The scripts of `Fixtures` use every form of the language. The live check runs each of them on real Flask.
@Suite("Forms of the language in exported scripts")
struct ExportedFormsTests {
  /// Forms that the exporter writes in different ways.
  enum Form: String, CaseIterable {
    case classCode, classCodeNone, classSelfCode, classSelfCodeNone
    case blueprint, blueprintAs, blueprintNested, blueprintNestedAs, blueprintInSeveral, blueprintAgain
    case dottedName, emptyName
    case answerBody, answerStatus, answerCodeOfException, answerRaise, answerAbort, answerException, answerReraise
    case answerTemplate, conditionInstance, conditionType, conditionOriginal, conditionCode
    case handlerForClass, handlerForCode, handlerInBlueprint, handlerAfterRequest
    case raise, abort, visitUnknown, visitWrongMethod, visitRedirect, respond, respondWithBody
    case requestInBlueprint, requestInRegistration
    case raiseAtRoute, abortAtRoute, respondAtRoute
    case optionOn, optionOff, optionAfterRequest
    case restart, reset, use
    case expectAnswer, expectReceived, expectLast, expectRefusedClass, expectRefusedHandler, expectMRO, expectSafe
    case test, testUnder, testContinuing
    case question
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  private static func scripts() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "eb" }.map { Array(try Data(contentsOf: $0)) }
  }

  @Test("every form is in a script")
  func forms() throws {
    var search = FormSearch()
    for script in try Self.scripts() {
      search.startScript()
      var session = Session(name: "a.eb")
      var parser = session.read(script)
      while let parsed = session.next(from: &parser) {
        #expect(parsed.diagnostics.isEmpty)
        search.texts = session.source.texts
        if let statement = parsed.statement { search.read(statement) }
      }
    }
    #expect(Form.allCases.filter { !search.found.contains($0) } == [])
    #expect(Configuration.Option.allCases.map(\.rawValue).filter { !search.options.contains($0) } == [])
  }

  @Test("every kind of constructor argument is in a script")
  func arguments() throws {
    var found: Set<RaisedClass.Arguments> = []
    for script in try Self.scripts() {
      let release = TestFileExport.release(of: [script], otherwise: .standard)
      var reader = ScriptReader(title: "a.eb", release: release, leavesOutErrors: false)
      reader.read(script)
      for route in reader.finish().routes {
        if case .raise(let raised) = route.cause { found.insert(raised.arguments) }
      }
    }
    #expect(RaisedClass.Arguments.allCases.filter { !found.contains($0) } == [])
  }
}

/// Collects the forms of statements. The switches are exhaustive, so a new form does not compile until it is added here and
/// to a script.
private struct FormSearch {
  var found: Set<ExportedFormsTests.Form> = []
  var options: Set<String> = []
  /// The texts of the script.
  var texts = TextTable()
  private var blueprints: Set<String> = []
  private var hasRequested = false

  mutating func startScript() {
    blueprints = []
    hasRequested = false
  }

  mutating func read(_ statement: Statement) {
    switch statement.kind {
    case .classDeclaration(let declaration): read(declaration)
    case .blueprint(let declaration): read(declaration)
    case .handler(let declaration): read(declaration)
    case .request(let request): read(request)
    case .use: found.insert(.use)
    case .config(let config):
      options.insert(texts[config.name.text])
      found.insert(config.on ? .optionOn : .optionOff)
      if hasRequested { found.insert(.optionAfterRequest) }
    case .restart: found.insert(.restart)
    case .reset: found.insert(.reset)
    case .expect(let expectation): read(expectation)
    case .test(let block):
      found.insert(block.isContinuing ? .testContinuing : block.releases.isEmpty ? .test : .testUnder)
      for inner in block.body { read(inner) }
    case .trace, .question: found.insert(.question)
    }
  }

  private mutating func read(_ declaration: ClassDeclaration) {
    switch declaration.code {
    case nil: break
    case .number: found.insert(.classCode)
    case .pythonNone: found.insert(.classCodeNone)
    }
    switch declaration.instanceCode {
    case nil: break
    case .number: found.insert(.classSelfCode)
    case .pythonNone: found.insert(.classSelfCodeNone)
    }
  }

  private mutating func read(_ declaration: BlueprintDeclaration) {
    let name = texts[declaration.name.text]
    if name.isEmpty { found.insert(.emptyName) }
    if name.contains(".") { found.insert(.dottedName) }
    if !blueprints.insert(name).inserted { found.insert(.blueprintAgain) }
    if declaration.registrations.count > 1 { found.insert(.blueprintInSeveral) }
    for registration in declaration.registrations {
      switch (registration.parent, registration.alias) {
      case (nil, nil): found.insert(.blueprint)
      case (nil, .some): found.insert(.blueprintAs)
      case (.some, nil): found.insert(.blueprintNested)
      case (.some, .some): found.insert(.blueprintNestedAs)
      }
    }
  }

  private mutating func read(_ declaration: HandlerDeclaration) {
    switch declaration.target {
    case .named: found.insert(.handlerForClass)
    case .code: found.insert(.handlerForCode)
    }
    read(declaration.answer)
    if declaration.scope != nil { found.insert(.handlerInBlueprint) }
    if hasRequested { found.insert(.handlerAfterRequest) }
  }

  private mutating func read(_ answer: HandlerDeclaration.Answer) {
    switch answer {
    case .body(_, nil): found.insert(.answerBody)
    case .body(_, .number): found.insert(.answerStatus)
    case .body(_, .ofException): found.insert(.answerCodeOfException)
    case .raise: found.insert(.answerRaise)
    case .abort: found.insert(.answerAbort)
    case .exception: found.insert(.answerException)
    case .reraise: found.insert(.answerReraise)
    case .template: found.insert(.answerTemplate)
    case .conditional(let conditional):
      for arm in conditional.arms {
        read(arm.answer)
        read(arm.condition)
      }
      read(conditional.otherwise)
    }
  }

  private mutating func read(_ condition: HandlerDeclaration.Condition) {
    switch condition.test {
    case .isInstance: found.insert(.conditionInstance)
    case .isExactly: found.insert(.conditionType)
    case .originalIsInstance: found.insert(.conditionOriginal)
    case .hasCode: found.insert(.conditionCode)
    }
  }

  private mutating func read(_ request: Request) {
    hasRequested = true
    switch request.cause {
    case .raise: found.insert(.raise)
    case .abort: found.insert(.abort)
    case .visit(.unknown, _): found.insert(.visitUnknown)
    case .visit(.wrongMethod, _): found.insert(.visitWrongMethod)
    case .visit(.redirect, _): found.insert(.visitRedirect)
    case .respond(nil, _): found.insert(.respond)
    case .respond(.some, _): found.insert(.respondWithBody)
    }
    if request.route != nil {
      switch request.cause {
      case .raise: found.insert(.raiseAtRoute)
      case .abort: found.insert(.abortAtRoute)
      case .respond: found.insert(.respondAtRoute)
      case .visit: break
      }
    }
    guard let scope = request.scope.map({ texts[$0.text] }) else { return }
    found.insert(blueprints.contains(scope) ? .requestInBlueprint : .requestInRegistration)
  }

  private mutating func read(_ expectation: Syntax.Expectation) {
    switch expectation {
    case .answer(let request, let expected):
      found.insert(expected.received == nil ? .expectAnswer : .expectReceived)
      read(request)
    case .last: found.insert(.expectLast)
    case .refusedClass: found.insert(.expectRefusedClass)
    case .refusedHandler: found.insert(.expectRefusedHandler)
    case .mro: found.insert(.expectMRO)
    case .safe: found.insert(.expectSafe)
    }
  }
}
