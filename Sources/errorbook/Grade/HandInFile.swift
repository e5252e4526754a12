import Classroom

/// A file that `errorbook hand-in` wrote: Markdown with a fence `errorbook answer NAME` for each exercise. What it says about
/// verdicts is for people; answers are judged again.
enum HandInFile {
  private static let limit = 1 << 20

  /// Whether a file is one, by its first line.
  static func isOne(_ path: String) -> Bool {
    guard case .success(let bytes) = HandedInFile.read(path, limit: limit) else { return false }
    return HandIn.isOne(bytes)
  }

  /// The answers by exercise, and the variant of the lesson that the page names.
  static func read(_ path: String) -> Result<(answers: [String: [UInt8]], variant: Variant?), HandedInFile.Refusal> {
    HandedInFile.read(path, limit: limit).map { (HandIn.answers(in: $0), VariantLine.variant(in: $0)) }
  }
}
