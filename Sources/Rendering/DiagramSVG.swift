import Diagnostics

/// The diagram as SVG for a page: base classes above their subclasses, and the same in words for those who do not see it.
///
/// Each class is in the row below its lowest base class. A class that reaches one of its base classes on two ways is the
/// bottom of a diamond and is marked: there the order of the base classes decides.
extension ClassDiagram {
  /// The diagram as an `svg` element with `role="img"`; empty without classes. Its colors come from the page, through the
  /// classes `box`, `known`, `handled`, `diamond`, `mark` and `edge`. A diamond has a mark in its corner.
  public var svg: String {
    guard !nodes.isEmpty else { return "" }
    let layout = SVGLayout(self)
    var lines = [
      "<svg class=\"classes\" role=\"img\" viewBox=\"0 0 \(layout.width) \(layout.height)\" "
        + "width=\"\(layout.width)\" height=\"\(layout.height)\" xmlns=\"http://www.w3.org/2000/svg\">",
      "<title>Classes and their base classes</title>",
      "<desc>\(Self.escaped(sentences.joined(separator: " ")))</desc>",
    ]
    for (index, node) in nodes.enumerated() {
      for (place, base) in node.bases.enumerated() {
        lines += layout.edge(from: index, to: base, number: node.bases.count > 1 ? place + 1 : nil)
      }
    }
    for (index, node) in nodes.enumerated() { lines += layout.box(index, node, isDiamond: isDiamond(index)) }
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  /// The diagram in words: one sentence for each class.
  public var sentences: [String] {
    nodes.indices.map { index in
      let node = nodes[index]
      let bases = node.bases.map { nodes[$0].name }
      var sentence = node.name
      switch bases.count {
      case 0: sentence += " is at the top"
      case 1: sentence += " is a subclass of \(bases[0])"
      default: sentence += " is a subclass of \(bases.joined(separator: ", then "))"
      }
      if isDiamond(index) { sentence += ", and reaches a base class on two ways" }
      if !node.handlers.isEmpty { sentence += "; it has a handler" }
      return sentence + "."
    }
  }

  /// Whether two base classes of a class share a base class below Exception's own ones.
  private func isDiamond(_ index: Int) -> Bool {
    var seen: Set<Int> = []
    for base in nodes[index].bases {
      let all = ancestors(of: base)
      if !seen.isDisjoint(with: all) { return true }
      seen.formUnion(all)
    }
    return false
  }

  /// Returns a class and all its base classes in the diagram.
  private func ancestors(of index: Int) -> Set<Int> {
    var found: Set<Int> = [index]
    var open = [index]
    while let next = open.popLast() {
      for base in nodes[next].bases where found.insert(base).inserted { open.append(base) }
    }
    return found
  }

  fileprivate static func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    writeHTMLText(escapedForDisplay(text).utf8, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

/// The places of the boxes, in pixels.
private struct SVGLayout {
  private static let margin = 12
  private static let rowGap = 44
  private static let columnGap = 24
  private static let lineHeight = 18
  private static let padding = 9
  /// The width of a character of the monospaced font of 14 pixels.
  private static let characterWidth = 9

  private struct Box {
    var x = 0
    var y = 0
    var width = 0
    var height = 0
    var center: Int { x + width / 2 }
  }

  private var boxes: [Box]
  private(set) var width = 0
  private(set) var height = 0

  init(_ diagram: ClassDiagram) {
    boxes = diagram.nodes.map { node in
      let longest = node.label.map { $0.unicodeScalars.count }.max() ?? 0
      return Box(
        width: longest * Self.characterWidth + 2 * Self.padding,
        height: node.label.count * Self.lineHeight + 2 * Self.padding)
    }
    place(rows: Self.rows(of: diagram), of: diagram)
  }

  /// Returns the classes of each row. Each class comes after its base classes in the diagram, so one pass is enough.
  private static func rows(of diagram: ClassDiagram) -> [[Int]] {
    var depths: [Int] = []
    var rows: [[Int]] = []
    for (index, node) in diagram.nodes.enumerated() {
      let depth = node.bases.map { ($0 < index ? depths[$0] : 0) + 1 }.max() ?? 0
      depths.append(depth)
      while rows.count <= depth { rows.append([]) }
      rows[depth].append(index)
    }
    return rows
  }

  private mutating func place(rows: [[Int]], of diagram: ClassDiagram) {
    var y = Self.margin
    let widths = rows.map { row in row.reduce(0) { $0 + boxes[$1].width } + (row.count - 1) * Self.columnGap }
    let widest = widths.max() ?? 0
    for (row, rowWidth) in zip(rows, widths) {
      var x = Self.margin + (widest - rowWidth) / 2
      // A class is below its base classes, as far as the order in its row can do that.
      for index in row.sorted(by: { middle(ofBasesOf: $0, diagram) < middle(ofBasesOf: $1, diagram) }) {
        boxes[index].x = x
        boxes[index].y = y
        x += boxes[index].width + Self.columnGap
      }
      y += (row.map { boxes[$0].height }.max() ?? 0) + Self.rowGap
    }
    width = widest + 2 * Self.margin
    height = y - Self.rowGap + Self.margin
  }

  /// Returns the middle of the base classes, which are already placed, and the index, so that the order is unique.
  private func middle(ofBasesOf index: Int, _ diagram: ClassDiagram) -> (Int, Int) {
    let bases = diagram.nodes[index].bases
    guard !bases.isEmpty else { return (0, index) }
    return (bases.reduce(0) { $0 + boxes[$1].center } / bases.count, index)
  }

  func box(_ index: Int, _ node: ClassDiagram.Node, isDiamond: Bool) -> [String] {
    let box = boxes[index]
    let classes =
      ["box"] + (node.isDeclared ? [] : ["known"]) + (node.handlers.isEmpty ? [] : ["handled"])
      + (isDiamond ? ["diamond"] : [])
    var lines = [
      "<g class=\"\(classes.joined(separator: " "))\">",
      "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\" rx=\"6\"/>",
    ]
    for (number, line) in node.label.enumerated() {
      let y = box.y + Self.padding + (number + 1) * Self.lineHeight - 5
      lines.append(
        "<text x=\"\(box.center)\" y=\"\(y)\" text-anchor=\"middle\">\(ClassDiagram.escaped(line))</text>")
    }
    // Color alone would not show it to everyone.
    if isDiamond {
      let corner = "M\(box.x + box.width) \(box.y - 7)"
      lines.append("<path class=\"mark\" d=\"\(corner) l7 7 l-7 7 l-7 -7 z\"/>")
    }
    return lines + ["</g>"]
  }

  /// Draws a line from a class up to a base class. A number shows the place of the base class in the declaration.
  func edge(from index: Int, to base: Int, number: Int?) -> [String] {
    let (lower, upper) = (boxes[index], boxes[base])
    let (startY, endY) = (lower.y, upper.y + upper.height)
    let line = "<path class=\"edge\" d=\"M\(lower.center) \(startY) L\(upper.center) \(endY)\"/>"
    guard let number else { return [line] }
    // Near the subclass, where the lines of its base classes are still close to it.
    let x = lower.center + (upper.center - lower.center) / 4 + 4
    let y = startY - (startY - endY) / 4
    return [line, "<text class=\"edge\" x=\"\(x)\" y=\"\(y)\">\(number)</text>"]
  }
}
