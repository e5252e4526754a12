import Diagnostics
import Syntax

/// Reads an entry line by line and tells after each line whether another one is needed.
package struct EntryReader {
  /// The text that the session has already read.
  private let before: SourceText
  private var bytes: [UInt8] = []
  private var kind = PromptEntry.Kind.blank
  /// The lines read so far of an entry that needs more lines.
  private var block: UnfinishedBlock?

  package init(after source: SourceText) { before = source }

  /// Adds one or more lines. Returns whether the entry needs more.
  package mutating func feed(_ lines: [UInt8]) -> Bool {
    if block == nil {
      bytes = lines
      kind = firstReading()
    } else {
      bytes.append(.lineFeed)
      bytes += lines
      let isIncomplete = block?.feed(lines) ?? false
      kind = isIncomplete ? .incomplete : statements()
    }
    guard case .incomplete = kind else { return false }
    if block == nil { block = UnfinishedBlock(bytes) }
    return true
  }

  /// The entry as read so far.
  package var entry: PromptEntry { PromptEntry(bytes: bytes, kind: kind) }

  /// The entry when no more lines will come. An incomplete entry runs as it is, so that its error says what is missing.
  package var endedEntry: PromptEntry {
    guard case .incomplete = kind else { return entry }
    return PromptEntry(bytes: bytes, kind: statements())
  }

  private func firstReading() -> PromptEntry.Kind {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.trimmed.isEmpty { return .blank }
    // A command is always complete, even if it looks like an incomplete statement.
    switch SessionCommand.read(text) {
    case .success(let command): return .command(command)
    case .failure(let problem): return .problem(problem)
    case nil: break
    }
    if let program = PastedProgram(pasted: bytes) {
      let source = SourceText(name: "input", bytes: bytes)
      return textProblem(in: source).map { .unreadable($0, in: source) } ?? .program(program)
    }
    // The session gets these exact bytes, so one parse both checks for completeness and yields the statements.
    guard let first = bytes.first, !Self.isBlank(first), bytes.last != .lineFeed else {
      return isIncomplete(bytes + [.lineFeed]) ? .incomplete : statements()
    }
    let statements = ReadStatements(bytes + [.lineFeed], after: before)
    return statements.isIncomplete ? .incomplete : readable(statements)
  }

  /// Parses the entry, complete or not.
  private func statements() -> PromptEntry.Kind {
    // Indentation before the first word would make it part of a block that has already ended.
    let text = Array(bytes.drop { Self.isBlank($0) })
    return readable(ReadStatements(text.last == .lineFeed ? text : text + [.lineFeed], after: before))
  }

  private func readable(_ statements: ReadStatements) -> PromptEntry.Kind {
    let source = SourceText(name: "input", bytes: Array(bytes.drop { Self.isBlank($0) }))
    return textProblem(in: source).map { .unreadable($0, in: source) } ?? .statements(statements)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
