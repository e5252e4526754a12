import OperatingSystem

/// Ctrl-C while a script runs: SIGINT sets this flag, and the code that runs the script checks it between statements.
///
/// While an entry is read, Ctrl-C cancels the line. Reset the flag before each run, in case a late Ctrl-C has set it.
package enum InterruptFlag {
  /// Makes SIGINT set the flag and do nothing else.
  package static func watch() {
    PendingSignals.watch([.interrupt])
  }

  /// Whether SIGINT has arrived since the flag was reset.
  package static var isSet: Bool { PendingSignals.hasArrived(.interrupt) }

  /// Resets the flag. Returns whether it was set.
  @discardableResult package static func reset() -> Bool { PendingSignals.take(.interrupt) }
}
