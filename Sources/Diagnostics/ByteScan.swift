/// Scans of whole texts, eight bytes at a time. Byte by byte, the two scans of every script took 4 % of its run. They
/// read memory without bounds checks, within bounds that are clamped first.
extension [UInt8] {
  /// Returns how many lines end in a part of the text. A CR followed by an LF does not count, but the LF does.
  public func lineEnds(in range: Range<Int>) -> Int {
    let end = Swift.min(range.upperBound, count)
    var place = Swift.max(range.lowerBound, 0)
    return withUnsafeBytes { bytes in
      var lineEnds = 0
      while place + 8 <= end {
        let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        if word.bytes(equalTo: .carriageReturn) == 0 {
          lineEnds += word.bytes(equalTo: .lineFeed)
        } else {
          for place in place..<place + 8 where endsLine(at: place) { lineEnds += 1 }
        }
        place += 8
      }
      while place < end {
        if endsLine(at: place) { lineEnds += 1 }
        place += 1
      }
      return lineEnds
    }
  }

  /// Returns the first offset from `start` on whose byte is not an ASCII character from U+0020 on, or the end of the
  /// text.
  public func endOfPlainText(from start: Int) -> Int {
    var place = Swift.max(start, 0)
    return withUnsafeBytes { bytes in
      while place + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        // The highest bit is set, or both bits that make 0x20 and 0x40 are clear.
        let others = (word | ~(word | word << 1) << 1) & 0x8080_8080_8080_8080
        if others != 0 { return place + others.trailingZeroBitCount / 8 }
        place += 8
      }
      while place < bytes.count, bytes[place] >= 0x20, bytes[place] < 0x80 { place += 1 }
      return Swift.min(place, bytes.count)
    }
  }
}

extension [UInt8] {
  /// Returns whether a line ends with the byte at an offset inside the text. A CR followed by an LF does not count, but
  /// the LF does.
  func endsLine(at place: Int) -> Bool { self[place].endsLine && !isFirstOfPair(place) }

  /// Returns whether there is a CR followed by an LF.
  func isFirstOfPair(_ place: Int) -> Bool {
    self[place] == .carriageReturn && place + 1 < count && self[place + 1] == .lineFeed
  }
}

extension UInt64 {
  /// Returns how many of the eight bytes have this value.
  fileprivate func bytes(equalTo byte: UInt8) -> Int {
    let differing = self ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
    // The highest bit of each zero byte, without a carry from one byte to the next.
    let zeros = ~(((differing & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | differing) & 0x8080_8080_8080_8080
    return Int(truncatingIfNeeded: ((zeros >> 7) &* 0x0101_0101_0101_0101) >> 56)
  }
}
