import PythonSyntax
import Resolution

/// Whether functions may change lists, dictionaries, attributes or global variables.
extension Evaluator {
  /// Returns whether calling a function may change something that later requests read. It follows calls of functions of
  /// the program.
  func mayChangeState(_ value: Value) -> Bool { reaches(value) { mentions, _ in mentions.changesState } }

  /// Returns whether calling a function may change something else than `g`.
  func mayChangeMoreThanGlobals(_ value: Value) -> Bool {
    reaches(value) { mentions, _ in mentions.changesMoreThanGlobals }
  }

  /// Returns whether calling a value may send a request.
  func maySendRequests(_ value: Value) -> Bool {
    if case .libraryMethod(.client, _) = value { return true }
    return isCallable(value)
      && reaches(value) { mentions, _ in
        !mentions.attributes.isDisjoint(with: Self.clientMethods)
      }
  }

  private static let clientMethods: Set<String> = ["get", "post", "put", "patch", "delete", "head", "options", "open"]

  /// Returns whether a function, or one that it calls, has a property.
  private func reaches(_ value: Value, _ hasProperty: (Mentions, FunctionObject) -> Bool) -> Bool {
    var seen: Set<Int> = []
    var seenTypes: Set<ClassID> = []
    var queue: [Value] = [value]
    while let next = queue.popLast() {
      guard seen.count < 100 else { return true }
      switch next {
      case .function(let id), .method(_, let id):
        guard seen.insert(id.index).inserted else { continue }
        let (mentions, callees) = inspect(functions[id.index])
        if hasProperty(mentions, functions[id.index]) { return true }
        queue += callees
      // An instance of the class can be used.
      case .type(let id): if seenTypes.insert(id).inserted { queue += methods(of: id) }
      case .partial("flask.view", let values, _): if case .type(let id)? = values.first { queue += methods(of: id) }
      default: continue
      }
    }
    return false
  }

  /// Returns whether statements of a module may change something besides the variables that they assign.
  func mayChangeState(_ mentions: Mentions) -> Bool {
    if mentions.changesState { return true }
    return mentions.read.contains { name in
      switch variable(name) {
      case .function?: variable(name).map { mayChangeState($0) } ?? false
      // A class statement calls it.
      case .type(let id)?: classAttribute("__init_subclass__", of: id).map { mayChangeState($0.value) } ?? false
      default: false
      }
    }
  }

  private func methods(of id: ClassID) -> [Value] {
    hierarchy.mro(id).flatMap { ancestor in
      (classes[ancestor]?.namespace ?? [:]).values.filter { if case .function = $0 { true } else { false } }
    }
  }

  /// Returns what a function itself mentions, and the functions of the program that it names.
  private func inspect(_ function: FunctionObject) -> (mentions: Mentions, callees: [Value]) {
    var mentions = Mentions()
    if function.name == "__init__" { mentions.receiver = function.parameters.first?.name }
    switch function.body {
    case .block(let statements): mentions.add(statements)
    case .expression(let expression): mentions.add(expression)
    }
    var callees: [Value] = []
    for name in mentions.read {
      if let value = variable(name, from: function.scope) { callees.append(value) }
    }
    for name in mentions.attributes {
      for object in classes.values { if let value = object.namespace[name] { callees.append(value) } }
    }
    return (mentions, callees)
  }

  /// Whether a function of the program names an attribute.
  func mentions(_ attribute: String, _ value: Value) -> Bool {
    guard case .function(let id) = value else { return false }
    var mentions = Mentions()
    switch functions[id.index].body {
    case .block(let statements): mentions.add(statements)
    case .expression(let expression): mentions.add(expression)
    }
    return mentions.attributes.contains(attribute)
  }

  /// Returns the value of a name as a function with this scope sees it.
  private func variable(_ name: String, from scope: Int) -> Value? {
    var index: Int? = scope
    while let place = index {
      if let value = scopes[place].variables[name] { return value }
      index = scopes[place].parent
    }
    return nil
  }

  /// Returns whether calling a function may change an object of a module, which apps that do not exist yet can read.
  private func mayChangeModule(_ value: Value) -> Bool {
    reaches(value) { mentions, function in
      var module = function.scope
      while let parent = scopes[module].parent { module = parent }
      return mentions.changedNames.contains { name in
        switch variable(name, from: function.scope) == scopes[module].variables[name]
          ? scopes[module].variables[name] : nil
        {
        case .list?, .dictionary?, .set?, .instance?, .type?, .integer?, .text?, .boolean?, Value.none?: true
        default: false
        }
      }
    }
  }

  /// Records that functions may have been called that are not seen.
  mutating func noteUnseenCalls(of values: [Value], _ reason: Int) {
    guard values.contains(where: { mayChangeState($0) }) else { return }
    taintAll(reason)
    if values.contains(where: { mayChangeModule($0) }) { reasonOfModules = reasonOfModules ?? reason }
  }

  /// Everything that a request to an app may call.
  func functions(of app: Int) -> [Value] {
    apps[app].hooks.map { $0.function } + apps[app].routes.map { $0.view }
      + apps[app].handlers.values.joined().map { $0.handler.function } + apps[app].pendingHandlers.map { $0.function }
      + (classOfMiddleware(apps[app].middleware).map { [$0] } ?? [])
  }

  /// Returns the function or the class of middleware.
  private func classOfMiddleware(_ middleware: Value?) -> Value? {
    if case .instance? = middleware { return middleware.flatMap { classOfInstance($0) }.map { .type($0) } }
    return middleware
  }

  /// Records that something unknown may have changed what all apps answer.
  mutating func taintAll(_ reason: Int) {
    for app in apps.indices { apps[app].taint(reason) }
    reasonOfState = reasonOfState ?? reason
  }
}
