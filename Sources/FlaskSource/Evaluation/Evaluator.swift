import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Evaluates a Flask program as far as it is simple: its classes, handlers, routes, configuration, and the requests of
/// its tests. Nothing of the program is executed.
///
/// What cannot be known is the value `.unknown`. Where the path through the program depends on such a value, evaluation
/// stops with `Interruption.notModeled`, and the request, test or block reports the reason.
struct Evaluator: Sendable {
  /// The reasons why values are unknown.
  var reasons: [Reason] = []
  /// The classes of the warnings that Flask gave.
  var warnings: [String] = []
  var objects: [HeapObject] = []
  var functions: [FunctionObject] = []
  var scopes: [Scope] = []
  /// All classes of the program, and the known ones of the release.
  var hierarchy: Hierarchy
  /// The classes of the program, in order of definition. Known classes have none.
  var classes: [ClassID: ClassObject] = [:]
  var apps: [AppObject] = []
  var blueprints: [BlueprintObject] = []
  /// What the program did, in order, for the translation.
  var log = TranslationLog()
  let release: Release
  let source: SourceText
  /// The other files that an import can read, by the names of their modules.
  let siblings: [String: PythonProgram]
  var modules: [String: Int] = [:]
  /// The value of `__name__` in the file.
  var moduleName = "__main__"

  /// The current scope.
  var scope = 0
  /// The span of the statement that is evaluated.
  var current = Span.nowhere
  var depth = 0
  var steps = 0
  /// The request that is answered, if a view, a hook or a handler is evaluated.
  var request: CurrentRequest?
  /// The decisions about conditions on the received exception, while the answer of a handler is found.
  var decisions: Decisions?
  /// The exceptions that `except` clauses around the current statement handle, for a bare `raise`.
  var handled: [Value] = []
  /// What `yield` returns in a fixture, once it is reached.
  var yielded: Value?
  /// The names of the files in the folder `templates`; nil if the folder is not known.
  let templates: Set<String>?
  /// Whether the program mentions options that change how all templates are read.
  let hasTemplateOptions: Bool
  /// Whether the program can define names for all templates that are not modeled.
  var templateNamesAreOpen: Bool
  /// Whether a template can be in another folder.
  var hasOtherTemplates = false
  /// The exception classes of libraries that are needed, by their full names.
  var libraryExceptions: [String: ClassID] = [:]
  /// How many `try` and `with` statements are open.
  var openTries = 0
  /// The contexts that are entered.
  var contexts: [AppContext] = []
  /// The sessions of the clients whose `with` block is entered.
  var openClients: [ObjectID] = []
  /// The context of a request that is current after its answer.
  var lingering: LingeringContext?
  /// Whether the current request has changed an entry of its session.
  var isSessionChanged = false
  /// Whether names were imported with `*` from a library.
  var hasStarImport = false
  /// Why the classes that `abort` raises are not known, if that is so.
  var reasonOfAborter: Int?
  /// The scope of the file, whose tests are collected.
  var testModule = 0
  /// How often something was not known so far. A block that adds nothing is known as a whole.
  var unknownCount = 0
  /// Why the values of variables are not certain: a library may have called a function that changes them.
  var uncertainty: Int?
  /// Why lists, attributes and variables are not certain, if something that is not modeled may have changed them.
  var reasonOfState: Int?
  /// Why objects of modules are not certain, if that is so. Then the answers of new apps are not known either.
  var reasonOfModules: Int?
  /// Why a call in the current test is not modeled, if one is not: it may be a client call.
  var unknownCall: Int?
  /// Why the current test may send requests that are not seen: a library or an unknown function got a client, an app, or
  /// a function that uses one.
  var hiddenCalls: Int?
  /// Whether Flask has warned in the current test, as far as fixtures may check that at the end of the test.
  var hasWarned = false
  /// Whether the teardown of a test is evaluated.
  var isTearingDown = false
  /// What the current test has patched.
  var patches: [Patch] = []
  /// The instance of the class whose test runs.
  var testInstance: Value?

  /// Where the last exception was raised.
  var raisedAt = Span.nowhere

  /// The deepest nesting of expressions, statements and calls. Each level takes some stack.
  static let mostLevels = 100
  /// The steps of one file. A loop that needs more is not modeled.
  static let mostSteps = 400_000
  /// The rounds of one `while` loop.
  static let mostRounds = 2_000
  /// The characters of a text and the elements of a list that are kept.
  static let mostElements = 20_000

  init(
    _ program: PythonProgram, release: Release, siblings: [String: PythonProgram] = [:], templates: Set<String>? = nil
  ) {
    self.templates = templates
    self.release = release
    self.siblings = siblings
    source = program.source
    let text = String(decoding: program.source.bytes, as: UTF8.self)
    hasTemplateOptions = Self.hasTemplateOptions(text)
    templateNamesAreOpen = Self.hasOpenTemplateNames(text)
    hierarchy = Hierarchy(release.knownClasses)
    scopes = [Scope()]
  }

  // MARK: Unknown values

