// LineEditing: reads keys from a terminal and returns whole entries.
//
// An entry is one unit for the caller: a line, a block of several lines, or a pasted program. The caller passes a closure
// that tells whether an entry needs more lines, and another that completes the text before the cursor. This target does not
// know the language.
//
// There are two ways to read. `KeyEditor` uses libedit, which draws the line and handles the keys of emacs and vi. History,
// search, completion and paste are our own commands, since they work on whole entries. `LinearReader` writes a prompt and
// reads a line from the terminal. It never redraws anything, so it works with screen readers and with terminals that cannot
// move the cursor. `LineEditor` chooses between them, keeps the history and joins lines into entries.
//
// A signal that arrives while a line is read is only recorded (`PendingSignals`). It is handled between two keys, never in a
// signal handler. The recorded signals are the only global state. A signal that ends the program first ends the input, so
// that the program can save its work and report it.

/// The result of reading an entry.
package enum Reading: Sendable, Equatable {
  /// The entry, without its last newline. A block or a paste contains newlines.
  case entry([UInt8])
  /// Ctrl-C: the entry is discarded.
  case cancelled
  /// Ctrl-D on an empty line, or the end of the input.
  case endOfInput
}

/// The candidates that can complete the text before the cursor.
package struct Completion: Sendable, Equatable {
  /// One completion of the typed word.
  package struct Candidate: Sendable, Equatable {
    /// The text that replaces the typed word.
    package var text: String
    /// The text that a list shows. If nil, it shows `text`.
    package var label: String?
    /// Whether the word is complete, so that a space may follow. False for a folder.
    package var endsWord: Bool

    package init(_ text: String, label: String? = nil, endsWord: Bool = true) {
      self.text = text
      self.label = label
      self.endsWord = endsWord
    }
  }

  /// The byte offset at which the replaced word starts. The word ends at the cursor.
  package var start: Int
  /// The matching candidates, in the order of the list. The caller decides which ones match.
  package var candidates: [Candidate]

  package init(from start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// No candidates.
  package static let none = Completion(from: 0, candidates: [])
}

/// The text before the line. It may contain color codes (`ESC [ ... m`).
package struct Prompt: Sendable, Equatable, ExpressibleByStringLiteral {
  package var text: String

  package init(_ text: String) {
    self.text = text
  }

  package init(stringLiteral text: String) {
    self.text = text
  }
}
