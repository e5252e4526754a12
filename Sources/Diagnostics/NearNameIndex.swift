/// Names to suggest, stored so that the nearest one is found without comparing all of them.
///
/// It returns the same name as `nearestName(to:among:)`, which is the definition; this index is faster for thousands of
/// names. Only a search that would compare more than `mostLetters` letters ends early with its best name. It tries
/// names with few typing errors first, so a missed name is at the limit of being near.
///
/// The names of one length are in two tries, one from the front and one from the back, so that a common prefix or
/// suffix is compared once. A name at distance d has at most d / 2 edits in its first half, or fewer than d / 2 in its
/// second. So the search can leave the trie that starts with that half early.
public struct NearNameIndex: Sendable {
  private struct Entry: Sendable {
    var name: String
    /// If several names are equally near, the one with the lowest rank is suggested.
    var rank: Int
    /// Where its lower-case letters start.
    var start: Int
    var letters: LetterSet
  }

  /// The maximum number of letters that one search compares. Random words have no near name and cost the most.
  /// Without a limit, a search among 16,000 of them takes 0.7 ms, and the time for a script grows with the square of
  /// its length.
  static let mostLetters = 6_000

  private var entries: [Entry] = []
  /// The lower-case letters of all entries, one after the other.
  private var letters: [Unicode.Scalar] = []
  /// The tries of each length.
  private var buckets: [Bucket?] = Array(repeating: nil, count: longestNearName + 1)

  /// Creates an index without names.
  public init() {}

  /// Adds a name. If several names are equally near, the one with the lowest rank is suggested.
  public mutating func insert(_ name: String, rank: Int) {
    let added = name.lowercased().unicodeScalars
    let length = added.count
    guard length <= longestNearName else { return }
    let id = Int32(clamping: entries.count)
    entries.append(Entry(name: name, rank: rank, start: letters.count, letters: LetterSet(added)))
    letters.append(contentsOf: added)
    var bucket = buckets[length] ?? Bucket(length: length)
    buckets[length] = nil
    insert(id, into: &bucket.forward, .forward, length)
    insert(id, into: &bucket.backward, .backward, length)
    buckets[length] = bucket
  }

  private mutating func insert(_ id: Int32, into trie: inout Trie, _ direction: Direction, _ length: Int) {
    var (node, depth) = (trie.root, 0)
    let names = Trie.Names(entries[Int(id)])
    while true {
      trie.nodes[node].names.formUnion(names)
      let present = trie.nodes[node].entry
      if present >= 0 {
        if depth == length {
          // The same letters twice.
          if names.lowestRank < entries[Int(present)].rank { trie.nodes[node].entry = id }
          return
        }
        trie.nodes[node].entry = -1
        trie.addChild(
          of: node, letter(depth, of: present, direction, length), entry: present, Trie.Names(entries[Int(present)]))
      } else if trie.nodes[node].firstChild < 0 {
        // An empty trie.
        trie.nodes[node].entry = id
        return
      }
      let next = letter(depth, of: id, direction, length)
      guard let child = trie.child(of: node, next) else {
        trie.addChild(of: node, next, entry: id, names)
        return
      }
      (node, depth) = (child, depth + 1)
    }
  }

  /// Returns the nearest name; nil if none is near.
  public func nearest(to name: String) -> String? { search(for: name).name }

