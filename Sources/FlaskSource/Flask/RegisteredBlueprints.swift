import Diagnostics
import Resolution

/// Registering blueprints on an app or in each other.
extension Evaluator {
  mutating func register(
    _ blueprint: Int, on app: Int, parent: Int?, _ arguments: Arguments, at span: Span
  ) throws(Interruption) {
    // Blueprints can register each other.
    try descend(at: span)
    defer { depth -= 1 }
    let object = blueprints[blueprint]
    if let reason = object.reason ?? apps[app].lateChanges[blueprint] { apps[app].taint(reason) }
    var alias: String?
    // Earlier releases ignore the argument.
    if case .text(let name)? = arguments.keywords["name"], !release.isBefore("2.0.1") { alias = name }
    for option in arguments.keywords.keys.sorted() where !["blueprint", "url_prefix", "name"].contains(option) {
      apps[app].taint(reason("the option `\(option)` of `register_blueprint` is not modeled", at: span))
    }
    var prefix = URLPrefix(given: nil, own: object.prefix)
    switch arguments.value(1, "url_prefix") {
    case .text(let text)?: prefix.given = text
    case nil, Value.none?: break
    default: apps[app].taint(reason("the URL prefix is not known", at: span))
    }
    if let parent { prefix = prefix.nested(in: apps[app].registrations[parent].prefix, release: release) }
    let outer = parent.map { apps[app].registrations[$0].path } ?? []
    let registration = BlueprintRegistration(
      blueprint: blueprint, path: outer + [alias ?? object.name], parent: parent, alias: alias, prefix: prefix,
      handlerCount: object.handlers.count, span: span)
    try refuseName(registration, app, at: span)
    let isFirst = !apps[app].registers(blueprint)
    let hasNewName = !apps[app].registrations.contains { $0.path == registration.path }
    apps[app].registrations.append(registration)
    let index = apps[app].registrations.count - 1
    blueprints[blueprint].isRegistered = true
    if let path = object.staticPath {
      let rule = RuleArguments(
        rule: prefix.joined(rule: path + "/<path:filename>", release: release), endpoint: "static")
      try add(rule, Self.staticView, to: app, registration: index, at: span)
    }
    for route in object.routes {
      var rule = route.rule
      rule.rule = prefix.joined(rule: rule.rule, release: release)
      try add(rule, route.view, to: app, registration: index, at: route.span)
    }
    // Another registration repeats only routes; since 2.0.2 it also has hooks of its own under another name.
    let hasHooks = isFirst || hasNewName && !release.isBefore("2.0.2")
    for hook in object.hooks where hook.isForApp ? isFirst : hasHooks {
      _ = try addHook(hook.name, hook.function, to: app, registration: hook.isForApp ? nil : index)
    }
    if isFirst { try registerHandlers(of: object, on: app) }
    try callRecorded(of: blueprint, app, arguments, isFirst: isFirst, at: span)
    for (number, child) in object.children.enumerated() {
      let nested = apps[app].registrations.count
      try register(child.blueprint, on: app, parent: index, child.arguments, at: span)
      // Flask 2.0.0 stores the joined prefix, and joins it again when the parent is registered again.
      if release.isBefore("2.0.1"), let joined = apps[app].registrations[nested].prefix.given {
        blueprints[blueprint].children[number].arguments.keywords["url_prefix"] = .text(joined)
      }
    }
    if apps[app].isStarted { try declareBlueprints(of: app) }
  }

  /// Checks the handlers of a blueprint, and registers those for all requests of the app.
  private mutating func registerHandlers(of blueprint: BlueprintObject, on app: Int) throws(Interruption) {
    for handler in blueprint.handlers where !handler.isForApp {
      let atMount = release.isBefore("2.0.0")
      _ = try acceptedTarget(handler.target, scope: "blueprint", atMount: atMount, at: handler.span)
    }
    for handler in blueprint.handlers where handler.isForApp {
      try register(handler.function, for: handler.target, on: app, at: handler.span)
    }
  }

  /// Raises what Flask raises if another blueprint has the same name.
  private mutating func refuseName(
    _ registration: BlueprintRegistration, _ app: Int, at span: Span
  ) throws(Interruption) {
    for other in apps[app].registrations where other.path == registration.path {
      if other.blueprint != registration.blueprint {
        throw raise(
          release.isBefore("2.0.0") ? "AssertionError" : "ValueError",
          "The name '\(registration.path.joined(separator: "."))' is already registered for a different blueprint.")
      }
      if !release.isBefore("2.1.0") {
        throw raise(
          "ValueError",
          "The name '\(registration.path.joined(separator: "."))' is already registered for this blueprint.")
      }
      if !release.isBefore("2.0.1") { warnings.append("UserWarning") }
    }
    let name = blueprints[registration.blueprint].name
    for other in apps[app].registrations
    where other.blueprint != registration.blueprint && blueprints[other.blueprint].name == name {
      apps[app].taint(reason("two blueprints with one name are not modeled", at: span))
    }
  }

