import Marking
import Rendering

/// Something about the lists and files of a class that a teacher should know before trusting the marks.
package struct ClassFault: Sendable, Hashable {
  package enum Kind: Int, Sendable, Hashable, CaseIterable {
    case leftOut, notOnRoster, severalOnRoster, severalSubmissions, doubleRow, unmatchedRow, otherColumn, aboveMaximum,
      otherVariant, noVariant, unknownTitle, notInSheet, section

    /// `2 files left out`.
    func phrase(_ count: Int) -> String {
      func counted(_ one: String, _ many: String) -> String { "\(count) " + (count == 1 ? one : many) }
      return switch self {
      case .leftOut: counted("file left out", "files left out")
      case .notOnRoster: counted("submission of nobody on the roster", "submissions of nobody on the roster")
      case .severalOnRoster:
        counted("submission of several people on the roster", "submissions of several people on the roster")
      case .severalSubmissions:
        counted("student with submissions under several names", "students with submissions under several names")
      case .doubleRow: counted("double row", "double rows")
      case .unmatchedRow: counted("row that matches no mark", "rows that match no mark")
      case .otherColumn: counted("row matched by another column", "rows matched by another column")
      case .aboveMaximum: counted("row with points above the maximum", "rows with points above the maximum")
      case .otherVariant: counted("answer to another variant", "answers to another variant")
      case .noVariant: counted("answer that names no variant", "answers that name no variant")
      case .unknownTitle: counted("list without a known title", "lists without a known title")
      case .section: counted("folder with sections", "folders with sections")
      case .notInSheet: counted("student without a row in the sheet", "students without a row in the sheet")
      }
    }
  }

  package var kind: Kind
  /// A sentence without a full stop. It may hold any name.
  package var text: String
  /// The file or folder that is left out.
  package var path: String?

  package init(_ kind: Kind, _ text: String, path: String? = nil) {
    self.kind = kind
    self.text = text
    self.path = path
  }
}

extension [ClassFault] {
  /// Each once, in order.
  package var unique: [ClassFault] {
    var seen: Set<ClassFault> = []
    return filter { seen.insert($0).inserted }
  }

  /// The lines that a teacher reads before the marks.
  /// - Parameters:
  ///   - hidesNames: whether the faults themselves, which may name people, are left out.
  ///   - isStrict: whether the marking ends here.
  package func notes(hidesNames: Bool, isStrict: Bool) -> [StyledText] {
    guard let summary else { return [] }
    let hint = isStrict ? "" : "; --strict stops here"
    return (hidesNames ? [] : map { "note: \(LogCommands.removed(from: $0.text))\n" }) + [
      "note: before the marks: \(summary)\(hint)\n"
    ]
  }

  /// How many there are of each kind; nil if there are none.
  package var summary: String? {
    guard !isEmpty else { return nil }
    let counts = Dictionary(grouping: self, by: \.kind).mapValues(\.count)
    return ClassFault.Kind.allCases.compactMap { kind in counts[kind].map(kind.phrase) }.joined(separator: ", ")
  }
}