  /// Finds the nearest name, and counts the letters of names that were compared.
  ///
  /// - Parameters:
  ///   - budget: how many of them one trie may take before both are searched by halves.
  ///   - most: how many of them the search may take.
  func search(for name: String, budget: Int = 200, most: Int = mostLetters) -> (name: String?, steps: Int) {
    let wanted = Array(name.lowercased().unicodeScalars)
    guard wanted.count <= longestNearName else { return (nil, 0) }
    // A third of the longer name. If the other name is longer, at most half of this one.
    let furthest = max(1, wanted.count / 2)
    var search = Search(self, wanted, budget: budget, most: most)
    var (limit, previous) = (1, -1)
    while true {
      for length in max(0, wanted.count - limit)...min(longestNearName, wanted.count + limit) {
        guard let bucket = buckets[length] else { continue }
        let near = min(limit, nearNameLimit(wanted.count, length))
        // Entries that the previous round searched with the same limit have no match.
        guard near > previous, abs(length - wanted.count) <= near else { continue }
        search.run(in: bucket, limit: near)
      }
      if let best = search.best { return (entries[best.entry].name, search.steps) }
      if limit >= furthest || search.steps >= most { return (nil, search.steps) }
      // A low limit is cheap, and if it finds a name, the higher limits are not needed.
      (previous, limit) = (limit, min(furthest, limit * 2))
    }
  }

  @inline(__always)
  private func letter(_ depth: Int, of entry: Int32, _ direction: Direction, _ length: Int) -> Unicode.Scalar {
    letters[entries[Int(entry)].start + (direction == .forward ? depth : length - 1 - depth)]
  }
}

extension NearNameIndex {
  private enum Direction { case forward, backward }

  private struct Match {
    var entry: Int
    var distance: Int
    var rank: Int
  }

  /// The names of one length.
  private struct Bucket: Sendable {
    let length: Int
    var forward = Trie()
    var backward = Trie()

    init(length: Int) { self.length = length }
  }

  /// A node with an entry has no children: it is the only name with this prefix.
  private struct Trie: Sendable {
    /// A missing index is written as -1: with optionals, a node is twice as large.
    struct Node: Sendable {
      var letter: Unicode.Scalar
      var entry: Int32 = -1
      var firstChild: Int32 = -1
      var nextSibling: Int32 = -1
      var names = Names()
    }

    /// What is known about all names with the prefix of a node.
    struct Names: Sendable {
      var lowestRank = Int.max
      var lettersOfAll = LetterSet.everything
      var lettersOfAny = LetterSet()

      init() {}

      init(_ entry: Entry) {
        lowestRank = entry.rank
        lettersOfAll = entry.letters
        lettersOfAny = entry.letters
      }

      mutating func formUnion(_ other: Names) {
        lowestRank = min(lowestRank, other.lowestRank)
        lettersOfAll.formIntersection(other.lettersOfAll)
        lettersOfAny.formUnion(other.lettersOfAny)
      }

      /// Returns whether the letters alone allow one of the names to be within the limit.
      @inline(__always)
      func canBeNear(_ wanted: LetterSet, limit: Int) -> Bool {
        wanted.countMissing(in: lettersOfAny) <= limit && lettersOfAll.countMissing(in: wanted) <= limit
      }
    }

    let root = 0
    var nodes = [Node(letter: "\0")]

    func child(of node: Int, _ letter: Unicode.Scalar) -> Int? {
      var next = nodes[node].firstChild
      while next >= 0 {
        if nodes[Int(next)].letter == letter { return Int(next) }
        next = nodes[Int(next)].nextSibling
      }
      return nil
    }

    /// Adds a child after the others. Names of low rank are usually inserted first, and are then found first.
    mutating func addChild(of node: Int, _ letter: Unicode.Scalar, entry: Int32, _ names: Names) {
      let added = Int32(clamping: nodes.count)
      nodes.append(Node(letter: letter, entry: entry, names: names))
      var next = nodes[node].firstChild
      if next < 0 { nodes[node].firstChild = added }
      while next >= 0 {
        let child = Int(next)
        next = nodes[child].nextSibling
        if next < 0 { nodes[child].nextSibling = added }
      }
    }
  }
}

/// How often each letter occurs in a name, counted up to two. Some letters are counted together.
private struct LetterSet: Sendable {
  private var bits: UInt64 = 0

  static let everything = LetterSet(bits: .max)

  init(bits: UInt64 = 0) { self.bits = bits }

