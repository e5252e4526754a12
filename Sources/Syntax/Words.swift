/// The words that begin a statement.
package enum StatementWord: String, Sendable, CaseIterable {
  case `class`, blueprint, handler, raise, abort, respond, visit, use, config, restart, reset, expect, test
  case mro, classes, handlers, blueprints, stats, why, compare, hunt, trace
}

/// The words that begin a statement, in the order in which the language is taught.
package let statementWords: [String] = StatementWord.allCases.map { $0.rawValue }

/// The words of the session commands, which the prompt understands besides statements, with or without a leading colon.
package enum CommandWord: String, Sendable, CaseIterable {
  case help, list, edit, load, save, restore, undo, redo, step, flask, history, explain, learn, quit
}

/// The same and what else one types to leave. In a script they are an error.
package let sessionCommands: [String] = CommandWord.allCases.map { $0.rawValue } + ["exit"]

/// The words that Python keeps for itself in every position; soft keywords such as `match` are names like any other.
package func isPythonKeyword(_ word: String) -> Bool {
  // Most names are told by their first letter: to hash each name of a script took as long as to cut it into tokens.
  guard word.utf8.count <= 8, let first = word.utf8.first else { return false }
  return (first >= 0x61 || [0x46, 0x4E, 0x54].contains(first)) && pythonKeywords.contains(word)
}

package let pythonKeywords: Set<String> = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
  "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
  "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
]
