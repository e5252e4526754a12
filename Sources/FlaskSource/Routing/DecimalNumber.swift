/// A number with its decimal digits: arguments and limits of number converters, without rounding.
struct DecimalNumber: Hashable {
  private(set) var isNegative = false
  /// The digits before the point without leading zeros.
  private(set) var whole: [Unicode.Scalar]
  /// The digits after the point without trailing zeros.
  private(set) var fraction: [Unicode.Scalar] = []

  /// Reads `12`, `-12`, `1.5`, `1.` or `.5`.
  init?(_ text: some Collection<Unicode.Scalar>) {
    let isSigned = text.first == "-"
    let digits = isSigned ? Array(text.dropFirst()) : Array(text)
    let point = digits.firstIndex(of: ".") ?? digits.count
    let before = digits[..<point]
    let after = digits[min(point + 1, digits.count)...]
    guard !(before.isEmpty && after.isEmpty), (before + after).allSatisfy({ $0.isASCIIDigit }) else { return nil }
    whole = Array(before.drop { $0 == "0" })
    fraction = Array(after)
    while fraction.last == "0" { fraction.removeLast() }
    isNegative = isSigned && !(whole.isEmpty && fraction.isEmpty)
  }

  /// The number of digits that count.
  var digitCount: Int { whole.count + fraction.count }

  /// The whole part as an integer, as Python's `int` returns it; nil if it is too large.
  var truncated: Int64? {
    guard whole.count <= 18 else { return nil }
    let absolute = whole.reduce(Int64(0)) { $0 * 10 + Int64($1.value - 0x30) }
    return isNegative ? -absolute : absolute
  }

  /// Whether Python's `float` distinguishes it from all other numbers that are as short, and writes its digits.
  var isExactFloat: Bool {
    let leadingZeros = whole.isEmpty ? fraction.prefix { $0 == "0" }.count : 0
    return digitCount <= 15 && leadingZeros < 4
  }

  /// The text of the number as Python's `repr` of a float: `1.5`, `2.0`.
  var floatText: [Unicode.Scalar] {
    let sign: [Unicode.Scalar] = isNegative ? ["-"] : []
    return sign + (whole.isEmpty ? ["0"] : whole) + ["."] + (fraction.isEmpty ? ["0"] : fraction)
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmallerAbsolute(than: left) : left.isSmallerAbsolute(than: right)
  }

  private func isSmallerAbsolute(than other: Self) -> Bool {
    if whole.count != other.whole.count { return whole.count < other.whole.count }
    if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) }
    return fraction.lexicographicallyPrecedes(other.fraction)
  }
}
