import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A signal of the system.
package struct Signal: Hashable, Sendable {
  /// The number of the signal.
  package let number: Int32

  package static let interrupt = Signal(number: SIGINT)
  package static let terminate = Signal(number: SIGTERM)
  package static let hangUp = Signal(number: SIGHUP)
  package static let quit = Signal(number: SIGQUIT)
  /// Ctrl-Z.
  package static let suspend = Signal(number: SIGTSTP)
  package static let resume = Signal(number: SIGCONT)
  /// The size of the terminal window has changed.
  package static let resize = Signal(number: SIGWINCH)
  package static let brokenPipe = Signal(number: SIGPIPE)
  package static let fileTooLarge = Signal(number: SIGXFSZ)

  /// Ignores this signal from now on.
  package func ignore() { _ = signal(number, SIG_IGN) }

  /// Runs the signal's default action, which ends the program. Returns if the signal does not end programs.
  package func endProgram() {
    var standard = action(SIG_DFL)
    sigaction(number, &standard, nil)
    raise(number)
  }

  /// Stops the whole job, as the terminal does at Ctrl-Z. Returns when a shell resumes it.
  package static func suspendJob() {
    var standard = action(SIG_DFL)
    var ours = sigaction()
    sigaction(SIGTSTP, &standard, &ours)
    kill(0, SIGTSTP)
    sigaction(SIGTSTP, &ours, nil)
  }

  /// Makes Ctrl-C end the program at once with the status that shells expect, unless the parent process ignores SIGINT.
  package static func exitAtInterrupt() {
    let before = signal(SIGINT) { _ in _exit(130) }
    if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { interrupt.ignore() }
  }
}

/// Returns a `sigaction` with a handler. The member for the handler has a different name in each C library.
private func action(_ handler: (@convention(c) (Int32) -> Void)?, flags: Int32 = 0) -> sigaction {
  var action = sigaction()
  #if canImport(Glibc)
    action.__sigaction_handler.sa_handler = handler
  #elseif canImport(Musl)
    action.__sa_handler.sa_handler = handler
  #elseif canImport(Darwin)
    action.__sigaction_u.__sa_handler = handler
  #endif
  action.sa_flags = flags
  return action
}

/// Records signals and wakes up a waiting reader. The signal handler does nothing else.
///
/// A C handler has no context, so the recorded signals must be global. A signal may arrive between checking them and
/// starting to wait. For that case the handler also writes a byte to a pipe, which ends the wait immediately in any thread.
package enum PendingSignals {
  private static let marks = Atomic<UInt64>(0)
  private static let pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor) = {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      _ = Darwin.pipe(&ends)
    #elseif canImport(Musl)
      _ = Musl.pipe(&ends)
    #else
      _ = Glibc.pipe(&ends)
    #endif
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (FileDescriptor(rawValue: ends[0]), FileDescriptor(rawValue: ends[1]))
  }()

  private static let handler: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    PendingSignals.marks.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent)
    var byte: UInt8 = 0
    _ = write(PendingSignals.pipe.writeEnd.rawValue, &byte, 1)
    errno = saved
  }

  /// Returns whether this signal has arrived since the last call of `take`.
  package static func hasArrived(_ signal: Signal) -> Bool {
    marks.load(ordering: .sequentiallyConsistent) & (1 << UInt64(signal.number)) != 0
  }

  /// Returns whether this signal has arrived, and removes its record.
  package static func take(_ signal: Signal) -> Bool {
    let bit: UInt64 = 1 << UInt64(signal.number)
    return marks.bitwiseAnd(~bit, ordering: .sequentiallyConsistent).oldValue & bit != 0
  }

  /// Waits until the file can be read or a signal has arrived. Returns true if the file can be read or is at its end.
  package static func waitForInput(on file: FileDescriptor) -> Bool {
    guard let ready = try? waitUntilReady([file, pipe.readEnd]) else { return false }
    if ready.contains(pipe.readEnd) {
      var bytes = [UInt8](repeating: 0, count: 64)
      while read(pipe.readEnd.rawValue, &bytes, bytes.count) > 0 {}
      return false
    }
    return ready.contains(file)
  }

  /// The watched signals and their earlier actions.
  package struct Watch {
    fileprivate var before: [(signal: Signal, action: sigaction)]

    /// Restores the earlier actions of the signals.
    package func end() {
      for (signal, action) in before {
        var action = action
        _ = sigaction(signal.number, &action, nil)
      }
    }
  }

  /// Records these signals from now on.
  @discardableResult package static func watch(_ signals: [Signal]) -> Watch {
    _ = pipe
    return Watch(
      before: signals.map { signal in
        var ours = action(handler, flags: Int32(SA_RESTART))
        var before = sigaction()
        _ = sigaction(signal.number, &ours, &before)
        return (signal, before)
      })
  }
}
