import Diagnostics
import Resolution
import Syntax

/// The diagnostics about blueprints and names of blueprints.
let blueprintKinds: [DiagnosticKind] = [
  .unknownBlueprint, .duplicateBlueprint, .nestedBlueprint, .lateBlueprint, .refusedBlueprintName, .ambiguousBlueprint,
  .nestedInItself, .tooManyRegistrations,
]

extension DiagnosticKind {
  /// An error: no blueprint with the name after `in` is declared, or its declaration was refused.
  public static let unknownBlueprint = DiagnosticKind(
    "unknown-blueprint", title: "No blueprint has this name",
    explanation: "The name after `in` must be the name of a blueprint. Declare the blueprint above this line.",
    wrong: """
      handler 404 in admin -> "no page", 404
      """,
    right: """
      blueprint admin
      handler 404 in admin -> "no page", 404
      """)

  /// An error: another registration in the same place already has the name.
  public static let duplicateBlueprint = DiagnosticKind(
    "duplicate-blueprint", title: "A blueprint name that is already used",
    explanation: """
      Each registration of a blueprint needs its own name. Flask 2.1 and later refuse a second registration with the same \
      name in the same place. errorbook refuses it in every release. To register a blueprint again, give it another name \
      (Flask 2.0.1 and later): `blueprint users as people`.
      """,
    wrong: """
      blueprint admin
      blueprint admin
      """,
    right: """
      blueprint admin
      blueprint users
      """)

  /// An error: before Flask 2.0 a blueprint cannot be registered on a blueprint.
  public static let nestedBlueprint = DiagnosticKind(
    "nested-blueprint", title: "A nested blueprint in a release without them",
    explanation: """
      Flask 2.0 and later can register a blueprint on another blueprint. Earlier releases have no method for it. Sanic \
      has groups of blueprints instead, which errorbook does not model.

      If `use` switches to such a release, errorbook leaves nested blueprints and their handlers out of the app. \
      They come back when you switch to Flask 2.0 or later.
      """,
    wrong: """
      use flask 1.1
      blueprint admin
      blueprint users in admin
      """,
    right: """
      use flask 2.0
      blueprint admin
      blueprint users in admin
      """)

  /// A warning: the process has already answered a request, so Flask refuses the blueprint or never reaches it.
  public static let lateBlueprint = DiagnosticKind(
    "late-blueprint", title: "A blueprint that is declared too late for this process",
    explanation: """
      In errorbook, blueprints are mounted (registered on the app) before the first request. Flask 2.2 and later refuse to \
      mount another blueprint after that. A blueprint that is registered on an already mounted blueprint never gets a \
      request. Flask 2.0 and 2.1 give no warning about it.

      The statement is still part of the app: `restart` starts a new process that includes it.
      """,
    wrong: """
      raise ValueError
      blueprint admin
      """,
    right: """
      blueprint admin
      raise ValueError
      """)

  /// The release refuses the name: a warning at the declaration, an error where the blueprint is used.
  public static let refusedBlueprintName = DiagnosticKind(
    "refused-blueprint-name", title: "A blueprint name that the release refuses",
    explanation: """
      Flask 2.0.1 and later refuse a dot in the name of a blueprint. Flask 2.3 and later refuse an empty name. Both raise \
      ValueError. Earlier releases accept these names. In Flask 2.0.0 a name with a dot leads to the wrong handlers: for \
      `api.v1`, Flask searches the handlers of the blueprints `v1` and `api`, but never those of `api.v1` itself.

      If `use flask` switches to a release that refuses the name, errorbook leaves the blueprint and its handlers out of \
      the app. They come back when you switch to a release that accepts the name.
      """,
    wrong: """
      blueprint api.v1
      """,
    right: """
      blueprint api_v1
      """)

  /// An error: a request names a blueprint with several registrations.
  public static let ambiguousBlueprint = DiagnosticKind(
    "ambiguous-blueprint", title: "A request to a blueprint with several registrations",
    explanation: """
      A blueprint can be registered more than once: on the app under another name, or on two other blueprints. A request \
      goes to exactly one of these registrations, so you must name it. Write the names from the outermost blueprint to the \
      innermost, joined by dots.
      """,
    wrong: """
      blueprint admin
      blueprint shop
      blueprint users in admin, shop
      raise ValueError in users
      """,
    right: """
      blueprint admin
      blueprint shop
      blueprint users in admin, shop
      raise ValueError in admin.users
      """)

