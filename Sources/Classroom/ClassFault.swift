import Marking
import Rendering

/// A problem with the lists and files of a class that a teacher should know before using the marks.
package struct ClassFault: Sendable, Hashable {
  package enum Kind: Int, Sendable, Hashable, CaseIterable {
    case leftOut, notOnRoster, severalOnRoster, severalSubmissions, doubleRow, unmatchedRow, otherColumn, aboveMaximum,
      otherVariant, noVariant, unknownTitle, notInSheet, section, noQuiz, brokenQuizLine

    /// `2 files left out`.
    func phrase(_ count: Int) -> String {
      func counted(_ one: String, _ many: String) -> String { "\(count) " + (count == 1 ? one : many) }
      return switch self {
      case .leftOut: counted("file left out", "files left out")
      case .notOnRoster: counted("submission not on the roster", "submissions not on the roster")
      case .severalOnRoster:
        counted("submission with several matches on the roster", "submissions with several matches on the roster")
      case .severalSubmissions:
        counted("student with submissions under several names", "students with submissions under several names")
      case .doubleRow: counted("duplicate row", "duplicate rows")
      case .unmatchedRow: counted("row that matches no mark", "rows that match no mark")
      case .otherColumn: counted("row matched by another column", "rows matched by another column")
      case .aboveMaximum: counted("row with points above the maximum", "rows with points above the maximum")
      case .otherVariant: counted("answer to another variant", "answers to another variant")
      case .noVariant: counted("answer that names no variant", "answers that name no variant")
      case .unknownTitle: counted("list without a known column title", "lists without a known column title")
      case .section: counted("folder with sections", "folders with sections")
      case .noQuiz: counted("submission without a quiz", "submissions without a quiz")
      case .brokenQuizLine: counted("line of a quiz not read", "lines of a quiz not read")
      case .notInSheet: counted("student without a row in the sheet", "students without a row in the sheet")
      }
    }
  }

  package var kind: Kind
  /// A sentence without a period. It may contain any name.
  package var text: String
  /// The path of the file or folder, if it is left out.
  package var path: String?

  package init(_ kind: Kind, _ text: String, path: String? = nil) {
    self.kind = kind
    self.text = text
    self.path = path
  }
}

extension [ClassFault] {
  /// The faults without repetitions, in order.
  package var unique: [ClassFault] {
    var seen: Set<ClassFault> = []
    return filter { seen.insert($0).inserted }
  }

  /// Returns the notes that a teacher reads before the marks.
  /// - Parameters:
  ///   - hidesNames: whether to leave out the faults themselves, because they can contain names.
  ///   - isStrict: whether grading stops here.
  package func notes(hidesNames: Bool, isStrict: Bool) -> [StyledText] {
    guard let summary else { return [] }
    let hint = isStrict ? "" : "; --strict stops here"
    return (hidesNames ? [] : map { "note: \(LogCommands.removed(from: $0.text))\n" }) + [
      "note: before you use the marks: \(summary)\(hint)\n"
    ]
  }

  /// The number of faults of each kind; nil if there are none.
  package var summary: String? {
    guard !isEmpty else { return nil }
    let counts = Dictionary(grouping: self, by: { $0.kind }).mapValues { $0.count }
    return ClassFault.Kind.allCases.compactMap { kind in counts[kind].map(kind.phrase) }.joined(separator: ", ")
  }
}
