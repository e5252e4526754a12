import Diagnostics

/// Draws a diagnostic: the lines that it is about, with marks under the exact places.
///
///     error[unknown-class]: no class is called `E3`
///      --> a.eb:4:9
///       |
///     2 | class E2(Exception)
///       |       -- the nearest name
///     ...
///     4 | handler E3 -> "E3"
///       |         ^^ not declared
///       = help: write `handler E2 -> "E3"`
///
/// A picture is never wider than the screen or 120 columns, its first two lines aside, and only the lines that it shows are
/// read.
extension Diagnostic {
  /// The picture, or sentences where a screen of `columns` is too narrow: there the marks would stand under the wrong words.
  public func text(in source: SourceText, isPlain: Bool, columns: Int?) -> StyledText {
    if isPlain { return sentences(in: source) }
    return picture(in: source, columns: columns) ?? sentences(in: source)
  }

  /// The picture as it is drawn where no screen limits its width.
  public func picture(in source: SourceText) -> StyledText {
    picture(in: source, columns: nil) ?? sentences(in: source)
  }

  /// Nil where the drawing is wider than the screen. The words around it can be broken anywhere.
  private func picture(in source: SourceText, columns: Int?) -> StyledText? {
    let width = min(pictureWidth, columns ?? pictureWidth)
    var picture = headline(width)
    let labels = ([primary] + secondary).map { Label($0.settled(in: source), $0.text) }
    var drawing = SourceDrawing(labels, primaryStyle: severity.style, of: source)
    drawing.drawLines()
    if let columns, drawing.text.width > columns { return nil }
    let margin = drawing.numberWidth
    let position = source.position(of: primary.span.start)
    picture.space(margin)
    picture.append("--> ", .faint)
    picture += "\(source.name):\(position.line):\(position.column)\n"
    picture += drawing.text
    for (word, style, text) in remarks(besides: drawing.undrawn, in: source) {
      picture.space(margin + 1)
      picture += "\("= ", .faint)\(word, style): "
      picture.hangHere()
      picture += hangingProse(text, behind: margin + 1 + 2 + word.utf8.count + 2, width)
      picture.breakLine()
    }
    return picture
  }

  /// `error[slug]: message`, as one line or, if it is very long, more.
  private func headline(_ width: Int) -> StyledText {
    var headline = StyledText("\(severity.rawValue)[\(kind.slug)]", severity.style)
    headline += ": "
    headline += StyledText(prose: shortened(message))
    headline = headline.wrapped(to: width, hanging: 2)
    headline.breakLine()
    return headline
  }

  /// What stands below the source: the help, the notes, and labels for which there was no room.
  private func remarks(besides undrawn: [Label], in source: SourceText) -> [(String, StyledText.Style, String)] {
    var remarks: [(String, StyledText.Style, String)] = []
    if let help { remarks.append(("help", .success, help)) }
    for note in notes { remarks.append(("note", .note, note)) }
    for label in undrawn { remarks.append(("note", .note, label.sentence(in: source))) }
    return remarks
  }

  /// Text whose line breaks are meant, its further lines aligned to its first.
  private func hangingProse(_ text: String, behind column: Int, _ width: Int) -> StyledText {
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

/// No row of a picture is wider, however wide the screen is.
let pictureWidth = 120

/// A message may name a class whose name is a million letters long: words and sentences lose their middle before they
/// fill the screen.
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