  /// An error: a blueprint would be registered on itself, directly or through other blueprints.
  public static let nestedInItself = DiagnosticKind(
    "nested-in-itself", title: "A blueprint nested in itself",
    explanation: """
      A blueprint cannot be registered on itself, directly or through other blueprints. If you register it directly, Flask \
      raises ValueError. If you register it through other blueprints, the registration recurses without end and Python \
      raises RecursionError.
      """,
    wrong: """
      blueprint admin
      blueprint users in admin
      blueprint admin in users
      """,
    right: """
      blueprint admin
      blueprint users in admin
      """)

  /// An error: nesting would create more registrations than errorbook allows.
  public static let tooManyRegistrations = DiagnosticKind(
    "too-many-registrations", title: "More than 100,000 registrations of blueprints",
    explanation: """
      If a blueprint has two registrations, each blueprint that is nested in it has two as well. Every further level can \
      double the number, so errorbook has a limit.
      """,
    wrong: "", right: "")
}

extension Session {
  func unknownBlueprint(_ name: Name) -> Diagnostic {
    if let inApp = placeOfScope(name), ["app", "application"].contains(text(name)) {
      return Diagnostic(
        .unknownBlueprint, "no blueprint is named `\(text(name))`", at: .init(name.span, "not declared"),
        help: Advice(
          "leave out `in \(text(name))`: a statement without `in` is about the app",
          offering: Suggestion(replacing: inApp, with: "")))
    }
    let near = app.nearestBlueprint(to: text(name), source.texts)
    return Diagnostic(
      .unknownBlueprint, "no blueprint is named `\(shownName(text(name)))`", at: .init(name.span, "not declared"),
      help: near.map { replacing(name, by: $0) } ?? declaring(blueprint: name))
  }

  /// Advises to declare a blueprint, and to restart if the running process would refuse the declaration.
  private func declaring(blueprint name: Name) -> Advice {
    let declaration = declaration(of: text(name))
    guard isRunning, release.era.rules.lateBlueprint != .accepted else {
      return declaring(declaration, before: name)
    }
    return inserting("\(declaration)\nrestart", before: name, "declare it first, and `restart`: \(declaration)")
  }

  /// Returns the span of `in NAME` and the space before it, or nil if the name does not follow `in`.
  private func placeOfScope(_ name: Name) -> Span? {
    let line = source.spanOfLine(source.line(of: name.span.start)) ?? .nowhere
    guard line.start <= name.span.start else { return nil }
    let before = source.text(Span(start: line.start, end: name.span.start))
    var words = before[...]
    while words.last == " " || words.last == "\t" { words.removeLast() }
    guard words.hasSuffix(" in") else { return nil }
    words.removeLast(3)
    while words.last == " " { words.removeLast() }
    return Span(start: line.start + Int32(clamping: words.utf8.count), end: name.span.end)
  }