  /// Returns an unknown value.
  mutating func unknown(_ text: String, isHarmless: Bool = false, at span: Span? = nil) -> Value {
    return .unknown(Unknown(reason: reason(text, at: span), isHarmless: isHarmless))
  }

  mutating func reason(_ text: String, at span: Span? = nil) -> Int {
    unknownCount += 1
    let reason = Reason(span: span ?? current, text: text)
    if let index = reasons.lastIndex(of: reason) { return index }
    reasons.append(reason)
    return reasons.count - 1
  }

  /// Returns an interruption because something is not modeled.
  mutating func notModeled(_ text: String, at span: Span? = nil) -> Interruption {
    .notModeled(reason(text, at: span))
  }

  /// Returns the interruption that follows from using an unknown value where it decides what happens.
  func undecided(_ unknown: Unknown) -> Interruption { .notModeled(unknown.reason) }

  // MARK: Limits

  mutating func step(at span: Span) throws(Interruption) {
    steps += 1
    if steps > Self.mostSteps { throw .notModeled(reason("the program takes too many steps", at: span)) }
  }

  /// Counts a level of nesting. The caller subtracts one from `depth` afterwards.
  mutating func descend(at span: Span) throws(Interruption) {
    depth += 1
    if depth > Self.mostLevels {
      depth -= 1
      throw .notModeled(reason("calls and expressions are nested too deeply", at: span))
    }
  }

  /// Refuses a tuple that is very large or deep. Tuples are compared and hashed as trees.
  mutating func limitTuple(_ value: Value, at span: Span) throws(Interruption) {
    guard case .tuple(let values) = value else { return }
    var remaining = Self.mostElements
    guard Self.fits(values, &remaining, level: 0) else { throw notModeled("a tuple has too many elements", at: span) }
    steps += (Self.mostElements - remaining) / 100
  }

  private static func fits(_ values: [Value], _ remaining: inout Int, level: Int) -> Bool {
    guard level < 30 else { return false }
    for value in values {
      remaining -= 1
      if remaining < 0 { return false }
      if case .tuple(let inner) = value, !fits(inner, &remaining, level: level + 1) { return false }
    }
    return true
  }

  // MARK: Objects

  mutating func new(_ object: HeapObject) -> ObjectID {
    objects.append(object)
    return ObjectID(index: objects.count - 1)
  }

  mutating func newList(_ elements: [Value]) -> Value { .list(new(.elements(elements))) }

  mutating func newDictionary(_ entries: [(Value, Value)] = []) -> Value {
    var dictionary = HeapObject.Entries()
    for (key, value) in entries { dictionary[key] = value }
    return .dictionary(new(.dictionary(dictionary)))
  }

  mutating func newInstance(of id: ClassID, _ attributes: [String: Value] = [:]) -> Value {
    .instance(new(.instance(id, attributes)))
  }

  func object(_ id: ObjectID) -> HeapObject? { objects.indices.contains(id.index) ? objects[id.index] : nil }

  func elements(_ id: ObjectID) -> [Value] {
    switch object(id) {
    case .elements(let elements)?, .view(let elements)?: elements
    default: []
    }
  }

  /// Whether a list is a range, or the values or items of a dictionary.
  func isView(_ id: ObjectID) -> Bool { if case .view? = object(id) { true } else { false } }

  func entries(_ id: ObjectID) -> HeapObject.Entries {
    if case .dictionary(let entries)? = object(id) { entries } else { HeapObject.Entries() }
  }

  mutating func update(_ id: ObjectID, _ object: HeapObject) {
    if id == request?.session { isSessionChanged = true }
    if objects.indices.contains(id.index) { objects[id.index] = object }
  }

  func classOfInstance(_ value: Value) -> ClassID? {
    if case .app(let app) = value { return apps[app].type }
    if case .blueprint(let blueprint) = value { return blueprints[blueprint].type }
    return if case .instance(let id) = value, case .instance(let type, _)? = object(id) { type } else { nil }
  }

  func attributesOfInstance(_ value: Value) -> [String: Value] {
    if case .instance(let id) = value, case .instance(_, let attributes)? = object(id) { attributes } else { [:] }
  }

  mutating func setAttribute(_ name: String, of id: ObjectID, to value: Value) {
    guard case .instance(let type, var attributes)? = object(id) else { return }
    attributes[name] = value
    objects[id.index] = .instance(type, attributes)
  }

  func line(_ span: Span) -> Int { source.line(of: span.start) }
}

/// A reason why something is not modeled, and where.
struct Reason: Sendable, Hashable {
  var span: Span
  /// A clause without a full stop.
  var text: String
}

/// Why the evaluation of a block ended early.
enum Interruption: Error, Sendable {
  /// A Python exception was raised: an instance.
  case raised(Value)
  /// What happens depends on something unknown. The reason is an index into the reasons of the evaluator.
  case notModeled(Int)
  /// A fixture reached its `yield`.
  case yielded
}

/// What a block of statements did last.
enum Flow: Sendable {
  case next
  case `break`
  case `continue`
  case `return`(Value)
}

