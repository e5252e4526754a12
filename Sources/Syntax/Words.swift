/// The words that begin a statement.
package enum StatementWord: String, Sendable, CaseIterable {
  case `class`, blueprint, handler, raise, abort, visit, use, config, restart, reset, expect, test
  case mro, classes, handlers, blueprints, stats, why, compare, hunt, trace
}

/// The words that begin a statement, in the order in which the language is taught.
package let statementWords: [String] = StatementWord.allCases.map(\.rawValue)

/// What the prompt understands besides statements, with or without a leading colon. In a script they are an error.
package let sessionCommands: [String] = [
  "help", "list", "edit", "load", "save", "undo", "redo", "step", "flask", "history", "learn", "quit", "exit",
]

/// The words that Python keeps for itself in every position; soft keywords such as `match` are names like any other.
let pythonKeywords: Set<String> = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
  "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
  "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
]
