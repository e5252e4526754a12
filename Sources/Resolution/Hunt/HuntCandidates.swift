/// Finds the classes that the entries of one table can answer in different ways.
///
/// A class can get a wrong answer only if it has two registered classes among its ancestors (`OrderHunt`), so the hunt
/// goes through the subclasses of the registered ones. It skips the other classes, which are most of them in the table of
/// a blueprint: the cost is in proportion to the classes that are found, not to all classes of the app.
struct HuntCandidates {
  private let hierarchy: Hierarchy
  /// By class: its newest subclass in `links`; -1 for none.
  private var newest: [Int32]
  private var links: [(subclass: ClassID, next: Int32)] = []
  /// By class: whether it was found in the current search.
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

  /// Whether a class of the app names this one as a base. Known classes are declared first, so the newest subclass tells.
  func hasDeclaredSubclass(_ id: ClassID) -> Bool {
    let link = newest[Int(id.index)]
    return link >= 0 && !hierarchy.isKnown(links[Int(link)].subclass)
  }

  /// Returns these classes and all that decides their answers, in order of declaration.
  mutating func classes(for table: HandlerTable) -> [ClassID] {
    // Every registered class derives from Exception. So Exception comes last among the registered ancestors of any class,
    // and a class that has only this one is always answered by it.
    let exception = hierarchy.wellKnown.exception
    var found: [ClassID] = []
    for (id, _) in table.entries where id != exception { add(id, to: &found) }
    addSubclasses(to: &found)
    // An ancestor that Exception answers can give a class a wrong answer.
    if table[exception] != nil { addAncestors(to: &found) }
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
