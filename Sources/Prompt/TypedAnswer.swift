import Diagnostics
import Exercises
import Syntax

/// What the learner typed at an exercise, entry by entry, and which entries are the answer.
///
/// Learners also try things out at an exercise. Questions are never part of an answer. A request is part of a test if it
/// comes before an expectation, since the expectation can depend on it.
struct TypedAnswer {
  struct Entry {
    var text: [UInt8]
    /// The number of its first line at the prompt.
    var line: Int
    fileprivate var role: Role

    /// The text as one line.
    var shown: String { String(decoding: text, as: UTF8.self).trimmed.split { $0.isNewline }.joined(separator: " ") }
  }

  fileprivate enum Role {
    case declaration
    /// Only requests or `restart`. It belongs to the answer if an expectation comes after it.
    case request
    case comment
    case experiment
  }

  private var entries: [Entry] = []
  /// The number of the answer's first line at the prompt.
  private let firstLine: Int
  /// The index of the last entry that declares or expects something. Requests after it are experiments.
  private var lastDeclaration: Int?

  init(_ typed: [UndoHistory.Entry], to judge: Judge) {
    firstLine = judge.session.nextLine
    var line = firstLine
    for entry in typed {
      let role = Self.role(of: entry.statements, in: judge.exercise)
      if role == .declaration { lastDeclaration = entries.count }
      entries.append(Entry(text: entry.text, line: line, role: role))
      line += entry.text.count { $0 == .lineFeed }
    }
  }

  private static func role(of statements: [Statement], in exercise: Exercise) -> Role {
    // A comment, such as the one in the starter.
    if statements.isEmpty { return .comment }
    let counted = statements.filter { exercise.counts($0) }
    if counted.isEmpty { return .experiment }
    return counted.allSatisfy { $0.kind.isRequestOrRestart } ? .request : .declaration
  }

  /// Everything that can become part of the answer, to save it unchecked.
  var draft: String { text { _ in true } }

  /// The answer.
  var text: String { text { index in isPart(index) } }

  /// Everything that was typed.
  var everything: String { entries.map { String(decoding: $0.text, as: UTF8.self) }.joined() }

  private func text(where isWanted: (Int) -> Bool) -> String {
    let wanted = entries.indices.filter { entries[$0].role != .experiment && isWanted($0) }
    return wanted.map { String(decoding: entries[$0].text, as: UTF8.self) }.joined()
  }

  /// The answer with the line numbers of the prompt: entries that are not part of it become empty lines.
  var numbered: [UInt8] {
    let before = [UInt8](repeating: .lineFeed, count: firstLine - 1)
    let lines = entries.indices.map { index in
      isPart(index) ? entries[index].text : entries[index].text.filter { $0 == .lineFeed }
    }
    return before + lines.joined()
  }

  /// The requests that are part of the answer.
  var requests: [Entry] { requestIndices.map { entries[$0] } }

  private var requestIndices: [Int] { entries.indices.filter { entries[$0].role == .request && isPart($0) } }

  private func isPart(_ index: Int) -> Bool {
    switch entries[index].role {
    case .declaration, .comment: true
    // Without an expectation, the verdict says that it is missing.
    case .request: index < (lastDeclaration ?? entries.count)
    case .experiment: false
    }
  }

  /// Leaves out the requests without which the answer passes too.
  /// - Returns: the requests that were left out.
  mutating func leaveOutNeedlessRequests(_ judge: Judge) -> [Entry] {
    var needless: [Entry] = []
    for index in requestIndices.prefix(Self.triedRequests) {
      var shorter = self
      shorter.entries[index].role = .experiment
      guard judge.verdict(on: SourceText(name: "answer", bytes: shorter.numbered)).passed else { continue }
      self = shorter
      needless.append(entries[index])
    }
    return needless
  }

  /// How many requests are tried, so that a check does not take long.
  private static let triedRequests = 30
}

extension UndoHistory.Entry {
  /// The statements in its text.
  var statements: [Statement] {
    var source = SourceText(name: "", bytes: text)
    var parser = Parser(source)
    var statements: [Statement] = []
    while let parsed = parser.next(in: &source) { statements += parsed.statement.map { [$0] } ?? [] }
    return statements
  }
}

extension Statement.Kind {
  fileprivate var isRequestOrRestart: Bool {
    switch self {
    case .request, .restart: true
    case .classDeclaration, .blueprint, .handler, .config, .use, .reset, .expect, .test, .trace, .question: false
    }
  }
}