  /// Returns the statement that declares a name.
  ///
  /// If the last part of a dotted name is a blueprint, the statement registers that blueprint in the other parts.
  private func declaration(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), let last = source.texts.find(String(name[name.index(after: dot)...])),
      app.blueprint(last) != nil
    else { return "blueprint \(shownName(name))" }
    return "blueprint \(shownName(text(last))) in \(shownName(String(name[..<dot])))"
  }

  func refusedBlueprint(_ name: Name, _ refused: Span) -> Diagnostic {
    Diagnostic(
      .unknownBlueprint, "the blueprint `\(text(name))` does not exist: line \(line(refused)) was refused",
      at: .init(name.span, "does not exist"), also: [.init(refused, "refused here")],
      help: "fix line \(line(refused)) first")
  }

  func absentBlueprint(_ name: Name, _ absent: App.AbsentBlueprint) -> Diagnostic {
    let message = "the blueprint `\(shownName(text(name)))` does not exist under \(release.fullName)"
    switch absent.reason {
    case .nested:
      return Diagnostic(
        .nestedBlueprint, message, at: .init(name.span, "left out here"), also: [.init(absent.span, "nested here")],
        help: firstReleaseWithNesting.map { "\(Use.text($0, hasMemo: false)) or later" } ?? "register it on the app")
    case .name:
      return Diagnostic(
        .refusedBlueprintName, message, at: .init(name.span, "left out here"),
        also: [.init(absent.span, "its name is refused")], help: "give it another name")
    }
  }

  /// Reports a name that another registration already has.
  ///
  /// - Parameters:
  ///   - name: The name of both registrations.
  ///   - blueprint: The blueprint that the statement registers.
  func duplicateBlueprint(_ name: Name, of blueprint: Name) -> Diagnostic {
    let earlier = app.blueprintNames.first { $0.text == name.text }
    return Diagnostic(
      .duplicateBlueprint, "a blueprint named `\(shownName(text(name)))` is already registered here",
      at: .init(name.span, "the same name again"), also: earlier.map { [.init($0.span, "first declared here")] } ?? [],
      help: "give it another name, or register it again under one: blueprint \(shownName(text(blueprint))) as OTHER")
  }

  func nestedBlueprint(_ declaration: BlueprintDeclaration) -> Diagnostic {
    let parent = declaration.registrations.lazy.compactMap { $0.parent }.first
    guard let first = firstReleaseWithNesting else {
      return Diagnostic(
        .nestedBlueprint, "\(release.framework.name) cannot register a blueprint on another blueprint",
        at: .init(parent?.span ?? declaration.name.span, "nested"), help: "leave out `in`: register it on the app",
        notes: ["\(release.framework.name) has groups of blueprints instead, which are not modeled"])
    }
    return Diagnostic(
      .nestedBlueprint, "\(release.fullName) cannot register a blueprint on another blueprint",
      at: .init(parent?.span ?? declaration.name.span, "nested"), help: "\(Use.text(first, hasMemo: false)) or later",
      notes: ["\(first.fullName) was the first release with nested blueprints"])
  }

  /// The first release of the current framework in which a blueprint can be registered on another one, if there is one.
  var firstReleaseWithNesting: Release? { release.framework.releases.first { $0.era.rules.nestsBlueprints } }

  /// Reports a name that `Blueprint.__init__` refuses in this release.
  func refusedName(_ name: Name, _ error: RegistrationError) -> Diagnostic {
    Diagnostic(
      .refusedBlueprintName, .warning,
      "\(release.fullName) refuses a blueprint named `\(shownName(text(name)))`", at: .init(name.span, "refused"),
      help: "give it another name", notes: ["\(release.framework.name) says: \(error.text)"])
  }

  func ambiguousBlueprint(_ name: Name, _ found: [RegistrationID]) -> Diagnostic {
    let names = found.prefix(4).compactMap { app.scopeName($0, source.texts) }
    let words = names.map { "`in \(shownName($0))`" }.joined(separator: " or ")
    return Diagnostic(
      .ambiguousBlueprint, "the blueprint `\(shownName(text(name)))` is registered \(found.count) times",
      at: .init(name.span, "which registration?"),
      help: Advice(
        "write \(words)", offering: names.map { Suggestion(replacing: name.span, with: shownName($0)) }))
  }

  func nestedInItself(_ name: Name, _ parent: Name) -> Diagnostic {
    Diagnostic(
      .nestedInItself, "the blueprint `\(shownName(text(name)))` cannot be nested in itself",
      at: .init(parent.span, name.text == parent.text ? "the same blueprint" : "this one is nested in it"),
      help: "name another blueprint after `in`")
  }

  func tooManyRegistrations(_ name: Name) -> Diagnostic {
    Diagnostic(
      .tooManyRegistrations, "the app would have too many registrations of blueprints",
      at: .init(name.span, "goes over the limit"), help: "register fewer blueprints more than once")
  }

  func lateBlueprint(_ name: Name, says: String?) -> Diagnostic {
    Diagnostic(
      .lateBlueprint, .warning, "the blueprint `\(text(name))` is declared too late for this process",
      at: .init(name.span, "never mounted here"), help: "`restart` starts a new process that includes this line",
      notes: says.map { ["\(release.framework.name) says: \($0)"] } ?? [])
  }
}
