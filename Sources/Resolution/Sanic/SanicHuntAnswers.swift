/// Whether two handlers give the same answer to an exception.
extension SanicHunt {
  /// The answer to an exception after the lookup found a handler or none. Two answers are compared.
  public struct Answer: Sendable, Hashable {
    /// The status of the response; nil if there is none.
    public var status: Int32?
    /// The body that the handler returned; nil for pages of Sanic.
    public var body: BodyID?
    /// Whether the handler answered. If it failed, or there was none, Sanic did.
    public var isFromHandler: Bool
    /// The exception that left the app; nil if none did.
    public var escaped: ClassID?
    /// The status of the response to an exception of the same class with a code of its own; nil if only `abort` creates
    /// one and it raises another class.
    public var abortedStatus: Int32?
    /// The text of the body, if a handler of the app returns a template. It replaces `body`.
    public var text: [UInt8]?
    /// The answers to further exceptions of the same class with codes of their own, if handlers read the code.
    public var aborted: [Answer] = []

    /// Creates an answer.
    public init(
      status: Int32?, body: BodyID?, isFromHandler: Bool, escaped: ClassID? = nil, abortedStatus: Int32? = nil
    ) {
      self.status = status
      self.body = body
      self.isFromHandler = isFromHandler
      self.escaped = escaped
      self.abortedStatus = abortedStatus
    }
  }
}

extension SanicHunt {
  /// Classes for which the same handlers give equal answers.
  struct Profile {
    /// The number of the answer for each value of the hunt. Equal answers have equal numbers.
    var answers: [Int32]
    var classes: [ClassID]
  }

  /// The properties of a class that its answers can depend on.
  private struct ClassProperties: Hashable {
    var isHTTP: Bool
    var code: CodeAttribute
    var instanceCode: InstanceCode
    /// Whether `abort` raises the class, so that the answer has an `abortedStatus`.
    var isAborted: Bool
    /// The class, if handlers read more of the exception.
    var type: ClassID?
  }

  /// Returns the profiles of some classes, in the order of their first classes.
  func profiles(of classes: [ClassID]) -> [Profile] {
    var found: [Profile] = []
    var places: [ClassProperties: Int] = [:]
    var placesOfAnswers: [[Int32]: Int] = [:]
    for id in classes {
      let properties = ClassProperties(
        isHTTP: hierarchy.isHTTP(id), code: hierarchy.codeAttribute(id), instanceCode: hierarchy.instanceCode(id),
        isAborted: id == hierarchy.wellKnown.abortedException, type: handlersReadExceptions ? id : nil)
      if let place = places[properties] {
        found[place].classes.append(id)
        continue
      }
      let answers = answers(for: id)
      let place = placesOfAnswers[answers] ?? found.count
      if place == found.count { found.append(Profile(answers: answers, classes: [])) }
      placesOfAnswers[answers] = place
      places[properties] = place
      found[place].classes.append(id)
    }
    return found
  }

  /// Returns the number of the answer to a class for each value of the hunt.
  func answers(for id: ClassID) -> [Int32] {
    var numbers: [Answer: Int32] = [:]
    func number(_ handler: HandlerID?) -> Int32 {
      let answer = answer(handler, id)
      let number = numbers[answer] ?? Int32(clamping: numbers.count)
      numbers[answer] = number
      return number
    }
    return [number(nil)] + handlers.map { number($0) }
  }
}

extension SanicHunt {
  /// Returns the codes of `abort` that the handlers can distinguish: one that no condition names, and those that
  /// conditions name.
  static func abortedCodes(_ handlers: [Handler]) -> [Int32] {
    guard handlers.contains(where: { $0.answer.readsException }) else { return [abortedCode] }
    var named: Set<Int32> = []
    for handler in handlers {
      guard case .conditional(let conditional) = handler.answer else { continue }
      for arm in conditional.arms { if case .hasCode(let code) = arm.condition.test { named.insert(code) } }
    }
    // Conditions and templates distinguish codes, so an exception without a code of its own is not enough.
    let other = (abortedCode...).first { !named.contains($0) } ?? abortedCode
    return [other] + named.sorted()
  }
}
