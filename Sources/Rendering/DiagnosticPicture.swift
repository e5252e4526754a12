import Diagnostics

/// Draws a diagnostic: the lines that it is about, with marks under the exact columns.
///
///     error[unknown-class]: no class is named `E3`
///      --> a.eb:4:9
///       |
///     2 | class E2(Exception)
///       |       -- the nearest name
///     ...
///     4 | handler E3 -> "E3"
///       |         ^^ not declared
///       = help: did you mean `E2`?
///
/// A picture is never wider than the screen or 120 columns, except for its first two lines. Only the lines that it
/// shows are read.
extension Diagnostic {
  /// Returns the picture, or sentences if a screen of `columns` is too narrow: marks would then be under the wrong
  /// words.
  public func text(in source: SourceText, isPlain: Bool, columns: Int?) -> StyledText {
    if isPlain { return sentences(in: source) }
    return picture(in: source, columns: columns) ?? sentences(in: source)
  }

  /// Returns the picture without a limit to its width.
  public func picture(in source: SourceText) -> StyledText {
    picture(in: source, columns: nil) ?? sentences(in: source)
  }

  /// Returns nil if the drawing is wider than the screen. The text around it can be wrapped.
  private func picture(in source: SourceText, columns: Int?) -> StyledText? {
    let width = min(pictureWidth, columns ?? pictureWidth)
    var picture = headline(width)
    let labels = ([primary] + secondary).map { Label($0.clamped(to: source), $0.text) }
    let position = source.position(of: primary.span.start)
    let place = source.place(ofLine: position.line)
    var drawing = SourceDrawing(labels, primaryStyle: severity.style, of: source)
    drawing.drawLines()
    if let columns, drawing.text.width > columns { return nil }
    let margin = drawing.numberWidth
    picture.space(margin)
    picture.append("--> ", .faint)
    picture += "\(place.file):\(place.line):\(position.column)\n"
    picture += drawing.text
    for (word, style, text) in remarks(besides: drawing.undrawn, in: source) {
      picture.space(margin + 1)
      picture += "\("= ", .faint)\(word, style): "
      picture.hangHere()
      picture += hangingProse(text, after: margin + 1 + 2 + word.utf8.count + 2, width)
      picture.breakLine()
    }
    return picture
  }

  /// Returns `error[slug]: message`, as one line or, if it is very long, as several.
  private func headline(_ width: Int) -> StyledText {
    var headline = StyledText("\(severity.rawValue)[\(kind.slug)]", severity.style)
    headline += ": "
    headline += StyledText(prose: shortened(message))
    headline = headline.wrapped(to: width, hanging: 2)
    headline.breakLine()
    return headline
  }

  /// Draws the text below the source: the help, the notes, and labels for which there was no room.
  private func remarks(besides undrawn: [Label], in source: SourceText) -> [(String, StyledText.Style, String)] {
    var remarks: [(String, StyledText.Style, String)] = []
    if let help { remarks.append(("help", .success, help)) }
    for note in notes { remarks.append(("note", .note, note)) }
    for label in undrawn { remarks.append(("note", .note, label.sentence(in: source))) }
    return remarks
  }

  /// Adds text with line breaks. Later lines are aligned with the first one.
  private func hangingProse(_ text: String, after column: Int, _ width: Int) -> StyledText {
    var prose = StyledText()
    for (index, line) in text.split(at: "\n").enumerated() {
      if index > 0 {
        prose.breakLine()
        if !line.isEmpty { prose.space(column) }
      }
      let wrapped = StyledText(prose: shortened(String(line))).wrapped(to: max(10, width - column)).lines
      for (row, piece) in wrapped.enumerated() {
        if row > 0 {
          prose.breakLine()
          prose.space(column)
        }
        prose += piece
      }
    }
    return prose
  }
}

/// The maximum width of a picture, on any screen.
let pictureWidth = 120

/// Shortens a sentence. A message may contain a class name of a million letters, so long words and sentences lose their
/// middle.
func shortened(_ sentence: String) -> String {
  guard sentence.utf8.count > 60 else { return sentence }
  return withoutMiddle(sentence[...], limit: 1000).split(at: " ")
    .map { withoutMiddle($0, limit: 60) }.joined(separator: " ")
}

extension Diagnostic.Severity {
  var style: StyledText.Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
