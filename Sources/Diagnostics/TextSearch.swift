// For these, the standard library uses a regular expression engine, which Embedded Swift does not have.
extension String {
  /// Whether a text that is not empty occurs, byte for byte.
  public func hasPart(_ part: String) -> Bool {
    let (bytes, part) = (Array(utf8), Array(part.utf8))
    guard let first = part.first else { return false }
    // In a debug build, which the tests use, this loop is ten times as fast as `contains`.
    var start = 0
    while start + part.count <= bytes.count {
      if bytes[start] == first, bytes[start..<(start + part.count)] == part[...] { return true }
      start += 1
    }
    return false
  }

  /// Returns the text with every occurrence of `old` replaced, byte for byte.
  public func withEach(_ old: String, as new: String) -> String {
    var rest = utf8[...]
    var result: [UInt8] = []
    let pattern = Array(old.utf8)
    while let byte = rest.first {
      if !pattern.isEmpty, rest.starts(with: pattern) {
        result += new.utf8
        rest = rest.dropFirst(pattern.count)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The text without whitespace at both ends.
  public var trimmed: Substring {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
