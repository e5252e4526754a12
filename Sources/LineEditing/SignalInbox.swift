import Glibc
import Synchronization

/// Signals leave a mark here and wake whoever waits; nothing else happens in a handler.
///
/// A C handler carries no context, so the marks must be global. The pipe closes the gap between looking at the marks and
/// going to sleep: a byte in it ends the sleep at once, whichever thread the signal was delivered to.
enum SignalInbox {
  private static let marks = Atomic<UInt64>(0)
  private static let pipe: (readEnd: Int32, writeEnd: Int32) = {
    var ends: [Int32] = [-1, -1]
    _ = Glibc.pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }()

  private static let handler: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    SignalInbox.marks.bitwiseOr(1 << UInt64(signal), ordering: .sequentiallyConsistent)
    var byte: UInt8 = 0
    _ = write(SignalInbox.pipe.writeEnd, &byte, 1)
    errno = saved
  }

  /// Whether this signal has arrived since it was last taken.
  static func holds(_ signal: Int32) -> Bool {
    marks.load(ordering: .sequentiallyConsistent) & (1 << UInt64(signal)) != 0
  }

  /// The same, and forgets it.
  static func take(_ signal: Int32) -> Bool {
    let bit: UInt64 = 1 << UInt64(signal)
    return marks.bitwiseAnd(~bit, ordering: .sequentiallyConsistent).oldValue & bit != 0
  }

  /// Sleeps until the descriptor can be read or a signal has arrived; true if it can be read (or is at its end).
  static func waitForInput(on descriptor: Int32) -> Bool {
    var waits = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waits, nfds_t(waits.count), -1) >= 0 else { return false }
    if waits[1].revents != 0 {
      var bytes = [UInt8](repeating: 0, count: 64)
      while read(pipe.readEnd, &bytes, bytes.count) > 0 {}
      return false
    }
    return waits[0].revents != 0
  }

  /// Lets these signals leave marks from now on; what they did before is returned, to be put back by `restore`.
  static func watch(_ signals: [Int32]) -> [(signal: Int32, before: sigaction)] {
    _ = pipe
    return signals.map { signal in
      var action = sigaction()
      action.__sigaction_handler.sa_handler = handler
      action.sa_flags = SA_RESTART
      var before = sigaction()
      _ = sigaction(signal, &action, &before)
      return (signal, before)
    }
  }

  static func restore(_ watched: [(signal: Int32, before: sigaction)]) {
    for (signal, before) in watched {
      var action = before
      _ = sigaction(signal, &action, nil)
    }
  }
}
