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
  private var output = JSONBytes()
  /// The texts whose numbers are written, while an event is written. Nil costs nothing to set, unlike an empty table.
  var eventTexts: TextTable?
  /// The same; empty where there are none.
  var texts: TextTable { eventTexts ?? .vacant }

  /// Writes what is shown to people too.
  var words: EventWriter { EventWriter(.script(isPlain: true), texts) }

  /// Creates a writer that has written nothing yet.
  public init() {}

  /// What was written so far, as UTF-8.
  public var bytes: ArraySlice<UInt8> { output.written }

  /// Removes the written bytes, once they have been sent on, and keeps the capacity.
  public mutating func removeAll() {
    output.removeAll()
  }

  /// Starts a line with an object. Used for frequent events, because a closure would copy everything that it captures.
  mutating func beginLine() { output.open(nil, "{") }

  /// Ends the object and the line.
  mutating func endLine() {
    output.close("}")
    output.endLine()
  }

  /// Writes an object and ends the line.
  public mutating func writeLine(_ members: (inout JSONWriter) -> Void) {
    object(members)
    output.endLine()
  }

  // MARK: Values

  /// Writes a text, or null if it is nil.
  public mutating func value(_ text: String?) { write(nil, text) }

  /// Writes a text by its number, or null if it is nil.
  public mutating func value(_ id: TextID?) { write(nil, id) }

  /// Writes a number, or null if it is nil.
  public mutating func value(_ number: Int?) { write(nil, number) }

  /// Writes `true` or `false`.
  public mutating func value(_ flag: Bool) { write(nil, flag) }

  /// Writes null.
  public mutating func null() { writeNull(nil) }

  /// Writes an object with the members that `members` writes.
  public mutating func object(_ members: (inout JSONWriter) -> Void) { nest(nil, "{", "}", members) }

  /// Writes an array with the values that `values` writes.
  public mutating func array(_ values: (inout JSONWriter) -> Void) { nest(nil, "[", "]", values) }

  // MARK: Members

  /// Writes a member whose value is a text, or null if it is nil.
  public mutating func member(_ name: StaticString, _ text: String?) { write(name, text) }

  /// Writes a member whose value is one of our own words, which need no escapes.
  mutating func member(_ name: StaticString, word: StaticString) {
    word.withUTF8Buffer { output.add(name, quoting: $0) }
  }

  /// Writes a member whose value is a text by its number, or null if it is nil.
  public mutating func member(_ name: StaticString, _ id: TextID?) { write(name, id) }

  /// Writes a member whose value is an array of texts by their numbers.
  public mutating func member(_ name: StaticString, _ ids: some Sequence<TextID>) {
    array(name) { json in for id in ids { json.value(id) } }
  }

  /// Writes a member whose value is a number, or null if it is nil.
  public mutating func member(_ name: StaticString, _ number: Int?) { write(name, number) }

  /// Writes a member whose value is `true` or `false`.
  public mutating func member(_ name: StaticString, _ flag: Bool) { write(name, flag) }

  /// Writes a member whose value is an array of texts.
  public mutating func member(_ name: StaticString, _ texts: [String]) {
    array(name) { json in for text in texts { json.value(text) } }
  }

  /// Writes a member whose value is null.
  public mutating func null(_ name: StaticString) { writeNull(name) }

  /// Writes a member whose value is an object with the members that `members` writes.
  public mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
    nest(name, "{", "}", members)
  }

  /// Writes an object about something, or null if there is nothing.
  public mutating func object<Subject>(
    _ name: StaticString, _ subject: Subject?, _ members: (inout JSONWriter, Subject) -> Void
  ) {
    guard let subject else { return null(name) }
    object(name) { json in members(&json, subject) }
  }

  /// Writes a member whose value is an array with the values that `values` writes.
  public mutating func array(_ name: StaticString, _ values: (inout JSONWriter) -> Void) {
    nest(name, "[", "]", values)
  }

  /// Writes an array with an object about each element.
  public mutating func objects<Element>(
    _ name: StaticString, _ elements: some Sequence<Element>, _ members: (inout JSONWriter, Element) -> Void
  ) {
    array(name) { json in
      for element in elements { json.object { json in members(&json, element) } }
    }
  }

  // MARK: With or without a name

  private mutating func writeNull(_ name: StaticString?) { output.add(name, "null") }

  private mutating func write(_ name: StaticString?, _ flag: Bool) { output.add(name, flag ? "true" : "false") }

  private mutating func write(_ name: StaticString?, _ number: Int?) {
    guard let number else { return writeNull(name) }
    output.add(name, number)
  }

  private mutating func write(_ name: StaticString?, _ id: TextID?) {
    guard let id else { return writeNull(name) }
    if !output.add(name, id, ifPlainIn: eventTexts) { write(name, texts[id]) }
  }

  private mutating func write(_ name: StaticString?, _ text: String?) {
    guard let text else { return writeNull(name) }
    let isWritten = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.allSatisfy({ $0.isPlainInLiteral }) else { return false }
      output.add(name, quoting: utf8)
      return true
    }
    guard isWritten != true else { return }
    output.open(name, "\"")
    for scalar in text.unicodeScalars { write(scalar) }
    output.close("\"")
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": output.append(#"\""#)
    case "\\": output.append(#"\\"#)
    case "\n": output.append(#"\n"#)
    case "\r": output.append(#"\r"#)
    case "\t": output.append(#"\t"#)
    case _ where scalar.isUnfitForDisplay:
      for unit in UTF16.encode(scalar) ?? .init() { writeEscape(unit) }
    default: for byte in UTF8.encode(scalar) ?? .init() { output.append(byte) }
    }
  }

  private mutating func writeEscape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    output.append(#"\u"#)
    for _ in digits.utf8.count..<4 { output.append(UInt8(ascii: "0")) }
    for digit in digits.utf8 { output.append(digit) }
  }

  private mutating func nest(
    _ name: StaticString?, _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ content: (inout JSONWriter) -> Void
  ) {
    output.open(name, opening)
    content(&self)
    output.close(closing)
  }
}

// MARK: - Values to be built

extension JSONWriter {
  /// One value as a line.
  public static func line(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.writeLine(value)
    return Array(writer.bytes)
  }

  /// Writes a value and ends the line.
  public mutating func writeLine(_ value: JSONValue) {
    write(value)
    output.endLine()
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
    output.addColon()
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

  /// The text, or null if it is nil.
  public init(_ text: String?) {
    self = text.map(JSONValue.string) ?? .null
  }

  /// The number, or null if it is nil.
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
