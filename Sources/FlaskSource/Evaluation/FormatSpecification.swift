/// A format specification of Python: `>10`, `05d`, `,`, `.2f`.
struct FormatSpecification {
  private var fill: Unicode.Scalar = " "
  private var alignment: Unicode.Scalar?
  private var sign: Unicode.Scalar?
  private var width = 0
  private var groups = false
  private var precision: Int?
  private var type: Unicode.Scalar?

  /// Larger widths are not modeled.
  private static let largestWidth = 200

  /// Reads a specification; nil for one that is not modeled.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    let alignments: [Unicode.Scalar] = ["<", ">", "^"]
    if rest.count > 1, alignments.contains(rest[1]) {
      (fill, alignment) = (rest[0], rest[1])
      rest = rest.dropFirst(2)
    } else if let first = rest.first, alignments.contains(first) {
      alignment = first
      rest.removeFirst()
    }
    rest = Array(rest)[...]
    if let first = rest.first, first == "+" || first == "-" || first == " " {
      sign = first
      rest.removeFirst()
    }
    if rest.first == "0" {
      // Zeros come after the sign.
      guard alignment == nil else { return nil }
      (fill, alignment) = ("0", "=")
      rest.removeFirst()
    }
    guard let width = Self.number(&rest) else { return nil }
    self.width = width
    if rest.first == "," {
      groups = true
      rest.removeFirst()
    }
    if rest.first == "." {
      rest.removeFirst()
      guard rest.first?.isASCIIDigit == true, let number = Self.number(&rest) else { return nil }
      precision = number
    }
    type = rest.popFirst()
    guard rest.isEmpty else { return nil }
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    var number = 0
    while let digit = rest.first, digit.isASCIIDigit {
      number = number * 10 + Int(digit.value - 0x30)
      guard number <= largestWidth else { return nil }
      rest.removeFirst()
    }
    return number
  }

  /// Returns a formatted text; nil if Python raises an exception.
  func formatted(_ text: String) -> String? {
    guard type == nil || type == "s", sign == nil, !groups, alignment != "=" || width == 0 else { return nil }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text.unicodeScalars.prefix(precision ?? Int.max))
    return padded(String(scalars), isNumber: false)
  }

  /// Returns a formatted integer; nil for a form that is not modeled.
  func formatted(_ number: Int64) -> String? {
    var digits: String
    switch type {
    case nil, "d":
      guard precision == nil else { return nil }
      digits = grouped(String(number.magnitude))
    case "f", "F":
      guard number.magnitude < 1_000_000_000_000_000 else { return nil }
      let places = precision ?? 6
      digits = grouped(String(number.magnitude)) + (places == 0 ? "" : "." + String(repeating: "0", count: places))
    case "x", "X", "b", "o":
      guard precision == nil, !groups else { return nil }
      let radix = type == "b" ? 2 : type == "o" ? 8 : 16
      digits = String(number.magnitude, radix: radix, uppercase: type == "X")
    default: return nil
    }
    // Zeros with separators are counted in another way.
    if groups, alignment == "=" { return nil }
    let prefix = number < 0 ? "-" : sign.map { $0 == "-" ? "" : String($0) } ?? ""
    if alignment == "=" {
      let missing = max(0, width - digits.utf8.count - prefix.utf8.count)
      digits = String(repeating: "0", count: missing) + digits
    }
    return padded(prefix + digits, isNumber: true)
  }

  private func grouped(_ digits: String) -> String {
    guard groups else { return digits }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  private func padded(_ text: String, isNumber: Bool) -> String {
    let missing = max(0, width - text.unicodeScalars.count)
    let left: Int =
      switch alignment ?? (isNumber ? ">" : "<") {
      case ">": missing
      case "^": missing / 2
      default: 0
      }
    let filler = String(fill)
    return String(repeating: filler, count: left) + text + String(repeating: filler, count: missing - left)
  }
}

extension Evaluator {
  /// `format(value, specification)`: a text, or an unknown value.
  mutating func formatted(_ value: Value, _ specification: String) throws(Interruption) -> Value {
    if specification.isEmpty { return try text(of: value) }
    if let (date, _) = date(of: value), let text = date.text(in: specification) { return .text(text) }
    let result: String? =
      switch value {
      case .text(let text): FormatSpecification(specification)?.formatted(text)
      case .integer(let number): FormatSpecification(specification)?.formatted(number)
      default: nil
      }
    return result.map { .text($0) } ?? unknown("a format specification", isHarmless: true)
  }
}

extension Evaluator {
  /// Formats a value after `%`, for flags, width and type such as `05d`; nil if that is not modeled.
  mutating func formatted(
    _ value: Value, percent specification: String.UnicodeScalarView
  ) throws(Interruption) -> String? {
    guard let type = specification.last, type == "d" || type == "i" || type == "s" || type == "f" || type == "x" else {
      return nil
    }
    var rest = Array(specification.dropLast())[...]
    // `-` is to the left. Without it, texts are on the right too.
    var text = ">"
    if rest.first == "-" {
      text = "<"
      rest.removeFirst()
    } else if rest.first == "0", type != "s" {
      text = ""
    }
    guard rest.first != "-", rest.first != "+", rest.first != " ", rest.first != "#" else { return nil }
    text.unicodeScalars.append(contentsOf: rest)
    let shown: Value = type == "s" ? try self.text(of: value) : value
    switch (shown, type) {
    case (.text, "s"), (.integer, "d"), (.integer, "i"), (.integer, "x"), (.integer, "f"): break
    default: return nil
    }
    text.unicodeScalars.append(type == "i" ? "d" : type)
    guard case .text(let result) = try formatted(shown, text) else { return nil }
    return result
  }
}
