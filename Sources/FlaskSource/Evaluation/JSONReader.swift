/// A JSON text as Python's `json` reads it, or the error that it raises.
enum ParsedJSON {
  case value(PythonJSON)
  /// The message of the JSONDecodeError, with the place.
  case invalid(JSONProblem)
  /// The text is very deep, or has numbers that are not modeled.
  case notModeled

  init(_ text: String) {
    var reader = JSONReader(scalars: Array(text.unicodeScalars))
    do throws(JSONFailure) {
      self = .value(try reader.readDocument())
    } catch {
      switch error {
      case .invalid(let message, let position):
        self = .invalid(JSONProblem(message: message, position: position, in: reader.scalars))
      case .notModeled: self = .notModeled
      }
    }
  }
}

/// A value of a JSON text.
indirect enum PythonJSON {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A float as Python writes it.
  case float(String)
  case text(String)
  case array([PythonJSON])
  case object([(key: String, value: PythonJSON)])
}

/// Why a text is not JSON: `Expecting value: line 1 column 1 (char 0)`.
struct JSONProblem {
  var message: String
  var position: Int
  var line: Int
  var column: Int
  var text: String { "\(message): line \(line) column \(column) (char \(position))" }

  init(message: String, position: Int, in scalars: [Unicode.Scalar]) {
    self.message = message
    self.position = position
    let before = scalars.prefix(position)
    line = before.count { $0 == "\n" } + 1
    column = position - (before.lastIndex(of: "\n") ?? -1)
  }
}

private enum JSONFailure: Error {
  case invalid(String, Int)
  case notModeled
}

/// Reads a JSON text in the order of Python's scanner, so that errors have the same places.
private struct JSONReader {
  let scalars: [Unicode.Scalar]
  private var position = 0

  private static let deepest = 20

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { scalars.indices.contains(position) ? scalars[position] : nil }

  mutating func readDocument() throws(JSONFailure) -> PythonJSON {
    // A byte order mark is an error of its own.
    if next == "\u{FEFF}" { throw .notModeled }
    skipSpaces()
    let value = try readValue(level: 0)
    skipSpaces()
    if position < scalars.count { throw .invalid("Extra data", position) }
    return value
  }

  private mutating func skipSpaces() {
    while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { position += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func readValue(level: Int) throws(JSONFailure) -> PythonJSON {
    guard level < Self.deepest else { throw .notModeled }
    let start = position
    switch next {
    case "{": return try readObject(level)
    case "[": return try readArray(level)
    case "\"": return .text(try readString())
    case "t": if take("true") { return .boolean(true) }
    case "f": if take("false") { return .boolean(false) }
    case "n": if take("null") { return .null }
    // Python reads NaN and Infinity as floats.
    case "N": if take("NaN") { throw .notModeled }
    case "I": if take("Infinity") { throw .notModeled }
    default: if let number = try readNumber() { return number }
    }
    throw .invalid("Expecting value", start)
  }

  private mutating func readNumber() throws(JSONFailure) -> PythonJSON? {
    let start = position
    if next == "-" { position += 1 }
    if next == "I", take("Infinity") { throw .notModeled }
    guard let first = next, isDigit(first) else {
      position = start
      return nil
    }
    skipDigits(most: first == "0" ? 1 : .max)
    let end = position
    if next == ".", scalars.indices.contains(position + 1), isDigit(scalars[position + 1]) {
      position += 1
      skipDigits(most: .max)
    }
    if let scalar = next, scalar == "e" || scalar == "E" { throw .notModeled }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    if position > end {
      guard FloatText.isCanonical(text) else { throw .notModeled }
      return .float(text)
    }
    guard let number = Int64(text) else { throw .notModeled }
    return .integer(number)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  private func isLetterOfDigit(_ scalar: Unicode.Scalar) -> Bool { (0x61...0x66).contains(scalar.value | 0x20) }

  private mutating func skipDigits(most: Int) {
    var count = 0
    while let scalar = next, isDigit(scalar), count < most { (position, count) = (position + 1, count + 1) }
  }

  private mutating func readArray(_ level: Int) throws(JSONFailure) -> PythonJSON {
    position += 1
    skipSpaces()
    var values: [PythonJSON] = []
    if take("]") { return .array(values) }
    while true {
      values.append(try readValue(level: level + 1))
      skipSpaces()
      if take("]") { return .array(values) }
      guard take(",") else { throw .invalid("Expecting ',' delimiter", position) }
      skipSpaces()
    }
  }

  private mutating func readObject(_ level: Int) throws(JSONFailure) -> PythonJSON {
    position += 1
    skipSpaces()
    var members: [(key: String, value: PythonJSON)] = []
    if take("}") { return .object(members) }
    while true {
      guard next == "\"" else { throw .invalid("Expecting property name enclosed in double quotes", position) }
      let key = try readString()
      skipSpaces()
      guard take(":") else { throw .invalid("Expecting ':' delimiter", position) }
      skipSpaces()
      members.append((key, try readValue(level: level + 1)))
      skipSpaces()
      if take("}") { return .object(members) }
      guard take(",") else { throw .invalid("Expecting ',' delimiter", position) }
      skipSpaces()
    }
  }

  private mutating func readString() throws(JSONFailure) -> String {
    let start = position
    position += 1
    var result = String.UnicodeScalarView()
    while let scalar = next {
      position += 1
      switch scalar {
      case "\"": return String(result)
      case "\\": result.append(try readEscape(of: start))
      case _ where scalar.value < 0x20: throw .invalid("Invalid control character at", position - 1)
      default: result.append(scalar)
      }
    }
    throw .invalid("Unterminated string starting at", start)
  }

  /// Reads what follows a backslash.
  private mutating func readEscape(of start: Int) throws(JSONFailure) -> Unicode.Scalar {
    guard let scalar = next else { throw .invalid("Unterminated string starting at", start) }
    position += 1
    switch scalar {
    case "\"", "\\", "/": return scalar
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "u": return try readCode()
    default: throw .notModeled
    }
  }

  /// Reads the digits of an escape such as `\u00e9`, and a second one for characters above U+FFFF.
  private mutating func readCode() throws(JSONFailure) -> Unicode.Scalar {
    let first = try readDigits()
    if (0xD800..<0xDC00).contains(first) {
      guard take("\\u") else { throw .notModeled }
      let second = try readDigits()
      guard (0xDC00..<0xE000).contains(second) else { throw .notModeled }
      if let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) { return scalar }
    }
    guard let scalar = Unicode.Scalar(first) else { throw .notModeled }
    return scalar
  }

  private mutating func readDigits() throws(JSONFailure) -> UInt32 {
    let end = position + 4
    guard end <= scalars.count else { throw .notModeled }
    var code: UInt32 = 0
    for scalar in scalars[position..<end] {
      if isDigit(scalar) {
        code = code * 16 + scalar.value - 0x30
      } else if isLetterOfDigit(scalar) {
        code = code * 16 + (scalar.value | 0x20) - 0x61 + 10
      } else {
        throw .notModeled
      }
    }
    position = end
    return code
  }
}

/// Floats as texts.
enum FloatText {
  /// Whether a text such as `1.25` is what Python writes for the float. False for others, and if that is not sure.
  static func isCanonical(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let whole = parts.first, let fraction = parts.last, !whole.isEmpty, !fraction.isEmpty,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }), digits.utf8.count <= 16
    else { return false }
    guard whole == "0" || !whole.hasPrefix("0"), fraction == "0" || !fraction.hasSuffix("0") else { return false }
    // Python writes small numbers with an exponent.
    return whole != "0" || fraction == "0" || !fraction.hasPrefix("0000")
  }
}
