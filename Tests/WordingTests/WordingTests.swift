import Foundation
import SeededRandom
import Testing

/// The text of the project has none of the phrases in phrases.txt. That covers comments, messages, names, lessons and guides.
@Suite("Wording") struct WordingTests {
  /// What is checked: files and folders of the project. `ERRORBOOK_WORDS="Sources lessons"` checks others instead.
  private static let places = ["README.md", "Sources", "Tests", "lessons", ".ci", "Package.swift"]

  private static var chosenPlaces: [String] {
    let chosen = ProcessInfo.processInfo.environment["ERRORBOOK_WORDS"] ?? ""
    return chosen.isEmpty ? places : chosen.split(separator: " ").map { String($0) }
  }

  private let phrases: PhraseList

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "phrases.txt")
    phrases = PhraseList(try String(contentsOf: file, encoding: .utf8))
  }

  @Test(.sampled) func textHasNoneOfThePhrases() throws {
    let all = try ProjectText.files(in: Self.chosenPlaces)
    #expect(all.count >= 1)
    let files = TestRun.sample(all, max(1, all.count / 12))
    let found = files.flatMap { file in
      phrases.uses(in: file.text).map { "\(file.path):\($0.line): \($0.phrase) -> \($0.replacement)" }
    }
    #expect(found.isEmpty, "\(found.count) phrases to replace:\n\(found.joined(separator: "\n"))")
  }

  @Test func listHasPhrasesOfEachKind() {
    #expect(phrases.entries.count > 100)
    #expect(Set(phrases.entries.map(\.phrase)).count == phrases.entries.count)
  }

  /// No phrase is found in the words that the list suggests, or the advice could not be followed.
  @Test func replacementsHaveNoneOfThePhrases() {
    for entry in phrases.entries { #expect(phrases.uses(in: entry.replacement).isEmpty, "\(entry)") }
  }

  @Test(arguments: [
    "Whoever asks", "here stands `x`", "a list,\n  /// of which two", "# what\n# comes out", "one\n\nof\nwhich",
    "- of\n  which", "let isMended = true", "func showsWhatComesOut()", "Theme.colourless", "ColourChoice",
    "mended_lines",
    "says of \\\n  which", "stands behind", "standing behind", "> of\n> which", "in a walk", "'nobody's'",
  ])
  func findsPhrases(_ text: String) {
    #expect(phrases.uses(in: text).count == 1, "\(text)")
  }

  @Test(arguments: [
    "recommend", "commended", "of whichever", "understands behind", "mendacious", "Colorless", "of. Which",
    "stands for", "programmed", "a list of\n\nwhich", "hereBy", "",
  ])
  func leavesOtherWordsAlone(_ text: String) {
    #expect(phrases.uses(in: text).isEmpty, "\(text)")
  }

  @Test func namesLineAndReplacement() throws {
    let use = try #require(phrases.uses(in: "one\ntwo mended\n").first)
    #expect(use.line == 2)
    #expect(use.phrase == "mended")
    #expect(use.replacement == "fixed, corrected")
  }
}

/// Phrases, each with what to write instead.
struct PhraseList {
  struct Entry {
    var phrase: String
    var replacement: String
  }

  struct Use {
    var line: Int
    var phrase: String
    var replacement: String
  }

  let entries: [Entry]
  /// The phrases by the first letter of their first word: a text has many words and few phrases.
  private let byLetter: [UInt8: [(entry: Entry, words: [[UInt8]])]]

  /// Reads one phrase a line, `phrase: what to write instead`. Lines that start with `#` are comments.
  init(_ text: String) {
    entries = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      guard let colon = line.firstRange(of: ": ") else { return nil }
      return Entry(phrase: String(line[..<colon.lowerBound]), replacement: String(line[colon.upperBound...]))
    }
    let phrases = entries.map { entry in (entry, entry.phrase.split(separator: " ").map { Array($0.utf8) }) }
    byLetter = Dictionary(grouping: phrases) { $0.1[0][0] }
  }

  /// Returns the phrases in a text, in order. If several start at the same word, it returns the first of the list.
  func uses(in text: String) -> [Use] {
    let text = TextWords(text)
    return text.words.indices.compactMap { index in
      guard let candidates = byLetter[text.bytes[text.words[index].range.lowerBound]] else { return nil }
      let found = candidates.first { text.hasPhrase($0.words, at: index) }
      return found.map { Use(line: text.words[index].line, phrase: $0.entry.phrase, replacement: $0.entry.replacement) }
    }
  }
}

