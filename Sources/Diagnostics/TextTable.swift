/// The number of a text of a script: a name, a body, a release. In one table, equal texts have equal numbers.
public struct TextID: Sendable, Hashable {
  /// The index of the text in its table, in the order in which texts were added, from 0.
  public let index: Int32

  /// Creates the number of the text at an index of a table, from 0.
  public init(_ index: Int32) { self.index = index }

  /// The empty text, which every table contains.
  public static let empty = TextID(0)
}

/// The texts of one session, each stored once. Statements and events contain their numbers, and readers of those need
/// the table.
///
/// Texts are never removed, so a number stays valid in the table and in every copy of it. If two copies are extended
/// separately, only the numbers from before the copy mean the same in both.
public struct TextTable: Sendable {
  /// All texts in UTF-8, one after the other.
  @usableFromInline private(set) var bytes: [UInt8] = []
  /// The end offset of each text.
  @usableFromInline private(set) var ends: [Int32] = []
  /// For each text: whether all its bytes are printable ASCII without quotes and backslashes, which is nearly always
  /// true.
  @usableFromInline private(set) var plainness: [Bool] = []
  /// A hash table of numbers and hashes; at most three quarters of the slots are used.
  private var slots = [Slot](repeating: Slot(), count: 32)

  private struct Slot: Sendable {
    /// -1 for a free slot.
    var number: Int32 = -1
    var hash: UInt32 = 0
  }

  /// Creates a table whose only text is the empty one, with number 0.
  public init() { _ = id(of: []) }

  /// An empty table as a placeholder, which costs nothing to create.
  public static let vacant = TextTable()

  /// The number of texts in the table, including the empty one.
  public var count: Int { ends.count }

  /// The numbers of all texts.
  public var all: some Sequence<TextID> { ends.indices.lazy.map { TextID(Int32($0)) } }

  /// Returns the text of a number, with U+FFFD for invalid UTF-8.
  public subscript(_ id: TextID) -> String { String(decoding: utf8(id), as: UTF8.self) }

  /// Returns the bytes of a text.
  public func utf8(_ id: TextID) -> ArraySlice<UInt8> { bytes[range(id)] }

  /// Calls `body` with the bytes of a text. Unlike a slice, this retains nothing.
  @inlinable
  public func withUTF8<Result>(_ id: TextID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(id)])) }
  }

  /// Returns whether the text can be shown in quotes without escapes.
  @inlinable
  public func isPlain(_ id: TextID) -> Bool {
    let index = Int(id.index)
    return plainness.indices.contains(index) && plainness[index]
  }

  @usableFromInline
  func range(_ id: TextID) -> Range<Int> {
    let index = Int(id.index)
    guard ends.indices.contains(index) else { return 0..<0 }
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// Returns the number of a text; nil if the table does not contain it.
  public func find(_ text: String) -> TextID? {
    let bytes = Array(text.utf8)
    let number = slots[place(of: bytes, bytes.indices, TextHash.of(bytes, bytes.indices))].number
    return number < 0 ? nil : TextID(number)
  }

  /// Returns the number of a text, and adds the text if it is new.
  public mutating func id(of text: String) -> TextID { id(of: Array(text.utf8)) }

  /// Returns the number of a text given in UTF-8, and adds the text if it is new.
  public mutating func id(of text: [UInt8]) -> TextID { id(of: text, text.indices) }

  /// Returns the number of a part of a text.
  public mutating func id(of text: [UInt8], _ range: Range<Int>) -> TextID {
    id(of: text, range, TextHash.of(text, range))
  }

  /// Returns the number of a part of a text for which the caller has already computed the hash.
  public mutating func id(of text: [UInt8], _ range: Range<Int>, _ hash: UInt32) -> TextID {
    let place = place(of: text, range, hash)
    let number = slots[place].number
    return number >= 0 ? TextID(number) : add(text[range], hash, at: place)
  }

  private mutating func add(_ text: ArraySlice<UInt8>, _ hash: UInt32, at place: Int) -> TextID {
    let number = Int32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(Int32(clamping: bytes.count))
    plainness.append(text.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
    slots[place] = Slot(number: number, hash: hash)
    if ends.count * 4 > slots.count * 3 { grow() }
    return TextID(number)
  }

  /// Returns whether every number of the other table means the same text in this one.
  public func extends(_ other: TextTable) -> Bool {
    ends.starts(with: other.ends) && bytes.starts(with: other.bytes)
  }

  // MARK: Slots

  /// Returns the slot of a text, or the free slot for it.
  private func place(of text: [UInt8], _ range: Range<Int>, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[place]
      if slot.number < 0 || (slot.hash == hash && isText(slot.number, text, range)) { return place }
      place = (place + 1) & mask
    }
  }

  private func isText(_ number: Int32, _ text: [UInt8], _ part: Range<Int>) -> Bool {
    let range = range(TextID(number))
    guard range.count == part.count else { return false }
    let distance = part.lowerBound - range.lowerBound
    for place in range where bytes[place] != text[place + distance] { return false }
    return true
  }

  private mutating func grow() {
    let filled = slots
    slots = [Slot](repeating: Slot(), count: filled.count * 2)
    let mask = slots.count - 1
    for slot in filled where slot.number >= 0 {
      var place = Int(truncatingIfNeeded: slot.hash) & mask
      while slots[place].number >= 0 { place = (place + 1) & mask }
      slots[place] = slot
    }
  }
}

/// The hash of a text: FNV-1a, byte by byte, with a seed that differs in each run, so that nobody can write a script
/// whose names all collide. The library's hash took six times as long for a name of six letters.
public struct TextHash: Sendable {
  @usableFromInline var state: UInt64

  /// The hash of the empty text.
  public static let empty = TextHash(state: UInt64.random(in: .min ... .max))

  /// Adds the next byte of the text to the hash.
  @inlinable @inline(__always)
  public mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// The hash of the bytes added so far, folded to 32 bits.
  @inlinable public var value: UInt32 { UInt32(truncatingIfNeeded: state ^ (state >> 32)) }

  static func of(_ text: [UInt8], _ range: Range<Int>) -> UInt32 {
    var hash = empty
    for place in range { hash.add(text[place]) }
    return hash.value
  }
}

extension DefaultStringInterpolation {
  /// A number means nothing to a reader.
  @available(*, unavailable, message: "spell it with its table")
  public mutating func appendInterpolation(_ id: TextID) {}

  /// An optional number also means nothing to a reader.
  @available(*, unavailable, message: "spell it with its table")
  public mutating func appendInterpolation(_ id: TextID?) {}
}
