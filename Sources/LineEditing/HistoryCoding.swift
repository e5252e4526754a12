/// The format of a history file: a header line, then one entry per line, oldest first.
///
/// In an entry, `\n` means a newline, `\\` a backslash, `\xHH` a byte that is not printable text. So the file is always
/// valid text, people can read and edit it, and damage can be detected.
package enum HistoryCoding {
  package static let header = Array(
    "# history 1: one entry a line; \\n is a new line, \\\\ a backslash, \\xHH a byte\n".utf8)
  private static let newline = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")
  private static let digits = Array("0123456789abcdef".utf8)

  /// The contents of a file.
  package struct Content {
    package var entries: [[UInt8]]
    /// Whether it ends with a complete line, so that the next one can be appended.
    package var endsClean: Bool
  }

  package static func encode(_ entry: [UInt8]) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(entry.count + 1)
    let isText = String(validating: entry, as: UTF8.self) != nil
    for byte in entry {
      switch byte {
      case newline: line += [backslash, UInt8(ascii: "n")]
      case backslash: line += [backslash, backslash]
      case 0x09, 0x20...0x7E: line.append(byte)
      case 0x80... where isText: line.append(byte)
      default: line += [backslash, UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return line + [newline]
  }

  /// Returns the entries of a file, or nil if it is not a history file. Ignores a truncated last line.
  package static func decode(_ bytes: [UInt8]) -> Content? {
    if bytes.isEmpty { return Content(entries: [], endsClean: false) }
    guard bytes.starts(with: header), String(validating: bytes, as: UTF8.self) != nil || bytes.last != newline else {
      return nil
    }
    var entries: [[UInt8]] = []
    var rest = bytes.dropFirst(header.count)
    while let end = rest.firstIndex(of: newline) {
      guard let entry = decodeLine(rest[..<end]) else { return nil }
      entries.append(entry)
      rest = rest[(end + 1)...]
    }
    return Content(entries: entries, endsClean: rest.isEmpty)
  }

  private static func decodeLine(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    var entry: [UInt8] = []
    entry.reserveCapacity(line.count)
    var bytes = line.makeIterator()
    while let byte = bytes.next() {
      guard byte >= 0x20 || byte == 0x09, byte != 0x7F else { return nil }
      guard byte == backslash else {
        entry.append(byte)
        continue
      }
      switch bytes.next() {
      case UInt8(ascii: "n"): entry.append(newline)
      case backslash: entry.append(backslash)
      case UInt8(ascii: "x"):
        guard let high = bytes.next().flatMap(digits.firstIndex), let low = bytes.next().flatMap(digits.firstIndex)
        else { return nil }
        entry.append(UInt8(high << 4 | low))
      default: return nil
      }
    }
    return entry.isEmpty ? nil : entry
  }
}