/// A text as words in lower case. A name such as `whatComesOut` is several words.
struct TextWords {
  struct Word {
    var range: Range<Int>
    var line: Int
    /// Whether only blanks are between this word and the one before it, or the end of a line and the mark of a comment.
    var continuesPhrase: Bool
  }

  /// In lower case.
  private(set) var bytes: [UInt8]
  private(set) var words: [Word] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    var (place, line) = (0, 1)
    while place < bytes.count {
      let gapStart = place
      while place < bytes.count, !Self.isLetter(bytes[place]) {
        if bytes[place] == UInt8(ascii: "\n") { line += 1 }
        place += 1
      }
      let start = place
      while place < bytes.count, isInWord(place, start: start) { place += 1 }
      guard place > start else { break }
      words.append(
        Word(range: start..<place, line: line, continuesPhrase: Self.continuesPhrase(bytes[gapStart..<start])))
    }
    for index in bytes.indices where Self.isLetter(bytes[index]) { bytes[index] |= 0x20 }
  }

  /// Whether the words of a phrase are here. A star matches the rest of a word.
  func hasPhrase(_ phrase: [[UInt8]], at index: Int) -> Bool {
    guard index + phrase.count <= words.count else { return false }
    for (offset, wanted) in phrase.enumerated() {
      let word = words[index + offset]
      if offset > 0, !word.continuesPhrase { return false }
      let letters = bytes[word.range]
      let isMatch =
        wanted.last == UInt8(ascii: "*") ? letters.starts(with: wanted.dropLast()) : letters.elementsEqual(wanted)
      if !isMatch { return false }
    }
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func isCapital(_ byte: UInt8) -> Bool { isLetter(byte) && byte & 0x20 == 0 }

  /// A capital letter after a small one starts the next word of a name. An apostrophe belongs to its word: `one's`.
  private func isInWord(_ place: Int, start: Int) -> Bool {
    let byte = bytes[place]
    if byte == UInt8(ascii: "'") { return place > start && place + 1 < bytes.count && Self.isLetter(bytes[place + 1]) }
    guard Self.isLetter(byte) else { return false }
    return place == start || !Self.isCapital(byte) || Self.isCapital(bytes[place - 1])
  }

  private static func continuesPhrase(_ gap: ArraySlice<UInt8>) -> Bool {
    if gap.isEmpty || gap.elementsEqual([UInt8(ascii: " ")]) { return true }
    let lines = gap.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } }
    return switch lines.count {
    case 1: lines[0].isEmpty
    case 2: (lines[0].isEmpty || lines[0] == [UInt8(ascii: "\\")]) && marks.contains(lines[1])
    default: false
    }
  }

  /// What may come before the text of a line: nothing, or the mark of a comment or a quote.
  private static let marks = ["", "//", "///", "#", ">"].map { Array($0.utf8) }
}

/// The text files of the project.
enum ProjectText {
  struct File {
    /// From the top folder of the project.
    var path: String
    var text: String
  }

  /// Recordings of real Flask are data, and these tests use the phrases as examples.
  private static func isChecked(_ path: String) -> Bool {
    !path.hasSuffix(".jsonl") && !path.hasPrefix("Tests/WordingTests/")
  }

  static func files(in places: [String]) throws -> [File] {
    let top = URL(filePath: #filePath).appending(path: "../../..").standardized
    return try places.flatMap { place in
      let path = top.appending(path: place).path()
      var isFolder: ObjCBool = false
      #expect(FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), "\(place)")
      let below = isFolder.boolValue ? try FileManager.default.subpathsOfDirectory(atPath: path).sorted() : []
      let names = isFolder.boolValue ? below.map { "\(place)/\($0)" } : [place]
      // Folders, and files that are not text, cannot be read this way.
      return names.filter(isChecked).compactMap { path in
        (try? String(contentsOf: top.appending(path: path), encoding: .utf8)).map { File(path: path, text: $0) }
      }
    }
  }
}
