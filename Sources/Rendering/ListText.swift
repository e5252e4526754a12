import Interpreter
import Syntax

/// `classes`, `handlers` and `blueprints` as text.
extension EventText {
  func text(_ rows: [ClassRow]) -> StyledText {
    guard !rows.isEmpty else { return "no class is declared\n" }
    let tree = ClassTree(rows)
    return isPlain ? tree.sentences : tree.drawing
  }

  func text(_ rows: [HandlerRow]) -> StyledText {
    guard !rows.isEmpty else { return "no table has an entry\n" }
    let width = rows.map { displayWidth(of: $0.subject) }.max() ?? 0
    var text = StyledText()
    var table: HandlerRow?
    for row in rows {
      if table.map({ $0.scope != row.scope || $0.code != row.code }) ?? true { text += "\(row.heading, .heading)\n" }
      table = row
      text += "  \(StyledText(row.subject, .code).padded(to: isPlain ? 0 : width))  \(reference(row.handler))"
      if let line = row.writtenAt { text += "  \("written by the cache", .warning) at line \(line)" }
      text += "\n"
    }
    return text
  }

  func text(_ rows: [BlueprintRow]) -> StyledText {
    guard !rows.isEmpty else { return "no blueprint is declared\n" }
    var text = StyledText()
    for row in rows {
      text +=
        "\(shownName(row.name), .code)\(row.parent.map { " in \($0)" } ?? "")  line \(row.line)  \(row.state.words)\n"
    }
    return text
  }
}

extension HandlerRow {
  fileprivate var subject: String { type ?? code.map { "number \($0)" } ?? "" }

  fileprivate var heading: String {
    let place = scope.map { "blueprint \(shownName($0))" } ?? "application"
    return code.map { "\(place), code \($0)" } ?? "\(place), no code"
  }
}

extension BlueprintRow.State {
  fileprivate var words: String {
    switch self {
    case .waiting: "mounted by the next request"
    case .mounted: "mounted"
    case .unreachable: "never mounted: it came too late"
    }
  }
}
