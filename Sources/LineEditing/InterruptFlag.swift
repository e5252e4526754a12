import OperatingSystem

/// Ctrl-C while a script runs: SIGINT only raises this flag, and whoever runs the script looks at it from time to time.
///
/// While an entry is read, Ctrl-C belongs to the line. Lower the flag before each run: a late one may have come between.
package enum InterruptFlag {
  /// From now on SIGINT raises the flag and does nothing else.
  package static func watch() {
    SignalInbox.watch([.interrupt])
  }

  /// Whether SIGINT has arrived since the flag was lowered.
  package static var isRaised: Bool { SignalInbox.holds(.interrupt) }

  /// Lowers the flag; true if it was raised.
  @discardableResult package static func lower() -> Bool { SignalInbox.take(.interrupt) }
}
