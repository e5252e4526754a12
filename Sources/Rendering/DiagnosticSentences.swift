import Diagnostics

/// Writes a diagnostic in words, for a screen reader and for `--plain`: without marks and aligned columns.
///
///     error[unknown-class]: no class is named `E3`
///     in a.eb, line 4, columns 9 to 10: `E3`: not declared
///     line 2, columns 7 to 8: `E2`: the nearest name
///     help: did you mean `E2`?
extension Diagnostic {
  /// Returns the diagnostic in words: the message, each position, the help and the notes, each on its own line.
  public func sentences(in source: SourceText) -> StyledText {
    var sentences: StyledText = "\(severity.rawValue + "[" + kind.slug + "]", severity.style): "
    sentences.appendLine(StyledText(prose: shortened(message)))
    var file: String?
    for label in [primary] + secondary {
      let labelFile = source.place(ofLine: source.line(of: label.span.start)).file
      if labelFile != file { sentences += "in \(labelFile), " }
      file = labelFile
      sentences.appendLine(StyledText(prose: label.sentence(in: source)))
    }
    if let help { sentences += "\("help", .success): \(paragraph(help))\n" }
    for note in notes { sentences += "\("note", .note): \(paragraph(note))\n" }
    return sentences
  }

  private func paragraph(_ text: String) -> StyledText {
    var paragraph = StyledText()
    for (index, line) in text.split(at: "\n").enumerated() {
      if index > 0 { paragraph.breakLine() }
      paragraph += StyledText(prose: shortened(String(line)))
    }
    return paragraph
  }
}

extension Diagnostic.Label {
  /// Returns the position, the code there, and its label.
  func sentence(in source: SourceText) -> String {
    let span = clamped(to: source)
    let place = span.place(in: source)
    return text.isEmpty ? place : place + ": " + shortened(text)
  }

  /// The span, limited to the text and without the line break at its end.
  func clamped(to source: SourceText) -> Span {
    let length = Int32(source.bytes.count)
    let start = min(max(span.start, 0), length)
    var end = min(max(span.end, start), length)
    while end > start, source.bytes[Int(end) - 1].endsLine { end -= 1 }
    return Span(start: start, end: end)
  }
}

extension Span {
  /// Returns `line 5, columns 7 to 19: ` and the code there.
  fileprivate func place(in source: SourceText) -> String {
    let first = source.position(of: start)
    let place = "line \(source.place(ofLine: first.line).line), column"
    guard !isEmpty else { return "\(place) \(first.column)\(endReached(in: source))" }
    let after = source.position(of: end)
    let last = after.column - 1
    guard first.line == after.line else {
      let line = source.spanOfLine(first.line) ?? self
      let opening = source.text(Span(start: start, end: max(start, line.end)))
      return
        "\(place) \(first.column) to line \(source.place(ofLine: after.line).line), column \(last): `\(quotable(opening)) ...`"
    }
    let columns = last > first.column ? "s \(first.column) to \(last)" : " \(first.column)"
    return "\(place)\(columns): `\(quotable(source.text(self)))`"
  }

  /// An empty span has no code to quote; only the end of the line or text can be named.
  private func endReached(in source: SourceText) -> String {
    if Int(start) >= source.bytes.count { return ", the end of the text" }
    return source.bytes[Int(start)].endsLine ? ", the end of the line" : ""
  }

  private func quotable(_ code: String) -> String {
    withoutMiddle(Substring(code), limit: 60)
  }
}
