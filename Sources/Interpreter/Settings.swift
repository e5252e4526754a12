import Diagnostics
import Resolution
import Syntax

/// `use FRAMEWORK RELEASE [with memo]`: starts a new process of the same app under that release.
extension Session {
  mutating func use(_ use: Use, _ statement: Statement) -> [Event] {
    guard let framework = Framework.named(text(use.framework)) else { return [event(unknownFramework(use.framework))] }
    guard let release = framework.release(named: text(use.release)) else {
      return [event(unknownRelease(use.release, of: framework))]
    }
    if let memo = use.memo, !Resolver.memo.applies(to: release.era) { return [event(memoTooEarly(memo, use, release))] }
    let rebuilt = rebuild(under: release, resolver(hasMemo: use.memo != nil), statement.span)
    let used = UseEvent(release: release, memo: use.memo != nil, notes: rebuilt.notes)
    return [event(statement, .used(used))] + rebuilt.problems.map { event($0) }
  }

  /// Returns the same app in a fresh process with another release or resolver, and diagnostics for statements that
  /// cannot exist there.
  public func rebuilt(under release: Release, _ resolver: Resolver) -> (session: Session, problems: [Diagnostic]) {
    var copy = self
    let end = Int32(clamping: source.bytes.count)
    let problems = copy.rebuild(under: release, resolver, Span(start: end, end: end)).problems
    return (copy, problems)
  }

  /// The problems of building the app for another release.
  struct Rebuilt {
    /// The statements that Flask refuses in that release.
    var notes: [UseEvent.Note] = []
    /// Diagnostics for statements that cannot exist in that release. The app keeps these statements, and they come back
    /// with a release in which they can exist.
    var problems: [Diagnostic] = []
  }

  /// Builds the app for another release.
  ///
  /// - Parameter span: The span that the problems point at.
  mutating func rebuild(under release: Release, _ resolver: Resolver, _ span: Span) -> Rebuilt {
    let statements = app.statements
    startProcess()
    app = App(release: release, resolver: resolver)
    var rebuilt = Rebuilt()
    for statement in statements { replay(statement, at: span, into: &rebuilt) }
    return rebuilt
  }

  /// Returns the resolver after `use`: the memo if the statement asks for it. A mutant stays in the session.
  func resolver(hasMemo: Bool) -> Resolver {
    if hasMemo { return .memo }
    if case .mutant = app.resolver { return app.resolver }
    return .release
  }

  private mutating func replay(_ statement: Statement, at span: Span, into rebuilt: inout Rebuilt) {
    switch statement.kind {
    case .classDeclaration(let declaration):
      guard case .failure(let diagnostic) = define(declaration, statement) else { return }
      keepAbsent(statement, diagnostic, at: span, &rebuilt)
    case .blueprint(let declaration):
      switch define(declaration, statement) {
      case .failure(let diagnostic): keepAbsent(statement, diagnostic, at: span, &rebuilt)
      case .success(.refused(let error)):
        let text = "blueprint \(shownName(text(declaration.name))): \(release.fullName) refuses it (\(error.text))"
        rebuilt.notes.append(UseEvent.Note(line: statement.line, text: text))
      case .success(.registered): break
      }
    case .handler(let declaration):
      switch handler(from: declaration) {
      case .failure(let diagnostic): keepAbsent(statement, diagnostic, at: span, &rebuilt)
      case .success(let handler):
        let registration = app.add(handler, statement: statement)
        guard case .refused(let refusal, let atMount) = registration.verdict else { return }
        let scope = app.blueprintName(handler.scope)
        let error = registrationError(refusal, atMount: atMount, scope)
        rebuilt.notes.append(UseEvent.Note(line: statement.line, text: refusedUnder(release, handler, error)))
      }
    case .config(let config):
      guard let option = Configuration.Option(rawValue: text(config.name)) else { return }
      guard release.framework.hasOptions else {
        app.keepAbsent(statement)
        let text = "\(source.text(statement.span)): \(release.framework.name) has no options"
        return rebuilt.notes.append(UseEvent.Note(line: statement.line, text: text))
      }
      app.configure(option, on: config.on, statement: statement)
    default: break
    }
  }

  private mutating func keepAbsent(
    _ statement: Statement, _ diagnostic: Diagnostic, at span: Span, _ rebuilt: inout Rebuilt
  ) {
    app.keepAbsent(statement)
    // Only the cause is an error. The statements that depend on it get a note.
    guard
      [.laterClass, .otherFramework].contains(diagnostic.kind)
        || (diagnostic.kind == .nestedBlueprint && statement.nests)
    else {
      let text = "\(source.text(statement.span)): \(diagnostic.message)"
      rebuilt.notes.append(UseEvent.Note(line: statement.line, text: text))
      return
    }
    rebuilt.problems.append(moved(diagnostic, to: span, statement))
  }
}

extension Statement {
  /// Whether it nests a blueprint itself, instead of only naming a nested blueprint.
  fileprivate var nests: Bool { if case .blueprint = kind { true } else { false } }
}

/// `config NAME on|off`: sets an option of the app.
///
/// An option is part of the app, like its handlers, so every new process has it from the start. The running process
/// uses it from the next request on, because Flask reads options at each request.
extension Session {
  mutating func configure(_ config: Config, _ statement: Statement) -> [Event] {
    guard release.framework.hasOptions else {
      app.keepAbsent(statement)
      return [event(notInFramework("options", at: config.name.span, help: "`config` sets options of Flask"))]
    }
    guard let option = Configuration.Option(rawValue: text(config.name)) else {
      return [event(unknownOption(config.name))]
    }
    // The explanation of the last request depends on the options before this change.
    rememberLastRequest()
    app.configure(option, on: config.on, statement: statement)
    if isRunning { running.configure(option, on: config.on) }
    return [event(statement, .configured(name: option.rawValue, on: config.on))]
  }
}

extension Use {
  /// Returns the statement that switches to a release.
  public static func text(_ release: Release, hasMemo: Bool) -> String {
    text(framework: release.frameworkWord, release: release.name, hasMemo: hasMemo)
  }

  /// Returns the release that the statement names, or nil if it does not exist.
  public func release(_ texts: TextTable) -> Release? {
    Framework.named(texts[framework.text])?.release(named: texts[release.text])
  }
}
