import Syntax

/// Assigns unique names in one Python module.
///
/// Classes are named first, so that they keep their names from the script. Other things get different names. All names
/// share one namespace, so no local name hides a class.
struct PythonNames: Sendable {
  private var taken: Set<String>

  init() { taken = pythonKeywords }

  /// Returns the preferred name, or a similar one that is free.
  mutating func give(_ preferred: String) -> String {
    var name = preferred
    var number = 2
    while taken.contains(name) {
      name = "\(preferred)_\(number)"
      number += 1
    }
    taken.insert(name)
    return name
  }

  func isTaken(_ name: String) -> Bool { taken.contains(name) }

  /// Returns a name for a class. Names with two underscores at both ends are reserved in Python.
  mutating func giveClass(_ name: String) -> String {
    give(name.hasPrefix("__") && name.hasSuffix("__") ? name + "_" : name)
  }

  /// Converts a class name for use in a function name: `PaymentError` becomes `payment_error`.
  static func lowered(_ name: String) -> String {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    var lowered = ""
    let letters = Array(name)
    for (index, letter) in letters.enumerated() {
      let next = index + 1 < letters.count ? letters[index + 1] : " "
      let last = lowered.last ?? "_"
      let beginsWord = letter.isUppercase && (!letters[index - (index > 0 ? 1 : 0)].isUppercase || next.isLowercase)
      if beginsWord, last != "_" { lowered += "_" }
      lowered += letter.lowercased()
    }
    return lowered
  }

  /// Converts any text for use in a function name: letters and digits, joined by underscores.
  static func slug(_ text: String) -> String {
    var slug = ""
    for letter in text.lowercased() where slug.utf8.count < 60 {
      if letter.isASCII, letter.isLetter || letter.isNumber {
        slug.append(letter)
      } else if !slug.isEmpty, slug.last != "_" {
        slug += "_"
      }
    }
    while slug.last == "_" { slug.removeLast() }
    return slug
  }
}
