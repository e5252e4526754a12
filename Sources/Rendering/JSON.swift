import Diagnostics

/// Writes JSON Lines: one value, one line. Values are written straight into the bytes, one after the other:
///
///     json.writeLine { json in
///       json.member("event", "raise")
///       json.objects("ran", ran) { json, call in json.member("handler", call.handler.line) }
///     }
///
/// A line is safe to print: every control character and every character that shows nothing is written as `\uXXXX`,
/// which loses nothing.
public struct JSONWriter: Sendable {
  /// What was written so far, as UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// Whether a value or a member comes before the next one, in the same array or object.
  private var needsComma = false
  /// Where the texts are whose numbers are written.
  public var texts = TextTable.vacant

  /// Writes what is shown to people too.
  var words: EventWriter { EventWriter(.script(isPlain: true), texts) }

  /// Creates a writer that has written nothing yet.
  public init() {}

  /// Forgets what was written, once it has been sent on; keeps the room for more.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes an object and ends the line.
  public mutating func writeLine(_ members: (inout JSONWriter) -> Void) {
    object(members)
    endLine()
  }

  private mutating func endLine() {
    bytes.append(.lineFeed)
    needsComma = false
  }

  // MARK: Values

  /// Writes a text, or null where there is none.
  public mutating func value(_ text: String?) {
    beginValue()
    if let text { write(text) } else { bytes.append("null") }
  }

  /// Writes a text by its number, or null where there is none.
  public mutating func value(_ id: TextID?) {
    guard let id else { return null() }
    guard texts.isPlain(id) else { return value(texts[id]) }
    beginValue()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: texts.utf8(id))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a number, or null where there is none.
  public mutating func value(_ number: Int?) {
    beginValue()
    if let number { bytes.append(decimal: number) } else { bytes.append("null") }
  }

  /// Writes `true` or `false`.
  public mutating func value(_ flag: Bool) {
    beginValue()
    bytes.append(flag ? "true" : "false")
  }

  /// Writes null.
  public mutating func null() {
    beginValue()
    bytes.append("null")
  }

  /// Writes an object with the members that `members` writes.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    nest("{", "}", members)
  }

  /// Writes an array with the values that `values` writes.
  public mutating func array(_ values: (inout JSONWriter) -> Void) {
    nest("[", "]", values)
  }

  // MARK: Members

  /// Writes a member whose value is a text, or null where there is none.
  public mutating func member(_ name: StaticString, _ text: String?) {
    begin(name)
    value(text)
  }

  /// Writes a member whose value is a text by its number, or null where there is none.
  public mutating func member(_ name: StaticString, _ id: TextID?) {
    begin(name)
    value(id)
  }

  /// Writes a member whose value is an array of texts by their numbers.
  public mutating func member(_ name: StaticString, _ ids: some Sequence<TextID>) {
    array(name) { json in for id in ids { json.value(id) } }
  }

  /// Writes a member whose value is a number, or null where there is none.
  public mutating func member(_ name: StaticString, _ number: Int?) {
    begin(name)
    value(number)
  }

  /// Writes a member whose value is `true` or `false`.
  public mutating func member(_ name: StaticString, _ flag: Bool) {
    begin(name)
    value(flag)
  }

  /// Writes a member whose value is an array of texts.
  public mutating func member(_ name: StaticString, _ texts: [String]) {
    array(name) { json in for text in texts { json.value(text) } }
  }

  /// Writes a member whose value is null.
  public mutating func null(_ name: StaticString) {
    begin(name)
    null()
  }

  /// Writes a member whose value is an object with the members that `members` writes.
  public mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
    begin(name)
    object(members)
  }

  /// Writes an object about something, or null where there is nothing.
  public mutating func object<Subject>(
    _ name: StaticString, _ subject: Subject?, _ members: (inout JSONWriter, Subject) -> Void
  ) {
    guard let subject else { return null(name) }
    object(name) { json in members(&json, subject) }
  }

  /// Writes a member whose value is an array with the values that `values` writes.
  public mutating func array(_ name: StaticString, _ values: (inout JSONWriter) -> Void) {
    begin(name)
    array(values)
  }

  /// Writes an array with an object about each element.
  public mutating func objects<Element>(
    _ name: StaticString, _ elements: some Sequence<Element>, _ members: (inout JSONWriter, Element) -> Void
  ) {
    array(name) { json in
      for element in elements { json.object { json in members(&json, element) } }
    }
  }

  // MARK: Bytes

  private mutating func begin(_ name: StaticString) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  private mutating func beginValue() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func nest(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ content: (inout JSONWriter) -> Void
  ) {
    beginValue()
    bytes.append(UInt8(ascii: opening))
    needsComma = false
    content(&self)
    bytes.append(UInt8(ascii: closing))
    needsComma = true
  }

  private mutating func write(_ text: String) {
    if bytes.appendQuotedIfPlain(text) { return }
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { write(scalar) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: #"\""#.utf8)
    case "\\": bytes.append(contentsOf: #"\\"#.utf8)
    case "\n": bytes.append(contentsOf: #"\n"#.utf8)
    case "\r": bytes.append(contentsOf: #"\r"#.utf8)
    case "\t": bytes.append(contentsOf: #"\t"#.utf8)
    case _ where scalar.isUnfitForDisplay:
      for unit in UTF16.encode(scalar) ?? .init() { writeEscape(unit) }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }

  private mutating func writeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: #"\u"#.utf8)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, 4 - digits.utf8.count)))
    bytes.append(contentsOf: digits.utf8)
  }
}

// MARK: - Values to be built

extension JSONWriter {
  /// One value as a line.
  public static func line(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.writeLine(value)
    return writer.bytes
  }

  /// Writes a value and ends the line.
  public mutating func writeLine(_ value: JSONValue) {
    write(value)
    endLine()
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): self.value(flag)
    case .integer(let number): self.value(number)
    case .string(let text): self.value(text)
    case .array(let elements): array { json in for element in elements { json.write(element) } }
    case .object(let members):
      object { json in
        for member in members {
          json.begin(member.name)
          json.write(member.value)
        }
      }
    }
  }

  private mutating func begin(_ name: String) {
    value(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }
}

/// A JSON value whose members keep their order. Events are a few levels deep, so it may be walked by recursion.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name and its value.
  public struct Member: Sendable, Hashable {
    /// The text before the colon, not yet escaped.
    public var name: String
    /// What comes after the colon.
    public var value: JSONValue

    /// Creates a member of an object.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The text, or null where there is none.
  public init(_ text: String?) {
    self = text.map(JSONValue.string) ?? .null
  }

  /// The number, or null where there is none.
  public init(_ number: Int?) {
    self = number.map(JSONValue.integer) ?? .null
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Creates null from `nil`.
  public init(nilLiteral: ()) { self = .null }
  /// Creates a boolean from `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates a number from an integer literal.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Creates a string from a string literal.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Creates an array of the elements of a literal, in their order.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// Members in the order in which they are written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
