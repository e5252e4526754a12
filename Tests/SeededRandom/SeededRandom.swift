/// SplitMix64. The same seed gives the same numbers, so that you can reproduce a failure.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// Creates the numbers of a test. They are the same in every run, unless `ERRORBOOK_SEED` is set.
  ///
  /// - Parameter number: A number for each test and each round of a test.
  package init(test number: UInt64) {
    self.init(seed: TestRun.givenSeed.map { Self.mixed($0, number) } ?? number)
  }

  /// Combines two seeds.
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