  init(_ letters: some Sequence<Unicode.Scalar>) {
    for letter in letters {
      let once = UInt64(1) << UInt64(letter.value & 31)
      bits |= bits & once == 0 ? once : once << 32
    }
  }

  mutating func formUnion(_ other: LetterSet) { bits |= other.bits }

  mutating func formIntersection(_ other: LetterSet) { bits &= other.bits }

  @inline(__always)
  func countMissing(in other: LetterSet) -> Int { (bits & ~other.bits).nonzeroBitCount }
}

// MARK: Searching

extension NearNameIndex {
  /// Finds the names of a trie within a distance, row by row of the table of `editDistance`.
  private struct Search {
    private(set) var best: Match?
    private(set) var steps = 0

    private let index: NearNameIndex
    private let name: [Unicode.Scalar]
    private let budget: Int
    private let most: Int
    private let letters: LetterSet
    private var trie = Trie()
    private var direction = Direction.forward
    private var length = 0
    private var limit = 0
    /// The limit for names with the current prefix. A name with a higher rank than the best one has to be nearer.
    private var limitHere = 0
    /// The letters searched for, in the direction of the trie.
    private var wanted: [Unicode.Scalar] = []
    /// The diagonals of the table on which a path within the limit can be, and the diagonal on which it ends.
    private var diagonals = 0...0
    private var last = 0
    /// The number of rows of the first half, and the limit there.
    private var half = 0
    private var halfLimit = 0
    /// The direction in which one trie may be enough; nil once that has cost too much.
    private var wholeNames: Direction? = .forward
    private var lastStep = Int.max
    private var rows: [Int] = []
    /// The letters from the root to the current node, from index 1 on.
    private var path: [Unicode.Scalar] = []

    init(_ index: NearNameIndex, _ name: [Unicode.Scalar], budget: Int, most: Int) {
      self.index = index
      self.budget = budget
      self.most = most
      self.name = name
      letters = LetterSet(name)
    }

    mutating func run(in bucket: Bucket, limit: Int) {
      length = bucket.length
      last = name.count - length
      while let direction = wholeNames {
        // If the names have a common prefix or suffix, one trie is enough and few of its rows are filled.
        if run(bucket, direction, limit: limit, half: 0, halfLimit: limit, budget: budget) { return }
        wholeNames = direction == .forward ? .backward : nil
      }
      // The middle letter of an odd length is in neither half. Two swapped letters are never in both halves.
      let front = max(0, length - 1) / 2
      _ = run(bucket, .forward, limit: limit, half: front, halfLimit: limit / 2)
      _ = run(bucket, .backward, limit: limit, half: max(0, length - 1 - front), halfLimit: (limit - 1) / 2)
    }

    /// Searches one trie. Returns false if the budget of rows was used up before the end.
    private mutating func run(
      _ bucket: Bucket, _ direction: Direction, limit: Int, half: Int, halfLimit: Int, budget: Int = .max
    ) -> Bool {
      self.limit = min(limit, best?.distance ?? limit)
      guard abs(last) <= self.limit else { return true }
      (self.direction, self.half, self.halfLimit) = (direction, half, halfLimit)
      trie = direction == .forward ? bucket.forward : bucket.backward
      wanted = direction == .forward ? name : name.reversed()
      lastStep = min(budget == .max ? .max : steps + budget, most)
      let spare = (self.limit - abs(last)) / 2
      diagonals = (min(0, last) - spare)...(max(0, last) + spare)
      let missing = (length + 1) * (wanted.count + 1) - rows.count
      if missing > 0 { rows.append(contentsOf: repeatElement(0, count: missing)) }
      if path.count <= length { path.append(contentsOf: repeatElement("\0", count: length + 1 - path.count)) }
      for column in 0...min(wanted.count, diagonals.upperBound + 1) { rows[column] = min(column, self.limit + 1) }
      limitHere = self.limit
      guard trie.nodes[trie.root].names.canBeNear(letters, limit: limitHere) else { return true }
      visit(trie.root, depth: 0, takesEdits: true)
      return steps < lastStep
    }

