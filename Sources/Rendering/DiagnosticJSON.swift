import Diagnostics

extension Diagnostic {
  /// The event `diagnostic`, for programs: `code` is the slug, and lines and columns count from 1, columns in scalars.
  /// The first of the labels is the primary one; `endColumn` is the column behind the last.
  package func event(in source: SourceText) -> JSONValue {
    let position = source.position(of: primary.span.start)
    return [
      "event": "diagnostic",
      "file": .string(source.name),
      "line": .integer(position.line),
      "severity": .string(severity.rawValue),
      "code": .string(kind.slug),
      "message": .string(message),
      "column": .integer(position.column),
      "help": JSONValue(help),
      "notes": .array(notes.map(JSONValue.string)),
      "labels": .array(([primary] + secondary).map { $0.json(in: source) }),
    ]
  }
}

extension Diagnostic.Label {
  fileprivate func json(in source: SourceText) -> JSONValue {
    let span = settled(in: source)
    let start = source.position(of: span.start)
    let end = source.position(of: span.end)
    return [
      "line": .integer(start.line),
      "column": .integer(start.column),
      "endLine": .integer(end.line),
      "endColumn": .integer(end.column),
      "text": .string(text),
    ]
  }
}
