/// Code inside a sentence, between runs of backticks as in Markdown. The run is longer than any run inside the code, so
/// code with backticks cannot end its own span.
public enum CodeSpan {
  /// Part of a sentence.
  public enum Piece: Sendable, Hashable {
    case text(String)
    /// The code without its backticks.
    case code(String)
  }

  /// Returns the code between backticks.
  public static func marked(_ code: String) -> String {
    let longest = longestRun(in: code)
    let marks = String(repeating: "`", count: longest + 1)
    // Markdown removes one space from each end, so that code can start or end with a backtick.
    let needsSpace = code.hasPrefix("`") || code.hasSuffix("`")
    return needsSpace ? "\(marks) \(code) \(marks)" : "\(marks)\(code)\(marks)"
  }

  /// Splits a sentence by the rule of Markdown: a run of backticks opens a span if a later run has the same length.
  public static func pieces(of sentence: String) -> [Piece] {
    let bytes = Array(sentence.utf8)
    var runs = Runs(bytes)
    var pieces: [Piece] = []
    var textStart = 0
    while let opening = runs.next() {
      guard let closing = runs.closing(opening) else { continue }
      if textStart < opening.lowerBound { pieces.append(.text(string(bytes[textStart..<opening.lowerBound]))) }
      pieces.append(.code(trimmed(bytes[opening.upperBound..<closing.lowerBound])))
      textStart = closing.upperBound
      runs.skip(to: textStart)
    }
    if textStart < bytes.count { pieces.append(.text(string(bytes[textStart...]))) }
    return pieces
  }

  private static func longestRun(in code: String) -> Int {
    var (longest, current) = (0, 0)
    for byte in code.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  private static func trimmed(_ code: ArraySlice<UInt8>) -> String {
    let space = UInt8(ascii: " ")
    guard code.count > 2, code.first == space, code.last == space,
      code.contains(where: { $0 != space })
    else { return string(code) }
    return string(code.dropFirst().dropLast())
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The runs of backticks of a text, in order.
  private struct Runs {
    private let places: [Range<Int>]
    /// The index of the last run of each length, so that a missing partner needs no search.
    private var last: [Int: Int] = [:]
    private var index = 0

    init(_ bytes: [UInt8]) {
      var places: [Range<Int>] = []
      var start: Int?
      for (place, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: "`") {
          start = start ?? place
        } else if let runStart = start {
          places.append(runStart..<place)
          start = nil
        }
      }
      if let start { places.append(start..<bytes.count) }
      self.places = places
      for (index, place) in places.enumerated() { last[place.count] = index }
    }

    mutating func next() -> Range<Int>? {
      guard index < places.count else { return nil }
      defer { index += 1 }
      return places[index]
    }

    func closing(_ opening: Range<Int>) -> Range<Int>? {
      guard let last = last[opening.count], last >= index else { return nil }
      return places[index...last].first { $0.count == opening.count }
    }

    mutating func skip(to place: Int) {
      while index < places.count, places[index].lowerBound < place { index += 1 }
    }
  }
}
