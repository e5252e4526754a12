import Exercises

/// # Variants
///
/// In: a lesson and a seed. Out: the same lesson with other class names and other response texts. So an answer copied from
/// another student's variant does not pass. The task stays the same, because answers are judged by their behavior. Nothing is
/// stored: the same lesson and seed always give the same names, so a teacher who knows the seed can mark the answers.
package struct Variant: Sendable, Hashable {
  /// Any text, such as a student's name.
  package let seed: String

  package init(_ seed: String) { self.seed = seed }

  /// Returns the new names for a lesson in this variant.
  package func renaming(of lesson: Lesson) -> Renaming {
    let words = LessonWords(lesson)
    var numbers = SeededNumbers(seed)
    var pool = Self.pool
    // A Fisher-Yates shuffle.
    for index in pool.indices.dropLast() {
      pool.swapAt(index, index + Int(numbers.next() % UInt64(pool.count - index)))
    }
    var renaming = Renaming()
    var next = 0
    /// Returns an unused word. After the end of the list, words get a number.
    func word() -> String {
      defer { next += 1 }
      let round = next / pool.count
      return pool[next % pool.count] + (round == 0 ? "" : String(round + 1))
    }
    for name in words.classes {
      var renamed = word() + name
      while words.all.contains(renamed) { renamed = word() + name }
      renaming.names[name] = renamed
    }
    for body in words.bodies { renaming.bodies[body] = renaming.inCode(body) + " (\(word().lowercased()))" }
    return renaming
  }

  /// Words that are put before a class's own name. The name still says what the class is for, so the prose stays true.
  private static let pool = """
    Acorn Amber Anchor Apple Arrow Aspen Badger Bamboo Barley Basil Beacon Birch Bishop Bramble Bridge Brook Candle Canyon \
    Cedar Cherry Clover Cobalt Copper Coral Cotton Cricket Crystal Daisy Desert Dune Eagle Ember Falcon Fern Fiddle Flint \
    Forest Garnet Ginger Glacier Granite Harbour Hazel Heron Hollow Indigo Island Ivory Ivy Jasmine Juniper Kettle Lagoon \
    Lantern Lavender Lemon Linden Lotus Maple Marble Meadow Mint Mosaic Nectar Nutmeg Oak Ocean Olive Onyx Opal Orchard Otter \
    Pebble Pepper Pine Plum Poplar Prairie Quartz Quill Raven Reef River Robin Saffron Sage Sailor Sparrow Spruce Summit \
    Thistle Timber Tulip Valley Velvet Walnut Willow Winter Yarrow Zephyr
    """.split(separator: " ").map { String($0) }
}

/// Random numbers that depend only on a text: SplitMix64, seeded with FNV-1a.
private struct SeededNumbers {
  private var state: UInt64

  init(_ text: String) { state = FNV1a.hash(text.utf8) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var number = state
    number = (number ^ (number >> 30)) &* 0xbf58_476d_1ce4_e5b9
    number = (number ^ (number >> 27)) &* 0x94d0_49bb_1331_11eb
    return number ^ (number >> 31)
  }
}
