import Diagnostics
import Resolution
import Syntax

/// `use FRAMEWORK RELEASE [with memo]`: a new process of the same app under that release.
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

  /// The same app in a new process under another release, or looked up otherwise, and what cannot exist there.
  public func rebuilt(under release: Release, _ resolver: Resolver) -> (session: Session, problems: [Diagnostic]) {
    var copy = self
    let end = Int32(clamping: source.bytes.count)
    let problems = copy.rebuild(under: release, resolver, Span(start: end, end: end)).problems
    return (copy, problems)
  }

  /// What building the app under another release brought to light.
  struct Rebuilt {
    /// What Flask refuses there.
    var notes: [UseEvent.Note] = []
    /// What cannot exist there; the statements stay in the app, and return with a release that has room for them.
    var problems: [Diagnostic] = []
  }

  /// - Parameter span: what the problems point at.
  mutating func rebuild(under release: Release, _ resolver: Resolver, _ span: Span) -> Rebuilt {
    let statements = app.statements
    startProcess()
    app = App(release: release, resolver: resolver)
    var rebuilt = Rebuilt()
    for statement in statements { replay(statement, at: span, into: &rebuilt) }
    return rebuilt
  }

  /// A wrong resolver stays in a session, whatever it runs; the memo is there where it is asked for.
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
      app.configure(option, on: config.on, statement: statement)
    default: break
    }
  }

  private mutating func keepAbsent(
    _ statement: Statement, _ diagnostic: Diagnostic, at span: Span, _ rebuilt: inout Rebuilt
  ) {
    app.keepAbsent(statement)
    // Only the cause is an error: what stands on it is absent with it.
    guard diagnostic.kind == .laterClass || (diagnostic.kind == .nestedBlueprint && statement.nests) else {
      let text = "\(source.text(statement.span)): \(diagnostic.message)"
      rebuilt.notes.append(UseEvent.Note(line: statement.line, text: text))
      return
    }
    rebuilt.problems.append(moved(diagnostic, to: span, statement))
  }
}

extension Statement {
  /// Whether it puts a blueprint into a blueprint, and does not only name one that was.
  fileprivate var nests: Bool { if case .blueprint = kind { true } else { false } }
}

/// `config NAME on|off`: an option of the app. It belongs to the app as its handlers do, so it is in force in every new
/// process from the start; in the running one from the next request on, since Flask reads it then.
extension Session {
  mutating func configure(_ config: Config, _ statement: Statement) -> [Event] {
    guard let option = Configuration.Option(rawValue: text(config.name)) else {
      return [event(unknownOption(config.name))]
    }
    // How the last request was answered depends on the options as they were.
    rememberLastRequest()
    app.configure(option, on: config.on, statement: statement)
    if isRunning { running.configure(option, on: config.on) }
    return [event(statement, .configured(name: option.rawValue, on: config.on))]
  }
}

extension Use {
  /// The statement for a release.
  public static func text(_ release: Release, hasMemo: Bool) -> String {
    text(framework: release.frameworkWord, release: release.name, hasMemo: hasMemo)
  }

  /// The release that a statement names; nil where there is none.
  public func release(_ texts: TextTable) -> Release? {
    Framework.named(texts[framework.text])?.release(named: texts[release.text])
  }
}
