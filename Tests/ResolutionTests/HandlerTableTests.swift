import SeededRandom
import Testing

@testable import Resolution

@Suite("A handler table") struct HandlerTableTests {
  /// Chains of classes end at random, so that a search uses bits, links and stored tails.
  private static func hierarchy(of count: Int, _ random: inout SeededRandom) throws -> Hierarchy {
    var hierarchy = Hierarchy(Release.standard.knownClasses)
    var ids = [hierarchy.wellKnown.exception]
    for index in 0..<count {
      let base = random.chance(90) ? ids[ids.count - 1] : random.pick(ids)
      var bases = [base]
      if index > 0, random.chance(3), let other = ids.dropLast().randomElement(using: &random), other != base {
        bases.append(other)
      }
      let declared = hierarchy.declare(bases: bases)
      // C3 refuses some of the pairs.
      ids.append(try (try? declared.get()) ?? hierarchy.declare(bases: [base]).get())
    }
    return hierarchy
  }

  @Test(
    "the first entry on an MRO is the one that a search class by class finds", .seeded,
    arguments: 0..<UInt64(TestRun.rounds(24, sample: 4)))
  func firstEntry(seed: UInt64) throws {
    var random = SeededRandom(test: seed)
    // A table with many classes and few entries is a dictionary. The other tables are arrays with bits.
    let (classes, entries) = random.pick([(40, 3), (300, 4), (300, 200), (3000, 2), (3000, 150)])
    let hierarchy = try Self.hierarchy(of: classes, &random)
    let all = (0..<Int32(hierarchy.count)).map { ClassID($0) }
    var table = HandlerTable()
    for index in 0..<entries {
      let writer: Int32? = random.chance(50) ? Int32.random(in: 1...9, using: &random) : nil
      table.set(random.pick(all), HandlerTable.Entry(handler: HandlerID(Int32(index)), writtenBy: writer))
    }
    for _ in 0..<400 {
      let (sought, request) = (random.pick(all), Int32.random(in: 1...10, using: &random))
      var count = 0
      let expected = hierarchy.mro(sought).first { id in
        count += 1
        return (table[id]?.writtenBy).map { $0 < request } ?? (table[id] != nil)
      }
      var cost = 0
      let found = table.firstEntry(along: sought, hierarchy.linearizations, before: request, &cost)
      #expect(found?.id == expected)
      #expect(found?.entry == expected.flatMap { table[$0] })
      #expect(cost == count)
    }
  }

  @Test("an entry stores the request that wrote it and whether it was used")
  func entry() {
    var entry = HandlerTable.Entry(handler: HandlerID(3), writtenBy: 7)
    #expect(entry.writtenBy == 7 && !entry.wasUsed && entry.existed(before: 8) && !entry.existed(before: 7))
    entry.markUsed()
    #expect(entry.writtenBy == 7 && entry.wasUsed && entry.existed(before: 8) && !entry.existed(before: 7))
    let registered = HandlerTable.Entry(handler: HandlerID(3))
    #expect(registered.writtenBy == nil && !registered.wasUsed && registered.existed(before: 1))
  }
}
