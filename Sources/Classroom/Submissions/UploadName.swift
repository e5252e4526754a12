import Diagnostics
import Marking

/// The name of a file, including the changes that students and programs make: `tell (1).eb`, `Tell.eb`, `tell.eb.txt`,
/// `Copy of tell.eb`.
struct UploadName: Sendable, Hashable {
  let kind: AnswerFile.Kind
  /// Without endings and without the additions of programs to copies.
  let stem: String
  /// Without endings.
  private let wholeStem: String

  init(_ name: String) {
    var stem = Self.withoutCount(name)
    var endings: [String] = []
    while let ending = Self.ending(of: stem), Self.textEndings.contains(ending) {
      endings.append(ending)
      stem = String(stem.dropLast(ending.count + 1))
    }
    wholeStem = stem.withoutOuterSpace
    self.stem = Self.withoutCopy(wholeStem)
    let last = Self.ending(of: stem)
    if endings.contains("eb") {
      kind = .script
    } else if let last, Self.archiveEndings.contains(last) {
      kind = .archive
    } else {
      kind = !endings.isEmpty || last == nil ? .text : .other
    }
  }

  var isScript: Bool { kind == .script }

  /// Returns the exercise that the name resembles: with a typing error, or as an archive. Nil if the name matches exactly.
  func nearExercise(of exercises: [String]) -> String? {
    guard exercise(of: exercises) == nil else { return nil }
    let name = kind == .archive ? String(stem.prefix { $0 != "." }) : stem
    switch kind {
    case .script, .text: return nearestName(to: name.lowercased(), among: exercises)
    case .archive: return exercises.first { $0.lettersAndNumbers() == name.lettersAndNumbers() }
    case .other, .page, .unreadFolder: return nil
    }
  }

  /// Returns the exercise that the file is named after; nil if there is none, or several.
  func exercise(of exercises: [String]) -> String? {
    guard kind == .script || kind == .text else { return nil }
    // From strict to loose: `pay-2.eb` is the second attempt at `pay` only if no exercise is called `pay-2`.
    if exercises.contains(wholeStem) { return wholeStem }
    for reading in [stem, Self.withoutNumber(stem)] {
      if let exact = exercises.first(where: { $0 == reading }) { return exact }
      let letters = reading.lettersAndNumbers()
      let alike = exercises.filter { $0.lettersAndNumbers() == letters }
      if alike.count == 1 { return alike[0] }
    }
    return nil
  }

  /// Returns the exercise whose name is part of the file's name: `ada-tell.eb`. Files named exactly after it take precedence.
  func mentionedExercise(of exercises: [String]) -> String? {
    guard kind == .script else { return nil }
    let words = Self.words(wholeStem)
    let mentioned = exercises.filter { Self.isPart(Self.words($0), of: words) }
    // `pay-more` also contains `pay`.
    let longest = mentioned.filter { exercise in
      !mentioned.contains { $0 != exercise && "-\($0)-".hasPart("-\(exercise)-") }
    }
    return longest.count == 1 ? longest[0] : nil
  }

  /// Returns both parts of `ada_tell.eb` or `tell_ada.eb`; nil if no exercise is part of the name.
  func studentAndExercise(of exercises: [String]) -> (student: String, exercise: String)? {
    // `ada_pay-more` is for `pay-more`, not for `more`.
    for exercise in exercises.sorted(by: { $0.count > $1.count }) {
      for separator in ["_", "-", ".", " "] {
        let lowered = stem.lowercased()
        if lowered.hasSuffix(separator + exercise) {
          let student = String(stem.dropLast(exercise.count + 1))
          if !student.isEmpty { return (student, exercise) }
        }
        if lowered.hasPrefix(exercise + separator) {
          let student = String(stem.dropFirst(exercise.count + 1))
          if !student.isEmpty { return (student, exercise) }
        }
      }
    }
    return nil
  }

  private static let textEndings: Set<String> = ["eb", "txt", "text"]
  private static let archiveEndings: Set<String> = ["zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst"]

  private static func ending(of name: String) -> String? {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased().withoutOuterSpace
  }

  /// Returns the name without ` (1)` at its end, which browsers add.
  private static func withoutCount(_ name: String) -> String {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return name }
    let count = name[name.index(after: open)...].dropLast()
    guard !count.isEmpty, count.count <= 3, count.allSatisfy({ $0.isNumber }), open != name.startIndex else {
      return name
    }
    return String(name[..<open]).withoutOuterSpace
  }

  private static let copyWords = ["copy", "kopie", "copie"]
  private static let copyPrefixes = ["copy of ", "kopie von ", "copie de "]

  private static func withoutCopy(_ stem: String) -> String {
    var stem = withoutCount(stem)
    for prefix in copyPrefixes where stem.lowercased().hasPrefix(prefix) { stem = String(stem.dropFirst(prefix.count)) }
    // `tell copy 2`, the macOS form.
    let unnumbered = withoutNumber(stem)
    for word in copyWords where unnumbered.lowercased().hasSuffix(word) && unnumbered.count > word.count {
      let rest = unnumbered.dropLast(word.count)
      guard let last = rest.last, " -_".contains(last) else { continue }
      return String(rest.reversed().drop { " -_".contains($0) }.reversed())
    }
    return stem
  }

  /// Returns the stem without a number and its separator: `tell-1` (Canvas), `tell 2`, `tell_2`.
  private static func withoutNumber(_ stem: String) -> String {
    var rest = stem[...]
    while rest.last?.isNumber == true { rest.removeLast() }
    guard rest.endIndex < stem.endIndex, let last = rest.last, " -_".contains(last), rest.count > 1 else { return stem }
    return String(rest.dropLast())
  }

  /// Returns the words of a name, in lower case.
  private static func words(_ name: String) -> [Substring] {
    name.lowercased().split { !$0.isLetterOrNumber }
  }

  /// Whether words occur in others, directly one after another.
  private static func isPart(_ words: [Substring], of others: [Substring]) -> Bool {
    guard !words.isEmpty, words.count <= others.count else { return false }
    return (0...(others.count - words.count)).contains { others[$0...].starts(with: words) }
  }
}
