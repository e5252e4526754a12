import Diagnostics

@testable import Syntax

/// The result of parsing a script, in a readable form: a statement in its shortest form, a diagnostic as `slug «marked
/// text»`.
struct Reading {
  var lines: [String] = []
  var statements: [Statement] = []
  var diagnostics: [Diagnostic] = []
  private(set) var source: SourceText

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    source = SourceText(name: "script.eb", bytes: bytes)
    var parser = Parser(source)
    while let parsed = parser.next(in: &source) {
      for diagnostic in parsed.diagnostics {
        diagnostics.append(diagnostic)
        lines.append("\(diagnostic.kind.slug) «\(source.text(diagnostic.primary.span))»")
      }
      if let statement = parsed.statement {
        statements.append(statement)
        lines.append(statement.kind.spelled(source.texts))
      }
    }
  }

  /// The only diagnostic; nil if there is not exactly one.
  var finding: Diagnostic? { diagnostics.count == 1 ? diagnostics.first : nil }

  /// The line that the only diagnostic proposes.
  var proposal: String? {
    guard let help = finding?.help, help.hasPrefix("write `"), let end = help.dropFirst(7).firstIndex(of: "`") else {
      return nil
    }
    return String(help[help.index(help.startIndex, offsetBy: 7)..<end])
  }
}

/// A script in which `«` and `»` mark a span.
struct Marked {
  let text: String
  let span: Span

  init(_ marked: String) {
    let parts = marked.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? parts[1].split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false) : []
    let start = Int32(parts[0].utf8.count)
    span = Span(start: start, end: start + Int32(rest.first?.utf8.count ?? 0))
    text = ([parts[0]] + rest).joined()
  }
}

extension Statement.Kind {
  /// Returns the statement as it is printed. A test is on one line, with the number of statements that did not parse.
  func spelled(_ texts: TextTable) -> String {
    guard case .test(let block) = self else { return text(texts) }
    let broken = block.brokenStatements == 0 ? "" : ", \(block.brokenStatements) broken"
    return "\(block.header(texts)) { \(block.body.map { $0.kind.spelled(texts) }.joined(separator: "; "))\(broken) }"
  }
}
