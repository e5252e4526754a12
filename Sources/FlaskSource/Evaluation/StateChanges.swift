import PythonSyntax
import Resolution

/// Whether functions may change lists, dictionaries, attributes or global variables.
extension Evaluator {
  /// Returns whether calling a function may change something that later requests read. It follows calls of functions of
  /// the program.
  func mayChangeState(_ value: Value) -> Bool {
    var seen: Set<Int> = []
    var queue: [Value] = [value]
    while let next = queue.popLast() {
      guard seen.count < 100 else { return true }
      switch next {
      case .function(let id), .method(_, let id):
        guard seen.insert(id.index).inserted else { continue }
        let (changes, callees) = inspect(functions[id.index])
        if changes { return true }
        queue += callees
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

  /// Returns whether a function itself changes state, and the functions of the program that it names.
  private func inspect(_ function: FunctionObject) -> (changes: Bool, callees: [Value]) {
    var mentions = Mentions()
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
    return (mentions.changesState, callees)
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

  /// Records that the program may have changed lists, attributes and variables in a way that is not known.
  mutating func loseState(because reason: Int) {
    taintAll(reason)
    lostState = lostState ?? reason
    uncertainty = uncertainty ?? reason
  }

  /// Records that something unknown may have changed what all apps answer.
  mutating func taintAll(_ reason: Int) { for app in apps.indices { apps[app].taint(reason) } }
}
