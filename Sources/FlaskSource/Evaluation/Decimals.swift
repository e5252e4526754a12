import Diagnostics
import PythonSyntax
import Resolution

/// Python's `decimal.Decimal` for numbers of a few digits, which are never rounded.
///
/// A number is a partial with its digits as an integer and its exponent.
extension Evaluator {
  static let decimalName = "decimal.Decimal"

  private func newDecimal(_ digits: Int64, _ exponent: Int64) -> Value? {
    // 15 digits are always exact. The sign of a negative zero would be lost.
    guard abs(digits) < 1_000_000_000_000_000, (-15...0).contains(exponent) else { return nil }
    return .partial(Self.decimalName, [.integer(digits), .integer(exponent)], [:])
  }

  private func decimal(_ value: Value) -> (digits: Int64, exponent: Int64)? {
    switch value {
    case .partial(Self.decimalName, let values, _):
      guard values.count == 2, case .integer(let digits) = values[0], case .integer(let exponent) = values[1] else {
        return nil
      }
      return (digits, exponent)
    case .integer(let number): return abs(number) < 1_000_000_000 ? (number, 0) : nil
    default: return nil
    }
  }

  func isDecimal(_ value: Value) -> Bool {
    if case .partial(Self.decimalName, _, _) = value { true } else { false }
  }

  /// `Decimal(value)`; nil if it is not modeled.
  mutating func callDecimal(_ arguments: Arguments) throws(Interruption) -> Value? {
    guard arguments.positional.count == 1, arguments.keywords.isEmpty else { return nil }
    switch arguments.positional[0] {
    case .integer(let number): return newDecimal(number, 0)
    case .partial(Self.decimalName, _, _): return arguments.positional[0]
    case .text(let text):
      guard text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "_") }),
        let pattern = RegularExpressionParser.expression(#"\s*([-+]?)(\d+\.?\d*|\.\d+)\s*"#, flags: 0)
      else { return nil }
      // Infinity, NaN and exponents are numbers too.
      let lower = text.lowercased()
      if lower.hasPart("inf") || lower.hasPart("nan")
        || (lower.hasPart("e") && lower.utf8.contains { (0x30...0x39).contains($0) })
      {
        return nil
      }
      var search = RegularExpressionSearch(pattern, in: Array(text.unicodeScalars))
      guard let groups = search.match(at: 0, .whole), groups.count == 3, let sign = groups[1], let number = groups[2]
      else {
        let detail = Value.text("[<class 'decimal.ConversionSyntax'>]")
        throw raise(ofLibrary: "decimal.InvalidOperation", [detail])
      }
      let parts = search.text[number].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let fraction = parts.count > 1 ? parts[1].count : 0
      guard let digits = Int64(String(scalars: parts.joined())), search.text[number].count <= 16 else { return nil }
      let isNegative = search.text[sign].first == "-"
      if isNegative, digits == 0 { return nil }
      return newDecimal(isNegative ? -digits : digits, Int64(-fraction))
    default: return nil
    }
  }

  /// `str(number)`; nil for another form.
  func decimalText(_ value: Value) -> String? {
    guard isDecimal(value), let (digits, exponent) = decimal(value) else { return nil }
    let text = String(digits.magnitude)
    let places = Int(-exponent)
    // Smaller numbers are written with an exponent.
    guard places - text.utf8.count < 6 else { return nil }
    let padded = String(repeating: "0", count: max(0, places + 1 - text.utf8.count)) + text
    let sign = digits < 0 ? "-" : ""
    return sign + padded.dropLast(places) + (places == 0 ? "" : "." + padded.suffix(places))
  }

  private func aligned(_ left: Value, _ right: Value) -> (left: Int64, right: Int64, exponent: Int64)? {
    guard let left = decimal(left), let right = decimal(right) else { return nil }
    let exponent = min(left.exponent, right.exponent)
    func scaled(_ number: (digits: Int64, exponent: Int64)) -> Int64? {
      var digits = number.digits
      for _ in 0..<(number.exponent - exponent) {
        guard abs(digits) < 100_000_000_000_000 else { return nil }
        digits *= 10
      }
      return digits
    }
    guard let first = scaled(left), let second = scaled(right) else { return nil }
    return (first, second, exponent)
  }

  /// Returns the result of an operator; nil if it is not modeled.
  func combineDecimals(_ left: Value, _ operation: PythonExpression.BinaryOperator, _ right: Value) -> Value? {
    switch operation {
    case .add, .subtract:
      guard let (left, right, exponent) = aligned(left, right) else { return nil }
      return newDecimal(operation == .add ? left + right : left - right, exponent)
    case .multiply:
      guard let left = decimal(left), let right = decimal(right) else { return nil }
      let (digits, overflows) = left.digits.multipliedReportingOverflow(by: right.digits)
      // Zero keeps the sign.
      if overflows || (digits == 0 && (left.digits < 0 || right.digits < 0)) { return nil }
      return newDecimal(digits, left.exponent + right.exponent)
    default: return nil
    }
  }

  /// Returns two comparable numbers; nil if one of the values is no decimal or integer.
  func comparableDecimals(_ left: Value, _ right: Value) -> (Int64, Int64)? {
    guard isDecimal(left) || isDecimal(right), let (left, right, _) = aligned(left, right) else { return nil }
    return (left, right)
  }
}
