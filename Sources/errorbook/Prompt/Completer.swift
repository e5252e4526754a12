import Diagnostics
import Interpreter
import LineEditing
import Rendering
import Resolution
import Syntax

/// What Tab offers: a pure function of the session and the line before the cursor, but for the names of files.
struct Completer {
  let session: Session
  /// Words that can be typed besides the prompt's own commands.
  var moreCommands: [String] = []

  func complete(_ line: [UInt8]) -> Completion {
    let text = String(decoding: line, as: UTF8.self)
    if let argument = pathArgument(text) {
      return Completion(from: line.count - argument.utf8.count, candidates: FileCandidates.all(for: argument))
    }
    let words = CompletionWords(text)
    guard words.isCode else { return .none }
    let slots = CompletionSlot.slots(after: words.words[...])
    let isInParentheses = words.words.last == "(" || (words.words.first == "class" && words.words.last == ",")
    var seen: Set<String> = []
    let fitting = slots.flatMap { candidates(for: $0) }.filter { candidate in
      candidate.text.lowercased().hasPrefix(words.typed.lowercased()) && seen.insert(candidate.text).inserted
    }
    return Completion(
      from: words.start,
      candidates: fitting.map { .init($0.text, label: $0.label, endsWord: $0.endsWord && !isInParentheses) })
  }

  /// The name of a file that is being typed: all that stands behind `load` or `save`, spaces included.
  private func pathArgument(_ line: String) -> Substring? {
    var rest = line.drop { $0.isWhitespace }
    if rest.first == ":" { rest = rest.dropFirst() }
    let word = rest.prefix { $0.isLetter }
    guard let command = CommandWord(typed: String(word)), command.description.completes == [.files] else { return nil }
    let argument = rest.dropFirst(word.count)
    guard argument.first?.isWhitespace == true else { return nil }
    return argument.drop { $0.isWhitespace }
  }

  private func candidates(for slot: CompletionSlot) -> [Completion.Candidate] {
    switch slot {
    case .beginnings: return candidates(statementWords) + candidates(for: .commands)
    case .commands: return candidates(CommandWord.allCases.map(\.rawValue) + moreCommands)
    case .words(let words): return candidates(words)
    case .classes: return candidates(session.classNames)
    case .raisable: return candidates(session.raisableNames)
    case .codes: return session.knownCodes.map { .init(String($0.code), label: "\($0.code) \($0.name)") }
    case .blueprints: return candidates(session.blueprintNames)
    case .registrations: return candidates(session.scopeNames)
    case .releases: return candidates(Release.all.map(\.name))
    case .files: return []
    case .topics: return candidates(statementWords + CommandWord.allCases.map(\.rawValue))
    case .slugs: return candidates(Explain.kinds.map(\.slug).sorted())
    }
  }

  private func candidates(_ words: [String]) -> [Completion.Candidate] { words.map { .init($0) } }
}
