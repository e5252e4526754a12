import Diagnostics
import PythonSyntax
import Resolution

/// Jinja templates, as far as they only show values by name.
extension Evaluator {
  /// `render_template_string(source, **values)`.
  mutating func renderString(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    guard case .text(let source)? = arguments.positional.first else { return unknownText(of: span) }
    return try render(source, arguments.keywords, at: span)
  }

  /// `render_template(name, **values)`. Without a folder of templates, it raises TemplateNotFound.
  mutating func renderFile(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    guard let templates, case .text(let name)? = arguments.positional.first, !templates.contains(name) else {
      let text = unknownText(of: span)
      forgetMessages(because: text)
      return text
    }
    if hasOtherTemplates { throw notModeled("the folder of this template is not known", at: span) }
    throw .raised(
      newInstance(
        of: try templateNotFound(), ["args": .tuple([.text(name)]), "name": .text(name), Self.openMark: .none]))
  }

  /// Jinja's exception for a template that does not exist.
  mutating func templateNotFound() throws(Interruption) -> ClassID {
    try exceptionOfLibrary("TemplateNotFound", bases: ["OSError", "LookupError"])
  }

  /// Returns the text of a template whose placeholders are names, such as `{{ name }}` and `{{ error.code }}`.
  private mutating func render(
    _ source: String, _ values: [String: Value], at span: Span
  ) throws(Interruption) -> Value {
    var parts: [TextPart] = []
    var rest = Array(source.utf8)[...]
    var plain: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "{"), let next = rest.first else {
        plain.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "{"):
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")), rest.indices.contains(end + 1),
          rest[end + 1] == UInt8(ascii: "}")
        else { throw notModeled("this template is not modeled", at: span) }
        let name = String(decoding: rest[(rest.startIndex + 1)..<end].filter { $0 != 0x20 }, as: UTF8.self)
        parts.append(.text(String(decoding: plain, as: UTF8.self)))
        plain = []
        guard let shown = try escaped(name, values, at: span) else { return unknownText(of: span) }
        parts += shown
        rest = rest[(end + 2)...]
      case UInt8(ascii: "%"), UInt8(ascii: "#"):
        // Statements of a template can raise exceptions.
        throw notModeled("this template is not modeled", at: span)
      default: plain.append(byte)
      }
    }
    // Jinja removes one line break at the end.
    if plain.last == 0x0A { plain.removeLast() }
    return template(parts + [.text(String(decoding: plain, as: UTF8.self))])
  }

  /// Returns the text of a name in a template with HTML escapes; nil if it is not known.
  private mutating func escaped(
    _ name: String, _ values: [String: Value], at span: Span
  ) throws(Interruption) -> [TextPart]? {
    var path = name.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard path.allSatisfy({ isName($0) }), let value = values[path.removeFirst()] else {
      throw notModeled("this template is not modeled", at: span)
    }
    var found = value
    for attribute in path {
      switch found {
      case .instance, .received: found = try self.attribute(attribute, of: found, at: span)
      case .dictionary(let id): found = entries(id)[.text(attribute)] ?? .text("")
      default: throw notModeled("this template is not modeled", at: span)
      }
    }
    let text = try self.text(of: found)
    if isUnknown(text) { return nil }
    return parts(of: text).map { part in
      if case .text(let text) = part { .text(htmlEscaped(text)) } else { part }
    }
  }

  private func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
    }
  }

  private func htmlEscaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&#34;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
