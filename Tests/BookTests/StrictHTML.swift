/// Reads HTML as this project writes it, and is stricter than a browser: every element is closed where it was opened, every
/// attribute has quotation marks, and only elements and attributes that a page needs are known.
struct StrictHTML {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The text inside, with its entities decoded and without markup.
    var text = ""
    /// The places of the elements around it, outermost first.
    var parents: [Int]
  }

  struct Problem: Error, CustomStringConvertible {
    var description: String
  }

  /// In the order of their start.
  private(set) var elements: [Element] = []
  private var rest: Substring
  private var open: [Int] = []

  private static let void: Set<String> = ["meta", "link", "br", "hr", "img"]
  private static let blocks: Set<String> = [
    "p", "ul", "ol", "li", "pre", "table", "div", "section", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "details", "main", "header", "footer", "nav", "article",
  ]
  private static let inline: Set<String> = [
    "a", "b", "br", "code", "em", "i", "img", "kbd", "s", "span", "strong", "sub", "sup", "u", "var",
  ]
  private static let others: Set<String> = [
    "html", "head", "body", "title", "meta", "link", "script", "style", "noscript", "summary", "thead", "tbody", "tr",
    "th", "td",
  ]
  private static let drawing: Set<String> = ["svg", "title", "desc", "g", "rect", "text", "path", "tspan"]
  private static let attributes: Set<String> = [
    "alt", "aria-label", "charset", "class", "content", "defer", "hidden", "href", "http-equiv", "id", "lang", "name",
    "open", "rel", "role", "src", "start", "tabindex", "type",
  ]
  private static let drawingAttributes: Set<String> = [
    "class", "d", "height", "role", "rx", "text-anchor", "viewBox", "width", "x", "xmlns", "y",
  ]

  init(_ html: String) throws {
    rest = html[...]
    guard take("<!doctype html>\n") else { throw Problem(description: "there is no doctype") }
    while !rest.isEmpty {
      if rest.first == "<" { try readTag() } else { try readText() }
    }
    guard open.isEmpty else { throw Problem(description: "not closed: \(open.map { elements[$0].name })") }
    try checkIDs()
  }

  /// Returns the elements with this name.
  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// Returns the elements with this value of `data-errorbook`.
  func parts(_ name: String) -> [Element] { elements.filter { $0.attributes["data-errorbook"] == name } }

  /// Whether an element is inside another one with this value of `data-errorbook`.
  func isInside(_ element: Element, _ part: String) -> Bool {
    element.parents.contains { elements[$0].attributes["data-errorbook"] == part }
  }

  // MARK: Reading

  private var isDrawing: Bool { open.contains { elements[$0].name == "svg" } }

  private mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  private func problem(_ what: String) -> Problem {
    Problem(description: "\(what), in \(open.map { elements[$0].name }), at: \(rest.prefix(80))")
  }

  private mutating func readText() throws {
    let raw = rest.prefix { $0 != "<" }
    let text = try decoded(raw)
    if open.isEmpty, text.contains(where: { !$0.isWhitespace }) { throw problem("text outside of the page") }
    rest = rest.dropFirst(raw.count)
    for place in open { elements[place].text += text }
  }

  private func decoded(_ raw: Substring) throws -> String {
    guard !raw.contains(where: { $0 == ">" || $0 == "\"" || $0 == "'" }) else { throw problem("not escaped: \(raw)") }
    let pieces = raw.split(separator: "&", omittingEmptySubsequences: false)
    var text = String(pieces.first ?? "")
    for piece in pieces.dropFirst() {
      let known = [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'")]
      guard let (entity, character) = known.first(where: { piece.hasPrefix($0.0) }) else {
        throw problem("unknown entity: &\(piece)")
      }
      text += character + piece.dropFirst(entity.count)
    }
    return text
  }

  private mutating func readTag() throws {
    if take("</") { return try readEnd() }
    _ = take("<")
    let name = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) })
    rest = rest.dropFirst(name.count)
    let known =
      isDrawing ? Self.drawing : Self.blocks.union(Self.inline).union(Self.others).union(["svg"])
    guard known.contains(name) else { throw problem("unknown element <\(name)>") }
    let attributes = try readAttributes(of: name)
    try checkPlace(of: name)
    elements.append(Element(name: name, attributes: attributes, parents: open))
    if isDrawing, take("/>") { return }
    guard take(">") else { throw problem("the tag <\(name)> has no end") }
    guard !Self.void.contains(name) else { return }
    open.append(elements.count - 1)
    if ["script", "style"].contains(name) { try readRawText(name) }
  }

  private mutating func readAttributes(of element: String) throws -> [String: String] {
    var attributes: [String: String] = [:]
    while take(" ") {
      let name = String(rest.prefix { $0.isLetter || $0 == "-" })
      rest = rest.dropFirst(name.count)
      let known = element == "svg" || isDrawing ? Self.drawingAttributes : Self.attributes
      guard known.contains(name) || name.hasPrefix("data-") else { throw problem("unknown attribute \(name)") }
      guard attributes[name] == nil else { throw problem("a second \(name)") }
      guard take("=") else {
        attributes[name] = ""
        continue
      }
      guard take("\"") else { throw problem("\(name) has no quotation mark") }
      let value = rest.prefix { $0 != "\"" }
      guard !value.contains("<") else { throw problem("\(name) is not escaped") }
      attributes[name] = try decoded(value)
      rest = rest.dropFirst(value.count + 1)
    }
    return attributes
  }

  /// A browser would close some elements by itself, or move them.
  private func checkPlace(of name: String) throws {
    let parents = open.map { elements[$0].name }
    let parent = parents.last ?? ""
    guard name == "html" || !parents.isEmpty else { throw problem("<\(name)> outside of the page") }
    if Self.blocks.contains(name), parents.contains(where: { $0 == "p" || Self.inline.contains($0) || $0 == "summary" })
    {
      throw problem("a block <\(name)> in <\(parent)>")
    }
    if name == "a", parents.contains("a") { throw problem("a link in a link") }
    if ["ul", "ol"].contains(parent), name != "li" { throw problem("<\(name)> in a list") }
    if name == "li", !["ul", "ol"].contains(parent) { throw problem("an item outside of a list") }
    if ["td", "th"].contains(name), parent != "tr" { throw problem("a cell outside of a row") }
    if name == "main", elements.contains(where: { $0.name == "main" }) { throw problem("a second <main>") }
  }

  private mutating func readRawText(_ name: String) throws {
    guard let place = open.last else { return }
    guard let end = rest.firstRange(of: "</\(name)") else { throw problem("<\(name)> has no end") }
    let text = rest[..<end.lowerBound]
    // After `<!--`, a script could contain its own end tag.
    if text.contains("<!--") { throw problem("<!-- in a script") }
    elements[place].text = String(text)
    rest = rest[end.lowerBound...]
  }

  private mutating func readEnd() throws {
    let name = String(rest.prefix { $0.isLetter || $0.isNumber })
    rest = rest.dropFirst(name.count)
    guard take(">") else { throw problem("the end of <\(name)> has no end") }
    guard let place = open.popLast(), elements[place].name == name else { throw problem("</\(name)> closes nothing") }
  }

  private func checkIDs() throws {
    let ids = elements.compactMap { $0.attributes["id"] }
    for (id, same) in Dictionary(grouping: ids, by: { $0 }) where same.count > 1 || id.isEmpty {
      throw Problem(description: "the id \(id) appears \(same.count) times")
    }
  }
}
