import Diagnostics
import Interpreter

/// The class hierarchy as a tree. A class with several base classes is drawn below the first one; below the others, a
/// line says where to find it. So every class is drawn once, and the drawing has one line per edge of the hierarchy.
struct ClassTree {
  private struct Branch {
    var row: Int
    /// Below any base class except the first, the tree shows only the name.
    var isReference: Bool
  }

  /// A branch that is not drawn yet.
  private struct Pending {
    var branch: Branch
    var level: Int
    /// The text before its own mark.
    var prefix: String
    var isLast: Bool
  }

  /// Deeper branches are not indented further, because they would leave the screen. The tree shows their base classes
  /// instead.
  private static let deepest = 16

  private let rows: [ClassRow]
  private let texts: TextTable
  private var roots: [Branch] = []
  /// The rows below each row, by index.
  private var branches: [Int: [Branch]] = [:]

  init(_ rows: [ClassRow], _ texts: TextTable) {
    self.rows = rows
    self.texts = texts
    for (index, row) in rows.enumerated() {
      let bases = row.baseRows
      if bases.isEmpty { roots.append(Branch(row: index, isReference: false)) }
      for (number, base) in bases.enumerated() {
        branches[base, default: []].append(Branch(row: index, isReference: number > 0))
      }
    }
  }

  /// Draws one line per class: the line of the declaration, then the branch.
  var drawing: StyledText {
    let width = rows.reduce(1) { max($0, String($1.line ?? 0).count) }
    var text = StyledText()
    var pending = roots.reversed().map { Pending(branch: $0, level: 0, prefix: "", isLast: true) }
    while let next = pending.popLast() {
      let row = rows[next.branch.row]
      let number = next.branch.isReference ? "" : row.line.map { String($0) } ?? ""
      let mark = next.level == 0 ? "" : "+- "
      text += "\(String(repeating: " ", count: width - number.count) + number, .faint)  \(next.prefix + mark, .faint)"
      text += next.branch.isReference ? reference(row) : description(row, isDeep: next.level >= Self.deepest)
      text.breakLine()
      if next.branch.isReference { continue }
      let below = branches[next.branch.row] ?? []
      let isDeep = next.level >= Self.deepest
      let prefix = isDeep || next.level == 0 ? next.prefix : next.prefix + (next.isLast ? "   " : "|  ")
      for (index, branch) in below.enumerated().reversed() {
        pending.append(
          Pending(
            branch: branch, level: isDeep ? next.level : next.level + 1, prefix: prefix,
            isLast: index == below.count - 1))
      }
    }
    return text
  }

  private func description(_ row: ClassRow, isDeep: Bool) -> StyledText {
    var text = StyledText()
    text.hangHere()
    text.append(texts[row.name], row.line == nil ? .plain : .code)
    if row.bases.count > 1 || isDeep { text += "(\(row.bases.map { texts[$0] }.joined(separator: ", ")))" }
    if let code = row.code { text += "  code \(code)" }
    if row.line != nil, let diamond = row.diamond {
      text += "  \("diamond", .note): inherits from \(texts[diamond]) in two ways"
    }
    return text
  }

  private func reference(_ row: ClassRow) -> StyledText {
    let place = row.line.map { "line \($0)" } ?? "above"
    return "\(texts[row.name], .code), \(place, .faint)"
  }

  /// Returns the tree in words.
  var sentences: StyledText {
    var text = StyledText()
    for row in rows {
      guard let line = row.line else { continue }
      text += "line \(line): \(texts[row.name], .code) \(bases(of: row))"
      if let code = row.code { text += ", code \(code)" }
      if let diamond = row.diamond { text += "; diamond: inherits from \(texts[diamond]) in two ways" }
      text += "\n"
    }
    return text
  }

  private func bases(of row: ClassRow) -> String {
    row.bases.isEmpty ? "has no base class" : "inherits from " + listed(row.bases.map { texts[$0] })
  }
}
