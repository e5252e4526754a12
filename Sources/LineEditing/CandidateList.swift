/// Candidates in columns, read from top to bottom.
enum CandidateList {
  /// So many are shown without asking, if they fit on the screen.
  static let unasked = 60

  static func rows(_ labels: [String], width: Int) -> [String] {
    let column = 2 + (labels.map { DisplayWidth.of($0) }.max() ?? 0)
    let columns = max(1, (width + 1) / column)
    let height = (labels.count + columns - 1) / columns
    return (0..<height).map { row in
      var text = ""
      var position = 0
      for index in stride(from: row, to: labels.count, by: height) {
        text += String(repeating: " ", count: position - DisplayWidth.of(text)) + labels[index]
        position += column
      }
      return text
    }
  }
}