/// The decisions about unknown conditions in a handler.
struct Decisions: Sendable {
  /// The classes that the received exception has: the target of the handler, and those of true conditions.
  var candidates: [ClassID] = []
  var made: [Bool]
  /// The conditions in the order in which they were asked.
  var asked: [HandlerCondition] = []
  /// The first condition without a decision, if one was asked.
  var undecided: HandlerCondition?
}

extension Evaluator {
  // MARK: Truth

  /// Returns whether an argument or an option is true in Python; nil if there is none.
  mutating func isTrue(ifGiven value: Value?) throws(Interruption) -> Bool? {
    if let value { try isTrue(value) } else { nil }
  }

  /// Returns whether a value is true in Python; throws if that is not known.
  mutating func isTrue(_ value: Value) throws(Interruption) -> Bool {
    switch value {
    case .none: return false
    case .boolean(let value): return value
    case .integer(let value): return value != 0
    case .float(let text): return text.utf8.contains { (0x31...0x39).contains($0) }
    case .text(let text), .bytes(let text): return !text.isEmpty
    case .tuple(let values): return !values.isEmpty
    case .list(let id), .set(let id): return !elements(id).isEmpty
    case .dictionary(let id): return !entries(id).keys.isEmpty
    case .condition(let condition, let isNegated): return try decide(condition) != isNegated
    case .received(.original):
      return try decide(.originalIsInstance(hierarchy.wellKnown.baseException))
    case .received(.code):
      // A handler gets no exception with the code None, unless an option or a class of the program makes that possible.
      let hasNone = classes.values.contains {
        $0.namespace["code"] == Value.none || $0.constructorCode == InstanceCode.none
      }
      if hasNone { throw notModeled("the condition depends on the exception's code") }
      return true
    case .received(.statusName): return true
    case .unknown(let unknown): throw undecided(unknown)
    case .page: return true
    case .instance:
      guard let id = classOfInstance(value) else { return true }
      if isGlobals(value) { return true }
      for name in ["__bool__", "__len__"] {
        if case .function(let function)? = classAttribute(name, of: id)?.value {
          return try isTrue(call(function, Arguments(positional: [value])))
        }
      }
      if hasLibraryBase(id, { _ in true }) { throw notModeled("whether this object is true is not modeled") }
      return true
    case .partial("re.Pattern", _, _), .partial("re.Match", _, _), .partial(Self.dateName, _, _),
      .partial(Self.momentName, _, _):
      return true
    case .partial(Self.durationName, let values, _), .partial(Self.decimalName, let values, _):
      return values.first != .integer(0)
    case .partial(Self.unordered, let values, _): return !values.isEmpty
    case .partial("werkzeug.FileStorage", let parts, _): return parts.count > 1 ? try isTrue(parts[1]) : false
    case .libraryMethod, .partial, .config: throw notModeled("whether this value is true is not modeled")
    case .type(let id) where isEnumeration(id): return true
    case .template, .type, .iterator, .function, .method, .parent, .library, .app, .blueprint,
      .client, .response, .received, .ellipsis:
      if case .library(let name) = value { return try isTrue(library: name) }
      return true
    }
  }

  /// Returns whether an object of a library is true. Modules, classes and functions are.
  private mutating func isTrue(library name: String) throws(Interruption) -> Bool {
    if Library.proxies.contains(name) {
      // Flask's proxies are false outside of a context. A session without a secret key is empty.
      if hasNoContext || (name == "flask.session" && request != nil) { return false }
      guard
        request != nil || !["flask.session", "flask.request"].contains(name) || visibleRequest != nil
          || contexts.last?.isOfRequest == true && name == "flask.request"
      else { throw notModeled("whether `\(name)` is true is not modeled") }
      return true
    }
    let parts = name.split(separator: ".")
    let isNested = parts.count > 2 && parts.last?.first?.isUppercase != true
    if isNested || name == "flask.signals_available" { throw notModeled("whether `\(name)` is true is not modeled") }
    return true
  }

  /// Decides a condition on the received exception as planned. Without a plan, evaluation stops.
  mutating func decide(_ condition: HandlerCondition) throws(Interruption) -> Bool {
    guard var decisions else { throw notModeled("the condition depends on the exception that a handler received") }
    defer { self.decisions = decisions }
    // The same question has the same answer.
    if let index = decisions.asked.firstIndex(of: condition) { return decisions.made[index] }
    guard decisions.asked.count < decisions.made.count else {
      decisions.undecided = condition
      throw notModeled("the handler depends on the exception")
    }
    decisions.asked.append(condition)
    let answer = decisions.made[decisions.asked.count - 1]
    switch condition {
    case .isInstance(let id), .isExactly(let id): if answer { decisions.candidates.append(id) }
    case .hasCode, .originalIsInstance: break
    }
    return answer
  }

  /// Takes over the reasons that a copy found, so that their numbers mean the same here.
  mutating func adoptReasons(of copy: Evaluator) {
    reasons = copy.reasons
    log = copy.log
  }
}
