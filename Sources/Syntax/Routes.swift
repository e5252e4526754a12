import Diagnostics

/// Parses `at ROUTE`, and reports it in the places where it cannot be.
extension Parser {
  /// `at ROUTE`, or nothing.
  mutating func optionalRoute() -> Name? {
    takeWord(.at) ? dottedName(.route, after: "at") : nil
  }

  /// Parses `[in BLUEPRINT]` in a statement that has no route.
  /// - Parameter reason: why it has none, as the message for `at ROUTE`.
  mutating func scopeWithoutRoute(_ reason: @autoclosure () -> String) -> Name? {
    if isWord(.at) { unwantedRoute(reason()) }
    let scope = optionalScope()
    if isWord(.at) { unwantedRoute(reason()) }
    return scope
  }

  private mutating func unwantedRoute(_ reason: String) {
    let (before, at) = (lastEnd, current.start)
    guard optionalRoute() != nil else { return }
    fail(
      .misplacedRoute, reason, at: Label(Span(start: at, end: lastEnd)),
      help: write((Span(start: before, end: lastEnd), "")))
  }

  /// Reports `in BLUEPRINT at ROUTE`.
  /// - Parameter start: where `in` is.
  mutating func routeAfterScope(at start: Int32) {
    let scope = Span(start: start, end: lastEnd)
    let at = current.start
    guard optionalRoute() != nil else { return }
    let route = Span(start: at, end: lastEnd)
    fail(
      .misplacedRoute, "`at` comes before `in`", at: Label(route),
      help: write((scope, text(route)), (route, text(scope))))
  }

  /// Parses the class that a view raises. In `raise at checkout` the class is missing: `at` is not its name.
  mutating func className(after context: String) -> Name? {
    let next = peek(1)
    let follows = [PartWord.at, .in, .from, .ifWord, .elseWord].contains { spells(next, $0) }
    if isWord(.at), next.kind == .word, !follows {
      unexpected(.missingName, "a class name after `\(context)`")
      return nil
    }
    return name(.class, after: context)
  }
}
