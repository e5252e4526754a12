import Diagnostics
import Interpreter
import Rendering
import Resolution
import Syntax

/// An entry at the prompt of a web page: what it shows, and what the page can offer or has to do after it.
package struct PageEntry {
  private let isIncomplete: Bool
  private var screen: PageScreen
  private var task = PromptTask.none
  /// The class that `step` asks about; nil after other entries.
  private var steppedSubject: String?
  /// Whether the entry sent a request, so that the page can offer its lookup.
  private var sentRequest = false
  /// Whether the entry is a comparison of releases, which the page draws.
  private var isComparison = false
  private let state: PromptState

  /// Runs an entry in the session. An entry that needs more lines does not run.
  /// - Parameters:
  ///   - text: all its lines.
  ///   - isEnded: whether no more lines will come, so that an incomplete entry runs as it is.
  package init(_ text: [UInt8], isEnded: Bool, in session: inout PromptSession, columns: Int) {
    screen = PageScreen(columns: columns)
    var reader = session.reader
    isIncomplete = reader.feed(text) && !isEnded
    guard !isIncomplete else {
      state = PromptState(session)
      return
    }
    let entry = reader.endedEntry
    let count = session.history.entries.count
    task = session.take(entry, on: &screen)
    if case .command(.step(let subject)) = entry.kind, case .step = task { steppedSubject = subject }
    // Entries that failed are not kept. Then the last request is an earlier one.
    if session.history.entries.count > count, case .statements(let read) = entry.kind {
      sentRequest = read.steps.contains { $0.parsed.statement?.kind.sendsRequest == true }
      isComparison = read.steps.count == 1 && read.steps.first?.parsed.statement?.kind.isComparison == true
    }
    state = PromptState(session)
  }

  /// The entry as JSON: `incomplete`, `output` in HTML and the same as `text`, `sentRequest`, `isComparison`, `task` (the
  /// word of the command that the page carries out, or null), its `argument`, and the members of `PromptState`.
  package var json: [UInt8] {
    let (word, argument) = task.words
    var json = JSONWriter()
    json.writeLine { json in
      json.member("incomplete", isIncomplete)
      json.member("output", screen.text.html)
      json.member("text", screen.text.characters)
      json.member("sentRequest", sentRequest)
      json.member("isComparison", isComparison)
      json.member("task", word)
      json.member("argument", steppedSubject ?? argument)
      state.addMembers(to: &json)
    }
    return Array(json.bytes)
  }
}

/// What a page shows beside its prompt.
package struct PromptState {
  private let prompt: String
  private let release: Release
  private let canUndo: Bool
  private let canRedo: Bool

  package init(_ session: PromptSession) {
    prompt = session.prompt.characters
    release = session.session.release
    canUndo = session.history.canUndo
    canRedo = session.history.canRedo
  }

  /// The state as JSON: the `prompt`, the word of the `framework`, the name of the `release`, `canUndo` and `canRedo`.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.writeLine { addMembers(to: &$0) }
    return Array(json.bytes)
  }

  fileprivate func addMembers(to json: inout JSONWriter) {
    json.member("prompt", prompt)
    json.member("framework", release.frameworkWord)
    json.member("release", release.name)
    json.member("canUndo", canUndo)
    json.member("canRedo", canRedo)
  }
}

extension PromptSession {
  /// Returns the event of a comparison as a line of JSON; nothing if the text is not one or has an error. The session stays
  /// as it is.
  package func comparisonJSON(_ text: String) -> [UInt8] {
    var copy = session
    let events = copy.run(text + "\n")
    guard events.count == 1, let event = events.first, case .compared = event.kind else { return [] }
    var json = JSONWriter()
    json.writeLine(event, in: copy.source)
    return Array(json.bytes)
  }
}

/// The output of one entry on a page. A page scrolls, and a run cannot be interrupted.
package struct PageScreen: PromptScreen {
  package private(set) var text = StyledText()
  package let columns: Int

  package init(columns: Int) { self.columns = max(1, columns) }

  package var rows: Int? { nil }
  package var isInterrupted: Bool { false }

  package var paging = PagedOutput()

  package mutating func write(_ text: StyledText) { self.text += text.fitted(to: columns) }
}

extension PromptTask {
  /// The word of the command and its argument, each nil if there is none.
  fileprivate var words: (word: String?, argument: String?) {
    switch self {
    case .none: (nil, nil)
    case .edit(let line): (CommandWord.edit.rawValue, line.map { String($0) })
    case .load(let path): (CommandWord.load.rawValue, path)
    case .save(let path): (CommandWord.save.rawValue, path)
    case .restore: (CommandWord.restore.rawValue, nil)
    case .step: (CommandWord.step.rawValue, nil)
    case .showHistory: (CommandWord.history.rawValue, nil)
    case .learn(let lesson): (CommandWord.learn.rawValue, lesson)
    case .clearScreen: (CommandWord.clear.rawValue, nil)
    case .quit: (CommandWord.quit.rawValue, nil)
    }
  }
}

extension Statement.Kind {
  fileprivate var sendsRequest: Bool {
    switch self {
    case .request, .expect(.answer): true
    case .test(let block): block.isContinuing && block.body.contains { $0.kind.sendsRequest }
    case .classDeclaration, .blueprint, .handler, .config, .use, .restart, .reset, .trace, .expect, .question: false
    }
  }

  fileprivate var isComparison: Bool {
    if case .question(.compare) = self { true } else { false }
  }
}
