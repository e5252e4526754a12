/// The maximum length of names that are compared. A longer name is not a typing error, and the cost is the product of
/// both lengths.
let longestNearName = 200

/// Returns the maximum edit distance at which names of these lengths are near.
func nearNameLimit(_ count: Int, _ other: Int) -> Int { max(1, max(count, other) / 3) }

/// Finds the name that was probably meant.
///
/// Compares the name with each candidate. `NearNameIndex` finds the same name among thousands.
///
/// A wrong suggestion confuses the reader, so only a near name is suggested: the edit distance is at most a third of
/// the longer name's length (at least 1), ignoring case. If several names are equally near, the first one is returned.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard wanted.count <= longestNearName else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let other = Array(candidate.lowercased().unicodeScalars)
    let limit = nearNameLimit(wanted.count, other.count)
    guard abs(other.count - wanted.count) <= limit, other.count <= longestNearName else { continue }
    let nearer = best.map { min(limit, $0.distance - 1) } ?? limit
    if let distance = editDistance(wanted, other, limit: nearer) { best = (candidate, distance) }
  }
  return best?.name
}

/// Returns whether two class names are near even without a word that both end in. `PaymentError` and `NameError` have
/// only that word in common, and single letters have nothing in common.
public func haveNearStems(_ name: String, _ other: String) -> Bool {
  var (left, right) = (name.lowercased(), other.lowercased())
  if let end = ["error", "exception", "warning"].first(where: { left.hasSuffix($0) && right.hasSuffix($0) }) {
    (left, right) = (String(left.dropLast(end.count)), String(right.dropLast(end.count)))
  }
  if left.count == 1, right.count == 1 { return left == right }
  return nearestName(to: left, among: [right]) != nil
}

/// Returns the Levenshtein distance, with a swap of two neighboring letters as one step (optimal string alignment).
/// Returns nil if it is greater than the limit, so that only a band around the diagonal has to be computed.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  let tooMuch = limit + 1
  var beforeLast: [Int] = []
  var last = (0...right.count).map { min($0, tooMuch) }
  for row in left.indices {
    var current = Array(repeating: tooMuch, count: right.count + 1)
    current[0] = min(row + 1, tooMuch)
    for column in max(0, row - limit)..<max(0, row - limit, min(right.count, row + limit + 1)) {
      let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
      var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current[column + 1] = min(cost, tooMuch)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count] <= limit ? last[right.count] : nil
}
