import Diagnostics

/// The pages of `errorbook explain`: one for each kind of diagnostic, and a table of them all.
extension DiagnosticKind {
  private static let pageWidth = 80

  /// Returns the page: what the kind means, a script that gets the diagnostic, and the corrected script.
  public func page(columns: Int) -> StyledText {
    var page: StyledText = "\(slug, .strong): \(title, .heading)\n"
    for paragraph in paragraphs {
      page.breakLine()
      page.appendLine(StyledText(prose: paragraph).wrapped(to: min(columns, Self.pageWidth)))
    }
    page += example("Wrong", .error, wrong)
    page += example("Right", .success, right)
    return page
  }

  /// Returns slugs and titles in alphabetical order.
  public static func index(of kinds: some Sequence<DiagnosticKind>, columns: Int) -> StyledText {
    var table = Table()
    for kind in kinds.sorted(by: { $0.slug < $1.slug }) {
      table.add([StyledText(kind.slug, .strong), StyledText(prose: kind.title)])
    }
    return table.text(columns: columns)
  }

  /// The paragraphs of the explanation. An empty line ends a paragraph. Other line breaks come from the Swift source
  /// and mean a space.
  private var paragraphs: [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in explanation.split(at: "\n") {
      if line.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
  }

  private func example(_ name: String, _ style: StyledText.Style, _ script: String) -> StyledText {
    guard !script.isEmpty else { return StyledText() }
    var code = StyledText()
    code.appendLines(script, .listing)
    var example: StyledText = "\n\(name, style):\n\n"
    example += code.indented(by: 4)
    if !example.isAtLineStart { example.breakLine() }
    return example
  }
}
