/// A text of a script by number: a name, a body, a release. In one table equal texts have equal numbers.
public struct TextID: Sendable, Hashable {
  /// The place of the text in its table, in the order in which texts were added, from 0.
  public let index: Int32

  /// Creates the number of the text at a place of a table, from 0.
  public init(_ index: Int32) { self.index = index }

  /// The empty text, which every table has.
  public static let empty = TextID(0)
}

/// The texts of one session, each once. Statements and events hold their numbers, and who reads those needs the table.
///
/// Texts are only ever added, so a number stays good in the table, in every copy of it, and in what is added to a copy.
/// Two copies that were added to apart have no common numbers but those from before.
public struct TextTable: Sendable {
  /// All texts in UTF-8, one after the other.
  @usableFromInline private(set) var bytes: [UInt8] = []
  /// Where each text ends.
  @usableFromInline private(set) var ends: [Int32] = []
  /// By text: whether all its bytes are printable ASCII other than quotes and backslashes, as nearly always.
  @usableFromInline private(set) var plainness: [Bool] = []
  /// Numbers with their hashes, at places that follow from these; at most three of four are filled.
  private var slots = [Slot](repeating: Slot(), count: 32)

  private struct Slot: Sendable {
    /// -1: free.
    var number: Int32 = -1
    var hash: UInt32 = 0
  }

  /// Creates a table whose only text is the empty one, with number 0.
  public init() { _ = id(of: []) }

  /// Stands for a table that is elsewhere; it costs nothing to take.
  public static let vacant = TextTable()

  /// How many texts the table has, the empty one included.
  public var count: Int { ends.count }

  /// The numbers of all texts.
  public var all: some Sequence<TextID> { ends.indices.lazy.map { TextID(Int32($0)) } }

  /// The text of a number, with U+FFFD where its bytes are not UTF-8.
  public subscript(_ id: TextID) -> String { String(decoding: utf8(id), as: UTF8.self) }

  /// The same as bytes.
  public func utf8(_ id: TextID) -> ArraySlice<UInt8> { bytes[range(id)] }

  /// Calls `body` with the same bytes. Nothing is retained for that, unlike for a slice.
  @inlinable
  public func withUTF8<Result>(_ id: TextID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(id)])) }
  }

  /// Whether the text can be shown, and put between quotes, as it is.
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

  /// The number of a text; nil where the table does not have it.
  public func find(_ text: String) -> TextID? {
    let bytes = Array(text.utf8)
    let number = slots[place(of: bytes, bytes.indices, TextHash.of(bytes, bytes.indices))].number
    return number < 0 ? nil : TextID(number)
  }

  /// The number of a text, which is added if it is new.
  public mutating func id(of text: String) -> TextID { id(of: Array(text.utf8)) }

  /// The number of a text given in UTF-8, which is added if it is new.
  public mutating func id(of text: [UInt8]) -> TextID { id(of: text, text.indices) }

  /// The number of a part of a text.
  public mutating func id(of text: [UInt8], _ range: Range<Int>) -> TextID {
    id(of: text, range, TextHash.of(text, range))
  }

  /// The number of a part of a text whose hash the caller has worked out in passing.
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

  /// Whether every number of the other table stands for the same text here.
  public func extends(_ other: TextTable) -> Bool {
    ends.starts(with: other.ends) && bytes.starts(with: other.bytes)
  }

  // MARK: Places

  /// The slot of a text, or the free one in which it belongs.
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

/// The hash of a text, byte by byte: FNV-1a from a seed that differs from run to run, so that nobody can write a script
/// whose names all meet in one slot. The library's hash took six times as long for a name of six letters.
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
  /// A number says nothing to a reader.
  @available(*, unavailable, message: "spell it with its table")
  public mutating func appendInterpolation(_ id: TextID) {}

  /// The same for a number that may be nil.
  @available(*, unavailable, message: "spell it with its table")
  public mutating func appendInterpolation(_ id: TextID?) {}
}
