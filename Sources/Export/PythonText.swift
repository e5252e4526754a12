/// Builds Python source: lines, indented by four spaces per level.
struct PythonText: Sendable {
  private var lines: [String] = []
  private var depth = 0
  /// The number of empty lines before the next line. At the start of a block there are none.
  private var gap = 0
  private var isAtBlockStart = true

  var text: String { lines.joined(separator: "\n") + "\n" }

  mutating func line(_ text: String) {
    if !isAtBlockStart { lines += Array(repeating: "", count: gap) }
    gap = 0
    isAtBlockStart = false
    lines.append(text.isEmpty ? "" : String(repeating: "    ", count: depth) + text)
  }

  /// Adds empty lines before the next line.
  mutating func space(_ count: Int = 1) { gap = max(gap, count) }

  mutating func block(_ header: String, _ body: (inout PythonText) -> Void) {
    line(header)
    depth += 1
    let start = lines.count
    isAtBlockStart = true
    body(&self)
    // A comment is no statement.
    let hasStatement = lines[start...].contains { line in
      line.first { $0 != " " }.map { $0 != "#" } ?? false
    }
    if !hasStatement { line("pass") }
    isAtBlockStart = false
    depth -= 1
  }

  /// Adds comment lines. Long ones are wrapped between words.
  mutating func comment(_ text: String) {
    for row in Self.wrapped(singleLine(text), to: 110 - depth * 4) { line("# " + row) }
  }

  static func wrapped(_ text: String, to width: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    for word in text.split(separator: " ") {
      if !row.isEmpty, row.count + word.count >= width {
        rows.append(row)
        row = ""
      }
      row += row.isEmpty ? word : " " + word
    }
    return rows + [row]
  }
}

/// Returns a text as a Python string literal.
func pythonLiteral(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case "\n": literal += "\\n"
    case "\t": literal += "\\t"
    case "\r": literal += "\\r"
    case _ where scalar.isUnprintable: literal += escape(scalar)
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}

/// Returns a text that is safe in a comment or between triple quotes: it is one line and ends neither.
func singleLine(_ text: String) -> String {
  var line = ""
  for scalar in text.unicodeScalars {
    if scalar.isUnprintable { line += escape(scalar) } else { line.unicodeScalars.append(scalar) }
  }
  return line
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  func padded(_ width: Int) -> String { String(repeating: "0", count: width - digits.count) + digits }
  switch scalar.value {
  case 0..<0x100: return "\\x" + padded(2)
  case 0..<0x10000: return "\\u" + padded(4)
  default: return "\\U" + padded(8)
  }
}

extension Unicode.Scalar {
  /// Whether it could change how a line looks, or end the line, without being visible.
  fileprivate var isUnprintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    case .spaceSeparator: self != " "
    default: false
    }
  }
}
