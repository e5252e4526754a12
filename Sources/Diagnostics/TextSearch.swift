// For these, the standard library uses a regular expression engine, which Embedded Swift does not have.
extension String {
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
