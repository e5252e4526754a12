import Dispatch
import Synchronization

/// Processes many inputs in parallel.
struct ConcurrentWork {
  /// The number of parallel jobs.
  let jobs: Int

  /// The number of inputs that a job takes at a time.
  private static let share = 4

  /// Returns the results in the order of the inputs, whatever the number of jobs.
  func results<Input: Sendable, Output: Sendable>(
    of inputs: ArraySlice<Input>, _ work: @Sendable (Input) -> Output
  ) -> [Output] {
    let starts = Array(stride(from: inputs.startIndex, to: inputs.endIndex, by: Self.share))
    // A queue instead of a `Mutex`: on Linux the thread sanitizer does not understand `Mutex` and reports a race.
    nonisolated(unsafe) var results = [[Output]](repeating: [], count: starts.count)
    let writing = DispatchQueue(label: "errorbook.results")
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, starts.count)) { _ in
      while true {
        let share = next.add(1, ordering: .relaxed).oldValue
        guard share < starts.count else { return }
        let done = inputs[starts[share]...].prefix(Self.share).map(work)
        writing.sync { results[share] = done }
      }
    }
    return Array(results.joined())
  }
}
