/// How Python reads a name outside ASCII. Python converts every name to Unicode's form NFKC, so two names that look
/// different here could be the same name there. Only names that are already in that form mean the same in both places.
enum NameForm: Sendable, Hashable {
  case stays
  /// Python reads another name.
  case becomes(String)
  /// Python reads another name, but the tables here do not contain it.
  case changes
}

func nameForm(_ name: String) -> NameForm {
  var scalars: [Unicode.Scalar] = []
  var isMerged = false
  var isKnown = true
  for scalar in name.unicodeScalars {
    if scalar.value < 0x80 || !scalar.isMerged {
      scalars.append(scalar)
    } else {
      isMerged = true
      let shifted = scalar.shifted
      isKnown = isKnown && shifted != nil
      scalars.append(shifted ?? scalar)
    }
  }
  if isMerged, !isKnown { return .changes }
  let composed = composedForm(scalars)
  if !isMerged, composed.elementsEqual(name.unicodeScalars) { return .stays }
  var text = String.UnicodeScalarView()
  text.append(contentsOf: composed)
  return .becomes(String(text))
}

extension Unicode.Scalar {
  /// Whether it can start a name in Python 3.11, which uses Unicode 14.
  var beginsName: Bool { self == "_" || (properties.isXIDStart && isInUnicode14) }

  /// Whether it can be part of a name after the first scalar.
  var continuesName: Bool { properties.isXIDContinue && isInUnicode14 }

  private var isInUnicode14: Bool { (properties.age?.major ?? .max) <= 14 }

  /// Whether NFKC replaces it.
  fileprivate var isMerged: Bool {
    let table = NameFormTable.merged
    guard let range = table.lastRow(of: 2, notAbove: value) else { return false }
    return value <= table[range + 1]
  }

  /// The replacement in NFKC, if the scalar is in a range that maps to a range: full-width and mathematical letters.
  fileprivate var shifted: Unicode.Scalar? {
    let table = NameFormTable.shifted
    guard let range = table.lastRow(of: 3, notAbove: value), value <= table[range + 1] else { return nil }
    return Unicode.Scalar(table[range + 2] + (value - table[range]))
  }
}

extension [UInt32] {
  /// Searches a table with rows of the given width, sorted by the first number of each row. Returns the index of the
  /// last row whose first number is not greater than the value.
  fileprivate func lastRow(of width: Int, notAbove value: UInt32) -> Int? {
    var low = 0
    var high = count / width
    while low < high {
      let middle = (low + high) / 2
      if self[middle * width] <= value { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : (low - 1) * width
  }
}

/// Returns Unicode's form NFC, by its definition: decompose the letters, sort their marks, compose them again.
private func composedForm(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
  var apart: [UInt32] = []
  for scalar in scalars { appendDecomposed(scalar.value, to: &apart) }
  orderMarks(&apart)
  return compose(apart).compactMap(Unicode.Scalar.init)
}

/// Korean syllables are not in the tables: they are composed by arithmetic.
private enum Hangul {
  static let syllables: UInt32 = 0xAC00
  static let leads: UInt32 = 0x1100
  static let vowels: UInt32 = 0x1161
  static let tails: UInt32 = 0x11A7
  static let syllableCount: UInt32 = 11172
  static let leadCount: UInt32 = 19
  static let vowelCount: UInt32 = 21
  static let tailCount: UInt32 = 28
}

private func appendDecomposed(_ value: UInt32, to apart: inout [UInt32]) {
  if value >= Hangul.syllables, value < Hangul.syllables + Hangul.syllableCount {
    let index = value - Hangul.syllables
    apart.append(Hangul.leads + index / (Hangul.vowelCount * Hangul.tailCount))
    apart.append(Hangul.vowels + index % (Hangul.vowelCount * Hangul.tailCount) / Hangul.tailCount)
    if index % Hangul.tailCount != 0 { apart.append(Hangul.tails + index % Hangul.tailCount) }
    return
  }
  // A letter has at most four scalars. The first part can be decomposed again, the second cannot.
  var marks: [UInt32] = []
  var rest = value
  while rest >= 0xC0, let row = NameFormTable.composed.lastRow(of: 3, notAbove: rest),
    NameFormTable.composed[row] == rest
  {
    marks.append(NameFormTable.composed[row + 2])
    rest = NameFormTable.composed[row + 1]
  }
  apart.append(rest)
  apart.append(contentsOf: marks.reversed())
}

private func combiningClass(_ value: UInt32) -> UInt8 {
  guard value >= 0x300 else { return 0 }
  return Unicode.Scalar(value)?.properties.canonicalCombiningClass.rawValue ?? 0
}

/// Sorts each run of marks by class. Marks of the same class keep their order.
private func orderMarks(_ apart: inout [UInt32]) {
  var start = 0
  while start < apart.count {
    guard combiningClass(apart[start]) != 0 else {
      start += 1
      continue
    }
    var end = start
    while end < apart.count, combiningClass(apart[end]) != 0 { end += 1 }
    if end - start > 1 {
      let marks = apart[start..<end].enumerated().map { (rank: combiningClass($1), place: $0, mark: $1) }
      apart.replaceSubrange(
        start..<end, with: marks.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map { $0.mark })
    }
    start = end
  }
}

private func compose(_ apart: [UInt32]) -> [UInt32] {
  var result: [UInt32] = []
  var starter: Int?
  var lastClass: UInt8 = 0
  for value in apart {
    let rank = combiningClass(value)
    // A mark cannot combine with its letter if a mark of the same or a higher class is between them.
    if let place = starter, lastClass < rank || place == result.count - 1,
      let whole = composition(of: result[place], value)
    {
      result[place] = whole
      continue
    }
    if rank == 0 { starter = result.count }
    lastClass = rank
    result.append(value)
  }
  return result
}

private func composition(of first: UInt32, _ second: UInt32) -> UInt32? {
  if first >= Hangul.leads, first < Hangul.leads + Hangul.leadCount {
    guard second >= Hangul.vowels, second < Hangul.vowels + Hangul.vowelCount else { return nil }
    return Hangul.syllables + ((first - Hangul.leads) * Hangul.vowelCount + second - Hangul.vowels) * Hangul.tailCount
  }
  if first >= Hangul.syllables, first < Hangul.syllables + Hangul.syllableCount,
    (first - Hangul.syllables) % Hangul.tailCount == 0, second > Hangul.tails,
    second < Hangul.tails + Hangul.tailCount
  {
    return first + second - Hangul.tails
  }
  return compositions[UInt64(first) << 32 | UInt64(second)]
}

private let compositions: [UInt64: UInt32] = {
  let table = NameFormTable.composed
  var whole: [UInt64: UInt32] = [:]
  for row in stride(from: 0, to: table.count, by: 3) {
    whole[UInt64(table[row + 1]) << 32 | UInt64(table[row + 2])] = table[row]
  }
  return whole
}()
