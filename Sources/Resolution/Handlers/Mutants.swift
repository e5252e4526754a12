/// A mistake that a resolver can make: what somebody might write who has not understood the rule. Exercises ask for tests
/// that notice them.
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

/// The mistake of issue #2267 on the lookup of 1.0: what was found is written back into the table that it was found in, so
/// that the next search ends sooner. The search itself is the right one; what is wrong is that the tables no longer hold
/// registrations only (`Process.writesBack`).
extension HandlerTables {
  func findWritingBack(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    firstByCodeThenClass(query) { searchTable(query, $0, in: hierarchy, &record) }
  }
}

/// The mistake of taking handlers for `if` statements: of all handlers in a table that fit, the one that was registered
/// first wins, however general it is. Flask did so before 0.11, and Python's own `except` clauses do, which is where the
/// expectation comes from.
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

/// The mistake of reading "nearest ancestor" as "fewest steps up": all bases are tried before any of their bases. Python's
/// MRO goes by C3 instead, which may come to a grandparent on the left before a parent on the right.
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

/// The mistake of asking for the class before the code: the tables for classes without a code come first. Then a handler
/// for Exception takes every HTTP error away from the handlers for 404 and its kin.
extension HandlerTables {
  func findClassBeforeCode(_ query: Query, in hierarchy: Hierarchy, _ record: inout SearchRecord) -> Hit? {
    for code in query.code == nil ? [nil] : [nil, query.code] {
      if let hit = first(from: query.scope, code, { searchTable(query, $0, in: hierarchy, &record) }) { return hit }
    }
    return nil
  }
}

/// The mistake of taking the application's handlers for the rule and the blueprint's for what is left: scopes are asked
/// from the outside in, so that a blueprint can never answer what the application has a handler for.
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
