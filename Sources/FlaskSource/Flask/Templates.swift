import Diagnostics
import PythonSyntax
import Resolution

/// Flask's functions for Jinja templates.
extension Evaluator {
  /// `render_template_string(source, **values)`.
  mutating func renderString(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    guard case .text(let source)? = arguments.value(0, "source") else { return unknownText(of: span) }
    return try render(source, arguments, escapes: true, at: span)
  }

  /// `render_template(name, **values)`. Without a folder of templates, it raises TemplateNotFound.
  mutating func renderFile(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    guard case .text(let name)? = arguments.positional.first else { return unknownTemplate(at: span) }
    if let loader = templateLoader {
      guard case .partial("jinja2.DictLoader", let values, _) = loader, case .dictionary(let id)? = values.first else {
        return unknownTemplate(at: span)
      }
      guard let found = entries(id)[.text(name)] else { throw missingTemplate(name) }
      guard case .text(let source) = found else { return unknownTemplate(at: span) }
      return try render(source, arguments, escapes: escapesTemplate(name), at: span)
    }
    guard let templates, !templates.contains(name) else { return unknownTemplate(at: span) }
    if hasOtherTemplates { throw notModeled("the folder of this template is not known", at: span) }
    throw missingTemplate(name)
  }

  /// Returns the text of a template that is not known. It may have shown the messages.
  private mutating func unknownTemplate(at span: Span) -> Value {
    let text = unknownText(of: span)
    forgetMessages(because: text)
    return text
  }

  /// Jinja's exception for a template that does not exist.
  private mutating func missingTemplate(_ name: String) -> Interruption {
    raise(ofLibrary: "jinja2.TemplateNotFound", [.text(name)], ["name": .text(name), Self.openMark: .none])
  }

  /// The loader that the program sets for the current app, if it sets one.
  private var templateLoader: Value? {
    (request?.app ?? contexts.last?.app).flatMap { apps[$0].attributes["jinja_loader"] }
  }

  /// Whether values in a file are escaped.
  private func escapesTemplate(_ name: String) -> Bool {
    let suffixes = [".html", ".htm", ".xml", ".xhtml"] + (release.isBefore("2.2.0") ? [] : [".svg"])
    return suffixes.contains { name.hasSuffix($0) }
  }

  private mutating func render(
    _ source: String, _ arguments: Arguments, escapes: Bool, at span: Span
  ) throws(Interruption) -> Value {
    guard !hasTemplateOptions, let template = JinjaTemplate(source) else {
      throw notModeled("this template is not modeled", at: span)
    }
    var values = arguments.keywords
    values["source"] = nil
    values["template_name_or_list"] = nil
    return try render(template, values, escapes: escapes, at: span)
  }

  /// Whether the program mentions options that change how all templates are read.
  static func hasTemplateOptions(_ text: String) -> Bool {
    [
      "jinja_env.autoescape", "jinja_env.undefined", "jinja_env.finalize", "jinja_options", "select_jinja_autoescape",
      "create_jinja_environment", "trim_blocks", "lstrip_blocks", "StrictUndefined", "ChainableUndefined",
      "variable_start_string", "jinja_environment", "template_filter", "jinja_env.filters", "jinja_env.tests",
    ].contains { text.hasPart($0) }
  }

  /// Whether the program mentions something that can define names for all templates.
  static func hasOpenTemplateNames(_ text: String) -> Bool {
    ["jinja_env", "template_global", "template_context_processors"]
      .contains { text.hasPart($0) }
  }
}
