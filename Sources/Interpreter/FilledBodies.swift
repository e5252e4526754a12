import Diagnostics
import Resolution
import Syntax

/// Bodies with values of the exception. An answer has the text with the values, so that two answers can be compared by
/// their bodies.
extension Session {
  /// Returns the text of the body of an outcome that has values.
  func filledBody(_ outcome: Outcome) -> [UInt8] {
    outcome.body.map { text(of: $0, filledWith: outcome.values) } ?? []
  }

  /// Returns the text of each body for `hunt`; nil if no handler returns a template, so that the bodies can be compared.
  var bodyText: BodyText? {
    guard app.handlers.contains(where: { $0.answer.hasTemplate }) else { return nil }
    let session = self
    return { session.text(of: $0, filledWith: $1) }
  }

  private func text(of body: BodyID, filledWith values: [PlaceholderValue]) -> [UInt8] {
    let text = source.texts.utf8(TextID(body.index))
    guard !values.isEmpty, let template = BodyTemplate(text) else { return Array(text) }
    var filled: [UInt8] = []
    var rest = values[...]
    for piece in template.pieces {
      switch piece {
      case .text(let plain): filled += plain
      case .value: if let value = rest.popFirst() { filled += Array(self.text(of: value).utf8) }
      }
    }
    return filled
  }

  /// Returns a value as Python writes it in a body.
  private func text(of value: PlaceholderValue) -> String {
    switch value {
    case .className(let id): pythonName(id)
    case .noneType: "NoneType"
    case .none: "None"
    case .attributeName(.code): release.framework.codeAttribute
    case .attributeName(let attribute): attribute.name
    case .statusName(let code): app.hierarchy.statusName(code)
    case .code(let code): code.text
    }
  }

  /// Returns `__name__` of a class.
  private func pythonName(_ id: ClassID) -> String {
    let name = spelled(id)
    return app.hierarchy.isKnown(id) ? release.framework.pythonNames[name] ?? name : name
  }

  /// Adds the texts of a copy of the session that are new.
  mutating func adoptTexts(of copy: Session) {
    if copy.source.texts.count > source.texts.count { source.texts = copy.source.texts }
  }
}

extension Handler.Answer {
  /// Whether it can return a body with values of the exception.
  fileprivate var hasTemplate: Bool {
    switch self {
    case .template: true
    case .conditional(let conditional): conditional.answers.contains { $0.hasTemplate }
    case .response, .raises, .aborts, .exception, .reraises: false
    }
  }
}

extension ExceptionAttribute {
  /// The name in Python.
  var name: String {
    switch self {
    case .code: "code"
    case .name: "name"
    case .originalException: "original_exception"
    }
  }
}

extension InstanceCode {
  /// The code as Python writes it in a body.
  fileprivate var text: String {
    switch self {
    case .absent, .none: "None"
    case .number(let code): "\(code)"
    // SystemExit stores the arguments that the view passes: only a BadRequestKeyError gets one, its key.
    case .text: "key"
    case .tuple: "(...)"
    }
  }
}
