import Foundation

/// How the time of a piece of work grows with its size.
package enum Growth {
  /// Returns how many times longer four times as much work takes. Linear work gives about 4, quadratic work 16; a test
  /// asks for less than 9.
  ///
  /// It is the processor time of this thread, and the best of three rounds, because a machine that runs other tests too, or
  /// runs them under a sanitizer, makes any limit in seconds wrong.
  /// - Parameter work: receives 1 and 4.
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
