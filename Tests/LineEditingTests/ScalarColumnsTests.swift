import CLibEdit
import SeededRandom
import Testing

@testable import Characters
@testable import LineEditing

@Suite("Character widths")
struct ScalarColumnsTests {
  @Test("the table is sorted without overlaps, as binary search requires")
  func table() {
    for (range, next) in zip(wideRanges, wideRanges.dropFirst()) {
      #expect(range.first <= range.last && range.last < next.first)
    }
  }

  /// AHOM CONSONANT SIGN MEDIAL RA has a width since Unicode 16.
  private static let changedSince: Set<UInt32> = [0x1171E]

  #if os(Linux)
    @Test("the table matches `wcwidth`, which libedit uses, for every printable character", .sampled)
    func sameAsLibedit() throws {
      try #require(DisplayWidth.useUnicode())
      var compared = 0
      // All scripts and emoji are below it. Above it, almost all characters are alike: a sample takes every 8th row of 256.
      let rows = TestRun.sample(Array(0x200..<UInt32(0x1100)), 240)
      for value in Array(UInt32(0x20)..<0x20000) + rows.flatMap({ $0 << 8...($0 << 8 | 0xFF) }) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        // libedit draws unprintable characters as an escape, so they have no width.
        let width = Int(wcwidth(wchar_t(bitPattern: value)))
        guard width >= 0, scalar.isKnownToTable, !Self.changedSince.contains(value) else { continue }
        compared += 1
        #expect(scalar.columns == width, "U+\(String(value, radix: 16, uppercase: true))")
      }
      // Characters of Unicode 14 and private ones.
      #expect(compared > (TestRun.isWhole ? 280_000 : 80_000))
    }
  #endif

  @Test("unprintable characters take no column")
  func unprintable() {
    let values: [UInt32] = Array(0..<0x20) + Array(0x7F..<0xA0) + [0x2028, 0x2029, 0x200B, 0x202E, 0xFEFF, 0xE0001]
    for scalar in values.compactMap({ Unicode.Scalar($0) }) { #expect(scalar.columns == 0) }
  }
}

extension Unicode.Scalar {
  /// Whether it exists in Unicode 14, the version of the table. Private characters have no version.
  fileprivate var isKnownToTable: Bool {
    if properties.generalCategory == .privateUse { return true }
    guard let age = properties.age else { return false }
    return age.major <= 14
  }
}