    /// - Parameter takesEdits: if false, each further letter has to be the letter of the name at that position.
    private mutating func visit(_ node: Int, depth: Int, takesEdits: Bool) {
      if trie.nodes[node].entry >= 0 { return finish(trie.nodes[node].entry, from: depth) }
      var next = trie.nodes[node].firstChild
      while next >= 0, steps < lastStep {
        steps += 1
        let child = trie.nodes[Int(next)]
        limitHere = best.map { child.names.lowestRank < $0.rank ? $0.distance : $0.distance - 1 } ?? limit
        if child.names.canBeNear(letters, limit: limitHere), takesEdits || isWanted(child.letter, after: depth) {
          switch fillRow(depth + 1, child.letter) {
          case .tooFar: break
          case .exact: visit(Int(next), depth: depth + 1, takesEdits: false)
          case .near: visit(Int(next), depth: depth + 1, takesEdits: true)
          }
        }
        next = child.nextSibling
      }
    }

    /// Returns whether the name has the letter in the columns of the next row, or one before them, for swapped letters.
    private func isWanted(_ letter: Unicode.Scalar, after row: Int) -> Bool {
      let first = max(0, row + diagonals.lowerBound - 1)
      let end = min(wanted.count, row + diagonals.upperBound + 1)
      return first < end && wanted[first..<end].contains(letter)
    }

    private mutating func finish(_ entry: Int32, from depth: Int) {
      steps += length - depth
      for row in depth..<length {
        if case .tooFar = fillRow(row + 1, index.letter(row, of: entry, direction, length)) { return }
      }
      let distance = rows[length * (wanted.count + 1) + wanted.count]
      let rank = index.entries[Int(entry)].rank
      guard distance <= limit else { return }
      if let best, (best.distance, best.rank) <= (distance, rank) { return }
      best = Match(entry: Int(entry), distance: distance, rank: rank)
    }

    private enum Reach {
      /// No name with this prefix is near enough.
      case tooFar
      /// The next letter has to match.
      case exact
      case near
    }

    /// Fills the row for one more letter.
    private mutating func fillRow(_ row: Int, _ letter: Unicode.Scalar) -> Reach {
      path[row] = letter
      let (width, tooMuch) = (wanted.count + 1, limit + 1)
      let (first, end) = (max(0, row + diagonals.lowerBound), min(wanted.count, row + diagonals.upperBound))
      guard first <= end else { return .tooFar }
      let (this, before) = (row * width, (row - 1) * width)
      if first > 0 { rows[this + first - 1] = tooMuch }
      if end < wanted.count { rows[this + end + 1] = tooMuch }
      let allowed = row <= half ? min(halfLimit, limitHere) : limitHere
      let allowedNext = row < half ? min(halfLimit, limitHere) : limitHere
      var reach = Reach.tooFar
      for column in first...end {
        var cost = row
        if column > 0 {
          let replaced = rows[before + column - 1] + (wanted[column - 1] == letter ? 0 : 1)
          cost = min(replaced, rows[before + column] + 1, rows[this + column - 1] + 1)
          if row > 1, column > 1, wanted[column - 1] == path[row - 1], wanted[column - 2] == letter {
            cost = min(cost, rows[before - width + column - 2] + 1)
          }
        }
        rows[this + column] = min(cost, tooMuch)
        // The remaining parts differ in length by this number of letters.
        let rest = abs(last - (column - row))
        guard cost <= allowed, cost + rest <= limitHere else { continue }
        let takesEdits = cost < allowedNext && (cost + rest < limitHere || rest > 0)
        if takesEdits { reach = .near } else if case .tooFar = reach { reach = .exact }
      }
      return reach
    }
  }
}
