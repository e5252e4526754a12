import CLibEdit
import OperatingSystem

/// Reads a line with libedit, which draws the line and handles ordinary keys. The commands in the other files add more.
///
/// A libedit command can only change the line and ask libedit to draw it. If a command has more to do after that, it puts
/// a key into `queue`. The key is read after the line is drawn and before any typed key.
final class KeyEditor {
  /// What the key `KeyBindings.step` does when it is read next.
  enum Step {
    case listCandidates([Completion.Candidate], cursor: Int)
    case showSearch
  }

  /// How a line ended without Enter.
  enum Ending {
    case cancelled
    case endOfInput
    /// A paste larger than the screen, which is accepted immediately and never drawn.
    case pasted(lines: Int)
  }

  private(set) var handle: OpaquePointer?
  let complete: ([UInt8]) -> Completion
  /// The characters of the current prompt. libedit keeps the address until it asks for the prompt again.
  private var drawnPrompt = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 0)
  private(set) var prompt = Prompt("")
  /// The text before the line: the prompt, or the state of a search.
  private(set) var shownPrompt = Prompt("")
  /// The width of the screen when the line was drawn.
  var drawnColumns = 80
  /// The history for the keys. Nil while a question is answered.
  private(set) var history: History?

  var queue: [Unicode.Scalar] = []
  var decoder = CharacterDecoder()
  var step: Step?
  var ending: Ending?
  /// The text of the line when Ctrl-C discarded it.
  var cancelledLine: [UInt8] = []
  /// The signal that ended the input.
  var terminatingSignal: Signal?
  var search: Search?
  var recall: Recall?

  init?(_ options: LineEditor.Options) {
    complete = options.complete
    DisplayWidth.useUnicode()
    handle = el_init(options.program, libedit_stdin(), libedit_stdout(), libedit_stderr())
    guard let handle else { return nil }
    libedit_set_client_data(handle, Unmanaged.passUnretained(self).toOpaque())
    libedit_set_prompt(
      handle, { KeyEditor.of($0)?.drawnPrompt.baseAddress }, wchar_t(truncatingIfNeeded: Prompt.mark.value))
    libedit_set_reader(handle) { editor, character in
      guard let scalar = KeyEditor.of(editor)?.nextCharacter() else { return 0 }
      character?.pointee = wchar_t(truncatingIfNeeded: scalar.value)
      return 1
    }
    KeyBindings.define(in: handle)
    libedit_set_editor(handle, "emacs")
    KeyBindings.bind(in: handle)
    el_source(handle, nil)
    // Bind again: `bind -v` in ~/.editrc removes all bindings. Our bindings also override those of ~/.editrc, since
    // libedit's own history commands have no history here.
    KeyBindings.bind(in: handle)
  }

  deinit {
    if let handle { el_end(handle) }
    drawnPrompt.deallocate()
  }

  /// Returns the editor of a libedit handle, for callbacks.
  static func of(_ handle: OpaquePointer?) -> KeyEditor? {
    guard let handle, let data = libedit_client_data(handle) else { return nil }
    return Unmanaged<KeyEditor>.fromOpaque(data).takeUnretainedValue()
  }

  /// Sets the history for the next lines. Without a history there is no completion either.
  func assist(with history: History?) {
    self.history = history
  }

  func readLine(prompt: Prompt) -> LineEditor.Line {
    guard let handle else { return .endOfInput }
    self.prompt = prompt
    drawnColumns = screenSize.columns
    draw(prompt)
    (queue, step, ending, search, recall) = ([], nil, nil, nil, nil)
    let watched = PendingSignals.watch(KeySignals.all)
    // Do this before the prompt appears, so that the terminal does not echo keys that are typed immediately.
    libedit_prepare_terminal(handle, 1)
    let wantsPaste = libedit_is_vi(handle) == 0
    if wantsPaste { write(Paste.on) }
    var count: Int32 = 0
    let line = el_wgets(handle, &count)
    if wantsPaste { write(Paste.off) }
    watched.end()
    return self.line(line, count)
  }

  private func line(_ line: UnsafePointer<wchar_t>?, _ count: Int32) -> LineEditor.Line {
    switch ending {
    case .cancelled: return .cancelled
    case .endOfInput:
      write("\n")
      return .endOfInput
    case .pasted(let lines):
      write("[\(lines) lines pasted]\n")
    case nil: break
    }
    guard let line, count > 0 else { return .endOfInput }
    var scalars = UnsafeBufferPointer(start: line, count: Int(count)).compactMap(Unicode.Scalar.init(wide:))
    if ending == nil, scalars.last == "\n" || scalars.last == "\r" { scalars.removeLast() }
    return .text(Array(String(String.UnicodeScalarView(scalars)).utf8))
  }

  /// Sets the text before the line, for the next drawing.
  func draw(_ prompt: Prompt) {
    shownPrompt = prompt
    let marked = prompt.marked.map { wchar_t(truncatingIfNeeded: $0.value) } + [0]
    drawnPrompt.deallocate()
    drawnPrompt = .allocate(capacity: marked.count)
    _ = drawnPrompt.initialize(from: marked)
  }

  /// Writes directly to the terminal. libedit does not know about it.
  func write(_ text: String) {
    libedit_write(text)
  }
}

extension Unicode.Scalar {
  /// `wchar_t` is signed on some machines and unsigned on others.
  init?(wide: wchar_t) {
    self.init(UInt32(truncatingIfNeeded: wide))
  }
}
