import PythonSyntax

/// The names that some statements assign and read, in all their blocks.
struct Mentions {
  /// The name of an object whose attributes may change: the new instance in a constructor.
  var receiver: String?
  private(set) var assigned: Set<String> = []
  private(set) var read: Set<String> = []
  /// The names of attributes that are assigned.
  private(set) var assignedAttributes: Set<String> = []
  /// The names of attributes.
  private(set) var attributes: Set<String> = []
  /// Whether the statements may change a list, a dictionary, an attribute or a variable of another scope.
  private(set) var changesState = false
  /// Whether they may change something else than `g`.
  private(set) var changesMoreThanGlobals = false
  /// The names of the variables whose objects they may change: `items` in `items[0].name = ...`.
  private(set) var changedNames: Set<String> = []
  /// Whether a `yield` occurs outside nested functions.
  private(set) var hasYield = false

  mutating func add(_ block: [PythonStatement]) { for statement in block { add(statement) } }

  private mutating func add(_ statement: PythonStatement) {
    switch statement.kind {
    case .expression(let value), .annotation(let value, nil): add(value)
    case .assignment(let targets, let value):
      for target in targets { assign(target) }
      add(value)
    case .annotation(let target, let value?), .augmentedAssignment(let target, _, let value):
      assign(target)
      add(value)
    case .return(let value): if let value { add(value) }
    case .raise(let value, _): if let value { add(value) }
    case .assert(let value, _): add(value)
    case .delete(let targets): for target in targets { assign(target) }
    case .global(let names), .nonlocal(let names):
      noteChange(of: nil)
      changedNames.formUnion(names)
    case .importModules(let imports), .importNames(_, _, let imports):
      for item in imports { assigned.insert(item.alias ?? item.name) }
    case .function(let function):
      assigned.insert(function.name)
      var inner = Mentions()
      inner.add(function.body)
      if inner.changesState { changesState = true }
      if inner.changesMoreThanGlobals { changesMoreThanGlobals = true }
      changedNames.formUnion(inner.changedNames)
      read.formUnion(inner.read)
      attributes.formUnion(inner.attributes)
      for decorator in function.decorators { add(decorator) }
    case .classDefinition(let definition):
      assigned.insert(definition.name)
      for argument in definition.arguments { add(argument.value) }
    case .if(let branches, _): for branch in branches { add(branch.test) }
    case .while(let test, _, _): add(test)
    case .for(let target, let iterable, _, _):
      assign(target)
      add(iterable)
    case .with(let contexts, _):
      for context in contexts {
        add(context.value)
        if let target = context.target { assign(target) }
      }
    case .match(let subject, let cases):
      add(subject)
      for item in cases {
        for name in item.pattern?.names ?? [] { assigned.insert(name) }
        if let condition = item.condition { add(condition) }
      }
    case .try, .pass, .break, .continue, .broken: break
    }
    for block in statement.blocks { add(block) }
  }

  /// Adds the names of a target. An attribute or an element of a value changes the value itself.
  private mutating func assign(_ target: PythonExpression) {
    switch target.kind {
    case .name(let name): assigned.insert(name)
    case .tuple(let targets), .list(let targets): for target in targets { assign(target) }
    case .starred(let target): assign(target)
    default:
      if case .attribute(let object, let name) = target.kind {
        assignedAttributes.insert(name)
        if let receiver, case .name(receiver) = object.kind { return }
        noteChange(of: object)
      } else if case .subscripted(let object, _) = target.kind {
        noteChange(of: object)
      } else {
        noteChange(of: nil)
      }
      add(target)
    }
  }

  private mutating func noteChange(of object: PythonExpression?) {
    changesState = true
    switch object?.kind {
    case .name("g"), .attribute(_, "g"): break
    default: changesMoreThanGlobals = true
    }
    if let name = object?.nameOfVariable { changedNames.insert(name) }
  }

  /// The methods of lists, sets and dictionaries that change them, and Flask's functions that change the session.
  private static let changingMethods: Set<String> = [
    "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "add", "discard", "update", "setdefault",
    "popitem", "__setitem__", "flash", "get_flashed_messages",
  ]

  /// Flask's functions that change the session.
  private static let changingFunctions: Set<String> = ["flash", "get_flashed_messages"]

  mutating func add(_ expression: PythonExpression) {
    switch expression.kind {
    case .name(let name):
      read.insert(name)
      if Self.changingFunctions.contains(name) { noteChange(of: nil) }
    case .yield, .yieldFrom: hasYield = true
    case .tuple(let values), .list(let values), .set(let values), .and(let values), .or(let values):
      for value in values { add(value) }
    case .dictionary(let entries): for entry in entries { add(entry.value) }
    case .unary(_, let value), .await(let value), .starred(let value), .named(_, let value):
      add(value)
    case .attribute(let value, let name):
      attributes.insert(name)
      if Self.changingMethods.contains(name) { noteChange(of: value) }
      add(value)
    case .binary(let left, _, let right), .subscripted(let left, let right):
      add(left)
      add(right)
    case .comparison(let first, let others):
      add(first)
      for other in others { add(other.right) }
    case .call(let function, let arguments):
      if case .name("next") = function.kind { changesState = true }
      add(function)
      for argument in arguments { add(argument.value) }
    case .conditional(let test, let value, let otherwise):
      add(test)
      add(value)
      add(otherwise)
    case .formatted(let parts):
      for part in parts { if case .replacement(let value, _, _, _) = part { add(value) } }
    case .comprehension(let comprehension):
      add(comprehension.element)
      for clause in comprehension.clauses { add(clause.iterable) }
    case .lambda, .integer, .otherNumber, .string, .bytes, .none, .true, .false, .ellipsis, .slice: break
    }
  }
}

extension PythonExpression {
  /// The variable that an attribute or an element belongs to: `items` of `items[0].name`.
  fileprivate var nameOfVariable: String? {
    var inner = self
    while true {
      switch inner.kind {
      case .name(let name): return name
      case .attribute(let object, _), .subscripted(let object, _): inner = object
      default: return nil
      }
    }
  }
}
