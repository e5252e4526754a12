import Diagnostics

/// Says a diagnostic in words, for a screen reader and for `--plain`: no marks, no columns to line up.
///
///     error[unknown-class]: no class is called `E3`
///     in a.eb, line 4, columns 9 to 10: `E3`: not declared
///     line 2, columns 7 to 8: `E2`: the nearest name
///     help: write `handler E2 -> "E3"`
extension Diagnostic {
  /// The diagnostic in words: what is wrong, each place, the help and the notes, each on a line of its own.
  public func sentences(in source: SourceText) -> StyledText {
    var sentences: StyledText = "\(severity.rawValue + "[" + kind.slug + "]", severity.style): "
    sentences.appendLine(StyledText(prose: shortened(message)))
    sentences += "in \(source.name), "
    for label in [primary] + secondary {
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
  /// Where it is, what stands there, what is said about it.
  func sentence(in source: SourceText) -> String {
    let span = settled(in: source)
    let place = span.place(in: source)
    return text.isEmpty ? place : place + ": " + shortened(text)
  }

  /// The span within the text, and without the line end at which it may stop.
  func settled(in source: SourceText) -> Span {
    let length = Int32(source.bytes.count)
    let start = min(max(span.start, 0), length)
    var end = min(max(span.end, start), length)
    while end > start, source.bytes[Int(end) - 1].endsLine { end -= 1 }
    return Span(start: start, end: end)
  }
}

extension Span {
  /// `line 5, columns 7 to 19: ` and the code there.
  fileprivate func place(in source: SourceText) -> String {
    let first = source.position(of: start)
    let place = "line \(first.line), column"
    guard !isEmpty else { return "\(place) \(first.column)\(endReached(in: source))" }
    let after = source.position(of: end)
    let last = after.column - 1
    guard first.line == after.line else {
      let line = source.spanOfLine(first.line) ?? self
      let opening = source.text(Span(start: start, end: max(start, line.end)))
      return "\(place) \(first.column) to line \(after.line), column \(last): `\(quotable(opening)) ...`"
    }
    let columns = last > first.column ? "s \(first.column) to \(last)" : " \(first.column)"
    return "\(place)\(columns): `\(quotable(source.text(self)))`"
  }

  /// An empty span has no code to quote; what it can say is that nothing follows.
  private func endReached(in source: SourceText) -> String {
    if Int(start) >= source.bytes.count { return ", the end of the text" }
    return source.bytes[Int(start)].endsLine ? ", the end of the line" : ""
  }

  private func quotable(_ code: String) -> String {
    withoutMiddle(Substring(code), limit: 60)
  }
}
