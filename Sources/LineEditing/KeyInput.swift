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
      if let signaled = signalKey() { return signaled }
      if ending != nil { return nil }
      guard SignalInbox.waitForInput(on: StandardStream.input.descriptor) else { continue }
      // A signal that came with the key goes first: a key drawn for the old size of the window would garble the line.
      if let signaled = signalKey() { return signaled }
      if ending != nil { return nil }
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

/// Puts the bytes of typed UTF-8 together to characters. What is no UTF-8 becomes U+FFFD, so that it is seen.
struct CharacterDecoder {
  private var bytes: [UInt8] = []
  private var length = 0

  /// The characters that this byte finishes: mostly one, none within a character, two after a broken one.
  mutating func take(_ byte: UInt8) -> [Unicode.Scalar] {
    if bytes.isEmpty { return begin(byte) }
    guard byte & 0xC0 == 0x80 else {
      bytes = []
      return ["\u{FFFD}"] + begin(byte)
    }
    bytes.append(byte)
    guard bytes.count == length else { return [] }
    defer { bytes = [] }
    return [String(validating: bytes, as: UTF8.self)?.unicodeScalars.first ?? "\u{FFFD}"]
  }

  private mutating func begin(_ byte: UInt8) -> [Unicode.Scalar] {
    switch byte {
    case 0x00...0x7F: return [Unicode.Scalar(byte)]
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return ["\u{FFFD}"]
    }
    bytes = [byte]
    return []
  }
}
