/// Finds the classes that can get different answers from the entries of one table.
///
/// A class can get the wrong handler only if it has two registered classes among its ancestors (`OrderHunt`). So only
/// the subclasses of registered classes are candidates. In the table of a blueprint these are usually few. The time is
/// in proportion to the candidates, not to all classes of the app.
struct HuntCandidates {
  private let hierarchy: Hierarchy
  /// For each class, the index of its newest subclass in `links`; -1 for none.
  private var newest: [Int32]
  private var links: [(subclass: ClassID, next: Int32)] = []
  /// For each class, whether the current search has found it.
  private var isFound: [Bool]

  init(in hierarchy: Hierarchy) {
    self.hierarchy = hierarchy
    newest = Array(repeating: -1, count: hierarchy.count)
    isFound = Array(repeating: false, count: hierarchy.count)
    for index in 0..<Int32(hierarchy.count) {
      hierarchy.forEachBase(ClassID(index)) { base in
        links.append((ClassID(index), newest[Int(base.index)]))
        newest[Int(base.index)] = Int32(links.count - 1)
      }
    }
  }

  /// Returns the known classes that an app uses: the ancestors of declared classes, and some classes with their
  /// ancestors.
  func knownClasses(and others: [ClassID]) -> Set<ClassID> {
    let bases = (0..<Int32(hierarchy.knownCount)).map { ClassID($0) }.filter { hasDeclaredSubclass($0) }
    var known: Set<ClassID> = []
    for id in bases + others where hierarchy.isKnown(id) && !known.contains(id) { known.formUnion(hierarchy.mro(id)) }
    return known
  }

  /// Returns whether a declared class has this class as a base.
  ///
  /// Known classes come before declared ones, so it is enough to check the newest subclass.
  private func hasDeclaredSubclass(_ id: ClassID) -> Bool {
    let link = newest[Int(id.index)]
    return link >= 0 && !hierarchy.isKnown(links[Int(link)].subclass)
  }

  /// Returns the candidates for a table and the classes that their answers depend on, in order of declaration.
  mutating func classes(for table: HandlerTable) -> [ClassID] {
    // Every registered class derives from Exception. So Exception is the last registered class on every MRO. A class
    // without another registered ancestor always gets the handler for Exception.
    let exception = hierarchy.wellKnown.exception
    var found: [ClassID] = []
    for (id, _) in table.entries where id != exception { add(id, to: &found) }
    addSubclasses(to: &found)
    // The entry of an ancestor that gets the handler for Exception can be the wrong one for a class.
    if table[exception] != nil { addAncestors(to: &found) }
    for id in found { isFound[Int(id.index)] = false }
    return found.sorted()
  }

  /// Returns some classes and all their subclasses, in order of declaration.
  mutating func subclasses(of classes: [ClassID]) -> [ClassID] {
    var found: [ClassID] = []
    for id in classes { add(id, to: &found) }
    addSubclasses(to: &found)
    for id in found { isFound[Int(id.index)] = false }
    return found.sorted()
  }

  private mutating func add(_ id: ClassID, to found: inout [ClassID]) {
    guard !isFound[Int(id.index)] else { return }
    isFound[Int(id.index)] = true
    found.append(id)
  }

  private mutating func addSubclasses(to found: inout [ClassID]) {
    var next = 0
    while next < found.count {
      var link = newest[Int(found[next].index)]
      while link >= 0 {
        add(links[Int(link)].subclass, to: &found)
        link = links[Int(link)].next
      }
      next += 1
    }
  }

  private mutating func addAncestors(to found: inout [ClassID]) {
    var next = 0
    while next < found.count {
      hierarchy.forEachBase(found[next]) { add($0, to: &found) }
      next += 1
    }
  }
}
