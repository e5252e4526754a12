// LineEditing: what a learner types at a terminal comes in as keys and goes out as whole entries.
//
// An entry is what the caller takes as one piece: a line, a block of several lines, or a pasted program. The caller says
// by a closure when an entry needs more lines, and by another how the text before the cursor could go on; the language
// itself is unknown here.
//
// There are two ways to read. With keys (`KeyEditor`), libedit draws the line and knows the keys of emacs and vi; history,
// search, completion and paste are commands of our own that are bound into it, because they deal with whole entries.
// Linear (`LinearReader`), a prompt is written and the terminal's own line is read: nothing is ever drawn again, so a
// screen reader can follow it, and a terminal that cannot move its cursor is no worse for it. `LineEditor` stands before
// both, keeps the history and puts lines together to entries.
//
// Signals that arrive while a line is read only leave a mark (`SignalInbox`) and are dealt with between two keys, never
// inside a handler. The marks are the only global state. A signal that ends the program ends the input first, so the program
// can put its work in a safe place and say so.

/// What came of asking for an entry.
package enum Reading: Sendable, Equatable {
  /// The entry, without its last newline; a block or a paste holds newlines inside.
  case entry([UInt8])
  /// Ctrl-C: what was typed of it is forgotten.
  case cancelled
  /// Ctrl-D on an empty line, or the end of the input.
  case endOfInput
}

/// How the text before the cursor could go on.
package struct Completion: Sendable, Equatable {
  /// One way to finish the word.
  package struct Candidate: Sendable, Equatable {
    /// What stands in the line in the place of the typed word.
    package var text: String
    /// What a list shows; the text itself where nil.
    package var label: String?
    /// Whether the word is finished with it, so that a space may follow; not so for a folder.
    package var endsWord: Bool

    package init(_ text: String, label: String? = nil, endsWord: Bool = true) {
      self.text = text
      self.label = label
      self.endsWord = endsWord
    }
  }

  /// The offset, in bytes, where the word begins that a candidate replaces. It ends at the cursor.
  package var start: Int
  /// All that fit, in the order in which a list shows them. What fits is the caller's decision.
  package var candidates: [Candidate]

  package init(from start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// Nothing fits.
  package static let none = Completion(from: 0, candidates: [])
}

/// What stands before the line. It may hold colours (`ESC [ ... m`).
package struct Prompt: Sendable, Equatable, ExpressibleByStringLiteral {
  package var text: String

  package init(_ text: String) {
    self.text = text
  }

  package init(stringLiteral text: String) {
    self.text = text
  }
}
