import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

/// The candidates that can complete the text before the cursor.
package struct Completions: Sendable, Equatable {
  /// One completion of the typed word.
  package struct Candidate: Sendable, Equatable {
    /// The text that replaces the typed word.
    package var text: String
    /// The text that a list of candidates shows.
    package var label: String
    /// Whether the word is complete, so that a space may follow. False for a folder.
    package var endsWord: Bool

    package init(_ text: String, label: String? = nil, endsWord: Bool = true) {
      self.text = text
      self.label = label ?? text
      self.endsWord = endsWord
    }
  }

  /// The byte offset at which the replaced word starts. The word ends at the cursor.
  package var start: Int
  /// The matching candidates, in the order of the list.
  package var candidates: [Candidate]

  package init(from start: Int, _ candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// No candidates.
  package static let none = Completions(from: 0, [])
}

/// Completes a line. The result depends only on the session and the text before the cursor; the front end supplies file
/// names.
package struct Completer {
  let session: Session
  /// The kinds of diagnostics that `explain` knows.
  let kinds: [DiagnosticKind]
  /// Commands in addition to those of the prompt.
  let moreCommands: [String]
  /// The text that completes an empty line after an error that has a correction.
  let correction: String?
  /// Returns the files and folders that match a typed path.
  let files: (_ typed: String) -> [Completions.Candidate]

  /// Creates a completer for the session as it is now.
  package init(
    session: Session, kinds: [DiagnosticKind], moreCommands: [String] = [], correction: String? = nil,
    files: @escaping (_ typed: String) -> [Completions.Candidate] = { _ in [] }
  ) {
    self.session = session
    self.kinds = kinds
    self.moreCommands = moreCommands
    self.correction = correction
    self.files = files
  }

  /// Returns the completions that Tab offers after this text.
  package func complete(_ line: [UInt8]) -> Completions {
    if line.isEmpty, let correction { return Completions(from: 0, [.init(correction, endsWord: false)]) }
    let text = String(decoding: line, as: UTF8.self)
    if let argument = pathArgument(text) {
      return Completions(from: line.count - argument.utf8.count, files(String(argument)))
    }
    let words = CompletionWords(text)
    guard words.isCode else { return .none }
    let slots = CompletionSlot.slots(after: words.words)
    let isInParentheses = words.words.last == "(" || (words.words.first == "class" && words.words.last == ",")
    var seen: Set<String> = []
    let fitting = slots.flatMap { candidates(for: $0, after: words.words) }.filter { candidate in
      candidate.text.lowercased().hasPrefix(words.typed.lowercased()) && seen.insert(candidate.text).inserted
    }
    return Completions(
      from: words.start,
      fitting.map { .init($0.text, label: $0.label, endsWord: $0.endsWord && !isInParentheses) })
  }

  /// Returns the file name that is being typed: everything after `load` or `save`, including spaces.
  private func pathArgument(_ line: String) -> Substring? {
    var rest = line.drop { $0.isWhitespace }
    if rest.first == ":" { rest = rest.dropFirst() }
    let word = rest.prefix { $0.isLetter }
    guard CompletionSlot.slots(after: [String(word)]) == [.files] else { return nil }
    let argument = rest.dropFirst(word.count)
    guard argument.first?.isWhitespace == true else { return nil }
    return argument.drop { $0.isWhitespace }
  }

  private func candidates(for slot: CompletionSlot, after words: [String]) -> [Completions.Candidate] {
    switch slot {
    case .entryStart: return candidates(statementWords) + candidates(for: .commands, after: words)
    case .commands: return candidates(CommandWord.allCases.map { $0.rawValue } + moreCommands)
    case .word(let word): return candidates([word])
    case .classes: return candidates(session.classNames)
    case .raisable: return candidates(session.raisableNames)
    case .codes: return session.knownCodes.map { .init(String($0.code), label: "\($0.code) \($0.name)") }
    case .blueprints: return candidates(session.blueprintNames.map { shownName($0) })
    case .registrations: return candidates(session.scopeNames.map { shownName($0) })
    case .routes: return candidates(session.routeNames.map { shownName($0) })
    case .frameworks: return candidates(Framework.all.map { $0.word })
    case .releases:
      let framework = words.lazy.reversed().compactMap { Framework.named($0) }.first ?? session.release.framework
      return candidates(framework.series + framework.releases.map { $0.name })
    case .options: return candidates(Configuration.Option.allCases.map { $0.rawValue })
    case .files: return []
    case .topics: return candidates(HelpPages.topics)
    case .slugs: return candidates(kinds.map { $0.slug }.sorted())
    }
  }

  private func candidates(_ words: [String]) -> [Completions.Candidate] { words.map { .init($0) } }
}
