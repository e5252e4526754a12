/// A handler of the app: its target, its scope and its answer.
public struct Handler: Sendable, Hashable {
  /// The target that a handler is registered for: a class or a status code.
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

  /// The action of a handler when Flask calls it.
  public enum Answer: Sendable, Hashable {
    case response(body: BodyID, status: Status)
    case raises(ClassID)
    case aborts(Int32)
    /// `return e`.
    case exception
    /// `raise e`.
    case reraises
    /// A response whose body has values of the exception.
    indirect case template(BodyTemplate, status: Status)
    /// The first answer whose condition is true.
    indirect case conditional(ConditionalAnswer)
  }

  /// The class or code that the handler is registered for.
  public var target: Target
  /// The blueprint that the handler is registered on; nil: the app.
  public var scope: BlueprintID?
  /// The action of the handler when Flask calls it.
  public var answer: Answer

  /// Creates a handler. Without a scope it is registered on the app.
  public init(target: Target, scope: BlueprintID?, answer: Answer) {
    self.target = target
    self.scope = scope
    self.answer = answer
  }
}

extension Handler {
  /// Returns the class that the handler is registered for, or the class of its code, if there is one.
  public func handledClass(in hierarchy: Hierarchy) -> ClassID? {
    switch target {
    case .type(let id): id
    case .code(let code): hierarchy.exception(forCode: code)
    }
  }
}

/// The reason why a framework refuses a handler.
public enum HandlerRefusal: Error, Sendable, Hashable {
  case unknownCode(Int32, EraRules.TargetError)
  case notAnException(ClassID, EraRules.TargetError)
  /// 0.10 does not allow handlers for 500 on blueprints.
  case serverErrorOnBlueprint
  /// The app has already handled its first request.
  case tooLateOnApp
  /// The blueprint has already been mounted.
  case tooLateOnBlueprint(BlueprintID)
  /// The class already has an entry: a handler, or what a lookup stored (Sanic 23.3 and later).
  case duplicate(Handler.Target)
  /// The blueprint has already been mounted, and the attempt broke the router (Sanic 23.3 and later).
  case brokenRouter(BlueprintID)
  /// A key is not a subclass of Exception: this one, or an earlier one (Starlette before 0.24).
  case notAnExceptionKey
  /// The target is not a class (singledispatch).
  case notAClass(Int32)
}

/// The result of registering a handler in a process.
public struct Registration: Sendable, Hashable {
  /// Whether Flask uses a handler in a process.
  public enum Verdict: Sendable, Hashable {
    case registered
    /// Flask raises an error. `atMount` means that it does so only when it registers the blueprint on the app.
    case refused(HandlerRefusal, atMount: Bool)
    /// Flask accepts the handler, with or without a warning, but never uses it in this process.
    case ignored(warns: Bool)
  }

  /// Whether Flask uses the handler in this process.
  public var verdict: Verdict
  /// Whether Flask also warns (2.2, before it refuses a late handler of a blueprint).
  public var warns = false
  /// The earlier handler for the same target, if there is one. Its meaning depends on the era.
  public var earlier: HandlerID?
  /// Classes that do not reach the handler because the cache has entries for them. If there are many, only some of
  /// them.
  public var unseenBy: [ClassID] = []
}
