import Exercises

/// What the first paragraph of a lesson says about the lesson. No other place says it.
extension Lesson {
  /// How long the lesson takes in minutes: "About ten minutes.", "An elective; about 20 minutes.", "an hour" or "about two
  /// hours". Nil if the paragraph does not say it.
  package var minutes: Int? { opening.flatMap { Self.minutes(in: $0) } }

  /// Whether a course is complete without it: "Optional; about ten minutes."
  package var isOptional: Bool { opening?.lowercased().hasPrefix("optional") ?? false }

  /// Whether it is a guide that students do not need: "This guide is for teachers."
  package var isForTeachers: Bool { opening?.split(separator: ".").first?.hasSuffix(" for teachers") ?? false }

  private var opening: String? {
    for block in blocks {
      guard case .paragraph(let text) = block.kind else { continue }
      return MarkdownInline.plainText(text)
    }
    return nil
  }

  private static func minutes(in sentence: String) -> Int? {
    let words = sentence.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map { $0.lowercased() }
    for index in words.indices {
      let rest = words[index...].dropFirst()
      if words[index] == "about", let count = rest.first.flatMap({ Int($0) ?? numbers[$0] }) {
        let unit = rest.dropFirst().first
        if unit == "minutes" { return count }
        if unit == "hours" { return count * 60 }
      }
      if words[index] == "an", rest.first == "hour" { return 60 }
    }
    return nil
  }

  private static let numbers = [
    "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30,
    "forty": 40, "forty-five": 45,
    "fifty": 50, "sixty": 60, "ninety": 90,
  ]
}
