import Characters
import Diagnostics
import Foundation
import Syntax
import Testing

/// Checks the tables in the language guide against the statement descriptors.
@Suite("Tables of the language guide")
struct DocumentedStatementTests {
  private struct Row: CustomStringConvertible {
    var heading: String
    /// The statements in the first cell of the row.
    var statements: [String]

    var description: String { "\(heading): \(statements)" }
  }

  /// The rows of all tables below the heading of a category.
  private static let rows: [Row] = {
    let top = URL(filePath: #filePath).appending(path: "../../..").standardized
    let headings = StatementCategory.allCases.map(\.heading)
    let text = (try? String(contentsOf: top.appending(path: "lessons/guides/language.md"), encoding: .utf8)) ?? ""
    var heading: String?
    return text.components(separatedBy: "\n").compactMap { line -> Row? in
      if let found = headings.first(where: { line == "| \($0) | |" }) { heading = found }
      if !line.hasPrefix("|") { heading = nil }
      guard let heading, line.hasPrefix("| `") else { return nil }
      let cell = line.components(separatedBy: "|")[1]
      let statements = cell.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      return Row(heading: heading, statements: statements)
    }
  }()

  @Test("each category has one with exactly its statements", arguments: StatementCategory.allCases)
  func complete(category: StatementCategory) {
    let rows = Self.rows.filter { $0.heading == category.heading }
    let words = rows.flatMap(\.statements).map { $0.prefix { $0.isLetter } }
    #expect(Set(words) == Set(category.words.map { $0.rawValue[...] }), "\(category)")
  }

  @Test("the example in each row is a statement")
  func statements() {
    #expect(Self.rows.count > 25)
    for statement in Self.rows.flatMap(\.statements) {
      let line = statement.replacingOccurrences(of: "{ ... }", with: "{ expect raise E -> 500 }")
      var source = SourceText(name: "", bytes: Array("\(line)\n".utf8))
      var parser = Parser(source)
      let parsed = parser.next(in: &source)
      #expect(parsed?.statement?.kind.word.rawValue[...] == statement.prefix { $0.isLetter }, "\(statement)")
      #expect(parsed?.diagnostics.isEmpty == true, "\(statement)")
    }
  }
}
