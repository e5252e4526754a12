/// A mistake in a resolver that someone can make who has misunderstood the rule. In exercises, students write tests
/// that catch it.
public enum Mutant: String, Sendable, Hashable, CaseIterable {
  case writeBack = "write-back"
  case registrationOrder = "registration-order"
  case breadthFirst = "breadth-first"
  case classBeforeCode = "class-before-code"
  case applicationBeforeBlueprint = "application-before-blueprint"
}

extension Mutant {
  func find(_ query: Query, in tables: HandlerTables, _ hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    switch self {
    case .writeBack: tables.findWritingBack(query, in: hierarchy, &record)
    case .registrationOrder: tables.findFirstRegistered(query, in: hierarchy, &record)
    case .breadthFirst: tables.findBreadthFirst(query, in: hierarchy, &record)
    case .classBeforeCode: tables.findClassBeforeCode(query, in: hierarchy, &record)
    case .applicationBeforeBlueprint: tables.findApplicationFirst(query, in: hierarchy, &record)
    }
  }
}

/// The mistake of issue #2267 in the lookup of 1.0: it stores the found handler in the searched table, so that the next
/// lookup is faster.
///
/// The search itself is correct. The mistake is that the tables no longer contain only registrations
/// (`Process.writesBack`).
extension HandlerTables {
  func findWritingBack(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    firstByCodeThenClass(query) { searchTable(query, $0, in: hierarchy, &record) }
  }
}

/// The mistake of treating handlers like `except` clauses: the first registered handler that matches wins, even if a
/// later one is more specific.
///
/// Flask did this before 0.11.
extension HandlerTables {
  func findFirstRegistered(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    firstByCodeThenClass(query) { key in
      var hits: [Hit] = []
      _ = probe(key, for: hierarchy.mro(query.sought), query, &record) {
        hits.append($0)
        return false
      }
      return hits.min { $0.entry.handler.index < $1.entry.handler.index }
    }
  }
}

/// The mistake of searching breadth first: all bases are tried before any of their bases.
///
/// Python's MRO follows C3 instead, in which a grandparent on the left can come before a parent on the right.
extension HandlerTables {
  func findBreadthFirst(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    let order = Self.breadthFirst(from: query.sought, in: hierarchy)
    return firstByCodeThenClass(query) { probe($0, for: order, query, &record) { _ in true } }
  }

  private static func breadthFirst(from id: ClassID, in hierarchy: Hierarchy) -> [ClassID] {
    var order = [id]
    var seen: Set<ClassID> = [id]
    var next = 0
    while next < order.count {
      for base in hierarchy.bases(order[next]) where seen.insert(base).inserted { order.append(base) }
      next += 1
    }
    return order
  }
}

/// The mistake of searching by class before searching by code: the tables for classes without a code come first.
///
/// Then a handler for Exception gets every HTTP error before the handlers for 404 and other codes.
extension HandlerTables {
  func findClassBeforeCode(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    for code in query.code == nil ? [nil] : [nil, query.code] {
      if let hit = first(from: query.scope, code, { searchTable(query, $0, in: hierarchy, &record) }) { return hit }
    }
    return nil
  }
}

/// The mistake of searching the application before the blueprint: scopes are searched from the outermost inward.
///
/// Then a blueprint never answers an exception for which the application has a handler.
extension HandlerTables {
  func findApplicationFirst(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    for code in query.code == nil ? [nil] : [query.code, nil] {
      for scope in chain(from: query.scope).reversed() {
        if let hit = searchTable(query, TableKey(scope, code: code), in: hierarchy, &record) { return hit }
      }
    }
    return nil
  }
}
