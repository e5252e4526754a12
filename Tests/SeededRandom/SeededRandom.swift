/// SplitMix64: the same numbers for the same seed, so that a failure can be seen again.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// The numbers of a test: the same in every run, unless `ERRORBOOK_SEED` asks for others.
  /// - Parameter number: tells tests, and rounds of one test, apart.
  package init(test number: UInt64) {
    self.init(seed: TestRun.givenSeed.map { Self.mixed($0, number) } ?? number)
  }

  /// Two seeds as one.
  static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
    var first = SeededRandom(seed: one)
    return first.next() ^ other
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &self)]
  }
}
