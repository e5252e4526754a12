/// A handler as the app declares it: for what, where, and what it does.
public struct Handler: Sendable, Hashable {
  /// What a handler is registered for: a class or a status code.
  public enum Target: Sendable, Hashable {
    case type(ClassID)
    case code(Int32)
  }

  /// The status of the response that a handler returns.
  public enum Status: Sendable, Hashable {
    case number(Int32)
    /// `e.code`: the code of the exception that the handler received.
    case ofException
  }

  /// What a handler does when it is called.
  public enum Answer: Sendable, Hashable {
    case response(body: BodyID, status: Status)
    case raises(ClassID)
    case aborts(Int32)
    /// `return e`.
    case exception
    /// `raise e`.
    case reraises
  }

  /// The class or code that it is registered for.
  public var target: Target
  /// The blueprint that it is registered on; nil: the app.
  public var scope: BlueprintID?
  /// What it does when it is called.
  public var answer: Answer

  /// Creates a handler; without a scope it is registered on the app.
  public init(target: Target, scope: BlueprintID?, answer: Answer) {
    self.target = target
    self.scope = scope
    self.answer = answer
  }
}

/// Why Flask refuses a handler.
public enum HandlerRefusal: Error, Sendable, Hashable {
  case unknownCode(Int32, EraRules.TargetError)
  case notAnException(ClassID, EraRules.TargetError)
  /// 0.10 has no handlers for 500 on blueprints.
  case serverErrorOnBlueprint
  /// The app has already handled its first request.
  case tooLateOnApp
  /// The blueprint has already been mounted.
  case tooLateOnBlueprint(BlueprintID)
}

/// What became of a handler in one process.
public struct Registration: Sendable, Hashable {
  /// Whether a handler is in force in a process.
  public enum Verdict: Sendable, Hashable {
    case registered
    /// Flask raises; `atMount` where it does so only when the blueprint is registered on the app.
    case refused(HandlerRefusal, atMount: Bool)
    /// Accepted, but never in force in this process; with or without a warning of Flask's.
    case ignored(warns: Bool)
  }

  /// Whether it is in force in this process.
  public var verdict: Verdict
  /// Whether Flask warns besides (2.2, before it refuses a late handler of a blueprint).
  public var warns = false
  /// The handler that had the same place before: what that means is the era's business.
  public var earlier: HandlerID?
  /// Classes that do not see it, as the cache has entries for them; some, if they are many.
  public var unseenBy: [ClassID] = []
}
