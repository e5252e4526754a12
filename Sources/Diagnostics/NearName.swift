/// The longest name that is compared: a longer one is not a typing error, and comparing costs the product of both lengths.
let longestNearName = 200

/// The greatest distance at which names of these lengths are near.
func nearNameLimit(_ count: Int, _ other: Int) -> Int { max(1, max(count, other) / 3) }

/// Finds the name that was probably meant.
///
/// It compares the name with each candidate. `NearNameIndex` finds the same name among thousands.
///
/// A suggestion is a claim about the writer's mind, so it is made only where a name is near: edit distance at most a
/// third of the longer name's length (at least 1), case ignored. Of equally near names the first one given wins.
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

/// Whether two class names are near even without the word that both end in: `PaymentError` and `NameError` have only the
/// end in common, and one letter has nothing in common with another.
public func haveNearStems(_ name: String, _ other: String) -> Bool {
  var (left, right) = (name.lowercased(), other.lowercased())
  if let end = ["error", "exception", "warning"].first(where: { left.hasSuffix($0) && right.hasSuffix($0) }) {
    (left, right) = (String(left.dropLast(end.count)), String(right.dropLast(end.count)))
  }
  if left.count == 1, right.count == 1 { return left == right }
  return nearestName(to: left, among: [right]) != nil
}

/// Levenshtein distance where swapping two neighbours counts as one step (optimal string alignment); nil where it is more
/// than the limit, so that only as many places around the diagonal need be looked at.
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
