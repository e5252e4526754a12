import Foundation

/// Measures how the time of some work grows with its size.
package enum Growth {
  /// Returns the ratio of the times for four times as much work and for the work itself.
  ///
  /// The ratio is about 4 for linear work and 16 for quadratic work. Tests expect less than 9. Each time is the best
  /// processor time of this thread in three rounds, or in fewer if the ratio is clearly that of linear work. A limit in
  /// seconds would fail if the machine runs other tests or a sanitizer.
  ///
  /// - Parameter work: The work. It is called with the sizes 1 and 4.
  package static func ofFourTimes(_ work: (_ size: Int) throws -> Void) rethrows -> Double {
    var (small, large) = (Double.infinity, Double.infinity)
    for _ in 0..<3 { small = min(small, try time { try work(1) }) }
    for _ in 0..<3 where large > 6 * small { large = min(large, try time { try work(4) }) }
    return large / small
  }

  private static func time(_ work: () throws -> Void) rethrows -> Double {
    let start = threadTime()
    try work()
    return threadTime() - start
  }

  private static func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
