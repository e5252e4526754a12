import Diagnostics

/// Writes HTML: elements that are always closed, and text that is always escaped.
struct HTMLWriter {
  /// An attribute of an element.
  struct Attribute {
    var name: String
    /// Nil for an attribute without a value, such as `hidden`.
    var value: String?

    init(_ name: String, _ value: String? = nil) { (self.name, self.value) = (name, value) }
  }

  private(set) var bytes: [UInt8] = []

  /// Writes an element and what `content` writes into it.
  mutating func element(
    _ name: String, _ attributes: [Attribute] = [], _ content: (inout HTMLWriter) -> Void = { _ in }
  ) {
    open(name, attributes)
    content(&self)
    close(name)
  }

  mutating func element(_ name: String, _ attributes: [Attribute] = [], text: String) {
    element(name, attributes) { html in html.text(text) }
  }

  /// Writes the start of an element. `close` has to follow.
  mutating func open(_ name: String, _ attributes: [Attribute] = []) {
    raw("<\(name)")
    for attribute in attributes {
      raw(" \(attribute.name)")
      guard let value = attribute.value else { continue }
      raw("=\"")
      text(value)
      raw("\"")
    }
    raw(">")
  }

  mutating func close(_ name: String) { raw("</\(name)>") }

  /// Writes an element that has no content and no end, such as `meta`.
  mutating func void(_ name: String, _ attributes: [Attribute] = []) { open(name, attributes) }

  mutating func text(_ text: String) { writeHTMLText(text.utf8, to: &bytes) }

  mutating func line() { bytes.append(UInt8(ascii: "\n")) }

  /// Writes HTML that this program made. It is not escaped.
  mutating func raw(_ html: some StringProtocol) { bytes += Array(html.utf8) }

  /// Writes HTML that this program made. It is not escaped.
  mutating func raw(_ html: [UInt8]) { bytes += html }
}
