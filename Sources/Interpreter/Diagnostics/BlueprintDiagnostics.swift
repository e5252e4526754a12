import Diagnostics
import Resolution
import Syntax

/// What can be wrong with a blueprint, or with a name that stands for one.
let blueprintKinds: [DiagnosticKind] = [
  .unknownBlueprint, .duplicateBlueprint, .nestedBlueprint, .lateBlueprint, .refusedBlueprintName, .ambiguousBlueprint,
  .nestedInItself, .tooManyRegistrations,
]

extension DiagnosticKind {
  /// An error: the name after `in` is no declared blueprint, or one that was refused.
  public static let unknownBlueprint = DiagnosticKind(
    "unknown-blueprint", title: "A blueprint that was never declared",
    explanation: "What stands after `in` must be a blueprint that is declared above this line.",
    wrong: """
      handler 404 in admin -> "no page", 404
      """,
    right: """
      blueprint admin
      handler 404 in admin -> "no page", 404
      """)

  /// An error: the name is taken by another registration in the same place.
  public static let duplicateBlueprint = DiagnosticKind(
    "duplicate-blueprint", title: "A blueprint that is declared already",
    explanation: """
      Each registration of a blueprint has a name of its own. Flask 2.1 and later refuse a second one of the same name in \
      the same place, errorbook always does. To register a blueprint again, give it another name (Flask 2.0.1 and later): \
      `blueprint users as people`.
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
    "nested-blueprint", title: "A blueprint in a blueprint, before Flask 2.0",
    explanation: """
      Blueprints can be registered on blueprints from Flask 2.0 on. Earlier releases have no such method.

      When `use flask` goes to an earlier release, nested blueprints and their handlers are left out of the app there, \
      and return with 2.0.
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

  /// A warning: the process has answered a request, so the blueprint is refused or never reached.
  public static let lateBlueprint = DiagnosticKind(
    "late-blueprint", title: "A blueprint that comes too late for this process",
    explanation: """
      Blueprints are mounted with the first request. From 2.2 on Flask refuses to mount another one afterwards; and a \
      blueprint that is put into one that is mounted already is never reached, in 2.0 and 2.1 without a word.

      The statement is part of the app all the same: `restart` starts a new process with this line in it.
      """,
    wrong: """
      raise ValueError
      blueprint admin
      """,
    right: """
      blueprint admin
      raise ValueError
      """)

  /// The release refuses the name; a warning at the declaration, an error where the blueprint is used.
  public static let refusedBlueprintName = DiagnosticKind(
    "refused-blueprint-name", title: "A blueprint name that the release refuses",
    explanation: """
      Flask 2.0.1 and later refuse a dot in the name of a blueprint, and 2.3 and later refuse an empty name: both raise \
      ValueError. Earlier releases accept them. In 2.0.0 a name with a dot misleads: `api.v1` searches the handlers of \
      the blueprints `v1` and `api`, and never its own.

      When `use flask` goes to a release that refuses the name, the blueprint and its handlers are left out of the app \
      there, and return with a release that accepts it.
      """,
    wrong: """
      blueprint api.v1
      """,
    right: """
      blueprint api_v1
      """)

  /// An error: a request names a blueprint that has several registrations.
  public static let ambiguousBlueprint = DiagnosticKind(
    "ambiguous-blueprint", title: "A request to a blueprint with several registrations",
    explanation: """
      A blueprint can be registered more than once: on the app under another name, or on two other blueprints. A request \
      goes to one of these registrations, so it names one: the names from the outermost blueprint inward, joined by dots.
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

  /// An error: a blueprint would be registered on itself, directly or by way of others.
  public static let nestedInItself = DiagnosticKind(
    "nested-in-itself", title: "A blueprint that would be nested in itself",
    explanation: """
      A blueprint cannot be registered on itself, neither directly nor by way of other blueprints. Flask raises ValueError \
      for the first, and the second never ends (RecursionError).
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

  /// An error: nesting would make more registrations than the limit of errorbook.
  public static let tooManyRegistrations = DiagnosticKind(
    "too-many-registrations", title: "More than 100,000 registrations of blueprints",
    explanation: """
      A blueprint that is nested in one with two registrations has two itself. Nested further, the number doubles each \
      time, so there is a limit.
      """,
    wrong: "", right: "")
}

extension Session {
  func unknownBlueprint(_ name: Name) -> Diagnostic {
    if let inApp = placeOfScope(name), ["app", "application"].contains(text(name)) {
      return Diagnostic(
        .unknownBlueprint, "no blueprint is named `\(text(name))`", at: .init(name.span, "not declared"),
        help: Advice(
          "leave out `in \(text(name))`: without it the application is meant",
          offering: Suggestion(replacing: inApp, with: "")))
    }
    let near = app.nearestBlueprint(to: text(name), source.texts)
    return Diagnostic(
      .unknownBlueprint, "no blueprint is named `\(shownName(text(name)))`", at: .init(name.span, "not declared"),
      help: near.map { replacing(name, by: $0) } ?? declaring(blueprint: name))
  }

  /// Advice to declare a blueprint. Where it would come too late for the process, a new one has to be started.
  private func declaring(blueprint name: Name) -> Advice {
    let declaration = declaration(of: text(name))
    guard isRunning, release.era.rules.lateBlueprint != .accepted else {
      return declaring(declaration, before: name)
    }
    return inserting("\(declaration)\nrestart", before: name, "declare it first, and `restart`: \(declaration)")
  }

  /// `in NAME` and the blank before it; nil where the name does not come after `in`.
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

  /// The statement that makes a name known: of a dotted one whose last part is a blueprint, a registration of that.
  private func declaration(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), let last = source.texts.find(String(name[name.index(after: dot)...])),
      app.blueprint(last) != nil
    else { return "blueprint \(shownName(name))" }
    return "blueprint \(shownName(text(last))) in \(shownName(String(name[..<dot])))"
  }

  func refusedBlueprint(_ name: Name, _ refused: Span) -> Diagnostic {
    Diagnostic(
      .unknownBlueprint, "the blueprint `\(text(name))` does not exist: it was refused in line \(line(refused))",
      at: .init(name.span, "refused"), also: [.init(refused, "here")], help: "mend line \(line(refused)) first")
  }

  func absentBlueprint(_ name: Name, _ absent: App.AbsentBlueprint) -> Diagnostic {
    let message = "the blueprint `\(shownName(text(name)))` does not exist under Flask \(release.name)"
    switch absent.reason {
    case .nested:
      return Diagnostic(
        .nestedBlueprint, message, at: .init(name.span, "left out here"), also: [.init(absent.span, "nested here")],
        help: "use flask 2.0 or later")
    case .name:
      return Diagnostic(
        .refusedBlueprintName, message, at: .init(name.span, "left out here"),
        also: [.init(absent.span, "its name is refused")], help: "give it another name")
    }
  }

  /// - Parameters:
  ///   - name: what is taken.
  ///   - blueprint: the blueprint that was to be registered under it.
  func duplicateBlueprint(_ name: Name, of blueprint: Name) -> Diagnostic {
    let earlier = app.blueprintNames.first { $0.text == name.text }
    return Diagnostic(
      .duplicateBlueprint, "a blueprint named `\(shownName(text(name)))` is already registered here",
      at: .init(name.span, "a second one"), also: earlier.map { [.init($0.span, "first declared here")] } ?? [],
      help: "give it another name, or register it again under one: blueprint \(shownName(text(blueprint))) as OTHER")
  }

  func nestedBlueprint(_ declaration: BlueprintDeclaration) -> Diagnostic {
    let parent = declaration.registrations.lazy.compactMap { $0.parent }.first
    return Diagnostic(
      .nestedBlueprint, "Flask \(release.name) cannot put a blueprint into a blueprint",
      at: .init(parent?.span ?? declaration.name.span, "nested"), help: "use flask 2.0 or later",
      notes: ["nested blueprints came with Flask 2.0"])
  }

  /// The release refuses the name in `Blueprint.__init__`.
  func refusedName(_ name: Name, _ error: RegistrationError) -> Diagnostic {
    Diagnostic(
      .refusedBlueprintName, .warning,
      "Flask \(release.name) refuses a blueprint named `\(shownName(text(name)))`", at: .init(name.span, "refused"),
      help: "give it another name", notes: ["Flask says: \(error.text)"])
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
      .tooManyRegistrations, "there would be too many registrations of blueprints", at: .init(name.span, "one more"),
      help: "register fewer blueprints more than once")
  }

  func lateBlueprint(_ name: Name, says: String?) -> Diagnostic {
    Diagnostic(
      .lateBlueprint, .warning, "the blueprint `\(text(name))` comes too late for this process",
      at: .init(name.span, "never mounted here"), help: "`restart` starts a new process with this line in it",
      notes: says.map { ["Flask says: \($0)"] } ?? [])
  }
}
