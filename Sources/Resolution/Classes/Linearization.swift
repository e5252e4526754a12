/// C3, the algorithm that computes Python's MRO (CPython: Objects/typeobject.c, pmerge).
///
/// The MRO of a class is the class followed by the merge of its bases' MROs and the list of bases. The merge repeats
/// one step: it takes the first head that is not in the tail of any list, and removes it from all lists. A search for
/// that head at every step would take time in proportion to the number of bases. This implementation counts for each
/// class the tails that contain it, and keeps lists with a free head in a queue ordered by list number. Its time is the
/// total length of the lists times the logarithm of their number.
struct Linearization {
  enum Result {
    case merged([ClassID])
    /// No head is free. `heads` are the heads of the remaining lists in order, without duplicates.
    case stuck(heads: [ClassID])
  }

  private let lists: [[ClassID]]
  /// The number of classes that were removed from each list.
  private var offsets: [Int]
  /// The number of remaining tails that contain a class.
  private var tailCounts: [ClassID: Int32] = [:]
  /// The lists that have a class as their head.
  private var listsByHead: [ClassID: [Int]] = [:]
  /// The lists with a free head, which is in no tail.
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
      // Another list with the same head may have been handled first. Then this list has a new head.
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
    let remaining = tailCounts[head, default: 0] - 1
    tailCounts[head] = remaining
    listsByHead[head, default: []].append(number)
    guard remaining == 0 else { return }
    for waiting in listsByHead[head] ?? [] { free.insert(waiting) }
  }

  private func remainingHeads() -> [ClassID] {
    var seen: Set<ClassID> = []
    return lists.indices.compactMap { head(of: $0) }.filter { seen.insert($0).inserted }
  }
}

/// A binary heap of integers, lowest first.
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
