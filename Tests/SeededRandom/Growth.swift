import Foundation

/// Measures how the time of some work grows with its size.
package enum Growth {
  /// Returns the ratio of the times for four times as much work and for the work itself.
  ///
  /// The ratio is about 4 for linear work and 16 for quadratic work. Tests expect less than 9. The time is the best
  /// processor time of this thread in three rounds. A limit in seconds would fail if the machine runs other tests or a
  /// sanitizer.
  ///
  /// - Parameter work: The work. It is called with the sizes 1 and 4.
  package static func ofFourTimes(_ work: (_ size: Int) throws -> Void) rethrows -> Double {
    try best { try work(4) } / best { try work(1) }
  }

  private static func best(_ work: () throws -> Void) rethrows -> Double {
    try (0..<3).map { _ in
      let start = threadTime()
      try work()
      return threadTime() - start
    }.min() ?? 0
  }

  private static func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
