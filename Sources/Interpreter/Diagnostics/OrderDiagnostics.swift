import Diagnostics
import Resolution
import Syntax

/// The diagnostic for classes without a consistent MRO: it marks each order at the statement that requires it.
extension Session {
  func inconsistentMRO(_ declaration: ClassDeclaration, heads: [ClassID], orders: [Precedence]) -> Diagnostic {
    let labels = orders.compactMap { label($0, declaration) }
    let own = orders.filter { $0.reason.isOfDeclaredClass }
    let reversed = orders.count == 2 && own.count == 1 && orders.contains { $0.reason == .inheritance }
    let claim =
      orders.count == 2
      ? (own.isEmpty ? "inherits both orders" : "contradicts an inherited order") : "inherits all these orders"
    return Diagnostic(
      .inconsistentMRO, "`\(text(declaration.name))` has no consistent MRO",
      at: .init(declaration.name.span, claim), also: labels,
      help: help(orders, own, isReversed: reversed),
      notes: [
        "Python says: Cannot create a consistent method resolution order (MRO) for bases "
          + heads.map { spelled($0) }.joined(separator: ", ")
      ])
  }

  private func label(_ order: Precedence, _ declaration: ClassDeclaration) -> Diagnostic.Label? {
    let text = "\(spelled(order.first)) before \(spelled(order.second))"
    switch order.reason {
    case .inheritance:
      guard let declared = app.declaration(of: order.first) else { return nil }
      return .init(declared.span, "\(text), its ancestor")
    case .bases(of: nil, let left, let right):
      guard let first = declaration.bases[safe: left], let second = declaration.bases[safe: right] else { return nil }
      return .init(first.span.joined(second.span), text)
    case .bases(of: .some(let id), _, _):
      guard let span = basesSpan(of: id) else { return nil }
      return .init(span, text)
    }
  }

  /// Returns the span of the list of bases of a declared class.
  private func basesSpan(of id: ClassID) -> Span? {
    guard let name = app.declaration(of: id), let statement = app.statement(declaring: name),
      case .classDeclaration(let declaration) = statement.kind, let first = declaration.bases.first,
      let last = declaration.bases.last
    else { return nil }
    return first.span.joined(last.span)
  }

  private func help(_ orders: [Precedence], _ own: [Precedence], isReversed: Bool) -> Advice {
    if isReversed, let order = own.first {
      return "put `\(spelled(order.second))` before `\(spelled(order.first))`: a class comes before its ancestors"
    }
    let lines = orders.compactMap { order -> Int? in
      guard case .bases(of: .some(let id), _, _) = order.reason else { return nil }
      return app.declaration(of: id).map { line($0.span) }
    }.sorted()
    guard lines.count == 2 else { return "list these base classes in the same order everywhere" }
    return "list the base classes in lines \(lines[0]) and \(lines[1]) in the same order"
  }
}

extension Precedence.Reason {
  fileprivate var isOfDeclaredClass: Bool {
    if case .bases(of: nil, _, _) = self { true } else { false }
  }
}
