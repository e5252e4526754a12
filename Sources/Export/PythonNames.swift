import Syntax

/// Gives out names for one Python module, each once.
///
/// Classes come first, so that they keep the names that the script gives them; whatever else would have the same name
/// gets another one. All names share one namespace, so no local name hides a class.
struct PythonNames: Sendable {
  private var taken: Set<String>

  init() { taken = pythonKeywords }

  /// The name that was wished for, or the first one like it that is free.
  mutating func give(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while taken.contains(name) {
      name = "\(wanted)_\(number)"
      number += 1
    }
    taken.insert(name)
    return name
  }

  func isTaken(_ name: String) -> Bool { taken.contains(name) }

  /// A name for a class; names with two underscores at both ends belong to Python.
  mutating func giveClass(_ name: String) -> String {
    give(name.hasPrefix("__") && name.hasSuffix("__") ? name + "_" : name)
  }

  /// `PaymentError` as a part of the name of a function: `payment_error`.
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

  /// Any text as a part of the name of a function: letters and digits, joined by underscores.
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