  /// Declares the registered blueprints in the session of an app, with their handlers. All registrations of a blueprint
  /// are one statement, so this waits for the first request. After it, another registration is another statement.
  mutating func declareBlueprints(of app: Int) throws(Interruption) {
    let first = apps[app].declaredRegistrations
    let registrations = apps[app].registrations
    guard first < registrations.count else { return }
    apps[app].declaredRegistrations = registrations.count
    let known = registrations[..<first].map { $0.blueprint }
    var waiting: [Int] = []
    for registration in registrations[first...] {
      if !waiting.contains(registration.blueprint) { waiting.append(registration.blueprint) }
      // It was nested too late for the earlier registrations of its parent, so that only this one has it.
      guard let parent = registration.parent, known.contains(registrations[parent].blueprint) else { continue }
      if try declare(registration.blueprint, [registration], of: app) {
        apps[app].lateNested.insert(registration.blueprint)
      }
    }
    while !waiting.isEmpty {
      let own = waiting.map { blueprint in registrations[first...].filter { $0.blueprint == blueprint } }
      // A statement about a blueprint comes after those about its parents.
      let next =
        own.firstIndex { own in
          own.allSatisfy { $0.parent.map { !waiting.contains(registrations[$0].blueprint) } ?? true }
        } ?? 0
      // Before 2.0.2, only the first registration has the handlers: one on the app stays before those in a parent.
      for skipped in 0..<next where release.isBefore("2.0.2") {
        try declare(waiting[skipped], Array(own[skipped].prefix { $0.parent == nil }), of: app)
      }
      let blueprint = waiting.remove(at: next)
      try declare(blueprint, own[next], of: app)
      guard !known.contains(blueprint), let count = own[next].first?.handlerCount else { continue }
      for handler in blueprints[blueprint].handlers.prefix(count) where !handler.isForApp {
        try declare(handler, of: blueprint, in: app)
      }
    }
  }

  /// Declares where a blueprint is registered. Returns false if the session knows all these places.
  @discardableResult
  private mutating func declare(
    _ blueprint: Int, _ registrations: [BlueprintRegistration], of app: Int
  ) throws(Interruption) -> Bool {
    // One statement registers a blueprint once on the app, or on several parents.
    var statements: [[StatementDraft.Registration]] = []
    for registration in registrations {
      let parent = registration.parent.map { apps[app].registrations[$0].blueprint }
      let place = BlueprintPlace(blueprint: blueprint, parent: parent, alias: registration.alias)
      // A parent that is registered twice registers its children twice.
      guard apps[app].declaredPlaces.insert(place).inserted else { continue }
      let new = StatementDraft.Registration(parent: parent.map { blueprints[$0].name }, alias: registration.alias)
      if new.parent != nil, let last = statements.indices.last, statements[last].allSatisfy({ $0.parent != nil }) {
        statements[last].append(new)
      } else {
        statements.append([new])
      }
    }
    let span = registrations.first?.span ?? current
    for statement in statements {
      try declare(.declareBlueprint(name: blueprints[blueprint].name, statement), in: app, at: span)
    }
    return !statements.isEmpty
  }

  /// Declares a handler of a blueprint in the session of an app.
  mutating func declare(
    _ handler: BlueprintHandler, of blueprint: Int, in app: Int
  ) throws(Interruption) {
    guard let target = try handlerTarget(handler.target, at: handler.span) else {
      if !leavesOut(handler.target, at: handler.span) {
        apps[app].taint(reason("the target of this handler is not modeled", at: handler.span))
      }
      return
    }
    let pending = PendingHandler(target: target, function: handler.function, span: handler.span)
    try declare(pending, scope: blueprints[blueprint].name, in: app)
  }

  /// Returns the name of a registration in requests: the blueprint's own name, or the path if the blueprint has several
  /// registrations or another one has that name.
  func scopeName(of index: Int, in app: Int) -> String {
    let registration = apps[app].registrations[index]
    let own = blueprints[registration.blueprint].name
    let isUnambiguous = apps[app].registrations.indices.allSatisfy { other in
      let registration = apps[app].registrations[other]
      return other == index
        || registration.blueprint != apps[app].registrations[index].blueprint
          && registration.path.joined(separator: ".") != own
    }
    guard isUnambiguous, !apps[app].lateNested.contains(registration.blueprint) else {
      return registration.path.joined(separator: ".")
    }
    return own
  }
}
