import CLibEdit
import Files
import OperatingSystem

/// The signals that matter while a line is edited. Ctrl-C and Ctrl-Z come as keys; these come from outside.
enum KeySignals {
  static let all: [Signal] = [.interrupt, .terminate, .hangUp, .quit, .suspend, .resume, .resize]
  static let deadly: [Signal] = [.terminate, .hangUp, .quit]
}

extension KeyEditor {
  /// The next character: queued by a command, or typed. Nil at the end of the input.
  func nextCharacter() -> Unicode.Scalar? {
    guard let scalar = plainCharacter() else { return nil }
    return search == nil ? composed(scalar) : searchKey(scalar)
  }

  /// The same for a command that reads on by itself.
  func plainCharacter() -> Unicode.Scalar? {
    queue.isEmpty ? typedCharacter() : queue.removeFirst()
  }

  /// Waits for what is typed; signals are dealt with meanwhile.
  private func typedCharacter() -> Unicode.Scalar? {
    while true {
      if let signalled = signalKey() { return signalled }
      if ending != nil { return nil }
      guard SignalInbox.waitForInput(on: StandardStream.input.descriptor) else { continue }
      // One byte at a time: what is typed ahead may be meant for a program that is started next.
      var buffer: [UInt8] = [0]
      let scalars: [Unicode.Scalar]
      switch readNow(StandardStream.input.descriptor, into: &buffer) {
      case .piece(let piece): scalars = piece.flatMap { decoder.take($0) }
      case .nothingYet: continue
      case .end:
        ending = .endOfInput
        return nil
      }
      guard let first = scalars.first else { continue }
      queue += scalars.dropFirst()
      return first
    }
  }

  /// Deals with what has arrived. A signal that means a key is answered with that key.
  private func signalKey() -> Unicode.Scalar? {
    for signal in KeySignals.deadly where SignalInbox.take(signal) {
      deadlySignal = signal
      ending = .endOfInput
      return nil
    }
    if SignalInbox.take(.suspend) { _ = suspend() }
    if SignalInbox.take(.resume) { comeBack() }
    if SignalInbox.take(.resize) { resize() }
    return SignalInbox.take(.interrupt) ? "\u{3}" : nil
  }

  private func leaveTerminal() {
    guard let handle else { return }
    if libedit_is_vi(handle) == 0 { write(Paste.off) }
    libedit_prepare_terminal(handle, 0)
  }

  private func enterTerminal() {
    guard let handle else { return }
    libedit_prepare_terminal(handle, 1)
    if libedit_is_vi(handle) == 0 { write(Paste.on) }
  }

  /// Ctrl-Z: stops the whole job, as the terminal would do it.
  func suspend() -> KeyBindings.Outcome {
    leaveTerminal()
    write("\n")
    Signal.suspendJob()
    // Nobody but a shell can bring a job back, so without one the signal above did nothing: go on either way.
    _ = SignalInbox.take(.resume)
    comeBack()
    return .nothing
  }

  private func comeBack() {
    enterTerminal()
    if let handle { libedit_draw_again(handle) }
  }
}
