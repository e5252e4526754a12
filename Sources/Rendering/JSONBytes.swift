import Diagnostics

/// The bytes of JSON, with the commas and colons between values.
///
/// An array checks at every `append` whether it has room and whether it is shared. A line of JSON has a dozen members of
/// half a dozen pieces each, so these checks took most of its time. Here one check is enough for a member.
struct JSONBytes: Sendable {
  /// Zeros from `count` on.
  private var storage: [UInt8] = []
  private var count = 0
  /// Whether a value or a member comes before the next one, in the same array or object.
  private var needsComma = false

  /// What was written so far.
  var written: ArraySlice<UInt8> { storage[..<count] }

  /// Removes the written bytes and keeps the capacity.
  mutating func removeAll() { count = 0 }

  // MARK: Values

  /// Adds a value: a member of an object, or an element of an array where it has no name.
  /// - Parameter size: the most bytes of the value, which `value` puts at a place.
  @inline(__always)
  mutating func add(_ name: StaticString?, atMost size: Int, _ value: (inout MutableSpan<UInt8>, inout Int) -> Void) {
    let needsComma = needsComma
    append(atMost: (name?.utf8CodeUnitCount ?? 0) + size + Self.punctuation) { bytes, place in
      if needsComma { bytes.put(UInt8(ascii: ","), at: &place) }
      if let name {
        bytes.put(UInt8(ascii: "\""), at: &place)
        bytes.put(name, at: &place)
        bytes.put("\":", at: &place)
      }
      value(&bytes, &place)
    }
    self.needsComma = true
  }

  /// A comma, two quotation marks and a colon.
  private static let punctuation = 4

  /// Adds a value that is written as it is: `null`, `true`.
  mutating func add(_ name: StaticString?, _ word: StaticString) {
    add(name, atMost: word.utf8CodeUnitCount) { $0.put(word, at: &$1) }
  }

  /// Adds a number.
  mutating func add(_ name: StaticString?, _ number: Int) {
    add(name, atMost: number.decimalWidth) { $0.put(decimal: number, at: &$1) }
  }

  /// Adds a text that needs no escapes.
  mutating func add(_ name: StaticString?, quoting text: UnsafeBufferPointer<UInt8>) {
    add(name, atMost: text.count + 2) { bytes, place in
      bytes.put(UInt8(ascii: "\""), at: &place)
      bytes.put(text, at: &place)
      bytes.put(UInt8(ascii: "\""), at: &place)
    }
  }

  /// Adds a text by its number if it needs no escapes, as nearly always.
  /// - Returns: whether it was added.
  mutating func add(_ name: StaticString?, _ id: TextID, ifPlainIn texts: TextTable?) -> Bool {
    guard let texts, texts.isPlain(id) else { return false }
    texts.withUTF8(id) { add(name, quoting: $0) }
    return true
  }

  /// Adds the first byte of a value; no comma follows it.
  mutating func open(_ name: StaticString?, _ mark: Unicode.Scalar) {
    add(name, atMost: 1) { $0.put(UInt8(ascii: mark), at: &$1) }
    needsComma = false
  }

  /// Adds the last byte of a value.
  mutating func close(_ mark: Unicode.Scalar) {
    append(UInt8(ascii: mark))
    needsComma = true
  }

  /// Adds the colon after a name that was added as a value.
  mutating func addColon() {
    append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Ends the line after a value.
  mutating func endLine() {
    append(.lineFeed)
    needsComma = false
  }

  // MARK: Pieces of values

  /// Adds a byte of a text.
  mutating func append(_ byte: UInt8) {
    append(atMost: 1) { $0.put(byte, at: &$1) }
  }

  /// Adds a part of a text.
  mutating func append(_ words: StaticString) {
    append(atMost: words.utf8CodeUnitCount) { $0.put(words, at: &$1) }
  }

  @inline(__always)
  private mutating func append(atMost size: Int, _ write: (inout MutableSpan<UInt8>, inout Int) -> Void) {
    if storage.count - count < size { grow(by: size) }
    var place = count
    var span = storage.mutableSpan
    write(&span, &place)
    count = place
  }

  @inline(never)
  private mutating func grow(by size: Int) {
    storage += repeatElement(0, count: max(size, storage.count))
  }
}

/// Each puts something at a place and moves the place to the byte after it.
extension MutableSpan<UInt8> {
  @inline(__always)
  fileprivate mutating func put(_ byte: UInt8, at place: inout Int) {
    self[place] = byte
    place += 1
  }

  /// Puts all bytes after one check. It is unsafe code for speed: a loop with a check for each byte took a tenth of all
  /// instructions of a script with JSON.
  @inline(__always)
  fileprivate mutating func put(_ text: UnsafeBufferPointer<UInt8>, at place: inout Int) {
    precondition(place >= 0 && text.count <= count - place)
    withUnsafeMutableBytes { bytes in
      UnsafeMutableRawBufferPointer(rebasing: bytes[place...]).copyMemory(from: UnsafeRawBufferPointer(text))
    }
    place += text.count
  }

  @inline(__always)
  fileprivate mutating func put(_ words: StaticString, at place: inout Int) {
    words.withUTF8Buffer { put($0, at: &place) }
  }
}
