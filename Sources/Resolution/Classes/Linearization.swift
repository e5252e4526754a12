/// C3, the algorithm behind Python's MRO (CPython: Objects/typeobject.c, pmerge).
///
/// The MRO of a class is the class, then the merge of its bases' MROs and of the list of bases itself: take the first
/// head that stands in no other list's tail, drop it everywhere, repeat. Looking for that head anew each time would
/// cost the number of bases at every step; here a class knows in how many tails it stands, and lists whose head has
/// become free wait in a queue ordered by their number. The cost is the sum of the lists, times the logarithm of
/// their number.
struct Linearization {
  enum Result {
    case merged([ClassID])
    /// The heads of the lists that were left, in order, without repeats; `lists` are the remainders.
    case stuck(heads: [ClassID])
  }

  private let lists: [[ClassID]]
  /// How far each list has been consumed.
  private var offsets: [Int]
  /// In how many tails a class still stands.
  private var tailCounts: [ClassID: Int32] = [:]
  /// The lists that have a class as their head.
  private var listsByHead: [ClassID: [Int]] = [:]
  private var free = LowestFirst()

  static func merge(_ lists: [[ClassID]]) -> Result {
    var linearization = Linearization(lists)
    return linearization.run()
  }

  private init(_ lists: [[ClassID]]) {
    self.lists = lists
    offsets = Array(repeating: 0, count: lists.count)
    for list in lists {
      for member in list.dropFirst() { tailCounts[member, default: 0] += 1 }
    }
    for (number, list) in lists.enumerated() {
      guard let head = list.first else { continue }
      listsByHead[head, default: []].append(number)
      if tailCounts[head, default: 0] == 0 { free.insert(number) }
    }
  }

  private mutating func run() -> Result {
    var merged: [ClassID] = []
    while let number = free.removeLowest() {
      // A list may have waited here under a head that another list has meanwhile brought out.
      guard let head = head(of: number), tailCounts[head, default: 0] == 0 else { continue }
      merged.append(head)
      for member in listsByHead.removeValue(forKey: head) ?? [] { advance(member) }
    }
    let heads = remainingHeads()
    return heads.isEmpty ? .merged(merged) : .stuck(heads: heads)
  }

  private func head(of number: Int) -> ClassID? {
    offsets[number] < lists[number].count ? lists[number][offsets[number]] : nil
  }

  private mutating func advance(_ number: Int) {
    offsets[number] += 1
    guard let head = head(of: number) else { return }
    let left = tailCounts[head, default: 0] - 1
    tailCounts[head] = left
    listsByHead[head, default: []].append(number)
    guard left == 0 else { return }
    for waiting in listsByHead[head] ?? [] { free.insert(waiting) }
  }

  private func remainingHeads() -> [ClassID] {
    var seen: Set<ClassID> = []
    return lists.indices.compactMap { head(of: $0) }.filter { seen.insert($0).inserted }
  }
}

/// A binary heap of whole numbers.
private struct LowestFirst {
  private var items: [Int] = []

  mutating func insert(_ item: Int) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child] < items[parent] else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeLowest() -> Int? {
    guard let lowest = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return lowest }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && items[child] < items[least] {
        least = child
      }
      guard least != parent else { return lowest }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
