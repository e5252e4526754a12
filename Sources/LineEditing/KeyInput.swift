import CLibEdit
import Files
import OperatingSystem

/// The signals that are handled while a line is edited. Ctrl-C and Ctrl-Z arrive as keys; these come from other programs.
enum KeySignals {
  static let all: [Signal] = [.interrupt, .terminate, .hangUp, .quit, .suspend, .resume, .resize]
  static let terminating: [Signal] = [.terminate, .hangUp, .quit]
}

extension KeyEditor {
  /// Returns the next character, queued by a command or typed, or nil at the end of the input.
  func nextCharacter() -> Unicode.Scalar? {
    guard let scalar = plainCharacter() else { return nil }
    return search == nil ? composed(scalar) : searchKey(scalar)
  }

  /// Returns the next character for a command that reads its own input.
  func plainCharacter() -> Unicode.Scalar? {
    queue.isEmpty ? typedCharacter() : queue.removeFirst()
  }

  /// Waits for a typed character and handles signals while waiting.
  private func typedCharacter() -> Unicode.Scalar? {
    while true {
      if let signaled = signalKey() { return signaled }
      if ending != nil { return nil }
      guard PendingSignals.waitForInput(on: StandardStream.input.descriptor) else { continue }
      // Handle signals before the key: drawing the key for the old window size would garble the line.
      if let signaled = signalKey() { return signaled }
      if ending != nil { return nil }
      // Read one byte at a time: typed-ahead input may be for a program that is started next.
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

  /// Handles signals that have arrived. Returns the key for a signal that acts like a key.
  private func signalKey() -> Unicode.Scalar? {
    for signal in KeySignals.terminating where PendingSignals.take(signal) {
      terminatingSignal = signal
      ending = .endOfInput
      return nil
    }
    if PendingSignals.take(.suspend) { _ = suspend() }
    if PendingSignals.take(.resume) { resumeEditing() }
    if PendingSignals.take(.resize) { resize() }
    return PendingSignals.take(.interrupt) ? "\u{3}" : nil
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

  /// Handles Ctrl-Z: stops the whole job, as the terminal would.
  func suspend() -> KeyBindings.Outcome {
    leaveTerminal()
    write("\n")
    Signal.suspendJob()
    // Without a shell that can resume the job, the signal had no effect. Continue in both cases.
    _ = PendingSignals.take(.resume)
    resumeEditing()
    return .nothing
  }

  private func resumeEditing() {
    enterTerminal()
    if let handle { libedit_draw_again(handle) }
  }
}

/// Decodes typed UTF-8 bytes into characters. Invalid bytes become U+FFFD, so that the user sees them.
struct CharacterDecoder {
  private var bytes: [UInt8] = []
  private var length = 0

  /// Returns the characters that this byte completes: usually one, none inside a character, two after an invalid one.
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
